"""The head of every report: who, what, the grade large, whether it stands or is a preview, the caveats beside it."""

from typing import Final

from tijian.insight.explain import Explanation
from tijian.model.outcome import OUTSIDE
from tijian.model.result import Result
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.words import CAPABLE, CAVEAT_SIGN, GROUP, SIZE, grade_word

from .bilingual import Words
from .letters import drawn
from .paper import Paper

PREVIEW: Final = Words("预览", "PREVIEW")
_STATUS: Final = {
    "illustrative": Words("示例稿，未经主管部门采用", "illustrative, adopted by no authority"),
    "adopted": Words("已采用", "adopted"),
}
COLOURS: Final = {"no": "red", "after_rectification": "yellow", "yes": "green", None: "magenta"}


def masthead(paper: Paper, result: Result, explanation: Explanation) -> None:
    """The box with the grade. Issued: double lines and a solid letter; a preview: dashed lines, a dotted letter, and the word."""
    verdict, language = result.verdict, paper.language
    issued = explanation.standing == "issued"
    lines: list[tuple[str, str]] = [(result.enterprise.name, "bold")]
    lines.append((f"{result.ruleset.title(language)}  {result.ruleset.category}/{result.ruleset.edition}", ""))
    lines.append(("", ""))
    lines.append((_grade(paper, result), "bold"))
    if verdict.capable is not None:
        lines.append((paper.say("质量安全保证能力：", "capability: ") + CAPABLE[verdict.capable](language), ""))
    if _nothing_sampled(result):
        lines.append((paper.say("没有抽样检测", "no samples were tested"), "yellow"))
    lines.append((explanation.says(language), "" if issued else "bold magenta"))
    lines += [(f"{CAVEAT_SIGN.get(one.reason, '*') if paper.lines else '*'} {one.text(language)}", "yellow") for one in verdict.caveats]
    letter = drawn(verdict.grade or "?", issued=issued, solid="█" if paper.lines else "#")
    title = "" if issued else f" {PREVIEW(paper.language)} "
    paper.panel(letter, lines, solid=issued, title=title, style=COLOURS[verdict.capable] if issued else "magenta")


def _nothing_sampled(result: Result) -> bool:
    """Whether the ruleset has tests and not one was made or is under way: the grade then rests on the visit alone."""
    tests = [one for one in result.checks if one.kind == "test"]
    return any(one.state == "not_sampled" for one in tests) and all(one.state in OUTSIDE and not one.samples for one in tests)


def _grade(paper: Paper, result: Result) -> str:
    verdict, language = result.verdict, paper.language
    if verdict.grade is not None:
        says = f"  {verdict.says(language)}" if verdict.says else ""
        return paper.say(f"等级 {verdict.grade}{says}", f"Grade {verdict.grade}{says}")
    if verdict.worst is None:
        return grade_word("not_assessable")(language)
    span = " / ".join(grade_word(grade)(language) for grade in verdict.possible)
    return paper.say(f"等级未定：{span}", f"Grade open: {span}")


def particulars(paper: Paper, result: Result, ruleset: ResolvedRuleset | None) -> None:
    """Who was assessed, when, by which ruleset, on which product."""
    one, language = result.enterprise, paper.language
    group = GROUP[one.group](paper.language) if one.group in GROUP else one.group
    size = SIZE[one.size](paper.language) if one.size in SIZE else one.size
    named = [part for part in (one.name, one.uscc, one.district, group, size) if part]
    paper.field(paper.say("企业", "Enterprise"), " · ".join(named))
    paper.field(
        paper.say("案卷", "Dossier"),
        paper.say(f"{result.assessment} · 评估日期 {result.assessed_on}", f"{result.assessment} · assessed on {result.assessed_on}"),
    )
    status = _STATUS[result.ruleset.status](paper.language)
    if result.ruleset.adopted_by is not None:
        by, on = result.ruleset.adopted_by(language), result.ruleset.adopted_on
        status = paper.say(f"{by} {on} 采用", f"adopted by {by} on {on}")
    paper.field(paper.say("细则", "Ruleset"), f"{result.ruleset.category}/{result.ruleset.edition} · {status}")
    if product := product_words(paper, result, ruleset):
        paper.field(paper.say("产品", "Product"), product)


def product_words(paper: Paper, result: Result, ruleset: ResolvedRuleset | None) -> str:
    """The attributes of the product that are known, and the names of those that are not."""
    known = {**ruleset.product, **ruleset.derived} if ruleset else {}
    yes_no = {True: Words("是", "yes"), False: Words("否", "no")}

    def called(name: str) -> str:
        label = known[name].label if name in known else None
        return label(paper.language) if label else name

    def written(name: str, value: str | bool) -> str:
        if isinstance(value, bool):
            return yes_no[value](paper.language)
        one = known.get(name)
        if one is not None and one.choices is not None:
            return one.called(value)(paper.language)
        return f"{value} {one.unit}" if one is not None and one.unit else value

    given = {**result.attributes.given, **result.attributes.derived}
    parts = [
        paper.say(f"{called(name)}：{written(name, value)}", f"{called(name)}: {written(name, value)}") for name, value in given.items()
    ]
    if result.attributes.unknown:
        listed = paper.say("、", ", ").join(called(name) for name in result.attributes.unknown)
        parts.append(paper.say(f"未知：{listed}", f"not known: {listed}"))
    return paper.say("；", "; ").join(parts)
