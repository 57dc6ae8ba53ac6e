"""`tijian verify`: recomputes the receipts of results. Every line must be recomputed for an exit code of 0."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of
from .language import Language
from .layout import indented, plain
from .options import RulesetOptions, adoption, read_adoption, ruleset_options
from .result_lines import lines_of

if TYPE_CHECKING:
    from tijian.insight.result_lines import Line
    from tijian.insight.verify import Verified
    from tijian.model.dossier import Dossier
    from tijian.model.text import Text

_SAID = {
    "same": (Words("相同", "same"), 0),
    "different": (Words("不同", "different"), manners.NO),
    "ruleset_not_here": (Words("细则不在这里", "ruleset not here"), manners.INPUT),
    "adoption_not_here": (Words("采用文件不在这里，用 --adoption 给出", "adoption file not here, give it with --adoption"), manners.INPUT),
}
_NO_DOSSIER = Words("没有给出案卷，未重算", "not recomputed: its dossier was not given")
_NO_RESULT = Words("不同", "different")


@click.command(
    "verify",
    cls=Command,
    what=Words(
        "按回执重算：RESULTS 是 assess --format json 的输出（- 为标准输入），FILE 是当时的案卷，或整个评估行动（带上它的采用文件）。"
        "每行得出 相同、不同（哪个摘要、第一处不同）或 细则不在这里；有不同退出码 1，有不在这里的 3。",
        "Recompute receipts: RESULTS is the output of assess --format json (- is stdin), FILE the dossiers it was made from, or a whole "
        "campaign (with its adoption file). "
        "Each line is same, different (which digest, the first field) or ruleset not here; exit code 1 where one differs, 3 "
        "where something is not here.",
    ),
    examples=(
        ("tijian verify 结果.jsonl 案卷/*.yaml", Words("每一行都应当是“相同”", "every line should be `same`")),
        (
            "tijian verify 结果.jsonl 案卷.yaml --adoption 采用.yaml",
            Words("由主管机关采用的细则得出的结果", "a result by a ruleset that an authority adopted"),
        ),
    ),
)
@click.argument("results", metavar="RESULTS")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@ruleset_options
@adoption
@click.pass_context
def verify(context: click.Context, results: str, files: tuple[str, ...], rulesets: RulesetOptions, adoption: Path | None) -> int:
    """Recomputes every line and returns the exit code."""
    from tijian.authoring.digest import digest
    from tijian.insight.result_lines import Reader
    from tijian.insight.verify import of_itself
    from tijian.insight.verify import verify as recompute

    from .assess import campaign_of, read_all, read_campaign

    language = language_of(context)
    codes = {0}
    adopted = read_adoption(adoption)
    catalogue = rulesets.catalogue(context)
    lines = list(Reader().lines(lines_of(results), results))
    if (campaign := campaign_of(context, files)) is None:
        dossiers = read_all(files, catalogue, codes, language)
    else:
        dossiers, its_own = read_campaign(campaign, catalogue, codes, language)
        adopted = adopted or its_own
    pairs = paired(lines, dossiers)
    for line in lines:
        if line.result is None:
            assert line.problem is not None
            codes.add(_report(language, line, None, "different", (line.problem.text,)))
            continue
        found = pairs.get(line.number)
        if found is None:
            own: Verified = of_itself(line.result)
            codes.add(_report(language, line, None, own.status if own.status == "different" else None, own.what))
            continue
        file, dossier = found
        verified = recompute(line.result, dossier, catalogue, adopted)
        codes.add(_report(language, line, file, verified.status, verified.what))
    used = {digest(dossier) for _, dossier in pairs.values()}
    for file, dossier in dossiers:
        if digest(dossier) not in used:
            words = Words(f"{file}：结果中没有案卷 {dossier.assessment}", f"{file}: there is no result of dossier {dossier.assessment}")
            manners.write_text(plain(f"{_NO_RESULT(language)}  {words(language)}"))
            codes.add(manners.NO)
    return max(codes)


def paired(lines: list[Line], dossiers: list[tuple[str, Dossier]]) -> dict[int, tuple[str, Dossier]]:
    """Which dossier each line (by its number) was made from: the one with its digest; else, one being changed, the likest."""
    from tijian.authoring.digest import digest

    found: dict[int, tuple[str, Dossier]] = {}
    by_digest = {digest(dossier): (file, dossier) for file, dossier in dossiers}
    for line in lines:
        if line.result is not None and line.result.receipt.dossier in by_digest:
            found[line.number] = by_digest[line.result.receipt.dossier]
    used = {file for file, _ in found.values()}
    left = [pair for pair in dossiers if pair[0] not in used]
    for line in lines:
        if line.result is None or line.number in found or not left:
            continue
        likest = max(left, key=lambda pair: _likeness(line, pair[1]))  # used at once
        alone = len(left) == 1 and sum(1 for one in lines if one.number not in found) == 1
        if _likeness(line, likest[1]) or alone:
            found[line.number] = likest
            left.remove(likest)
    return found


def _likeness(line: Line, dossier: Dossier) -> int:
    """How much a line and a dossier have in common; the number of the assessment weighs most."""
    result = line.result
    assert result is not None
    enterprise = dossier.enterprise
    same_code = enterprise.uscc is not None and result.enterprise.uscc == enterprise.uscc
    about = 2 * (result.enterprise.name == enterprise.name) + 2 * same_code
    return 8 * (result.assessment == dossier.assessment) + about + (about > 0 and result.category == dossier.category)


def _report(language: Language, line: Line, file: str | None, status: str | None, what: tuple[Text, ...]) -> int:
    """One line of the answer, on stdout; its exit code."""
    words, code = (_NO_DOSSIER, manners.INPUT) if status is None else _SAID[status]
    about = (
        f"{line.result.assessment} {line.result.category}"
        if line.result
        else Words(f"第 {line.number} 行", f"line {line.number}")(language)
    )
    where = f"  {file}" if file else ""
    answer = [plain(f"{words(language)}  {about}{where}")]
    answer += [indented(plain(one(language)), max(manners.width_of(sys.stdout), 40), "    ") for one in what]
    manners.write_text("\n".join(answer))
    return code
