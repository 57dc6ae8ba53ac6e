"""Figures of a comparison as blocks: grades as bars, shares with their intervals, section scores, failing checks, test items.

`overall`, `regional` and `industry` come in here; nothing is computed but the length of a bar.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..compare.model import CheckRate, Group, ItemRate, Rate, SampledTests, SectionSpread, Share, Verdicts
from ..model.order import natural
from ..model.words import SITE_CLASS, class_word
from . import parts
from .model import WHOLE, Bar, Bars, Cell, Column, Paragraph, Segment, Table, Tone
from .voice import Voice, thousandths


def percent_of(one: Share | Rate) -> str:
    """`85.7%`, or a dash."""
    return "—" if one.percent is None else f"{one.percent}%"


def interval(one: Share, voice: Voice) -> str:
    """The Wilson interval."""
    return "—" if one.low is None or one.high is None else f"{one.low}–{one.high}%"


def of(one: Share | Rate) -> str:
    """`6 / 14`, or a dash where there is nothing to count."""
    return f"{one.count} / {one.of}" if one.of else "—"


def grade_bar(verdicts: Verdicts) -> tuple[Segment, ...]:
    """The grades of a group as one bar; what is not issued is hatched."""
    if verdicts.judged == 0:
        return ()
    cut = [0]
    tones: list[Tone] = []
    so_far = 0
    for one in verdicts.grades:
        so_far += one.share.count
        cut.append(so_far * WHOLE // verdicts.judged)
        tones.append(parts.tone_of_grade(one.capable, one.grade))
    cut.append(WHOLE)
    tones.append("open")
    return tuple(Segment(end - start, tone) for start, end, tone in zip(cut, cut[1:], tones, strict=False) if end > start)


def grade_key(verdicts: Verdicts, voice: Voice) -> tuple[Cell, ...]:
    """What the colours of grades mean."""
    named = [Cell(voice(f"等级 {one.grade}", f"grade {one.grade}"), parts.tone_of_grade(one.capable, one.grade)) for one in verdicts.grades]
    return (*named, Cell(voice("未出具", "not issued"), "open"))


def signs(verdicts: Verdicts) -> str:
    """`※10 ‡3`: the caveats beside the grades of a group, and how many verdicts carry each; nothing where there are none."""
    order = list(parts.SIGNS)
    found = sorted(verdicts.caveats, key=lambda one: order.index(one.reason) if one.reason in order else len(order))
    return " ".join(f"{parts.SIGNS.get(one.reason, '*')}{one.results}" for one in found)


def by_groups(groups: Iterable[Group], everyone: Verdicts, label: str, caption: str, voice: Voice, note: str = "") -> Bars:
    """Groups by their grades, with how many are capable."""
    bars = []
    letters = [grade.grade for grade in everyone.grades]
    for one in groups:
        verdicts = one.verdicts
        name = voice.text(one.title) + (f" {one.edition}" if one.edition else "")
        counts = {grade.grade: str(grade.share.count) for grade in verdicts.grades}
        few = one.few and verdicts.capable.percent is not None
        figures = (
            Cell(str(one.judged)),
            Cell(str(verdicts.issued)),
            *(Cell(counts.get(letter, "0")) for letter in letters),
            *([Cell(signs(verdicts))] if everyone.caveats else []),
            Cell(percent_of(verdicts.capable) + (" *" if few else "")),
            Cell(interval(verdicts.capable, voice)),
        )
        bars.append(Bar(name, grade_bar(verdicts), figures))
    starred = any(bar.figures[-2].text.endswith("*") for bar in bars)
    few_note = voice("* 不足三家企业，比例不宜比较。", "* Fewer than three enterprises: not a share to compare by.") if starred else ""
    return Bars(
        caption=caption,
        label=label,
        drawing=voice("等级分布", "Grades"),
        columns=(
            Column(voice("已评", "Judged"), 11, "right"),
            Column(voice("出具", "Issued"), 11, "right"),
            *(Column(letter, 7, "right") for letter in letters),
            *([Column(voice("附注", "Caveats"), 15)] if everyone.caveats else []),
            Column(voice("具备", "Capable"), 14, "right"),
            Column(voice("95% 区间", "95% interval"), 21, "right"),
        ),
        bars=tuple(bars),
        key=grade_key(everyone, voice),
        note=voice("", " ").join(part for part in (note, few_note) if part),
    )


def sections(found: Sequence[SectionSpread], voice: Voice, *, median_only: bool = False) -> Bars | None:
    """The scores of the sections: the bar is the median, the mark the mean."""
    shown = [one for one in found if one.spread.median is not None]
    if not shown:
        return None
    bars = []
    for one in shown:
        spread = one.spread
        median = spread.median or "0"
        figures = [Cell(median)]
        if not median_only:
            figures += [Cell(spread.mean or "—"), Cell(f"{spread.lower}–{spread.upper}"), Cell(str(spread.n))]
        mark = thousandths(spread.mean) if spread.mean and not median_only else None
        bars.append(Bar(parts.called(one.section, voice.text(one.title)), (Segment(thousandths(median), "plain"),), tuple(figures), mark))
    columns = [Column(voice("中位数", "Median"), 13, "right")]
    if not median_only:
        columns += [
            Column(voice("平均", "Mean"), 13, "right"),
            Column(voice("中间半数", "Middle half"), 20, "right"),
            Column(voice("份数", "Results"), 10, "right"),
        ]
    return Bars(
        caption=voice("各章得分（只计已出具的结论，满分 100）", "Scores by section (issued verdicts alone, out of 100)"),
        label=voice("章", "Section"),
        drawing="0 – 100",
        columns=tuple(columns),
        bars=tuple(bars),
        key=(Cell(voice("中位数", "median"), "plain"),),
        mark="" if median_only else voice("平均", "mean"),
    )


def failing(checks: Sequence[CheckRate], caption: str, voice: Voice, most: int = 10) -> Table | None:
    """The checks that fail most: failures ÷ enterprises to which they apply."""
    shown = [one for one in checks if one.failed.count + one.minor > 0][:most]
    if not shown:
        return None
    return Table(
        caption=caption,
        columns=(
            Column(voice("核查项", "Check"), 52),
            Column(voice("类别", "Class"), 13),
            Column(voice("不符合 / 适用", "Fail / applicable"), 17, "right"),
            Column(voice("不符合率", "Rate"), 13, "right"),
            Column(voice("轻微缺陷", "Minor"), 12, "right"),
        ),
        rows=tuple(
            (
                Cell(f"{one.check} {voice.text(one.title)}"),
                Cell(voice.text(class_word(one.class_, one.kind))),
                Cell(of(one.failed)),
                Cell(percent_of(one.failed)),
                Cell(str(one.minor)),
            )
            for one in shown
        ),
    )


def by_class(checks: Iterable[CheckRate], voice: Voice) -> Paragraph | None:
    """How often checks of each class fail, over all enterprises; None where nothing was found."""
    fails = dict.fromkeys(SITE_CLASS, 0)
    minors = 0
    for one in checks:
        fails[one.class_] = fails.get(one.class_, 0) + one.failed.count
        minors += one.minor
    if not (minors or any(fails.values())):
        return None
    total = sum(fails.values())
    listed = voice.listed(f"{voice.text(class_word(name, 'site'))} {count}" for name, count in fails.items())
    return Paragraph(
        voice(
            f"核查项不符合共 {total} 项次：{listed}；另有轻微缺陷 {minors} 项次。",
            f"Checks failed {total} times in all: {listed}; beside them {minors} minor defects.",
        )
    )


def items(found: Sequence[tuple[str, ItemRate]], voice: Voice) -> Iterator[Table]:
    """The items that failed by 不合格发现率, each with the category it is of: safety (涉及安全) apart from use and marking."""
    named = (
        (voice("不合格的安全性指标（A类）", "Safety items (class A) that failed"), ("key",)),
        (voice("不合格的使用性能（B类）、标识（C类）指标", "Items of use (B) and marking (C) that failed"), ("general", "minor")),
    )
    for caption, classes in named:
        if shown := [(category, one) for category, one in found if one.failed.count and one.class_ in classes]:
            yield _items(caption, shown, voice)


def tested(groups: Sequence[SampledTests], voice: Voice) -> Iterator[Table]:
    """Every item that was tested, category by category: batches, how many of them fail, the rate."""
    shown = [
        (voice.text(group.title) + (f" {group.edition}" if group.edition else ""), one)
        for group in groups
        for one in sorted(group.items, key=lambda one: natural(one.check))
        if one.failed.of
    ]
    if shown:
        yield _items(voice("检测过的全部项目", "All items tested"), shown, voice)


def _items(caption: str, shown: Sequence[tuple[str, ItemRate]], voice: Voice) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(voice("检测项", "Item"), 38),
            Column(voice("品类", "Category"), 24),
            Column(voice("类别", "Class"), 9),
            Column(voice("不合格 / 批次", "Fail / batches"), 17, "right"),
            Column(voice("不合格发现率", "Rate"), 15, "right"),
        ),
        rows=tuple(
            (
                Cell(f"{one.check} {voice.text(one.title)}"),
                Cell(category),
                Cell(parts.test_class(one.class_, voice)),
                Cell(of(one.failed)),
                Cell(percent_of(one.failed)),
            )
            for category, one in shown
        ),
    )


def by_category(tests: Sequence[SampledTests], whole: SampledTests | None, voice: Voice) -> Table | None:
    """Batches by category, the last row all of them: safety (A) apart from use (B) and marking (C)."""
    shown = [group for group in tests if group.batches.of]
    if not shown:
        return None
    return Table(
        caption=voice(
            "各品类不合格发现率，安全性指标与使用性、标识指标分列", "Failure rates by category; safety apart from use and marking"
        ),
        columns=(
            Column(voice("品类", "Category"), 30),
            Column(voice("抽检家数", "Sampled"), 12, "right"),
            Column(voice("不合格 / 批次", "Fail / batches"), 16, "right"),
            Column(voice("发现率", "Rate"), 12, "right"),
            Column(voice("安全性 A类", "Safety A"), 14, "right"),
            Column(voice("使用性 B类", "Use B"), 14, "right"),
            Column(voice("标识 C类", "Marking C"), 14, "right"),
        ),
        rows=tuple(
            parts.plain_cells(
                voice.text(group.title) + (f" {group.edition}" if group.edition else ""),
                str(group.sampled),
                of(group.batches),
                percent_of(group.batches),
                *(of(part) for part in (group.safety, group.usability, group.label)),
            )
            for group in (*shown, *([whole] if whole is not None else []))
        ),
    )
