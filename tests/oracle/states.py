"""The state of every check, for the oracle: semantics §3, word by word, on plain dicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import measure
from .truth import ABSENT, FALSE, TRUE, UNKNOWN, Env, holds, valuation

ZH = {"符合": "conform", "轻微缺陷": "minor", "不符合": "major", "不适用": "not_applicable", "未核查": "not_checked"}
OUTSIDE = {"not_applicable", "not_sampled", "informational"}
KNOWN = {"fail", "minor", "pass"}
SITE_WEIGHT = {"veto": 3, "key": 3, "general": 1}
TEST_WEIGHT = {"key": 3, "general": 2, "minor": 1}

Doc = Mapping[str, Any]


@dataclass
class Judged:
    """One check as it stands, and what it reads: its conditions, and the attributes (`envs`) they were held against."""

    id: str
    kind: str
    class_: str
    section: str | None
    weight: Any
    state: str
    planned: bool
    stays: bool  # known to count once it is known: it applies, and may not be skipped
    conditions: list[str]
    envs: list[Env]
    weak: frozenset[bool] = frozenset({False})  # whether the figures that judged it are recalled or weak: yes, no, or some
    everywhere: list[Env] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.everywhere = self.everywhere or self.envs


def answer_of(written: Any) -> dict[str, Any]:
    """An answer in its long form."""
    long = dict(written) if isinstance(written, Mapping) else {"outcome": written}
    word = long["outcome"]
    if word is None or word.strip() in {"", "/", "-", "—", "–", "无"}:
        word = "not_checked"
    return {**long, "outcome": ZH.get(word.strip(), word.strip())}


def figured(rows: Sequence[Doc]) -> Doc:
    """The first limit row that states a figure; the first one, where none does."""
    return next((row for row in rows if row["require"] != "unknown"), rows[0])


def reading_of(written: Any) -> dict[str, Any]:
    """A result in its long form."""
    long = dict(written) if isinstance(written, Mapping) else {"values": written}
    values = long.get("values", ())
    long["values"] = list(values) if isinstance(values, list | tuple) else [values]
    long["parts"] = {name: reading_of(part) for name, part in long.get("parts", {}).items()}
    return long


def environments(ruleset: Doc, dossier: Doc, derived: Doc | None) -> tuple[Env, dict[int, Env]]:
    """The attributes of the dossier (without a sample), and those of each sample by its number."""
    state = dossier["sampling"]["state"]
    base = {
        "assessed_on": dossier["assessed_on"],
        "category": dossier["category"],
        "group": dossier["enterprise"].get("group"),
        "sampling": None if state == "pending" else state,
    }

    def produced(day: Any) -> Any:
        return ABSENT if state == "none" else day

    own = dossier.get("product", {})
    whole = valuation(ruleset, own, {**base, "produced_on": produced(None)}, derived)
    each: dict[int, Env] = {
        number: valuation(
            ruleset, {**own, **sample.get("product", {})}, {**base, "produced_on": produced(sample.get("produced_on"))}, derived
        )
        for number, sample in enumerate(dossier.get("samples", ()))
    }
    return whole, each


def all_states(ruleset: Doc, dossier: Doc, derived: Doc | None = None) -> dict[str, Judged]:
    """Every check of the ruleset, judged."""
    whole, each = environments(ruleset, dossier, derived)
    found: dict[str, Judged] = {}
    for name, check in ruleset.get("site_checks", {}).items():
        found[name] = _site(ruleset, name, check, dossier.get("answers", {}).get(name), whole)
    for name, check in ruleset.get("rule_checks", {}).items():
        found[name] = _rule(ruleset, name, check, list(each.values()) or [whole])
    for name, test in ruleset.get("sample_tests", {}).items():
        found[name] = _Bench(ruleset, dossier, name, test, whole, each).judged()
    return found


def unverified(*sourced: Doc) -> frozenset[bool]:
    """Whether figures or clauses were recalled, or are weakly founded."""
    return frozenset(each["source"].get("confidence") in {"recalled", "weak"} for each in sourced)


def _site(ruleset: Doc, name: str, check: Doc, written: Any, env: Env) -> Judged:
    applies = holds(check.get("applies"), env, ruleset.get("define", {}))
    answer = answer_of(written)
    outcome = answer["outcome"]
    noted = bool(answer.get("note") or answer.get("evidence"))
    if applies == FALSE:
        state = "unchecked" if outcome in {"minor", "major"} else "not_applicable"
    elif applies == UNKNOWN:
        state = "unchecked"
    else:
        state = {
            "conform": "pass",
            "minor": "minor" if noted and check["class"] != "veto" else "unchecked",
            "major": "fail" if noted else "unchecked",
            "not_applicable": "not_applicable" if answer.get("reason") and check.get("may_skip") else "unchecked",
            "not_checked": "unchecked",
        }[outcome]
    sure = applies == TRUE and not check.get("may_skip", False)
    weight = check.get("weight") or SITE_WEIGHT[check["class"]]
    conditions = [c for c in [check.get("applies")] if c]
    return Judged(name, "site", check["class"], check["section"], weight, state, True, sure, conditions, [env], unverified(check))


def _rule(ruleset: Doc, name: str, check: Doc, envs: Sequence[Env]) -> Judged:
    define = ruleset.get("define", {})
    states, sure = [], False
    for env in envs:
        applies, fails = holds(check.get("applies"), env, define), holds(check["fails_when"], env, define)
        sure = sure or applies == TRUE
        if applies == FALSE:
            states.append("not_applicable")
        elif UNKNOWN in (applies, fails):
            states.append("unchecked")
        else:
            states.append("fail" if fails == TRUE else "pass")
    state = next(s for s in ("fail", "unchecked", "pass", "not_applicable") if s in states)
    weight = check.get("weight") or SITE_WEIGHT[check["class"]]
    conditions = [c for c in [check.get("applies"), check["fails_when"]] if c]
    return Judged(name, "rule", check["class"], check["section"], weight, state, True, sure, conditions, list(envs), unverified(check))


class _Bench:
    """One sample test over all samples."""

    def __init__(self, ruleset: Doc, dossier: Doc, name: str, test: Doc, whole: Env, each: dict[int, Env]) -> None:
        self.define, self.name, self.test, self.whole, self.each = ruleset.get("define", {}), name, test, whole, each
        scale = test.get("scale")
        self.scale = None if scale is None else ruleset.get("scales", {}).get(scale) or measure.FASTNESS
        self.samples = list(dossier.get("samples", ()))
        self.sampling = dossier["sampling"]["state"]
        plan = dossier["sampling"].get("plan")
        self.planned = self.sampling != "none" and (plan is None or name in plan)

    def reported(self, number: int) -> dict[str, Any] | None:
        """The result of a sample, unless nothing is written there."""
        written = self.samples[number].get("results", {}).get(self.name)
        reading = reading_of(written)
        absent = any(row["require"] == "absent" for row in self.test.get("limits") or ())
        values = [*reading["values"], *(v for part in reading["parts"].values() for v in part["values"])]
        return reading if any(not measure.blank(v) or (absent and v == "无") for v in values) else None

    def replaced(self, number: int) -> bool:
        """Whether a final retest that reports this test repeats this sample."""
        mine = self.samples[number].get("id")
        return mine is not None and any(
            other.get("retest_of") == mine and other.get("conclusion") == "final" and self.reported(at) is not None
            for at, other in enumerate(self.samples)
        )

    def hides(self, number: int) -> bool:
        """Whether a final retest, which judges nothing itself, would replace a result that does not pass."""
        retest = self.samples[number]
        first = [n for n, s in enumerate(self.samples) if retest.get("conclusion") == "final" and s.get("id") == retest.get("retest_of")]
        shown = [self.one(reading, self.each[n]) for n in first if (reading := self.reported(n)) is not None]
        return any(state in {"fail", "inconclusive"} for state in shown)

    def judged(self) -> Judged:
        numbers = list(range(len(self.samples)))
        live = {n: reading for n in numbers if (reading := self.reported(n)) is not None and not self.replaced(n)}
        originals = [n for n in numbers if self.samples[n].get("retest_of") is None]
        silent = [n for n in originals if self.reported(n) is None and self.open(self.each[n])]
        if live:
            found = {n: self.one(reading, self.each[n]) for n, reading in live.items()}
            found |= {n: "inconclusive" for n in live if found[n] in OUTSIDE and self.hides(n)}
            state = measure.worst(list(found.values()))
            weak = frozenset[bool]().union(*(self.weakly(self.each[n]) for n in live))
            seen = [self.each[n] for n in live]
            if self.sampling == "pending" and self.planned and silent:
                seen += [self.each[n] for n in silent]
                state = "fail" if state == "fail" else "pending"
        else:
            seen, weak = list(self.each.values()) or [self.whole], frozenset({False})
            state = self.unreported(seen)
        test = self.test
        weight = test.get("weight") or TEST_WEIGHT[test["class"]]
        rows = [row for rows in self.tables().values() for row in rows]
        conditions = [c for c in [test.get("applies"), *(row.get("when") for row in rows)] if c]
        every = list(self.each.values()) or [self.whole]
        return Judged(self.name, "test", test["class"], None, weight, state, self.planned, False, conditions, seen, weak, every)

    def unreported(self, envs: Sequence[Env]) -> str:
        kinds = [self.kind(env) for env in envs]
        if all(k == "not_applicable" for k in kinds):
            return "not_applicable"
        if not self.planned:
            return "not_sampled"
        if all(k in OUTSIDE for k in kinds):
            return "informational"
        return "pending" if self.sampling == "pending" else "inconclusive"

    def open(self, env: Env) -> bool:
        return self.kind(env) not in OUTSIDE

    def kind(self, env: Env) -> str:
        """What the attributes alone say: not_applicable, informational, or open."""
        applies = holds(self.test.get("applies"), env, self.define)
        if applies == FALSE:
            return "not_applicable"
        rows = [self.row(rows, env) for rows in self.tables().values()]
        return "informational" if all(row is not None and row["require"] == "unknown" for row in rows) else "open"

    def tables(self) -> dict[str, Sequence[Doc]]:
        """The limits of the test, or of each of its parts."""
        parts = self.test.get("parts")
        return dict(parts) if isinstance(parts, Mapping) else {"": self.test["limits"]}

    def row(self, rows: Sequence[Doc], env: Env) -> Doc | None:
        """The first row that holds; None where an unknown `when` comes before it."""
        for row in rows:
            truth = holds(row.get("when"), env, self.define)
            if truth != FALSE:
                return row if truth == TRUE else None
        return None

    def weakly(self, env: Env) -> frozenset[bool]:
        """Whether the rows that judged it rest on a recalled or weak figure."""
        rows = [self.row(rows, env) for rows in self.tables().values()]
        return unverified(*({"source": row.get("source") or self.test["source"]} for row in rows if row is not None))

    def one(self, reading: dict[str, Any], env: Env) -> str:
        """The state of one live result."""
        applies = holds(self.test.get("applies"), env, self.define)
        first = self.measured(reading, {part: figured(rows) for part, rows in self.tables().items()})
        buried = first not in {"pass", "informational"}
        state = self.measured(reading, {part: self.row(rows, env) for part, rows in self.tables().items()})
        if applies == UNKNOWN:  # informational only where it stays outside whatever `applies` turns out to be
            return "informational" if state == "informational" and not buried else "inconclusive"
        if applies == FALSE:
            return "inconclusive" if buried else "not_applicable"
        return state

    def measured(self, reading: dict[str, Any], rows: dict[str, Doc | None]) -> str:
        test, parts = self.test, self.test.get("parts")
        if not parts:
            row = rows[""]
            return "inconclusive" if row is None else measure.verdict(test, row["require"], self.scale, reading)
        if not isinstance(parts, Mapping):
            row = rows[""]
            given = [reading["parts"].get(part) for part in parts]
            return "inconclusive" if row is None else measure.summed(test, row["require"], given, reading)
        states = []
        for part, row in rows.items():
            own = reading["parts"].get(part)
            if row is not None and row["require"] == "unknown":
                states.append("informational")
            elif row is None or own is None or all(measure.blank(v) for v in own["values"]):
                states.append("inconclusive")
            else:
                filled = {**own, **{k: reading.get(k) for k in ("u", "lod", "declared") if measure.blank(own.get(k))}}
                states.append(measure.verdict(test, row["require"], self.scale, filled))
        order = ("fail", "inconclusive", "informational", "pass")  # a figure not at hand is never a pass
        return next(s for s in order if s in states)
