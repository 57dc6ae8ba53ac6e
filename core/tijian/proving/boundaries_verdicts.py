"""Boundary cases of the verdict table: every count at its figure and one short of it, every score on it and just below, and coverage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..authoring.program import Check, leaf_text
from ..conditions.tree import Count, ScoreBelow
from ..model.outcome import State
from .boundaries_tests import where_judged
from .case_text import Chapter
from .desk import Desk
from .findings import Arranged, Wish, arrange
from .mutant import last_place
from .possible import counted
from .possible_scores import allowed, alternatives, never_turns
from .products import Situation
from .readings import passing_reading
from .rows import applies_at
from .score_plan import Kind, plan

_VERDICT = ("decided_by",)


def verdict_chapters(desk: Desk) -> Iterator[Chapter]:
    """A chapter for each row that has a condition, and one for coverage."""
    for index, row in enumerate(desk.ruleset.verdicts):
        chapter = Chapter(f"verdicts[{index + 1}] {row.grade} {row.says.zh if row.says else ''}".rstrip())
        for atom in alternatives(desk.program.verdicts[index]):
            if isinstance(atom, Count):
                _counts(desk, chapter, index, atom)
            elif isinstance(atom, ScoreBelow):
                _scores(desk, chapter, index, atom)
        yield chapter
    yield _coverage(desk)


def _counts(desk: Desk, chapter: Chapter, index: int, atom: Count) -> None:
    number = atom.n + (atom.op == ">")
    found: list[tuple[str, State]] = []
    for check in desk.program.checks.values():
        if check.kind != "rule" and counted(check, atom.scope, atom.of) and len(found) < number:
            minor = atom.state == "minor" and check.kind == "site" and check.class_ != "veto"
            state: State = "minor" if minor else "fail"
            if arrange(desk, Wish(frozenset([*found, (check.id, state)]))) is not None:
                found.append((check.id, state))
    if len(found) < number:
        what = f"verdicts[{index + 1}] {leaf_text(atom)}"
        if desk.open_to.could(atom):
            desk.undecided(what)
        else:
            desk.idle(what)
        return
    for some in ([found[:-1]] if number > 1 else []) + [found]:
        one = arrange(desk, Wish(frozenset(some)))
        if one is not None:
            _draft(desk, chapter, f"verdicts[{index + 1}] {leaf_text(atom)}: {len(some)}", one)


def _draft(desk: Desk, chapter: Chapter, name: str, one: Arranged, scores: Sequence[str] = ()) -> None:
    desk.add(chapter, name, one.situation, answers=one.answers, results=one.results, states=one.states, scores=scores, more=_VERDICT)


def _scores(desk: Desk, chapter: Chapter, index: int, atom: ScoreBelow) -> None:
    """The site score on the figure and just below it, by as few findings as will do, with no other atom of this or a worse row."""
    program, what = desk.program, f"verdicts[{index + 1}] {leaf_text(atom)}"
    if never_turns(program, desk.open_to.stays, index, atom, replace(atom, n=atom.n - last_place(atom.n))):
        desk.idle(what)
        return
    if atom.of != "site" or program.ruleset.scoring.model != "flat":
        desk.undecided(what)
        return
    others = [one for tree in program.verdicts[: index + 1] for one in alternatives(tree) if one is not atom]
    step = Fraction(last_place(atom.n))
    limit = Fraction(atom.n)
    kinds = _kinds(desk, others)
    fixed = sum(
        (Fraction(check.weight) for check in program.checks.values() if check.kind == "rule" and applies_at(check, desk.plain.values)),
        Fraction(),
    )
    minor = Fraction(program.ruleset.scoring.credit.minor)
    on = plan(kinds, fixed, minor, limit, limit) or plan(kinds, fixed, minor, limit, limit + step)
    below = plan(kinds, fixed, minor, limit - step, limit, without_end=True)
    for found in (on, below):
        if found is None:
            desk.undecided(what)
            continue
        answers: dict[str, Any] = {
            **dict.fromkeys(found.skipped, "not_applicable"),
            **{name: _ANSWER[state] for name, state in found.findings},
        }
        states: dict[str, State] = {**dict.fromkeys(found.skipped, "not_applicable"), **dict(found.findings)}
        name = f"{what}: the score is {_cut(found.score)}"
        desk.add(chapter, name, desk.plain, answers=answers, states=states, scores=("site",), more=_VERDICT)


_ANSWER: Mapping[str, str] = {"fail": "major", "minor": "minor"}


def _cut(score: Fraction) -> str:
    """As scores are shown: cut toward zero to two places."""
    cents = score.numerator * 100 // score.denominator
    return f"{cents // 100}.{cents % 100:02d}".rstrip("0").rstrip(".")


def _kinds(desk: Desk, others: Sequence[object]) -> list[Kind]:
    """The site checks that apply to the plain product, by class and weight, with how many of each class may be found."""
    counts = [one for one in others if isinstance(one, Count)]
    groups: dict[tuple[str, Fraction], list[Check]] = {}
    for check in desk.program.checks.values():
        if check.kind == "site" and applies_at(check, desk.plain.values):
            groups.setdefault((check.class_, Fraction(check.weight)), []).append(check)
    made = []
    for (class_, weight), checks in sorted(groups.items(), key=lambda item: (-item[0][1], item[0][0])):
        found = allowed(counts, class_, "minor", len(checks))
        fails = min(allowed(counts, class_, "fail", len(checks)), found)
        minors = found if class_ != "veto" else fails
        skipped = tuple(check.id for check in checks if check.may_skip)
        made.append(Kind(weight, tuple(check.id for check in checks if not check.may_skip), skipped, fails, minors, class_ != "veto"))
    return made


def _coverage(desk: Desk) -> Chapter:
    """Just enough known, and just too little: general checks left open, beside tests that pass to make the numbers fit."""
    chapter = Chapter("覆盖率 Coverage")
    written = desk.ruleset.scoring.coverage
    least, step = Fraction(written), Fraction(last_place(written))
    for low, high in ((least, least + step), (least - step, least)):
        best = min(
            (fits for one in _laboratories(desk) if (fits := _fitting(desk, one, low, high))), key=lambda fits: fits.far, default=None
        )
        if best is None:
            desk.undecided(f"scoring coverage {written:f}")
            continue
        answers: dict[str, Any] = dict.fromkeys(best.open, "not_checked")
        states: dict[str, State] = {}
        key = next((check.id for check in _site(desk, best.situation, "key")), None)
        if key is not None:
            answers[key], states[key] = "major", "fail"  # so that what is open does not turn the grade
        name = f"coverage {written:f}: {_cut(best.percent)} % known"
        more = ("issued", "not_issued_because")
        desk.add(chapter, name, best.situation, answers=answers, results=best.results, states=states, more=more)
    return chapter


@dataclass(frozen=True, slots=True)
class _Fits:
    situation: Situation
    results: Mapping[str, Any]
    open: tuple[str, ...]
    percent: Fraction
    far: Fraction  # from the figure


def _laboratories(desk: Desk) -> Iterator[Situation]:
    """Situations in which different tests are judged, so that there are enough of them to pass."""
    found: list[Situation] = []
    for check in desk.program.checks.values():
        one = where_judged(desk, check) if check.kind == "test" else None
        if one is not None and not any(known.values == one.values for known in found):
            found.append(one)
            yield one
    if not found and (one := desk.products.find(lambda _: True, desk.ruleset.product, sampled=True)):
        yield one


def _site(desk: Desk, one: Situation, class_: str) -> list[Check]:
    checks = (check for check in desk.program.checks.values() if check.kind == "site" and check.class_ == class_)
    return [check for check in checks if applies_at(check, one.values)]


def _fitting(desk: Desk, one: Situation, low: Fraction, high: Fraction) -> _Fits | None:
    """How many tests to report and how many checks to leave open, so that the share known is in [low, high), the nearest to `low`."""
    due = sum(check.kind != "test" and applies_at(check, one.values) for check in desk.program.checks.values())
    general = [check.id for check in _site(desk, one, "general")]
    readings: dict[str, Any] = {}
    for check in desk.program.checks.values():
        probe = passing_reading(desk.program, check, one) if check.kind == "test" else None
        if probe is not None and probe.state == "pass":
            readings[check.id] = probe.reading
    found: _Fits | None = None
    for planned in range(len(readings) + 1):
        for left in range(1, len(general) + 1):
            share = Fraction(100 * (due + planned - left), due + planned)
            if low <= share < high and (found is None or share - low < found.far):
                found = _Fits(one, dict(list(readings.items())[:planned]), tuple(general[-left:]), share, share - low)
    return found
