"""共性问题、抽样检测、原因、帮扶 What a trade does badly, where that comes from, and what helps; nothing that one or two stand behind.

`industry` comes in here. Shares are told where neither side of them is one or two enterprises (`suppress`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ..compare.batches import batches_of
from ..compare.model import CheckRate, Comparison, ItemRate
from ..compare.rows import Row, rows_of
from ..model.order import natural
from ..model.outcome import KNOWN
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.words import class_word
from . import parts
from . import statistics as figures
from .model import Bar, Bars, Block, Cell, Column, Items, Paragraph, Segment, Table, Tone
from .suppress import secret, tellable, withheld
from .voice import Voice, percent

MOST: Final = 12
_FOUND: Final = ("fail", "minor")


def common(one: Comparison) -> tuple[list[CheckRate], bool]:
    """The checks with findings that may be told, most frequent first; and whether there are others."""
    told: dict[str, CheckRate] = {}
    for check in [*(each.overall for each in one.common), *(each for own in one.own for each in own.checks)]:
        told.setdefault(check.check, check)
    found = [check for check in told.values() if check.failed.count + check.minor]
    open_ = [check for check in found if tellable(check.failed.count + check.minor, check.failed.of, check.few)]
    open_.sort(key=lambda check: (-(check.failed.count + check.minor) * 1000 // max(check.failed.of, 1), check.check))
    return open_, len(open_) < len(found)


def problems(one: Comparison, voice: Voice) -> Iterator[Block]:
    """共性问题 The checks with most findings."""
    open_, others = common(one)
    if open_:
        yield Table(
            caption=voice(
                "发现问题最多的核查项（轻微缺陷和不符合合计）", "Checks with most findings (minor defects and failures together)"
            ),
            columns=(
                Column(voice("核查项", "Check"), 56),
                Column(voice("类别", "Class"), 14),
                Column(voice("发现 / 适用", "Found / applicable"), 17, "right"),
                Column(voice("发现率", "Rate"), 13, "right"),
            ),
            rows=tuple(
                (
                    Cell(f"{check.check} {voice.text(check.title)}"),
                    Cell(voice.text(class_word(check.class_, check.kind))),
                    Cell(f"{check.failed.count + check.minor} / {check.failed.of}"),
                    Cell(percent(check.failed.count + check.minor, check.failed.of)),
                )
                for check in open_[:MOST]
            ),
        )
    if others:
        yield Paragraph(
            voice(
                "另有少数企业存在的问题，不在此列出，已分别反馈企业。",
                "Findings of one or two enterprises are not listed; those enterprises know of them.",
            ),
            note=True,
        )


def tests(one: Comparison, results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    """抽样检测 How many enterprises passed, and the items that failed: safety apart from use and marking."""
    if not one.tests.batches.of:
        return
    yield from _outcomes(rows_of(results, None), voice)
    every = [item for group in one.tests_by_category for item in group.items]
    told = [item for item in every if item.failed.count and tellable(item.failing, item.enterprises)]
    safety = voice("不合格检测项：安全性指标（A类），按批次", "Safety items (class A) that failed, by batch")
    others = voice("不合格检测项：使用性能（B类）、标识（C类）指标，按批次", "Items of use (B) and marking (C) that failed, by batch")
    for caption, some in (
        (safety, [item for item in told if item.class_ == "key"]),
        (others, [item for item in told if item.class_ != "key"]),
    ):
        if some:
            yield _items(caption, some, voice)
    yield Paragraph(
        voice(
            "抽样检测只作部分产品；不合格企业过少的项目不列出。安全性指标（A类）不合格的企业由所在区督促整改。",
            "Only some products are sampled; items that one or two enterprises failed are not listed. Where safety (A) failed the "
            "district sees to it.",
        ),
        note=True,
    )


def _items(caption: str, items: Sequence[ItemRate], voice: Voice) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(voice("检测项", "Item"), 54),
            Column(voice("类别", "Class"), 10),
            Column(voice("不合格 / 批次", "Fail / batches"), 18, "right"),
            Column(voice("不合格发现率", "Rate"), 16, "right"),
        ),
        rows=tuple(
            parts.plain_cells(
                f"{item.check} {voice.text(item.title)}",
                parts.test_class(item.class_, voice),
                figures.of(item.failed),
                figures.percent_of(item.failed),
            )
            for item in items[:MOST]
        ),
    )


def _outcomes(rows: Sequence[Row], voice: Voice) -> Iterator[Block]:
    """The enterprises sampled, by their worst outcome: one whole, so that what is withheld of it cannot be had by subtraction."""
    worst: dict[str, int] = {}  # 2: a safety item failed; 1: another one; 0: none
    for row in rows:
        batches = batches_of(row)
        if batches.get("", (0, 0))[1]:
            here = 2 if batches.get("key", (0, 0))[0] else int(batches[""][0] > 0)
            worst[row.enterprise] = max(worst.get(row.enterprise, 0), here)
    named: list[tuple[str, int, Tone]] = [
        (voice("没有不合格", "no failure"), sum(one == 0 for one in worst.values()), "good"),
        (voice("只有使用性能或标识指标不合格", "only use or marking failed"), sum(one == 1 for one in worst.values()), "poor"),
        (voice("安全性指标（A类）不合格", "a safety item (A) failed"), sum(one == 2 for one in worst.values()), "bad"),
    ]
    caption = voice(f"抽检企业 {len(worst)} 家", f"{len(worst)} enterprises sampled")
    yield from partition(caption, voice("结果", "Outcome"), named, len(worst), voice)


def partition(caption: str, label: str, named: Sequence[tuple[str, int, Tone]], total: int, voice: Voice) -> Iterator[Block]:
    """A whole and its parts as a chart; parts that must not be told are withheld, and where that does not help, all of them."""
    counts = [count for _, count, _ in named]
    hidden = withheld(counts)
    if any(hidden) and not secret([count for count, gone in zip(counts, hidden, strict=True) if gone]):
        yield Paragraph(voice.named(caption, voice("各类的企业过少，不列出", "too few enterprises of each kind: withheld")))
        return
    if not total:
        return
    bars = []
    for (name, count, tone), gone in zip(named, hidden, strict=True):
        if gone:
            bars.append(Bar(name, (), (Cell(voice("不列出", "withheld")), Cell("—"))))
        else:
            bars.append(Bar(name, (Segment(count * 1000 // total, tone),), (Cell(str(count)), Cell(percent(count, total)))))
    yield Bars(
        caption=caption,
        label=label,
        drawing=voice("占比", "Share"),
        columns=(Column(voice("家数", "Count"), 13, "right"), Column(voice("占比", "Share"), 13, "right")),
        bars=tuple(bars),
        note=voice(
            "“不列出”：不足三家，或为使不足三家的数不能由相减得出而一并隐去。",
            "Withheld: fewer than three, or hidden with such a figure so that it cannot be had by subtraction.",
        )
        if any(hidden)
        else "",
    )


def causes(one: Comparison, results: Sequence[Result], used: Sequence[ResolvedRuleset], voice: Voice) -> Iterator[Block]:
    """原因分析 In which parts of their work the findings lie, and the diagnoses established most, with those parts."""
    titles = {name: voice.text(section.title) for ruleset in used for name, section in ruleset.sections.items()}
    if (table := _by_section(rows_of(results, None), titles, voice)) is not None:
        yield table
    found = [each for each in one.diagnoses if each.share.count and tellable(each.share.count, each.share.of)]
    found.sort(key=lambda each: (-each.share.count, each.diagnosis))
    if found:
        yield Paragraph(voice("成立的诊断，和它涉及的环节：", "Diagnoses that were established, and the work they concern:"))
        yield Items(
            tuple(
                f"{voice.text(each.says)}"
                + voice.bracketed(
                    voice.clauses(
                        part
                        for part in (
                            voice.listed(titles[name] for name in _sections(each.diagnosis, used) if name in titles),
                            voice(f"{each.share.count} 家", voice.counted(each.share.count, "", "enterprise").strip()),
                        )
                        if part
                    )
                )
                for each in found[:MOST]
            )
        )
    if any(each.share.count for each in one.diagnoses) and len(found) < sum(each.share.count > 0 for each in one.diagnoses):
        yield Paragraph(
            voice("只在一两家企业成立的诊断不列出。", "Diagnoses that were established in one or two enterprises are not listed."),
            note=True,
        )


def _sections(diagnosis: str, used: Sequence[ResolvedRuleset]) -> list[str]:
    """The sections of the checks that a diagnosis explains."""
    found: dict[str, None] = {}
    for ruleset in used:
        if (held := ruleset.diagnoses.get(diagnosis)) is not None:
            for name in held.explains:
                check = ruleset.site_checks.get(name) or ruleset.rule_checks.get(name)
                if check is not None:
                    found.setdefault(check.section)
    return sorted(found, key=natural)


def _by_section(rows: Sequence[Row], titles: dict[str, str], voice: Voice) -> Table | None:
    """Enterprises with a finding in each section (purchasing, process, inspection, marking …), and those where it fits a diagnosis."""
    known: dict[str, set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    diagnosed: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        explained = {name for one in row.result.diagnoses for name in one.explains}
        for check in row.result.checks:
            if check.section is None or check.kind == "test" or check.state not in KNOWN:
                continue
            known[check.section].add(row.enterprise)
            if check.state in _FOUND:
                found[check.section].add(row.enterprise)
                if check.id in explained:
                    diagnosed[check.section].add(row.enterprise)
    told = [name for name in known if found[name] and tellable(len(found[name]), len(known[name]))]
    if not told:
        return None
    told.sort(key=lambda name: (-len(found[name]) * 1000 // len(known[name]), natural(name)))
    hidden = voice("不列出", "withheld")
    return Table(
        caption=voice("问题出在哪个环节", "In which part of the work the findings lie"),
        columns=(
            Column(voice("环节", "Part of the work"), 46),
            Column(voice("有发现 / 核查（家）", "Found / checked"), 18, "right"),
            Column(voice("占比", "Share"), 12, "right"),
            Column(voice("其中成为诊断的原因", "Of these, part of a diagnosis"), 24, "right"),
        ),
        rows=tuple(
            parts.plain_cells(
                parts.called(name, titles.get(name, name)),
                f"{len(found[name])} / {len(known[name])}",
                percent(len(found[name]), len(known[name])),
                str(len(diagnosed[name])) if tellable(len(diagnosed[name]), len(found[name])) else hidden,
            )
            for name in told
        ),
        note=voice("一家企业可在几个环节有发现。", "An enterprise may have findings in several parts."),
    )


def advice(one: Comparison, used: Sequence[ResolvedRuleset], voice: Voice) -> Iterator[Block]:
    """自律与帮扶 What an association may do; and against each common problem, what its ruleset advises to prevent it."""
    yield Items(
        (
            voice(
                "围绕上列共性问题制定行业自律规范和培训计划，组织企业对照自查。",
                "Draw up self-discipline rules and training around these problems; have members check themselves.",
            ),
            voice(
                "就标准换版和强制性要求组织宣贯，帮助企业查新。",
                "Explain new editions and mandatory requirements, and help members keep up.",
            ),
            voice(
                "组织技术专家帮扶整改困难的企业，并将情况反馈市市场监管局。",
                "Send experts to members that find it hard, and report on it to the municipal bureau.",
            ),
        ),
        numbered=True,
    )
    rows = []
    for check in common(one)[0][:MOST]:
        held = next(
            (found for ruleset in used if (found := ruleset.site_checks.get(check.check) or ruleset.rule_checks.get(check.check))), None
        )
        if held is not None and held.advice is not None:
            said = held.advice.prevent or held.advice.correct
            rows.append(parts.plain_cells(f"{check.check} {voice.text(check.title)}", voice.text(said)))
    if rows:
        yield Table(
            caption=voice("共性问题的预防措施", "Against the common problems: how to prevent them"),
            columns=(Column(voice("核查项", "Check"), 40), Column(voice("怎样预防", "How to prevent it"), 60)),
            rows=tuple(rows),
        )
