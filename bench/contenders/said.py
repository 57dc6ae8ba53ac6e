"""The plan said in an expression language: one expression for the state of each check, and expressions for counts and conclusions.

A language brings its words (`Words`): text for CEL, ZEN, rule-engine and SQL, expressions for Polars. What is said is the same in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

from bench.subject.plan import WEIGHTS, Count, Limit, Plan, Row, Rule, Site, Test, When

from .base import CLASSES, ENDS, FAIL, MINOR, OUT, PASS, TEST_CLASSES, UNKNOWN


class Words(Protocol):
    """How a language says what the expressions are made of. A condition is whatever `choose` takes first."""

    def choose(self, condition: Any, yes: Any, no: Any) -> Any: ...
    def code(self, number: int) -> Any: ...
    def equal(self, column: str, text: str) -> Any: ...
    def one_of(self, column: str, texts: Sequence[str]) -> Any: ...
    def above(self, column: str, number: int) -> Any: ...
    def within(self, column: str, low: float | None, high: float | None) -> Any: ...
    def true(self, column: str) -> Any: ...
    def null(self, column: str) -> Any: ...


def states(plan: Plan, words: Words) -> dict[str, Any]:
    """The state of every check, as a code."""
    said = {check.id: _site(check, words) for check in plan.site}
    said |= {rule.id: _rule(rule, words) for rule in plan.rules}
    return said | {test.id: _test(test, words) for test in plan.tests}


def _holds(when: When, words: Words) -> Any:
    if when.one_of:
        return words.one_of(when.attribute, when.one_of)
    return words.true(when.attribute) if when.above is None else words.above(when.attribute, when.above)


def _site(check: Site, words: Words) -> Any:
    answer = f"a_{check.id}"
    minor = words.code(UNKNOWN if check.class_ == "veto" else MINOR)
    skipped = words.code(OUT if check.may_skip else UNKNOWN)
    said = words.choose(words.equal(answer, "na"), skipped, words.code(UNKNOWN))
    said = words.choose(words.equal(answer, "minor"), minor, said)
    said = words.choose(words.equal(answer, "major"), words.code(FAIL), said)
    said = words.choose(words.equal(answer, "conform"), words.code(PASS), said)
    if check.applies is None:
        return said
    buried = words.choose(words.one_of(answer, ("minor", "major")), words.code(UNKNOWN), words.code(OUT))
    said = words.choose(_holds(check.applies, words), said, buried)
    return words.choose(words.null(check.applies.attribute), words.code(UNKNOWN), said) if check.applies.may_be_unknown else said


def _rule(rule: Rule, words: Words) -> Any:
    said = words.choose(_holds(rule.fails_when, words), words.code(FAIL), words.code(PASS))
    return words.choose(words.null(rule.fails_when.attribute), words.code(UNKNOWN), said) if rule.fails_when.may_be_unknown else said


def _test(test: Test, words: Words) -> Any:
    value, planned = f"v_{test.id}", words.choose(words.true(f"p_{test.id}"), words.code(UNKNOWN), words.code(OUT))
    measured = _judged(test.limits[-1], value, words)
    for limit in reversed(test.limits[:-1]):
        assert limit.when is not None
        measured = words.choose(_holds(limit.when, words), _judged(limit, value, words), measured)
    said = words.choose(words.null(value), planned, measured)
    if test.applies is None:
        return said
    first = words.choose(words.within(value, test.limits[0].low, test.limits[0].high), words.code(OUT), words.code(UNKNOWN))
    said = words.choose(_holds(test.applies, words), said, words.choose(words.null(value), words.code(OUT), first))
    if not test.applies.may_be_unknown:
        return said
    unknown = words.choose(words.null(value), planned, words.code(UNKNOWN))
    return words.choose(words.null(test.applies.attribute), unknown, said)


def _judged(limit: Limit, value: str, words: Words) -> Any:
    return words.choose(words.within(value, limit.low, limit.high), words.code(PASS), words.code(FAIL))


@dataclass(frozen=True, slots=True)
class Group:
    """Checks that are counted together, and the states that are counted."""

    name: str
    checks: tuple[str, ...]
    states: tuple[int, ...]


def groups(plan: Plan) -> list[Group]:
    """Every count that the conclusions and the outcome are made from. `n_key_fail`, `t_key_unknown`, `s_S1_fail` …"""
    by_class = [("n", c, tuple(one.id for one in plan.on_site if one.class_ == c)) for c in CLASSES]
    tests = [("t", c, tuple(one.id for one in plan.tests if one.class_ == c)) for c in TEST_CLASSES]
    sections = [("s", s, tuple(one.id for one in plan.on_site if one.section == s)) for s in plan.sections]
    found = [Group(f"{kind}_{of}_{word}", ids, (state,)) for kind, of, ids in [*by_class, *tests] for word, state in _COUNTED.items()]
    found += [Group(f"{kind}_{of}_{word}", ids, (_COUNTED[word],)) for kind, of, ids in sections for word in ("fail", "unknown")]
    return [one for one in found if one.checks]


_COUNTED = {"fail": FAIL, "minor": MINOR, "pass": PASS, "unknown": UNKNOWN}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language that is text joins conditions and names what was worked out before; SQL and ZEN say `and`, CEL `&&`."""

    both: str
    either: str
    name: str = "{}"
    divide: str = "({}) / ({})"
    true: str = "true"
    is_true: str = "{}"


def conclusions(plan: Plan, spell: Spelling) -> list[tuple[str, str]]:
    """What is worked out from the counts, in order, as text: sums, both scores, every diagnosis and the conditions of the rows."""
    here = {group.name for group in groups(plan)}

    def sum_of(*names: str) -> str:
        return " + ".join(spell.name.format(name) for name in names if name in here) or "0"

    said = []
    for word in ("fail", "minor", "unknown"):
        kinds = [f"n_{c}_{word}" for c in CLASSES] + [f"t_{c}_{word}" for c in TEST_CLASSES]
        said.append((f"all_{word}", sum_of(*kinds)))
    most = " + ".join(f"{2 * WEIGHTS[c]} * ({sum_of(*(f'n_{c}_{word}' for word in _COUNTED))})" for c in CLASSES)
    said.append(("most", most))
    for end in ENDS:
        counted = ("pass",) if end == "worst" else ("pass", "unknown")
        got = " + ".join(
            f"{WEIGHTS[c]} * (2 * ({sum_of(*(f'n_{c}_{word}' for word in counted))}) + {sum_of(f'n_{c}_minor')})" for c in CLASSES
        )
        said.append((f"got_{end}", got))
        said.append((f"site_{end}", spell.divide.format(f"10000 * {spell.name.format(f'got_{end}')}", spell.name.format("most"))))
    for end in ENDS:
        said += [(f"d_{one.id}_{end}", _diagnosed(one.alternatives, end, spell, here)) for one in plan.diagnoses]
        said += [(f"row_{row.grade}_{end}", _row(row, end, spell, here)) for row in plan.rows[:-1]]
    return said


def _diagnosed(alternatives: Any, end: str, spell: Spelling, here: set[str]) -> str:
    def part(kind: str, of: str) -> str:
        if kind == "twice":
            return f"{_counted(f's_{of}', 'fail', end, spell, here)} > 1"
        name = f"d_{of}_{end}" if kind == "concluded" else f"bad_{of}_{end}"
        return spell.is_true.format(spell.name.format(name))

    return spell.either.join("(" + spell.both.join(part(*one) for one in parts) + ")" for parts in alternatives)


def _row(row: Row, end: str, spell: Spelling, here: set[str]) -> str:
    parts = [f"{_count(one, end, spell, here)} > {one.more_than}" for one in row.counts]
    parts += [spell.is_true.format(spell.name.format(f"d_{name}_{end}")) for name in row.diagnoses]
    got, most = spell.name.format(f"got_{end}"), spell.name.format("most")
    return spell.either.join([*parts, f"100 * {got} < {row.site_below} * {most}"])


def _count(count: Count, end: str, spell: Spelling, here: set[str]) -> str:
    kind = f"{'t' if count.tests else 'n'}_{count.of}"
    return _counted(kind, count.state, end, spell, here)


def _counted(kind: str, state: str, end: str, spell: Spelling, here: set[str]) -> str:
    """Fails, or minors and worse, of a group; at the worst end what is not known is a failure."""
    words = [word for word in ("fail", "minor") if word == "fail" or state == "minor"] + (["unknown"] if end == "worst" else [])
    names = [f"{kind}_{word}" for word in words]
    return "(" + (" + ".join(spell.name.format(name) for name in names if name in here) or "0") + ")"


def named_tests(plan: Plan) -> list[tuple[str, str, tuple[int, ...]]]:
    """The tests that diagnoses name: (`bad_T1_worst`, T1, the codes that are a failure there)."""
    tests = sorted({of for one in plan.diagnoses for parts in one.alternatives for kind, of in parts if kind == "fails"})
    return [(f"bad_{test}_{end}", test, (FAIL, UNKNOWN) if end == "worst" else (FAIL,)) for test, end in product(tests, ENDS)]


def grade(plan: Plan, end: str, spell: Spelling, choose: Any) -> Any:
    """The grade of the first row that holds, by the language's own `choose`."""
    said: Any = f"'{plan.rows[-1].grade}'"
    for row in reversed(plan.rows[:-1]):
        said = choose(spell.is_true.format(spell.name.format(f"row_{row.grade}_{end}")), f"'{row.grade}'", said)
    return said


def levels(entries: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Expressions sorted into levels: each reads only what stands in an earlier one."""
    level: dict[str, int] = {}
    found: list[list[tuple[str, str]]] = []
    for name, said in entries:
        words = set(said.replace("(", " ").replace(")", " ").split())
        level[name] = max((level[other] + 1 for other in level if other in words), default=0)
        while len(found) <= level[name]:
            found.append([])
        found[level[name]].append((name, said))
    return found
