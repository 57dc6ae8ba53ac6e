"""A resolved ruleset made ready to judge with: conditions parsed, definitions inlined, requirements read, weights filled in.

Made once for each ruleset and kept by the catalogue. Facts, scoring and every engine read this one tree.
The ruleset has passed lint before, so nothing here can fail on a user's file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import cast

from ..conditions.parse import parse
from ..conditions.requirement import Requirement, Unknown, parse_requirement
from ..conditions.requirement_kinds import BUILT_IN_SCALES
from ..conditions.tree import And, Atom, Concluded, Count, Fails, MinorOrWorse, Node, Or, attributes, inline, is_judged, source
from ..model.order import natural
from ..model.outcome import SITE_WEIGHTS, TEST_WEIGHTS, Kind, State
from ..model.result import CheckOutcome
from ..model.ruleset import Advice, Attribute, Limits, ResolvedRuleset, RuleCheck, SampleTest, SiteCheck, Source
from ..model.text import Text


@dataclass(frozen=True, slots=True)
class Given:
    """A part of a conclusion's condition that reads attributes only: one atom, whose truth the facts decide."""

    index: int
    node: Node
    text: str


Needs = frozenset[str | tuple[str, str]]  # checks and diagnoses by id, what is counted as (scope, of)


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every item does. `needs`: see `needs`."""

    items: tuple["Tree", ...]
    needs: Needs | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", min((one for item in self.items if (one := needs(item)) is not None), key=len, default=None))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where some item does. `needs`: see `needs`."""

    items: tuple["Tree", ...]
    needs: Needs | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        each = [needs(item) for item in self.items]
        object.__setattr__(self, "needs", None if None in each else frozenset[str | tuple[str, str]]().union(*(one for one in each if one)))


Leaf = Atom | Given
Tree = Leaf | All | AnyOf  # a conclusion's condition: monotone in every leaf


def needs(tree: Tree) -> Needs | None:
    """Of these at least one must be at fault (a diagnosis: concluded), or the condition does not hold, whatever else is so. None where
    it may hold without."""
    match tree:
        case All() | AnyOf():
            return tree.needs
        case Fails(id=name) | MinorOrWorse(id=name) | Concluded(id=name):
            return frozenset({name})
        case Count(scope=scope, of=of, op=op, n=n) if n > 0 or (n == 0 and op == ">"):
            return frozenset({(scope, of)})
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit row, read."""

    when: Node | None
    require: Requirement
    source: Source


@dataclass(frozen=True, slots=True)
class Check:
    """What every kind of check has."""

    id: str
    kind: Kind
    class_: str
    section: str | None
    weight: Decimal
    title: Text
    applies: Node | None
    risk: Text | None
    advice: Advice | None
    source: Source
    site: SiteCheck | None = None
    rule: RuleCheck | None = None
    test: SampleTest | None = None
    fails_when: Node | None = None
    rows: Mapping[str | None, tuple[Limit, ...]] = field(default_factory=dict)  # of a test: its own (None), or a part's

    @property
    def may_skip(self) -> bool:
        return self.site is not None and self.site.may_skip

    @property
    def reads(self) -> frozenset[str]:
        """The attributes and context names that decide whether and how it is judged: applies, fails_when, the limits' when."""
        return reads(self.applies, self.fails_when, *(row.when for rows in self.rows.values() for row in rows))

    def guard(self, part: str | None) -> int:
        """The limit row by which a result is looked at where the test does not apply: the first that states a figure."""
        return next((number for number, row in enumerate(self.rows[part]) if not isinstance(row.require, Unknown)), 0)


@dataclass(frozen=True, eq=False)
class Program:
    """A ruleset ready to judge with. Two are the same only where they are one: so a program can be what something is kept by."""

    ruleset: ResolvedRuleset
    digest: str
    checks: Mapping[str, Check]  # natural order
    asked_when: Mapping[str, Node]
    scales: Mapping[str, Sequence[str]]
    diagnoses: Mapping[str, Tree]  # each after those it builds on
    clues: Mapping[str, Tree]
    verdicts: tuple[Tree, ...]
    given: tuple[Given, ...]

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        return {**self.ruleset.product, **self.ruleset.derived}

    @cached_property
    def asked_by(self) -> Mapping[str, frozenset[str]]:
        """For each attribute that is not always asked, the names that decide whether it is."""
        return {name: reads(condition) for name, condition in self.asked_when.items()}

    @cached_property
    def asked_in_order(self) -> tuple[tuple[str, Node | None], ...]:
        """The attributes that are asked, each after those that decide whether it is, with that condition."""
        ordered: dict[str, Node | None] = {}
        begun: set[str] = set()

        def place(name: str) -> None:
            if name not in begun:
                begun.add(name)
                for other in sorted(self.asked_by.get(name, ())):
                    if other in self.ruleset.product:
                        place(other)
                ordered[name] = self.asked_when.get(name)

        for name in self.ruleset.product:
            place(name)
        return tuple(ordered.items())

    @cached_property
    def named(self) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
        """The attributes that are given, those that are derived, in order, and both together."""
        given, derived = tuple(sorted(self.ruleset.product)), tuple(sorted(self.ruleset.derived))
        return given, derived, frozenset((*given, *derived))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections in natural order."""
        return tuple(sorted(self.ruleset.sections, key=natural))

    @cached_property
    def tests(self) -> tuple[str, ...]:
        """The sample tests in natural order."""
        return tuple(name for name, check in self.checks.items() if check.kind == "test")

    @cached_property
    def bare_outcomes(self) -> dict[tuple[str, State, int], CheckOutcome]:
        """Outcomes of checks with nothing beside their state, by check, state and identity of the source: `verdict.compose` fills it."""
        return {}

    @cached_property
    def named_by_verdicts(self) -> frozenset[str]:
        """The checks that a verdict row names (not: counts, or reads in a score), itself or through the diagnoses it builds on."""
        found: set[str] = set()
        diagnoses: set[str] = set()
        todo = list(self.verdicts)
        while todo:
            for leaf in leaves(todo.pop()):
                if isinstance(leaf, Fails | MinorOrWorse):
                    found.add(leaf.id)
                elif isinstance(leaf, Concluded) and leaf.id not in diagnoses:
                    diagnoses.add(leaf.id)
                    todo.append(self.diagnoses[leaf.id])
        return frozenset(found)


def compile_ruleset(ruleset: ResolvedRuleset, digest: str) -> Program:
    """The program of a linted `ruleset`. Raises ConditionError only on one that lint would refuse."""
    definitions = {name: parse(text) for name, text in ruleset.define.items()}

    def condition(text: str) -> Node:
        return inline(parse(text), definitions)

    scales = {**BUILT_IN_SCALES, **ruleset.scales}
    given: dict[Node, Given] = {}

    def conclusion(text: str) -> Tree:
        return _collapse(condition(text), given)

    diagnoses = {name: conclusion(d.when) for name, d in sorted(ruleset.diagnoses.items(), key=lambda item: natural(item[0]))}
    return Program(
        ruleset=ruleset,
        digest=digest,
        checks={check.id: check for check in sorted(_checks(ruleset, condition, scales), key=lambda check: natural(check.id))},
        asked_when={name: condition(a.asked_when) for name, a in {**ruleset.product, **ruleset.derived}.items() if a.asked_when},
        scales=scales,
        diagnoses=_building_order(diagnoses),
        clues={name: conclusion(c.when) for name, c in sorted(ruleset.clues.items(), key=lambda item: natural(item[0]))},
        verdicts=tuple(conclusion(row.when) for row in ruleset.verdicts),
        given=tuple(given.values()),
    )


def _checks(ruleset: ResolvedRuleset, read: Callable[[str], Node], scales: Mapping[str, Sequence[str]]) -> Iterator[Check]:
    def optional(text: str | None) -> Node | None:
        return None if text is None else read(text)

    for name, c in ruleset.site_checks.items():
        yield Check(
            name, "site", c.class_, c.section, c.weight or Decimal(SITE_WEIGHTS[c.class_]), c.ask, optional(c.applies),
            c.risk, c.advice, c.source, site=c,
        )  # fmt: skip
    for name, r in ruleset.rule_checks.items():
        yield Check(
            name, "rule", r.class_, r.section, r.weight or Decimal(SITE_WEIGHTS[r.class_]), r.ask, optional(r.applies),
            r.risk, r.advice, r.source, rule=r, fails_when=read(r.fails_when),
        )  # fmt: skip
    for name, t in ruleset.sample_tests.items():
        scale = scales[t.scale] if t.scale else None

        def rows(limits: Limits, test: SampleTest = t, scale: Sequence[str] | None = scale) -> tuple[Limit, ...]:
            return tuple(Limit(optional(row.when), parse_requirement(row.require, scale), row.source or test.source) for row in limits)

        by_part: dict[str | None, tuple[Limit, ...]] = {None: rows(t.limits)} if t.limits else {}
        if isinstance(t.parts, dict):
            by_part |= {part: rows(limits) for part, limits in t.parts.items()}
        yield Check(
            name, "test", t.class_, None, t.weight or Decimal(TEST_WEIGHTS[t.class_]), t.name, optional(t.applies),
            t.risk, t.advice, t.source, test=t, rows=by_part,
        )  # fmt: skip


def _collapse(node: Node, given: dict[Node, Given]) -> Tree:
    """The condition with each part that reads attributes only made one `Given`."""
    if not is_judged(node):
        return given.setdefault(node, Given(len(given), node, source(node)))
    if isinstance(node, And | Or):
        items = tuple(_collapse(item, given) for item in node.items)
        return All(items) if isinstance(node, And) else AnyOf(items)
    return cast(Atom, node)  # polarity: no negation stands above a judged atom


def leaves(tree: Tree) -> Iterator[Leaf]:
    """The atoms of a conclusion's condition, left to right."""
    if isinstance(tree, All | AnyOf):
        for item in tree.items:
            yield from leaves(item)
    else:
        yield tree


def leaf_text(leaf: Leaf) -> str:
    """The words of an atom, as the condition says it."""
    return leaf.text if isinstance(leaf, Given) else _source(leaf)


_source = lru_cache(maxsize=4096)(source)  # the same few atoms are told of dossier after dossier


def _building_order(diagnoses: Mapping[str, Tree]) -> dict[str, Tree]:
    ordered: dict[str, Tree] = {}

    def place(name: str) -> None:
        if name not in ordered:
            for atom in leaves(diagnoses[name]):
                if isinstance(atom, Concluded):
                    place(atom.id)
            ordered[name] = diagnoses[name]

    for name in diagnoses:
        place(name)
    return ordered


def deciding(program: Program, conditions: Iterable[Node]) -> list[str]:
    """Every name that decides: those read, and those that decide whether these are asked."""
    found: set[str] = set()
    todo = set(reads(*conditions))
    while todo:
        name = todo.pop()
        found.add(name)
        todo |= reads(program.asked_when.get(name)) - found
    return sorted(found)


def reads(*nodes: Node | None) -> frozenset[str]:
    """The attributes and context names that the given conditions read."""
    return frozenset().union(*(attributes(node) for node in nodes if node is not None)) if nodes else frozenset()
