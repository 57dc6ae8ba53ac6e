"""行业评估分析报告 The report to an association: how its trade does, without a name, and without a figure that gives one away.

It is made from a comparison of this category's results alone. Whatever fewer than three enterprises stand behind is withheld, also where
a subtraction would give it back (`suppress`). Clues are not in it: they concern single enterprises and their districts.
"""

from collections.abc import Iterator

from ..compare.model import FEW, CheckRate, Comparison
from ..insight.words import class_word
from ..model.campaign import Campaign
from ..model.text import Language, Text
from . import parts
from . import statistics as figures
from .campaign_words import caveats, day_of, institution_line, ordered, to_know
from .model import Bar, Bars, Block, Callout, Cell, Column, Facts, Items, Paragraph, Report, Segment, Table
from .sections import numbered
from .suppress import secret, tellable, withheld
from .voice import Voice, percent

_MOST = 12


def industry(comparison: Comparison, title: Text, campaign: Campaign | None, language: Language, association: Text | None = None) -> Report:
    """The report of one category. `comparison` must be of its results alone; `title` is what the category is called."""
    voice = Voice(language)
    kind = voice("能力评估行业分析报告", "Capability assessment: industry report")
    subject = voice.text(title)
    reader = voice.text(association) if association else voice("行业协会", "the association")
    return Report(
        kind="industry",
        language=language,
        title=kind,
        subject=subject,
        reader=voice(f"行业评估分析报告 · 反馈{reader}", f"for {reader}"),
        day=day_of(comparison, campaign),
        author=voice("评估技术机构", "the commissioned institutions"),
        blocks=tuple(_blocks(comparison, campaign, voice)),
        running=f"{kind} · {parts.brief(subject)}",
        footer=institution_line(comparison, voice),
    )


def _blocks(one: Comparison, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    if one.enterprises < FEW:
        said = voice(
            "本品类评估的企业不足三家。为避免由统计认出企业，本报告不列任何数据，只列共性要求。",
            "Fewer than three enterprises of this category were assessed. So that nobody can be recognised, this report holds no figures.",
        )
        yield Callout(voice("数据不列出", "No figures"), (said,), "open")
        yield from numbered(voice, (voice("自律与帮扶建议", "Self-discipline and help"), list(_advice(voice))))
        return
    yield from _caveats(one, voice)
    yield from numbered(
        voice,
        (voice("评估概况", "The assessment"), list(_about(one, campaign, voice))),
        (voice("能力等级分布", "Grades"), list(_grades(one, voice))),
        (voice("各章得分", "Scores by section"), list(_sections(one, voice))),
        (voice("共性问题", "Common problems"), list(_problems(one, voice))),
        (voice("抽样检测", "Sample tests"), list(_tests(one, voice))),
        (voice("原因分析", "Causes"), list(_causes(one, voice))),
        (voice("自律与帮扶建议", "Self-discipline and help"), list(_advice(voice))),
        (voice("保密说明", "Confidentiality"), list(_secrecy(voice))),
    )


def _caveats(one: Comparison, voice: Voice) -> Iterator[Block]:
    """The caveats. How many carry one is told only where no grade is withheld: under a ruleset that nobody adopted all issued ones do."""
    line = [*(grade.share.count for grade in one.verdicts.grades), one.verdicts.judged - one.verdicts.issued]
    told = all(tellable(found.results, one.verdicts.issued) for found in one.verdicts.caveats)
    return caveats(one.verdicts, voice, counted=told and not any(withheld(line)))


def _about(one: Comparison, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    rows = [*ordered(campaign, voice), (voice("评估企业", "Enterprises"), voice(f"{one.enterprises} 家", str(one.enterprises)))]
    if one.first_day:
        rows.append((voice("评估日期", "Assessed"), f"{one.first_day} – {one.last_day}"))
    counts = [group.enterprises for group in one.sizes]
    hidden = withheld(counts)
    named = [
        f"{voice.text(group.title)} {voice('不列出', 'withheld') if gone else group.enterprises}"
        for group, gone in zip(one.sizes, hidden, strict=True)
        if group.enterprises
    ]
    if len(named) > 1 and not all(hidden):
        rows.append((voice("企业规模", "Sizes"), voice.listed(named)))
    yield Facts((*rows, *to_know(campaign, voice)))


def _grades(one: Comparison, voice: Voice) -> Iterator[Block]:
    verdicts = one.verdicts
    named = [
        (
            f"{grade.grade}　{voice.text(grade.says)}" if voice.language == "zh" else f"{grade.grade}  {voice.text(grade.says)}",
            grade.share.count,
            parts.tone_of_grade(grade.capable, grade.grade),
        )
        for grade in verdicts.grades
    ]
    named.append((voice("未出具", "Not issued"), verdicts.judged - verdicts.issued, "open"))
    counts = [count for _, count, _ in named]
    hidden = withheld(counts)
    if any(hidden) and not secret([count for count, gone in zip(counts, hidden, strict=True) if gone]):
        said = voice("各等级的企业过少，不列出", "too few enterprises of each grade: withheld")
        yield Paragraph(voice.named(voice(f"{verdicts.judged} 份评估", f"{verdicts.judged} assessments") + _signs(one, voice), said))
        return
    bars = []
    for (name, count, tone), gone in zip(named, hidden, strict=True):
        if gone:
            bars.append(Bar(name, (), (Cell(voice("不列出", "withheld")), Cell("—"))))
        else:
            bars.append(
                Bar(name, (Segment(count * 1000 // verdicts.judged, tone),), (Cell(str(count)), Cell(percent(count, verdicts.judged))))
            )
    yield Bars(
        caption=voice(f"{verdicts.judged} 份评估", f"{verdicts.judged} assessments") + _signs(one, voice),
        label=voice("等级", "Grade"),
        drawing=voice("占比", "Share"),
        columns=(Column(voice("家数", "Count"), 13, "right"), Column(voice("占比", "Share"), 13, "right")),
        bars=tuple(bars),
        note=_withheld_note(voice) if any(hidden) else "",
    )


def _signs(one: Comparison, voice: Voice) -> str:
    """The caveats beside these grades, as signs: how many carry each is said above, where it may be."""
    signs = [parts.SIGNS.get(found.reason, "*") for found in one.verdicts.caveats]
    return voice.bracketed(voice.named(voice("附注", "caveats"), " ".join(signs))) if signs else ""


def _withheld_note(voice: Voice) -> str:
    return voice(
        "“不列出”：不足三家，或为使不足三家的数不能由相减得出而一并隐去。",
        "Withheld: fewer than three, or hidden with such a figure so that it cannot be had by subtraction.",
    )


def _sections(one: Comparison, voice: Voice) -> Iterator[Block]:
    if one.mixed:
        return
    found = [section for section in (one.categories[0].sections if one.categories else one.sections) if section.spread.n >= FEW]
    if (bars := figures.sections(found, voice, median_only=True)) is not None:
        yield bars


def _problems(one: Comparison, voice: Voice) -> Iterator[Block]:
    checks = [check.overall for check in one.common] + [check for own in one.own for check in own.checks]
    told: dict[str, CheckRate] = {}
    for check in checks:
        told.setdefault(check.check, check)
    found = [check for check in told.values() if check.failed.count + check.minor]
    open_ = [check for check in found if tellable(check.failed.count + check.minor, check.failed.of, check.few)]
    open_.sort(key=lambda check: (-(check.failed.count + check.minor) * 1000 // max(check.failed.of, 1), check.check))
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
                for check in open_[:_MOST]
            ),
        )
    if len(open_) < len(found):
        yield Paragraph(
            voice(
                "另有少数企业存在的问题，不在此列出，已分别反馈企业。",
                "Findings of one or two enterprises are not listed; those enterprises know of them.",
            ),
            note=True,
        )


def _tests(one: Comparison, voice: Voice) -> Iterator[Block]:
    every = [item for group in one.tests_by_category for item in group.items]
    told = [item for item in every if item.failed.count and tellable(item.failing, item.enterprises)]
    rows = [
        parts.plain_cells(
            f"{item.check} {voice.text(item.title)}",
            parts.test_class(item.class_, voice),
            figures.of(item.failed),
            figures.percent_of(item.failed),
        )
        for item in told
    ]
    if rows:
        yield Table(
            caption=voice("不合格检测项（批次）", "Test items that failed (batches)"),
            columns=(
                Column(voice("检测项", "Item"), 54),
                Column(voice("类别", "Class"), 10),
                Column(voice("不合格 / 批次", "Fail / batches"), 18, "right"),
                Column(voice("不合格发现率", "Rate"), 16, "right"),
            ),
            rows=tuple(rows[:_MOST]),
        )
    if one.tests.batches.of:
        yield Paragraph(
            voice(
                "抽样检测只作部分产品；不合格批次过少的项目不列出。安全性指标（A类）不合格的企业由所在区督促整改。",
                "Only some products are sampled; items with one or two failures are not listed. Where safety (A) failed the "
                "district sees to it.",
            ),
            note=True,
        )


def _causes(one: Comparison, voice: Voice) -> Iterator[Block]:
    found = [each for each in one.diagnoses if each.share.count and tellable(each.share.count, each.share.of)]
    found.sort(key=lambda each: (-each.share.count, each.diagnosis))
    if found:
        yield Items(
            tuple(
                f"{voice.text(each.says)}" + voice.bracketed(voice(f"{each.share.count} 家", str(each.share.count)))
                for each in found[:_MOST]
            )
        )


def _advice(voice: Voice) -> Iterator[Block]:
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


def _secrecy(voice: Voice) -> Iterator[Block]:
    yield Paragraph(
        voice(
            "本报告不含企业名称。不足三家企业的数据不列出，可由合计相减得出的也一并隐去。请勿由此推断个别企业。",
            "No enterprise is named. Figures of fewer than three enterprises are withheld, and so is whatever a subtraction would "
            "give back. Please do not try to infer single enterprises.",
        )
    )
