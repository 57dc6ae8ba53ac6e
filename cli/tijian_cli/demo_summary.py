"""What the demonstration says of the campaign on a terminal: grades by category, what was not issued and how it was handled, clues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tijian.model.outcome import State
from tijian.model.words import state_word

from .bilingual import Words
from .caveats import counted, grade, key
from .language import Language
from .layout import plain
from .paper import Column, Look, Paper

if TYPE_CHECKING:
    from tijian.campaign.judging import Judged
    from tijian.compare.model import Comparison, Share, Verdicts
    from tijian.model.result import Result

_NONE: Final = "–"
_UNKNOWN: Final[tuple[State, ...]] = ("unchecked", "pending", "inconclusive")


def summary(judged: Judged, comparison: Comparison, language: Language, look: Look) -> Paper:
    """A sheet with all of it, to which the caller may add."""
    paper = Paper(language, look)
    _head(paper, judged, comparison)
    _grades(paper, comparison)
    _not_issued(paper, judged.results)
    _not_judged(paper, comparison)
    _remarked(paper, judged.results)
    _clues(paper, comparison)
    return paper


def _head(paper: Paper, judged: Judged, one: Comparison) -> None:
    paper.heading(judged.campaign.title(paper.language))
    if judged.campaign.about is not None:
        paper.line(judged.campaign.about(paper.language), "  ")
    counts = one.verdicts
    apart = counts.judged - counts.issued
    zh = f"计划 {one.planned} 家 · 评估 {one.judged} · 出具 {counts.issued} · 未出具 {apart} · 未能评估 {len(one.not_judged)}"
    en = f"{one.planned} planned · {one.judged} judged · {counts.issued} issued · {apart} not issued · {len(one.not_judged)} not judged"
    paper.line(paper.say(zh, en) + f" · {one.first_day} – {one.last_day}", "  ")
    agree = sum(result.engines.agree is True for result in judged.results)
    if agree == len(judged.results):
        paper.line(paper.say("两个引擎各评一遍，结论全部一致", "judged by two engines, which agree on every one"), "  ")
    else:
        paper.line(paper.say("只用了一个引擎（single-engine）", "judged by one engine alone (single-engine)"), "  ")


def _grades(paper: Paper, one: Comparison) -> None:
    paper.heading(paper.say("各品类的等级", "Grades by category"))
    letters = [found.grade for found in one.verdicts.grades]
    columns = [
        Column(Words("品类", "Category"), room=True),
        Column(Words("评估", "Judged"), right=True),
        Column(Words("出具", "Issued"), right=True),
        *(Column(Words(letter, letter), right=True) for letter in letters),
        Column(Words("附注", "Caveats")),
        Column(Words("具备", "Capable"), right=True),
        Column(Words("95% 区间", "95 %\ninterval"), right=True),
        Column(Words("未出具", "Not\nissued"), right=True),
        Column(Words("线索", "Clues"), right=True),
    ]
    rows = [
        _row(group.title(paper.language) + (f"/{group.edition}" if group.edition else ""), group.verdicts, letters, group.clues)
        for group in one.categories
    ]
    rows.append(_row(paper.say("合计", "All"), one.verdicts, letters, sum(group.clues for group in one.categories)))
    paper.table(columns, rows, [*[""] * len(one.categories), "bold"])
    paper.line(
        paper.say(
            "等级、附注和具备的比例只计已出具的结论。附注是带有它的结论份数：",
            "Grades, caveats and the capable share are of issued verdicts. Beside a caveat is the number of verdicts that carry it:",
        ),
        "  ",
    )
    key(paper, (caveat.reason for caveat in one.verdicts.caveats))


def _row(name: str, verdicts: Verdicts, letters: Sequence[str], clues: int) -> tuple[str, ...]:
    counts = {found.grade: found.share.count for found in verdicts.grades}
    return (
        name,
        str(verdicts.judged),
        str(verdicts.issued),
        *(str(counts.get(letter, 0)) for letter in letters),
        counted(verdicts.caveats),
        _percent(verdicts.capable),
        _interval(verdicts.capable),
        str(verdicts.judged - verdicts.issued),
        str(clues),
    )


def _not_issued(paper: Paper, results: Sequence[Result]) -> None:
    held = [one for one in results if not one.verdict.issued]
    if not held:
        return
    paper.heading(paper.say(f"未出具的 {len(held)} 份：等级只是预览", f"Not issued, {len(held)}: their grades are previews"))
    columns = (
        Column(Words("案卷", "Dossier")),
        Column(Words("企业", "Enterprise"), room=True),
        Column(Words("等级", "Grade")),
        Column(Words("为什么", "Why")),
    )
    paper.table(columns, [(one.assessment, one.enterprise.name, grade(paper, one), _why(paper, one)) for one in held])
    paper.line(
        paper.say(
            "不知道的不当成合格：未知项全部最差、全部最好各评一遍，写成范围；补齐之后重新评估，才出具。",
            "What is not known is no pass: judged once with every unknown at its worst and once at its best, the grade is a span; "
            "it is issued when the gaps are filled and it is assessed again.",
        ),
        "  ",
    )


def _why(paper: Paper, result: Result) -> str:
    """`未核查 5 项`, `小组只有 1 人`: short, for a table."""
    reasons = {one.reason for one in result.verdict.not_issued_because}
    parts: list[str] = []
    if "team" in reasons:
        people = len(result.team)
        parts.append(paper.say(f"小组只有 {people} 人", f"a team of {people}"))
    if "coverage" in reasons:
        parts.append(paper.say(f"只知道 {result.verdict.coverage}%", f"{result.verdict.coverage}% known"))
    if reasons - {"team"}:
        counts = Counter(one.state for one in result.checks)
        for state in _UNKNOWN:
            if counts[state]:
                word = state_word(state, "test")
                many = word("en").replace("result ", "results ") if counts[state] > 1 else word("en")
                parts.append(paper.say(f"{word('zh')} {counts[state]} 项", f"{counts[state]} {many}"))
    codes = sorted({one.code for one in result.warnings if one.severity == "finding"})
    return paper.say("，", ", ").join(parts) + (paper.say("（", " (") + ", ".join(codes) + paper.say("）", ")") if codes else "")


def _not_judged(paper: Paper, one: Comparison) -> None:
    if not one.not_judged:
        return
    paper.heading(paper.say("未能评估的案卷", "Not judged"))
    for failure in one.not_judged:
        why = paper.say("；", "; ").join(f"{problem.code} {problem.text(paper.language)}" for problem in failure.problems)
        paper.item(f"{failure.assessment or _NONE} {failure.enterprise}  {why}")


def _remarked(paper: Paper, results: Sequence[Result]) -> None:
    """Issued all the same, with something that is said of the dossier."""
    lines = list(_remarks(paper, results))
    if lines:
        paper.heading(paper.say("照常出具，但案卷有毛病或不寻常", "Issued all the same, with something odd about the dossier"))
        for line in lines:
            paper.item(line)


def _remarks(paper: Paper, results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        if not one.verdict.issued:
            continue
        said = [f"{found.code} {found.text(paper.language)}" for found in one.warnings if found.severity == "finding"]
        if one.verdict.grounds == "veto":
            said.append(
                paper.say(
                    f"核查中止：一项否决已可确定为 {one.verdict.grade}",
                    f"the visit was stopped: one veto is enough for {one.verdict.grade}",
                )
            )
        if retested := [check.id for check in one.checks if any(sample.replaced_by for sample in check.samples)]:
            listed = ", ".join(retested)
            said.append(
                paper.say(f"复检取代初检，两次结果都在案：{listed}", f"a retest replaced the first result, both on record: {listed}")
            )
        for words in said:
            yield f"{one.assessment} {one.enterprise.name}  {grade(paper, one)}  {words}"


def _clues(paper: Paper, one: Comparison) -> None:
    if not one.clue_codes:
        return
    districts = sum(count > 0 for _, count in one.clues_by_district)
    total = len(one.referrals)
    zh = f"涉嫌违法行为线索 {total} 条，移送 {districts} 个区，与等级无关"
    en = f"Clues of suspected violations: {total}, to {districts} districts; they do not touch the grade"
    paper.heading(paper.say(zh, en))
    for clue in one.clue_codes:
        urgent = paper.say("立即", "immediate") if clue.urgency == "immediate" else paper.say("一般", "normal")
        paper.item(f"{clue.code} ×{clue.clues}  [{urgent}]  {clue.title(paper.language)}")


def onward(paper: Paper, steps: Sequence[tuple[str, Words]], title: Words) -> None:
    """Commands or paths, each with what it is."""
    paper.heading(title(paper.language))
    for words, what in steps:
        if words.startswith("$ "):
            paper.command(words[2:])
        else:
            paper.line(plain(words), "  ")
        paper.line(what(paper.language), "      ")


def _percent(one: Share) -> str:
    return _NONE if one.percent is None else f"{one.percent}%"


def _interval(one: Share) -> str:
    return _NONE if one.low is None else f"{one.low}–{one.high}"
