"""行业评估分析报告 The report to an association: how its trade does, without a name, and without a figure that gives one away.

It is made from a comparison of this category's results alone. Whatever fewer than three enterprises stand behind is withheld, also where
a subtraction would give it back (`suppress`). Clues are not in it: they concern single enterprises and their districts.
"""

from collections.abc import Iterator, Sequence

from ..compare import compare
from ..compare.model import FEW, Comparison
from ..model.campaign import Campaign
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import Language, Text
from . import parts
from . import statistics as figures
from .campaign_words import caveats, day_of, institution_line, ordered, to_know
from .consumers import consumers
from .industry_findings import advice, causes, partition, problems, tests
from .industry_trade import distribution
from .model import Block, Callout, Facts, Paragraph, Report
from .sections import numbered
from .standards import standards
from .suppress import tellable, withheld
from .voice import Voice


def industry(
    comparison: Comparison,
    title: Text,
    campaign: Campaign | None,
    language: Language,
    association: Text | None = None,
    *,
    results: Sequence[Result] = (),
    used: Sequence[ResolvedRuleset] = (),
    editions: Sequence[ResolvedRuleset] = (),
) -> Report:
    """The report of one category. `comparison` must be of its results alone; `title` is what the category is called.

    `results` are those compared, where they are here one by one; `used` the rulesets that judged them, `editions` all of the category.
    """
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
        blocks=tuple(_blocks(comparison, campaign, results, used, editions, voice)),
        running=f"{kind} · {parts.brief(subject)}",
        footer=institution_line(comparison, voice),
    )


def _blocks(
    one: Comparison,
    campaign: Campaign | None,
    results: Sequence[Result],
    used: Sequence[ResolvedRuleset],
    editions: Sequence[ResolvedRuleset],
    voice: Voice,
) -> Iterator[Block]:
    few = one.enterprises < FEW
    if few:
        said = voice(
            "本品类评估的企业不足三家。为避免由统计认出企业，本报告不列任何数据，只列共性要求。",
            "Fewer than three enterprises of this category were assessed. So that nobody can be recognised, this report holds no figures.",
        )
        yield Callout(voice("数据不列出", "No figures"), (said,), "open")
        one = compare(())
        results = ()
    yield from _caveats(one, voice)
    yield from numbered(
        voice,
        (voice("评估概况", "The assessment"), [] if few else [*_about(one, campaign, voice), *_secrecy(voice)]),
        (voice("产业分布", "The trade"), list(distribution(one, results, used, campaign, voice))),
        (voice("能力等级分布", "Grades"), list(_grades(one, voice))),
        (voice("各章得分", "Scores by section"), list(_sections(one, voice))),
        (voice("共性问题", "Common problems"), list(problems(one, voice))),
        (voice("抽样检测", "Sample tests"), list(tests(one, results, voice))),
        (voice("原因分析", "Causes"), list(causes(one, results, used, voice))),
        (voice("标准解读", "The standards"), list(standards(used, editions, voice))),
        (voice("自律与帮扶建议", "Self-discipline and help"), list(advice(one, used, voice))),
        (voice("消费提示", "For buyers and users"), list(consumers(used, voice))),
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
    caption = voice(f"{verdicts.judged} 份评估", f"{verdicts.judged} assessments") + _signs(one, voice)
    yield from partition(caption, voice("等级", "Grade"), named, verdicts.judged, voice)


def _signs(one: Comparison, voice: Voice) -> str:
    """The caveats beside these grades, as signs: how many carry each is said above, where it may be."""
    signs = [parts.SIGNS.get(found.reason, "*") for found in one.verdicts.caveats]
    return voice.bracketed(voice.named(voice("附注", "caveats"), " ".join(signs))) if signs else ""


def _sections(one: Comparison, voice: Voice) -> Iterator[Block]:
    if one.mixed:
        return
    found = [section for section in (one.categories[0].sections if one.categories else one.sections) if section.spread.n >= FEW]
    if (bars := figures.sections(found, voice, median_only=True)) is not None:
        yield bars


def _secrecy(voice: Voice) -> Iterator[Block]:
    yield Paragraph(
        voice(
            "本报告不含企业名称。不足三家企业的数据不列出，可由合计相减得出的也一并隐去。请勿由此推断个别企业。",
            "No enterprise is named. Figures of fewer than three enterprises are withheld, and so is whatever a subtraction would "
            "give back. Please do not try to infer single enterprises.",
        ),
        note=True,
    )
