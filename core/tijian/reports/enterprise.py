"""个体评估报告 The report that goes back to the enterprise: its grade and why, where it stands, what to put right by when, its rights.

Clues of suspected violations are not in it: the notice sends them to the district bureau, which decides what it tells whom.
"""

from collections.abc import Iterator

from ..compare.model import FEW, Group
from ..insight.explain import Explanation, explain
from ..insight.phrases import Names
from ..model.campaign import Campaign
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import Language
from ..model.words import GROUP, SIZE
from . import parts
from .campaign_words import listed_name, ordered, to_know
from .enterprise_findings import diagnoses, findings, possible, schedule
from .enterprise_tests import test_results
from .enterprise_unknown import to_be_verified, unknown
from .model import Bar, Bars, Block, Callout, Cell, Column, Facts, Items, Paragraph, Report, Signatures
from .sections import numbered
from .spoken_values import spoken
from .voice import Voice, thousandths


def enterprise(
    result: Result, ruleset: ResolvedRuleset | None, language: Language, peers: Group | None = None, campaign: Campaign | None = None
) -> Report:
    """The report of one result. `ruleset` gives sections and attributes their names; `peers` is the group of its category."""
    voice, explanation = Voice(language), explain(result, ruleset)
    result = spoken(result, ruleset, voice)
    names = Names(result, ruleset)
    number = parts.brief(result.assessment, 24)
    title = voice("质量安全保证能力评估报告", "Capability assessment: enterprise report")
    return Report(
        kind="enterprise",
        language=language,
        title=title,
        subject=result.enterprise.name,
        reader=voice("个体评估报告 · 反馈被评估企业", "for the enterprise assessed"),
        day=result.assessed_on,
        author=result.institution or voice("评估机构", "the commissioned institution"),
        blocks=tuple(_blocks(result, ruleset, explanation, names, voice, peers, campaign)),
        running=f"{title} · {parts.brief(result.enterprise.name)}",
        footer=voice(f"案卷 {number} · 结果 {result.receipt.result}", f"{number} · result {result.receipt.result}"),
        preview="" if result.verdict.issued else voice.text(parts.PREVIEW),
    )


def _blocks(
    result: Result,
    ruleset: ResolvedRuleset | None,
    explanation: Explanation,
    names: Names,
    voice: Voice,
    peers: Group | None,
    campaign: Campaign | None,
) -> Iterator[Block]:
    yield parts.standing(result, explanation, voice)
    yield from numbered(
        voice,
        (voice("评估概况", "The assessment"), list(_particulars(result, ruleset, campaign, voice))),
        (voice("为什么是这个结论", "Why this verdict"), list(_why(result, explanation, voice))),
        (voice("各章得分", "Scores by section"), list(_profile(result, names, voice, peers))),
        (voice("诊断", "Diagnoses"), list(diagnoses(result, voice))),
        (voice("发现的问题与整改要求", "Findings and corrections"), [*findings(result, voice), *possible(result, names, voice)]),
        (voice("抽样检测结果", "Sample tests"), list(test_results(result, voice))),
        (voice("尚未查明的事项", "What is not known yet"), list(unknown(result, explanation, voice))),
        (voice("待核实的检测项", "Tests to be verified"), list(to_be_verified(result, voice))),
        (voice("整改期限与承诺", "Deadlines and commitment"), list(_commitment(result, voice))),
        (voice("异议与权利", "Objections and rights"), list(_rights(result, voice))),
        (voice("回执", "Receipt"), list(_receipt(result, voice))),
    )


def _particulars(result: Result, ruleset: ResolvedRuleset | None, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    one, rules = result.enterprise, result.ruleset
    places, bodies = (campaign.districts, campaign.institutions) if campaign else ((), ())
    people = voice.listed(member.name + voice.bracketed(listed_name(member.organization, bodies, voice)) for member in result.team)
    absent = voice("未填", "not given")
    rows = [
        *ordered(campaign, voice),
        (voice("企业名称", "Enterprise"), one.name),
        (voice("统一社会信用代码", "Credit code"), one.uscc or absent),
        (voice("所在区", "District"), listed_name(one.district, places, voice) or absent),
        (voice("企业类别", "Group"), parts.word_of(GROUP, one.group, voice)),
        (voice("企业规模", "Size"), parts.word_of(SIZE, one.size, voice)),
        (voice("评估日期", "Assessed on"), result.assessed_on),
        (voice("评估机构", "Institution"), listed_name(result.institution, bodies, voice) or absent),
        (voice("评估小组", "Team"), people or absent),
        (voice("评估细则", "Ruleset"), f"{voice.text(rules.title)} · {rules.category}/{rules.edition} · {parts.adopted(result, voice)}"),
        (voice("产品", "Product"), parts.product(result, ruleset, voice)),
        *to_know(campaign, voice),
    ]
    yield Facts(tuple((name, words) for name, words in rows if words))
    yield Paragraph(
        voice(
            "评估以实地核查为主、产品抽样检测为辅，对企业是否具备保证产品质量安全的能力作全面“体检”。评估不收取任何费用。",
            "The assessment rests on a site check, with sample tests beside it: a check-up of whether the enterprise is able to keep its "
            "product safe. It is free of charge.",
        ),
        note=True,
    )


def _why(result: Result, explanation: Explanation, voice: Voice) -> Iterator[Block]:
    found = [parts.sentence(voice.text(one.says), voice) + voice.bracketed(voice.listed(one.checks)) for one in explanation.grounds]
    if found:
        lead = voice.named(voice("评定为这一等级的依据", "What decides the grade"), "").rstrip()
        if result.verdict.grade is None:
            lead = voice("未知项全部按最好情形计时，起决定作用的是：", "With every unknown at its best, this decides:")
        yield Paragraph(lead)
        yield Items(tuple(found))
    if explanation.obstacles:
        lines = tuple(parts.sentence(voice.text(one), voice) for one in explanation.obstacles)
        yield Callout(voice("为什么还不能出具", "Why it is not issued yet"), lines, "open")


def _profile(result: Result, names: Names, voice: Voice, peers: Group | None) -> Iterator[Block]:
    scores = result.score
    medians = _medians(peers)
    named = [
        (voice("总分", "Total"), "total", scores.total),
        (voice("实地核查", "Site checks"), "site", scores.site),
        (voice("抽样检测", "Sample tests"), "tests", scores.tests),
    ]
    named += [(parts.called(name, voice.text(names.section(name))), name, score) for name, score in scores.sections.items()]
    columns = [Column(voice("得分", "Score"), 13, "right")]
    if medians:
        columns.append(Column(voice("同行中位数", "Peers' median"), 13, "right"))
    bars = []
    for label, section, score in named:
        median = medians.get(section)
        figures = [Cell(parts.score_text(score))]
        if medians:
            figures.append(Cell(median or "—"))
        bars.append(Bar(label, parts.score_bar(score), tuple(figures), thousandths(median) if median else None))
    spans = any(len(bar.segments) > 1 for bar in bars)
    key = [Cell(voice("得分", "score"), "plain")]
    if spans:
        key.append(Cell(voice("尚未查明，最差至最好之间", "not known yet, from worst to best"), "open"))
    yield Bars(
        caption=voice("满分 100；得分照实向下截断到两位小数", "Out of 100; scores are cut, never rounded up, to two places"),
        label=voice("项目", "Part"),
        drawing="0 – 100",
        columns=tuple(columns),
        bars=tuple(bars),
        key=tuple(key),
        mark=voice(
            f"同品类已出具结论的中位数（匿名{'，含本企业' if result.verdict.issued else ''}）",
            f"median of the category's issued verdicts (anonymous{', this one included' if result.verdict.issued else ''})",
        )
        if medians
        else "",
        note=_peers_note(peers, medians, voice),
    )


def _medians(peers: Group | None) -> dict[str, str]:
    """The medians by section or block, where at least three others stand behind each.

    Of how many is not said: it may be what the report to the association withholds.
    """
    if peers is None or peers.mixed or peers.enterprises <= FEW:
        return {}
    spreads = {"total": peers.total, "site": peers.site, "tests": peers.tests, **{one.section: one.spread for one in peers.sections}}
    told = {name: one.median for name, one in spreads.items() if one.median is not None and one.n > FEW}
    return {name: median.rstrip("0").rstrip(".") if "." in median else median for name, median in told.items()}


def _peers_note(peers: Group | None, medians: dict[str, str], voice: Voice) -> str:
    if peers is None or medians:
        return ""
    return voice(
        "同品类企业太少或版本不同，不与同行比较。",
        "Too few enterprises of the category, or editions that differ: no comparison with peers.",
    )


def _commitment(result: Result, voice: Voice) -> Iterator[Block]:
    yield from schedule(result, voice)
    if result.actions:
        yield Paragraph(
            voice(
                "本企业已知悉上述问题和期限，承诺按期整改，保存证明材料，并接受所在区市场监管局的跟踪检查。",
                "We know of the findings and deadlines above, will put them right in time, keep the proof, and accept the follow-up "
                "of the district bureau.",
            )
        )
    yield Signatures(
        (
            voice("企业负责人（签字、盖章）", "For the enterprise (signature, seal)"),
            voice("评估机构（盖章）", "For the institution (seal)"),
            voice("收到日期", "Received on"),
        )
    )


def _rights(result: Result, voice: Voice) -> Iterator[Block]:
    rights = [
        voice(
            "对事实、检测结果或结论有异议的，可向组织评估的市场监管部门书面提出，并附证据；更正、复检或补充样品属于新的事实，另作一次评估。",
            "Whoever contests a fact, a test or the verdict may do so in writing to the bureau that organised the assessment, "
            "with evidence. A correction, a retest or another sample is a new fact and makes a new assessment.",
        )
    ]
    if any(one.kind == "test" and one.samples for one in result.checks):
        rights.append(
            voice(
                "对抽样检测结果的异议，参照《产品质量法》第十五条，自收到结果之日起十五日内提出，复检结论为最终结论；"
                "能力评估不是监督抽查，采用何种期限以主管机关的通知为准。",
                "Objections to a test: within fifteen days of receiving the result, after Article 15 of the Product Quality Law; the "
                "retest decides. A capability assessment is no supervision sampling: "
                "the notice of the authority sets the deadline that binds.",
            )
        )
    rights.append(
        voice(
            "本报告只反馈被评估企业，企业的单独数据不向其他企业和行业协会公开。",
            "This report goes to the enterprise alone; its data are shown to no other enterprise and to no association.",
        )
    )
    yield Items(tuple(rights), numbered=True)


def _receipt(result: Result, voice: Voice) -> Iterator[Block]:
    one, engines = result.receipt, result.engines
    ran = " + ".join(name for name in ("direct", "rete") if getattr(engines, name) == "ran")
    agreed = voice("，结论一致", ", which agree") if engines.agree else voice("（单引擎）", " (single engine)")
    rows = [
        (voice("结果", "Result"), one.result),
        (voice("案卷", "Dossier"), one.dossier),
        (voice("细则", "Ruleset"), one.ruleset),
        *([(voice("采用文件", "Adoption"), one.adoption)] if one.adoption else []),
        (voice("推断引擎", "Engines"), ran + agreed),
        (voice("软件", "Software"), ", ".join(f"{part.name} {part.version}" for part in dict.fromkeys((one.product, *one.plugins)))),
    ]
    yield Facts(tuple(rows))
    yield Paragraph(
        voice(
            "摘要（SHA-256）认定本结论所用的案卷和细则，一字之差摘要即不同；任何人都可以用 tijian verify 重算。",
            "The digests (SHA-256) identify the dossier and the ruleset to the letter; anyone can recompute them with tijian verify.",
        ),
        note=True,
    )
