"""The part of a ruleset's page about what is asked on site, and about faults of the declaration itself: section by section.

`page` alone comes in here.
"""

from collections.abc import Iterator
from decimal import Decimal

from ..model.order import natural
from ..model.outcome import SITE_WEIGHTS, Kind
from ..model.ruleset import RuleCheck, SiteCheck
from ..model.words import class_word
from .sheet import Sheet

Asked = SiteCheck | RuleCheck


def site_and_rule_checks(sheet: Sheet) -> None:
    """Every section: first its checks at a glance, then each with evidence, risk, advice and source."""
    ruleset, say = sheet.ruleset, sheet.say
    if not (ruleset.site_checks or ruleset.rule_checks):
        return
    sheet.heading(2, say("实地核查", "Site checks"))
    credit = sheet.plain(ruleset.scoring.credit.minor)
    sheet.line(
        say(
            f"每项答“符合”（得分系数 1）、“轻微缺陷”（{credit}）、“不符合”（0），或带理由答“不适用”。否决项不能答轻微缺陷。",
            f"Each is answered conform (credit 1), minor defect ({credit}), not conforming (0), or, with a reason, not applicable. "
            "A veto check cannot be a minor defect.",
        )
    )
    for name in sorted(ruleset.sections, key=natural):
        section = ruleset.sections[name]
        checks = list(_of(sheet, name))
        if not checks:
            continue
        weight = say(f"（章权重 {section.weight:f}）", f" (section weight {section.weight:f})") if section.weight != 1 else ""
        sheet.heading(3, f"{sheet.plain(name)} {sheet.words(section.title)}{weight}")
        titles = (say("编号", "Id"), say("类别", "Class"), say("权重", "Weight"), say("核查内容", "What is asked"), say("期限", "Deadline"))
        sheet.table(titles, [_at_a_glance(sheet, check, one) for check, one in checks])
        for check, one in checks:
            _in_full(sheet, check, one)
        sheet.close()


def _of(sheet: Sheet, section: str) -> Iterator[tuple[str, Asked]]:
    every: dict[str, Asked] = {**sheet.ruleset.site_checks, **sheet.ruleset.rule_checks}
    yield from ((name, every[name]) for name in sorted(every, key=natural) if every[name].section == section)


def _at_a_glance(sheet: Sheet, name: str, check: Asked) -> tuple[str, ...]:
    kind: Kind = "site" if isinstance(check, SiteCheck) else "rule"
    word = class_word(check.class_, kind)(sheet.language)
    if kind == "rule":
        word += sheet.say("（申报规则）", " (rule)")
    weight = check.weight or Decimal(SITE_WEIGHTS[check.class_])
    return (
        sheet.plain(name),
        word,
        f"{weight:f}",
        sheet.words(check.ask),
        sheet.days(check.advice, minor=kind == "site" and check.class_ != "veto"),
    )


def _in_full(sheet: Sheet, name: str, check: Asked) -> None:
    say = sheet.say
    sheet.bullet(f"**{sheet.plain(name)}** {sheet.words(check.ask)}")
    rows: list[tuple[str, str]] = []
    if isinstance(check, SiteCheck):
        rows.append((say("看什么", "Look at"), sheet.row(sheet.words(one) for one in check.evidence)))
    else:
        rows.append((say("不符合的情形", "Fails when"), sheet.condition(check.fails_when)))
    if check.applies is not None:
        rows.append((say("只适用于", "Applies only when"), sheet.condition(check.applies)))
    if isinstance(check, SiteCheck) and check.may_skip:
        rows.append((say("不适用", "Not applicable"), say("可以带理由答不适用", "may be answered so, with a reason")))
    advice = check.advice
    rows += [
        (say("风险", "Risk"), sheet.words(check.risk)),
        (say("立即纠正", "Correct now"), sheet.words(advice.correct if advice else None)),
        (say("防止再发生", "Prevent"), sheet.words(advice.prevent if advice else None)),
        (say("证明材料", "Proof"), sheet.words(advice.proof if advice else None)),
        (say("来源", "Source"), sheet.source(check.source)),
        (say("来源说明", "Note"), sheet.words(check.source.note)),
    ]
    for title, words in rows:
        sheet.field(title, words, level=2)
