"""`tijian ruleset show`: one edition as it judges, everything included merged in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of
from .options import RulesetOptions, form, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.resolve import Loaded
    from tijian.model.ruleset import Attribute, LimitRow, ResolvedRuleset, SampleTest, Source

    from .paper import Paper


@click.command(
    "show",
    cls=Command,
    what=Words(
        "查看一个版本：引入的内容已合并，改动和去掉的逐一列出，附摘要。JSON 是合并后的全文。",
        "Show one edition: what it includes merged in, what it overrides and drops listed, with its digest. JSON is the whole of it.",
    ),
    examples=(
        ("tijian ruleset show mask", Words("口罩的最新版本", "the latest edition for masks")),
        ("tijian ruleset show mask/2021 --format json", Words("合并后的全文和摘要", "the whole of it, with its digest")),
    ),
)
@click.argument("target", metavar="ID|PATH")
@form("text", "json")
@ruleset_options
@click.pass_context
def show(context: click.Context, target: str, form: str, rulesets: RulesetOptions) -> int:
    """Shows every edition that `target` means (a directory may hold several)."""
    from .paper import Paper, on_stdout
    from .targets import Targets

    language = language_of(context)
    codes = {0}
    targets = Targets(context, (target,), rulesets)
    for edition in targets.editions():
        loaded = targets.catalogue.library.load(edition.category, edition.edition)
        if form == "json":
            resolved = json.loads(loaded.ruleset.model_dump_json(by_alias=True))
            whole = {"schema": resolved.pop("schema"), "digest": loaded.digest, **resolved}
            manners.write_data(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
        else:
            paper = Paper(language, on_stdout())
            _written(paper, loaded)
            manners.write_text(paper.text())
    for error in targets.errors:
        codes.add(manners.explain_error(error, language))
    return max(codes)


def _written(paper: Paper, loaded: Loaded) -> None:
    from tijian.authoring.load import days

    ruleset, language = loaded.ruleset, paper.language
    paper.line(f"{loaded.id}  {ruleset.title(language)}", style="bold")
    paper.field(paper.say("适用期", "in force"), days(ruleset.in_force), 1)
    adopted = (
        Words("已采用", "adopted")
        if ruleset.status == "adopted"
        else Words("示例稿，未经主管部门采用", "illustrative, adopted by no authority")
    )
    paper.field(paper.say("状态", "status"), adopted(paper.language), 1)
    paper.field(paper.say("摘要", "digest"), loaded.digest, 1)
    if ruleset.includes:
        paper.field(paper.say("引入", "includes"), ", ".join(ruleset.includes), 1)
    if ruleset.overridden:
        listed = "; ".join(f"{name} ({', '.join(fields)})" for name, fields in ruleset.overridden.items())
        paper.field(paper.say("改动", "overrides"), listed, 1)
    if ruleset.dropped:
        paper.field(paper.say("去掉", "drops"), ", ".join(ruleset.dropped), 1)
    _product(paper, ruleset)
    _definitions(paper, ruleset)
    _checks(paper, ruleset)
    _tests(paper, ruleset)
    _conclusions(paper, ruleset)


def _product(paper: Paper, ruleset: ResolvedRuleset) -> None:
    if not (ruleset.product or ruleset.derived):
        return
    paper.heading(paper.say("产品属性", "Product attributes"))
    for name, attribute in {**ruleset.product, **ruleset.derived}.items():
        label = f"  {attribute.label(paper.language)}" if attribute.label else ""
        derived = paper.say("  （由插件推出）", "  (derived by the plugin)") if name in ruleset.derived else ""
        asked = _arrow(paper, ruleset, attribute.asked_when)
        paper.item(f"{name}{label}  [{_kind(attribute)(paper.language)}]{derived}{asked}")


def _definitions(paper: Paper, ruleset: ResolvedRuleset) -> None:
    if ruleset.define:
        paper.heading(paper.say("命名的条件", "Named conditions"))
        for name, condition in ruleset.define.items():
            _concluding(paper, ruleset, name, condition)


def _arrow(paper: Paper, ruleset: ResolvedRuleset, condition: str | None) -> str:
    """`  ← 明示执行标准是 GB/T 32610-2016`"""
    from tijian.insight.phrases import Names
    from tijian.insight.wording import in_words

    return f"  ← {in_words(condition, ruleset, Names(None, ruleset))(paper.language)}" if condition else ""


def _concluding(paper: Paper, ruleset: ResolvedRuleset, head: str, condition: str) -> None:
    """Something with its condition in words, and beneath, dimmed, as it is written."""
    paper.item(head + _arrow(paper, ruleset, condition))
    paper.line(condition, "      ", style="dim")


def _kind(attribute: Attribute) -> Words:
    if attribute.choices is not None:
        from tijian.authoring.diff_product import named_choices

        return Words(*(" | ".join(named_choices(attribute, language)) for language in ("zh", "en")))
    kinds = {"boolean": Words("是/否", "yes/no"), "number": Words("数值", "number"), "text": Words("文字", "text")}
    kind, unit = kinds[attribute.type or "text"], f" {attribute.unit}" if attribute.unit else ""
    return Words(kind.zh + unit, kind.en + unit)


def _checks(paper: Paper, ruleset: ResolvedRuleset) -> None:
    from tijian.model.order import natural
    from tijian.model.words import class_word

    language = paper.language
    for section, about in sorted(ruleset.sections.items(), key=lambda one: natural(one[0])):
        site = [(name, check) for name, check in ruleset.site_checks.items() if check.section == section]
        rules = [(name, check) for name, check in ruleset.rule_checks.items() if check.section == section]
        if not (site or rules):
            continue
        paper.heading(f"{section} {about.title(language)}")
        for name, check in site:
            skip = paper.say("  可不适用", "  may be not applicable") if check.may_skip else ""
            applies = _arrow(paper, ruleset, check.applies)
            paper.item(f"{name} [{class_word(check.class_, 'site')(language)}] {check.ask(language)}{skip}{applies}")
            if check.evidence:
                paper.field(paper.say("看什么", "look at"), paper.say("、", "; ").join(one(language) for one in check.evidence), 3, "dim")
        for name, rule in rules:
            fault = _arrow(paper, ruleset, rule.fails_when)
            paper.item(f"{name} [{class_word(rule.class_, 'rule')(language)}] {rule.ask(language)}{fault}")


def _tests(paper: Paper, ruleset: ResolvedRuleset) -> None:
    from tijian.model.words import class_word, required

    if not ruleset.sample_tests:
        return
    language = paper.language
    basis = {"mandatory": Words("强制性", "mandatory"), "declared": Words("明示执行", "declared")}
    paper.heading(paper.say("抽样检测", "Sample tests"))
    for name, test in ruleset.sample_tests.items():
        unit = f" {test.unit}" if test.unit else ""
        applies = _arrow(paper, ruleset, test.applies)
        about = f"{class_word(test.class_, 'test')(language)}, {basis[test.basis](paper.language)}"
        paper.item(f"{name} {test.name(language)}{unit} [{about}]{applies}")
        for part, row in _rows(test):
            clause = _clause(paper, row.source or test.source)
            name_of_part = test.part_names[part](language) if part in test.part_names else part
            before = f"{name_of_part}{paper.say('：', ': ')}" if part else ""
            paper.item(f"{before}{required(row.require)(language)}{_arrow(paper, ruleset, row.when)}{clause}", level=3)


def _rows(test: SampleTest) -> list[tuple[str, LimitRow]]:
    rows = [("", row) for row in test.limits or ()]
    if isinstance(test.parts, dict):
        rows += [(part, row) for part, limits in test.parts.items() for row in limits]
    elif test.parts is not None:
        rows = [(" + ".join(test.parts), row) for _, row in rows]
    return rows


def _clause(paper: Paper, source: Source) -> str:
    from tijian.authoring.diff_limits import cited

    words = cited(source)
    return "" if words is None else paper.say(f"（{words.zh}）", f"  ({words('en')})")


def _conclusions(paper: Paper, ruleset: ResolvedRuleset) -> None:
    language = paper.language
    if ruleset.diagnoses:
        paper.heading(paper.say("诊断", "Diagnoses"))
        for name, diagnosis in ruleset.diagnoses.items():
            _concluding(paper, ruleset, f"{name} {diagnosis.says(language)}", diagnosis.when)
    if ruleset.clues:
        paper.heading(paper.say("按规则提出的线索", "Clues raised by rule"))
        for name, clue in ruleset.clues.items():
            _concluding(paper, ruleset, f"{name} {clue.code} {ruleset.clue_codes[clue.code].title(language)}", clue.when)
    if ruleset.clue_codes:
        paper.heading(paper.say("线索代码", "Clue codes"))
        for name, code in ruleset.clue_codes.items():
            paper.item(f"{name} {code.title(language)}")
    one = ruleset.scoring
    paper.heading(paper.say("评分与判定", "Scoring and verdict"))
    blocks = Words(f"实地核查 {one.blocks.site}，抽样检测 {one.blocks.tests}", f"site {one.blocks.site}, tests {one.blocks.tests}")
    rest = Words(
        f"轻微缺陷得 {one.credit.minor}，最低覆盖率 {one.coverage}%",
        f"a minor defect earns {one.credit.minor}, minimum coverage {one.coverage}%",
    )
    paper.item(f"{one.model}; {blocks(paper.language)}; {rest(paper.language)}")
    for row in ruleset.verdicts:
        says = f"  {row.says(language)}" if row.says else ""
        _concluding(paper, ruleset, f"{row.grade}{says}", row.when)
