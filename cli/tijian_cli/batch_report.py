"""The summary of a batch on a terminal: how many went in and came out, what was concluded, what was rejected and why, the audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .bilingual import Words
from .language import Language
from .paper import Column, Look, Paper

if TYPE_CHECKING:
    from tijian.batch.summary import Summary, Tally

_ILLUSTRATIVE = Words("※ 细则为示例稿，尚无主管部门采用", "※ the ruleset is illustrative: no authority has adopted it")


def batch_report(summary: Summary, out: Path, language: Language, look: Look) -> str:
    """The whole text."""
    paper = Paper(language, look)
    paper.heading(paper.say("成批评估", "A batch"))
    unread = summary.total("unread")
    failed = paper.say(f" · 未能读出 {unread} 行", f" · {unread} rows not read") if unread else ""
    zh = f"读入 {summary.rows} 行 = 评估 {summary.total('judged')} + 拒收 {summary.rejected}{failed}"
    en = f"{summary.rows} rows in = {summary.total('judged')} judged + {summary.rejected} rejected{failed}"
    paper.line(paper.say(zh, en), "  ")
    by_direct = summary.total("by_direct")
    zh = f"其中 {by_direct} 行放不进一行宽表或贴着界线，由 direct 逐份评估"
    paper.line(paper.say(zh, f"{by_direct} of them did not fit columns and were judged one by one, by direct"), "  ")
    audited = summary.total("audited")
    zh = f"复核：direct 和 rete 另评 {audited} 行，没有不同" if audited else "没有复核"
    en = f"audit: {audited} rows judged again by direct and rete, no difference" if audited else "no audit"
    if summary.exit_code == 0:
        paper.line(paper.say(zh, en), "  ")
    _concluded(paper, summary)
    if summary.refused:
        paper.heading(paper.say("拒收的行（OUT/rejected）", "Rejected rows (OUT/rejected)"))
        for code, count in sorted(summary.refused.items()):
            paper.item(f"{code}  {count}")
    if unread:
        zh = "没有做完：改正之后加 --resume 再运行，已完成的不重做"
        paper.line(paper.say(zh, "not finished: put it right and run again with --resume; what is done is not done again"))
    else:
        paper.line(paper.say(f"结论在 {out / 'verdicts'}", f"the verdicts are in {out / 'verdicts'}"), "  ")
    return paper.text()


def _concluded(paper: Paper, summary: Summary) -> None:
    """A row for each dataset."""
    every = list(summary.datasets.values())
    grades = sorted({grade for one in every for grade in one.issued})
    columns = [
        Column(Words("细则", "Ruleset"), room=True),
        Column(Words("已评估", "Judged"), right=True),
        *(Column(Words(f"{grade}", f"{grade}"), right=True) for grade in grades),
        Column(Words("已定未出具", "Certain, not issued"), right=True),
        Column(Words("未定", "Uncertain"), right=True),
        Column(Words("无法评估", "Not assessable"), right=True),
    ]
    paper.heading(paper.say("结论（等级只计已出具的）", "Verdicts (grades of issued ones alone)"))
    paper.table(columns, [_row(one, grades) for one in every])
    if any(one.status == "illustrative" for one in every):
        paper.line(_ILLUSTRATIVE(paper.language), "  ")


def _row(one: Tally, grades: list[str]) -> list[str]:
    mark = " ※" if one.status == "illustrative" else ""
    numbers = [one.judged, *(one.issued[grade] for grade in grades), one.previews.total(), one.uncertain, one.not_assessable]
    return [f"{one.category}/{one.edition}{mark}", *map(str, numbers)]
