"""The oracle: an assessment computed from the page of meaning alone, on plain dicts, with exact fractions, in another style than the product.

`oracle(ruleset, dossier, derived)` takes a ruleset as its file would hold it (includes merged) and a dossier as its file holds it.
It shares no code with `tijian`. Where the page leaves room, READINGS says which reading it takes.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .scores import fraction, scoring_of
from .states import KNOWN, OUTSIDE, Doc, Judged, all_states, environments
from .table import BAD, World, behind, pending

READINGS: tuple[str, ...] = (
    "A minor or major answer at a check that does not apply keeps it unchecked, noted or not.",
    "A reading with nothing but blanks is no result; a blank beside values is a specimen without a value: inconclusive.",
    "An unplanned test without a result whose `applies` is unknown is not_sampled; a planned one is pending/inconclusive by the sampling state.",
    "`its first row` (a result where applies is false) is limits[0] whatever its `when`; if it requires `unknown`: not_applicable.",
    "An unknown `when` before a row that holds is inconclusive even if all rows require the same.",
    "Parts: fail, then inconclusive, then informational (one part requires `unknown`: never a pass), then pass.",
    "Possible actions: those of the worst completion that hold a finding which only it adds, with those findings.",
    "A finding without within_days is due after 30 days.",
    "No caveat and no coverage stands beside not_assessable.",
    "A deciding row rests on a weak figure where any check behind it (site checks too) has a recalled or weak source; of several figures that judged a test, one or all (`weak_figure` holds both answers).",
    "While pending, a sample for which the test is known not to apply (or informational) need not report it.",
    "A final retest with a blank result replaces nothing; a replaced result counts as reported.",
    "A final retest that judges nothing (test not applicable or without a figure there) over a result that does not pass: inconclusive.",
    "While `applies` is unknown a result is inconclusive, but informational where it stays outside either way (rows unknown, first row not missed).",
    "Attributes are not inherited by a retest; produced_on is absent with state none even if a sample has one.",
    "Rule checks look at every sample, retests too; not_applicable only where it is for all.",
    "An unreported test that is not_applicable for some samples and informational for the rest is informational.",
    "A value that cannot be read makes its own specimen (or part) inconclusive; another specimen may still fail the test.",
    "In mean, min, max, sum one unreadable value (or ND without LOD) makes the whole inconclusive; a missing part of a sum likewise.",
    "`k of n`: missing specimens are inconclusive; more than n: inconclusive. groups_of with an incomplete group: inconclusive.",
    "Rounding gives what the values inside round to, so an open end becomes a closed one (4.99… rounds to 5.0; above 4.5 means 5); to the finest place written in the requirement; round_to is an absolute step.",
    "guard_band on an interval: inside the shrunk requirement pass, disjoint from it fail, else inconclusive.",
    "absent: ND with its own LOD is [0, LOD) against [.., test lod); straddling is inconclusive.",
    "absolute: total is 100 if every counted check of both blocks has full credit, whatever the block weights.",
    "One block left: total is its score, even if its weight is 0.",
    "tests_alone with nothing counted at all: not_assessable.",
    "An atom on attributes may be a comparison or any larger part that reads no judgment: `pending` holds what is named either way, `pending_at_most` the rest. They are held against the dossier's own attributes.",
    "`sampling`, `group`, `produced_on` that are unknown are named in pending like attributes.",
    "pending is empty when certain. Differing concluded(…): the differing atoms of the diagnosis, recursively.",
    "The attributes a pending test reads: `pending` at the live samples that report it (and those awaited), `pending_at_most` at every sample.",
    "decided_by follows the best completion also when uncertain; behind a score: its counted checks below full credit.",
    "grounds is null unless issued; coverage is named before veto; veto grounds need one single veto failure.",
    "coverage of nothing (0 of 0) is met. Planned tests outside (informational, not applicable) are outside coverage.",
    "Actions: points lost of an action are the sum of its findings'; `by row` adds nothing (one row decides); due from the findings' own advice.",
    "`explains most findings` counts every finding, veto ones too; a veto finding is its own action all the same.",
)


def oracle(ruleset: Doc, dossier: Doc, derived: Doc | None = None) -> dict[str, Any]:
    """Everything an assessment concludes, as plain values."""
    checks = all_states(ruleset, dossier, derived)
    env, _ = environments(ruleset, dossier, derived)
    return conclude(ruleset, dossier, checks, env)


def conclude(ruleset: Doc, dossier: Doc, checks: Mapping[str, Judged], env: Doc) -> dict[str, Any]:
    """What follows from the states."""
    worst, best = World(ruleset, checks, env, "fail"), World(ruleset, checks, env, "pass")
    lost = _points_lost(best)
    clues = {"worst": worst.raised(), "best": best.raised()}
    codes = {end: {ruleset["clues"][c]["code"] for c in found} for end, found in clues.items()}
    grade = verdict(ruleset, dossier, checks, worst, best)
    acts = _actions(ruleset, dossier, best, lost, grade["decided_by"])
    new = {c for c, state in worst.states.items() if state in BAD["minor"] and best.states[c] not in BAD["minor"]}
    could = {name: found for name, members, _ in _actions(ruleset, dossier, worst, lost, set()) if (found := new & set(members))}
    return {
        "states": {c.id: c.state for c in checks.values()},
        "scores": {"worst": worst.scores, "best": best.scores},
        **grade,
        "illustrative": grade["worst"] is not None and ruleset.get("status", "illustrative") == "illustrative",
        "coverage": None if grade["worst"] is None else _coverage(checks),
        "hand_clues": [clue["code"] for clue in dossier.get("clues", ())],
        "points_lost": lost,
        "diagnoses": best.concluded(),
        "possible_diagnoses": worst.concluded() - best.concluded(),
        "clues": clues["best"],
        "possible_clues": clues["worst"] - clues["best"],
        "clue_codes": codes["best"],
        "possible_clue_codes": codes["worst"] - codes["best"],
        "actions": acts,
        "possible_actions": could,
    }


def verdict(ruleset: Doc, dossier: Doc, checks: Mapping[str, Judged], worst: World, best: World) -> dict[str, Any]:
    """The verdict: the keys of the result's own."""
    rows = ruleset["verdicts"]
    alone = scoring_of(ruleset)["tests_alone"]
    must = [c for c in checks.values() if c.kind != "test" or alone]
    if all(c.state in OUTSIDE for c in must):
        nothing = dict.fromkeys(("grade", "capable", "worst", "best", "grounds"))
        empty: dict[str, Any] = {"pending": set(), "pending_at_most": set(), "decided_by": set(), "weak_figure": {False}}
        return {**nothing, **empty, "possible": {"not_assessable"}, "certain": False, "issued": False}
    low, high = worst.row(), best.row()
    possible = {row["grade"] for row in rows[low : high + 1]}
    leaving = not any(c.state in KNOWN for c in must) and not any(c.stays for c in must if c.state not in OUTSIDE)
    if leaving:
        possible.add("not_assessable")
    certain = len(possible) == 1
    grounds = _grounds(ruleset, dossier, checks, worst, best) if certain else None
    weak = {some: _weak(ruleset, checks, worst, best, some) for some in (True, False)}
    decided = behind(best, rows[high]["when"])
    resting = {some: bool(weak[some] or any(_rests(checks[c], some) for c in decided)) for some in (True, False)}
    return {
        "grade": rows[high]["grade"] if certain else None,
        "capable": rows[high]["capable"] if certain else None,
        "worst": rows[low]["grade"],
        "best": rows[high]["grade"],
        "possible": possible,
        "certain": certain,
        "issued": grounds is not None,
        "grounds": grounds,
        "pending": set() if certain else pending(worst, best, rows[low : high + 1], leaving, fine=False),
        "pending_at_most": set() if certain else pending(worst, best, rows[low : high + 1], leaving, fine=True),
        "decided_by": decided,
        "weak_figure": set(resting.values()),
    }


def _coverage(checks: Mapping[str, Judged]) -> Fraction:
    """Percent of what was due (applicable site and rule checks, planned tests) that is known; of nothing, all is."""
    due = [c for c in checks.values() if c.state not in OUTSIDE and c.planned]
    return Fraction(100 * sum(c.state in KNOWN for c in due), len(due)) if due else Fraction(100)


def _grounds(ruleset: Doc, dossier: Doc, checks: Mapping[str, Judged], worst: World, best: World) -> str | None:
    if len(dossier.get("team", ())) < 2:
        return None
    counted = [c for c in checks.values() if c.state not in OUTSIDE and c.planned]
    known = [c for c in counted if c.state in KNOWN]
    vital = all(c.state in KNOWN for c in counted if c.class_ in {"veto", "key"})
    if vital and 100 * len(known) >= fraction(scoring_of(ruleset)["coverage"]) * len(counted):
        return "coverage"
    grade = ruleset["verdicts"][best.row()]["grade"]
    for veto in checks.values():
        if veto.kind != "test" and veto.class_ == "veto" and veto.state == "fail":
            alone = {c.id: c.state if c.state in OUTSIDE else "fail" if c is veto else "pass" for c in checks.values()}
            if ruleset["verdicts"][World(ruleset, checks, best.env, "pass", alone).row()]["grade"] == grade:
                return "veto"
    return None


def _points_lost(best: World) -> dict[str, Any]:
    total = best.scores["total"]
    found: dict[str, Any] = {}
    for name, state in best.states.items():
        if state in OUTSIDE or total is None:
            found[name] = None
            continue
        mended = World(best.ruleset, best.checks, best.env, "pass", {**best.states, name: "pass"}).scores["total"]
        found[name] = None if mended is None else mended - total
    return found


def _rests(check: Judged, some: bool) -> bool:
    """Whether it rests on weak figures: some of those that judged it, or all."""
    return True in check.weak and (some or False not in check.weak)


def _weak(ruleset: Doc, checks: Mapping[str, Judged], worst: World, best: World, some: bool) -> set[str]:
    """Counted tests judged by a recalled or weak figure that, taken the other way, would change the grade."""
    grades = [row["grade"] for row in ruleset["verdicts"]]
    found = set()
    for test in checks.values():
        if test.kind == "test" and _rests(test, some) and test.state in KNOWN:
            other = {c.id: c.state for c in checks.values()} | {test.id: "pass" if test.state == "fail" else "fail"}
            flipped = [World(ruleset, checks, w.env, w.fill, other).row() for w in (worst, best)]
            if [grades[n] for n in flipped] != [grades[w.row()] for w in (worst, best)]:
                found.add(test.id)
    return found


def natural(name: str) -> list[tuple[int, int, str]]:
    """C9.3 before C10.1."""
    return [(0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in re.split(r"(\d+)", name) if piece]


def _actions(ruleset: Doc, dossier: Doc, world: World, lost: Mapping[str, Any], decided: set[str]) -> list[tuple[str, list[str], str]]:
    every = {k: v for part in ("site_checks", "rule_checks", "sample_tests") for k, v in ruleset.get(part, {}).items()}
    findings = {name for name, state in world.states.items() if state in {"fail", "minor"}}
    concluded = world.concluded()
    explained = {d: findings & set(ruleset["diagnoses"][d]["explains"]) for d in concluded}
    groups: dict[str, list[str]] = {}
    for name in findings:
        fitting = [d for d in concluded if name in explained[d]]
        veto = world.checks[name].class_ == "veto"
        home = name if veto or not fitting else min(fitting, key=lambda d: (-len(explained[d]), natural(d)))
        groups.setdefault(home, []).append(name)

    def due(name: str) -> str:
        within = (every[name].get("advice") or {}).get("within_days", 30)
        days = within if isinstance(within, Mapping) else {"fail": within, "minor": min(2 * int(within), 30)}
        return (date.fromisoformat(dossier["assessed_on"]) + timedelta(days=int(days[world.states[name]]))).isoformat()

    def order(home: str) -> Any:
        points = sum(lost[c] or 0 for c in groups[home])
        return (not decided & set(groups[home]), -points, natural(home))

    return [(home, sorted(groups[home], key=natural), min(due(c) for c in groups[home])) for home in sorted(groups, key=order)]
