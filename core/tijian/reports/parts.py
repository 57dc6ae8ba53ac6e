"""Pieces that several reports share: words for things, tones for states and grades, the verdict with its caveats, the product's facts.

Every builder comes in here.
"""

from collections.abc import Iterable
from typing import Final

from ..insight.explain import Explanation
from ..model.outcome import OUTSIDE, Capable, State
from ..model.result import AnyScore, CheckOutcome, Reason, Result, Score, ScoreSpan
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from ..model.words import CAPABLE, CAVEAT_SIGN, grade_word, required
from .model import Caveat, Cell, Segment, Standing, Tone
from .voice import Voice, thousandths

SIGNS: Final = CAVEAT_SIGN
UNVERIFIED_SIGN: Final = "‡"
STATE_TONE: Final[dict[State, Tone]] = {
    "fail": "bad", "minor": "poor", "pass": "good", "unchecked": "open", "pending": "open", "inconclusive": "open", "informational": "open",
}  # fmt: skip
CAPABLE_TONE: Final[dict[Capable, Tone]] = {"yes": "good", "after_rectification": "poor", "no": "bad"}
PREVIEW: Final = text("预览 · 未出具，不作结论", "PREVIEW · not issued, no conclusion to rely on")
_TEST_CLASS: Final = {"key": text("A类", "A"), "general": text("B类", "B"), "minor": text("C类", "C")}
_YES_NO: Final = {True: text("是", "yes"), False: text("否", "no")}


def brief(name: str, most: int = 36) -> str:
    """A name for the head or foot of a page, which must stay a line."""
    return name if len(name) <= most else name[: most - 1] + "…"


def called(name: str, title: str) -> str:
    """An id with its title; the id alone where its ruleset is not here to give it one."""
    return name if title == name else f"{name} {title}"


def word_of(words: dict[str, Text], name: str | None, voice: Voice) -> str:
    """The word for a name; a name without one stands for itself."""
    return "" if name is None else voice.text(words[name]) if name in words else name


def test_class(class_: str, voice: Voice) -> str:
    """A类, B类, C类, in short."""
    return voice.text(_TEST_CLASS[class_]) if class_ in _TEST_CLASS else class_


def tone_of_grade(capable: Capable | None, grade: str | None = None) -> Tone:
    """The tone of a verdict. The best grade and the second are told apart where both are capable."""
    if capable is None:
        return "open"
    return "fair" if capable == "yes" and grade not in (None, "A") else CAPABLE_TONE[capable]


def short_grade(result: Result, voice: Voice) -> str:
    """`A`, `D–B` while it is open, a dash where nothing could be assessed."""
    verdict = result.verdict
    if verdict.grade is not None:
        return verdict.grade
    return f"{verdict.worst}–{verdict.best}" if verdict.worst else "—"


def grade_with_signs(result: Result, voice: Voice) -> str:
    """The grade of a table's row, with the sign of every caveat beside it, and the word where it is a preview."""
    shown = short_grade(result, voice) + "".join(f" {SIGNS.get(one.reason, '*')}" for one in result.verdict.caveats)
    return shown if result.verdict.issued else voice(f"{shown}（预览）", f"{shown} (preview)")


def caveats(found: Iterable[Reason], voice: Voice) -> tuple[Caveat, ...]:
    """Every caveat with its sign."""
    return tuple(Caveat(SIGNS.get(one.reason, "*"), voice.text(one.text)) for one in found)


def standing(result: Result, explanation: Explanation, voice: Voice) -> Standing:
    """The verdict as a block."""
    verdict = result.verdict
    lines: list[str] = []
    if verdict.capable is not None:
        lines.append(voice.named(voice("质量安全保证能力", "Capability"), voice.text(CAPABLE[verdict.capable])))
    if nothing_sampled(result):
        lines.append(voice("没有抽样检测，结论只依据实地核查", "No samples were tested: the grade rests on the visit alone"))
    return Standing(
        grade=short_grade(result, voice),
        tone=tone_of_grade(verdict.capable, verdict.grade) if verdict.issued else "open",
        headline=_headline(result, voice),
        state=sentence(voice.text(explanation.says), voice),
        issued=verdict.issued,
        lines=tuple(lines),
        caveats=caveats(verdict.caveats, voice),
    )


def _headline(result: Result, voice: Voice) -> str:
    verdict = result.verdict
    if verdict.grade is not None:
        says = voice(f"　{voice.text(verdict.says)}", f": {voice.text(verdict.says)}") if verdict.says else ""
        return voice(f"等级 {verdict.grade}{says}", f"Grade {verdict.grade}{says}")
    if verdict.worst is None:
        return voice.text(grade_word("not_assessable"))
    span = " / ".join(voice.text(grade_word(one)) for one in verdict.possible)
    return voice(f"等级未定：{span}", f"Grade open: {span}")


def sentence(words: str, voice: Voice) -> str:
    """Words that begin as a sentence does in English."""
    return words if voice.language == "zh" else words[:1].upper() + words[1:]


def nothing_sampled(result: Result) -> bool:
    """Whether the ruleset has tests and not one was made or is under way."""
    tests = [one for one in result.checks if one.kind == "test"]
    return any(one.state == "not_sampled" for one in tests) and all(one.state in OUTSIDE and not one.samples for one in tests)


def adopted(result: Result, voice: Voice) -> str:
    """Whether an authority adopted the ruleset, which and when."""
    ruleset = result.ruleset
    if ruleset.adopted_by is not None:
        by, on = voice.text(ruleset.adopted_by), ruleset.adopted_on
        return voice(f"{by} {on} 采用", f"adopted by {by} on {on}")
    if ruleset.status == "adopted":
        return voice("已采用", "adopted")
    return voice("示例稿，未经主管部门采用 ※", "illustrative, adopted by no authority ※")


def product(result: Result, ruleset: ResolvedRuleset | None, voice: Voice) -> str:
    """The product's attributes that are known, and the names of those that are not."""
    known = {**ruleset.product, **ruleset.derived} if ruleset else {}

    def called(name: str) -> str:
        label = known[name].label if name in known else None
        return voice.text(label) if label else name

    def written(name: str, value: str | bool) -> str:
        if isinstance(value, bool):
            return voice.text(_YES_NO[value])
        one = known.get(name)
        if one is not None and one.choices is not None:
            return voice.text(one.called(value))
        return f"{value} {one.unit}" if one is not None and one.unit else value

    given = {**result.attributes.given, **result.attributes.derived}
    parts = [voice.named(called(name), written(name, value)) for name, value in given.items()]
    if result.attributes.unknown:
        parts.append(voice.named(voice("未知", "not known"), voice.listed(map(called, result.attributes.unknown))))
    return voice.clauses(parts)


def score_text(score: AnyScore) -> str:
    """`83.33`, or `20–100` while unknowns remain, or a dash where nothing counts."""
    match score:
        case Score():
            return score.value
        case ScoreSpan() if score.low.value != score.high.value:
            return f"{score.low.value}–{score.high.value}"
        case ScoreSpan():
            return score.high.value
        case _:
            return "—"


def score_bar(score: AnyScore) -> tuple[Segment, ...]:
    """A score as a bar; what is not known yet is hatched."""
    match score:
        case Score():
            return (Segment(thousandths(score.value), "plain"),)
        case ScoreSpan():
            low, high = thousandths(score.low.value), thousandths(score.high.value)
            return Segment(low, "plain"), Segment(high - low, "open")
        case _:
            return ()


def with_unit(value: str | None, unit: str | None) -> str:
    """`46.3 kg`."""
    if value is None:
        return "—"
    return f"{value}\u00a0{unit}" if unit else value  # a unit never stands alone on a line


def limit(requirement: str | None, unit: str | None, voice: Voice) -> str:
    """A requirement as people read it: `≥ 95 %`."""
    return "—" if requirement is None else voice.text(required(requirement, unit))


def finding_order(checks: Iterable[CheckOutcome]) -> list[CheckOutcome]:
    """Findings only, failures first."""
    return sorted((one for one in checks if one.state in ("fail", "minor")), key=lambda one: one.state != "fail")


def plain_cells(*words: str) -> tuple[Cell, ...]:
    """A row without colours."""
    return tuple(Cell(one) for one in words)
