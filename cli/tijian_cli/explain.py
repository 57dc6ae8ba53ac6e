"""`tijian explain`: why a dossier gets its grade, what one check has to do with it, or what an error code means."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Words, language_of
from .language import Language
from .layout import indented, plain
from .options import RulesetOptions, adoption, engine, read_adoption, ruleset_options

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.adoption import Adoption
    from tijian.model.dossier import Dossier
    from tijian.model.problem import Problem

ID = re.compile(r"(?!.*[.](?:ya?ml|jsonl?|txt)$)[A-Za-z][A-Za-z0-9._-]*")  # what may be an id of a ruleset, and is not named like a file
CODE = re.compile(r"[EFWN]\d{3}", re.IGNORECASE)


@click.command(
    "explain",
    cls=Command,
    what=Words(
        "为什么是这个等级：判定依据，每个发现扣多少分，还缺什么，什么还会改变它；加上编号（检查项、诊断、线索）则只讲这一项。"
        "案卷在一个评估行动里的，给出行动和评估编号（如 shanghai-2021 SH2021-MSK-005），带上它的采用文件。"
        "给一个错误代码则说明它的含义和处理办法。",
        "Why this grade: its grounds, what each finding costs, what is open, what would still change it; with the id "
        "of a check, a diagnosis or a clue, about that alone. A dossier of a campaign is named by the campaign and its number (such "
        "as shanghai-2021 SH2021-MSK-005), and judged with the campaign's adoption file. With an error code: what it means and what to do.",
    ),
    examples=(
        ("tijian explain 案卷.yaml C5.3", Words("案卷的等级，或其中一项", "the grade of a dossier, or one check of it")),
        ("tijian explain E112", Words("错误代码的说明（中英文）", "what an error code means, in both languages")),
    ),
)
@click.argument("what", metavar="FILE|CAMPAIGN|CODE")
@click.argument("ids", nargs=-1, metavar="[ID]")
@engine
@ruleset_options
@adoption
@click.pass_context
def explain(context: click.Context, what: str, ids: tuple[str, ...], engine: Any, rulesets: RulesetOptions, adoption: Path | None) -> int:
    """Explains a dossier's result, a check of it, or a code."""
    language = language_of(context)
    if CODE.fullmatch(what) and not Path(what).exists():
        return _code(what.upper(), ids, context)
    import tijian
    from tijian.model.problem import TijianError

    from .assess import campaign_of, named, read
    from .paper import on_stdout
    from .why import why_check, why_result
    from .why_rule import concluded_ids, why_rule

    adopted = read_adoption(adoption)
    catalogue = rulesets.catalogue(context)
    if (folder := campaign_of(context, (what,))) is not None:
        dossier, its_own = _of_campaign(folder, ids, catalogue, context)
        adopted, ids = adopted or its_own, ids[1:]
    elif not ids and ID.fullmatch(what) and not Path(what).exists() and (told := _without_file(what, catalogue, language)) is not None:
        return told
    else:
        dossier = read(what, catalogue)
    _at_most_one(ids, context)
    check = ids[0] if ids else None
    try:
        result = tijian.assess(dossier, catalogue, engine, adopted)
    except TijianError as error:
        return manners.explain_error(named(error, what, dossier), language)
    ruleset = catalogue.entry(result.category, result.assessed_on).program.ruleset
    if check is None:
        manners.write_text(why_result(result, ruleset, language, on_stdout()))
        return 0
    checks, others = [one.id for one in result.checks], concluded_ids(ruleset)
    if check not in checks and check in others:
        manners.write_text(why_rule(result, ruleset, check, language, on_stdout()))
        return 0
    if check not in checks:
        manners.say_problems([_no_check(check, [*checks, *others])], language)
        return manners.INPUT
    manners.write_text(why_check(result, ruleset, check, language, on_stdout()))
    return 0


def _of_campaign(folder: Path, ids: tuple[str, ...], catalogue: Catalogue, context: click.Context) -> tuple[Dossier, Adoption | None]:
    """The dossier of a campaign with the number, or of the enterprise, that is named first; and the campaign's adoption file."""
    from tijian.campaign.folder import read_folder
    from tijian.conditions.suggest import suggestion

    language = language_of(context)
    if not ids:
        words = Words("评估行动后面写评估编号或企业名称", "a campaign is followed by the number of an assessment, or by an enterprise")
        raise click.UsageError(words(language), context)
    read = read_folder(folder, catalogue)
    dossiers = [one.dossier for one in read.found if one.dossier is not None]
    found = [one for one in dossiers if ids[0] in (one.assessment, one.enterprise.name)]
    if len(found) == 1:
        return found[0], read.adoption
    near = suggestion(ids[0], [one.assessment for one in dossiers]) if not found else None
    hint = "" if near is None else Words(f"；{near[0]}", f"; {near[1]}")(language)
    if found:
        many = Words(f"行动里有 {len(found)} 份 {ids[0]}，请写评估编号", f"the campaign has {len(found)} of {ids[0]}: give a number")(
            language
        )
    else:
        many = Words(f"行动里没有评估 {ids[0]}", f"the campaign has no assessment {ids[0]}")(language)
    raise click.UsageError(plain(many + hint), context)


def _at_most_one(ids: tuple[str, ...], context: click.Context) -> None:
    if len(ids) > 1:
        words = Words(f"多余的参数 {ids[1]}", f"there is nothing that {ids[1]} could be for")
        raise click.UsageError(words(language_of(context)), context)


def _code(code: str, ids: tuple[str, ...], context: click.Context) -> int:
    """The documentation of a code, in both languages, the language of the run first."""
    from tijian.model.codes import all_codes

    language = language_of(context)
    found = all_codes().get(code)
    if found is None:
        near = [name for name in sorted(all_codes()) if name[:2] == code[:2]]
        listed = ", ".join(near)
        hint = Words(f"；同类代码：{listed}", f"; codes of its kind: {listed}")(language) if near else ""
        raise click.UsageError(Words(f"没有代码 {code}", f"there is no code {code}")(language) + hint, context)
    _at_most_one(ids, context)
    if ids:
        raise click.UsageError(Words("代码后面不带编号", "a code takes no check")(language), context)
    order: tuple[Language, ...] = ("zh", "en") if language == "zh" else ("en", "zh")
    width = manners.width_of(sys.stdout)
    lines = []
    for spoken in order:
        lines.append(f"{code}  {found.title(spoken)}")
        for name, words in ((Words("为什么", "why"), found.why), (Words("怎么办", "what to do"), found.fix)):
            lines.append(indented(words(spoken), width, f"  {name(spoken)}  "))
        lines.append("")
    manners.write_text("\n".join(lines).rstrip("\n"))
    return 0


def _without_file(name: str, catalogue: Catalogue, language: Language) -> int | None:
    """What an id alone can say: a clue code all of it, any other that a file is needed. None where no ruleset has it."""
    from tijian.model.problem import RulesetError

    from .paper import on_stdout
    from .targets import category_names
    from .why_rule import clue_code, concluded_ids

    codes, others = {}, []
    for category in category_names(catalogue):
        try:
            found = [catalogue.library.load(category, one.edition) for one in catalogue.library.editions(category)]
        except RulesetError:  # `ruleset lint` says what is wrong with it; here an id is looked for in the others
            continue
        for loaded in found:
            rules = loaded.ruleset
            if name in rules.clue_codes:
                codes[loaded.id] = rules.clue_codes[name]
            elif name in {*rules.site_checks, *rules.rule_checks, *rules.sample_tests, *concluded_ids(rules)}:
                others.append(loaded.id)
    if codes:
        manners.write_text(clue_code(name, next(iter(codes.values())), tuple(codes), language, on_stdout()))
        return 0
    if not others:
        return None
    listed = ", ".join(others)
    words = Words(
        f"{name} 是细则 {listed} 中的编号，要连同案卷才能解释：tijian explain 案卷.yaml {name}",
        f"{name} is an id of {listed}; it is explained with a dossier: tijian explain DOSSIER.yaml {name}",
    )
    manners.say(words(language))
    return manners.USAGE


def _no_check(check: str, known: list[str]) -> Problem:
    from tijian.conditions.suggest import did_you_mean
    from tijian.model.problem import Problem
    from tijian.model.text import text

    near = did_you_mean(check, known)
    hint = text(f"是不是“{near}”？", f"did you mean '{near}'?") if near else None
    said = text(f"适用的细则中没有检查项、诊断或线索 {check}", f"the ruleset that applies has no check, diagnosis or clue {check}")
    return Problem("E713", said, hint=hint)
