"""Lint: every condition of a ruleset parsed and checked; cycles among definitions, asked_when and diagnoses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..conditions.check import Scope, check
from ..conditions.error import ConditionError
from ..conditions.parse import parse
from ..conditions.tree import Concluded, Node, attributes, inline, walk
from ..model.order import natural
from ..model.outcome import Kind
from ..model.problem import Problem
from ..model.text import text
from .document import Path, problem_at
from .limit_rows import rows_of
from .loaded import Loaded

DEEPEST: Final = 32  # references one behind the other: diagnoses by `concluded`, attributes by `asked_when`


@dataclass(slots=True)
class Conditions:
    """The conditions of a ruleset that could be read, with definitions written out, by path; and what was wrong."""

    trees: dict[Path, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_conditions(loaded: Loaded) -> Conditions:
    """Parses and checks every condition."""
    ruleset = loaded.ruleset
    found = Conditions()
    parsed: dict[str, Node] = {}
    for name, written in ruleset.define.items():
        if (tree := _parsed(loaded, ("define", name), written, found)) is not None:
            parsed[name] = tree
    found.problems += _cycles(loaded, "define", {name: attributes(tree) & parsed.keys() for name, tree in parsed.items()})
    scope = Scope(
        attributes={**ruleset.product, **ruleset.derived},
        definitions=parsed,
        checks=_kinds(loaded),
        sections=ruleset.sections,
        diagnoses=ruleset.diagnoses,
    )
    for name, tree in parsed.items():
        _check(loaded, ("define", name), tree, replace(scope, produced_on=True), found)
    if any(not problem.warning for problem in found.problems):
        return found  # what uses a broken definition cannot be checked
    for path, written, judged, production in _written(loaded):
        if (tree := _parsed(loaded, path, written, found)) is not None:
            whole = _check(loaded, path, tree, replace(scope, judged=judged, produced_on=production), found)
            if whole is not None:
                found.trees[path] = whole
    found.problems += _asked_when(loaded, found)
    diagnoses = {str(path[1]): tree for path, tree in found.trees.items() if path[0] == "diagnoses"}
    built_on = {name: {node.id for node in walk(tree) if isinstance(node, Concluded)} for name, tree in diagnoses.items()}
    found.problems += _cycles(loaded, "diagnoses", built_on) or _long_chains(loaded, "diagnoses", built_on)
    found.problems += _l06(loaded, found)
    return found


def _kinds(loaded: Loaded) -> dict[str, Kind]:
    ruleset = loaded.ruleset
    kinds: dict[str, Kind] = dict.fromkeys(ruleset.site_checks, "site")
    return kinds | dict.fromkeys(ruleset.rule_checks, "rule") | dict.fromkeys(ruleset.sample_tests, "test")


def _written(loaded: Loaded) -> Iterator[tuple[Path, str, bool, bool]]:
    """Every condition: where it stands, its text, whether it may read what is judged, and whether the production date."""
    ruleset = loaded.ruleset
    for kind in ("product", "derived"):
        for name, attribute in getattr(ruleset, kind).items():
            if attribute.asked_when is not None:
                yield (kind, name, "asked_when"), attribute.asked_when, False, False
    for kind in ("site_checks", "rule_checks", "sample_tests"):
        for name, one in getattr(ruleset, kind).items():
            if one.applies is not None:
                yield (kind, name, "applies"), one.applies, False, kind != "site_checks"
    for name, rule in ruleset.rule_checks.items():
        yield ("rule_checks", name, "fails_when"), rule.fails_when, False, True
    for name, test in ruleset.sample_tests.items():
        for where, limit in rows_of(name, test):
            if limit.when is not None:
                yield (*where, "when"), limit.when, False, True
    for index, row in enumerate(ruleset.verdicts):
        yield ("verdicts", index, "when"), row.when, True, False
    for name, diagnosis in ruleset.diagnoses.items():
        yield ("diagnoses", name, "when"), diagnosis.when, True, False
    for name, clue in ruleset.clues.items():
        yield ("clues", name, "when"), clue.when, True, False


def _parsed(loaded: Loaded, path: Path, written: str, found: Conditions) -> Node | None:
    try:
        return parse(written)
    except ConditionError as error:
        found.problems.append(_problem(loaded, path, error))
        return None


def _check(loaded: Loaded, path: Path, tree: Node, scope: Scope, found: Conditions) -> Node | None:
    """The condition with its definitions written out, or None after objections."""
    if objections := check(tree, scope):
        found.problems += [_problem(loaded, path, objection) for objection in objections]
        return None
    try:
        whole = inline(tree, scope.definitions)
    except ConditionError as error:
        found.problems.append(_problem(loaded, path, error))
        return None
    return whole


def _problem(loaded: Loaded, path: Path, error: ConditionError) -> Problem:
    return problem_at(loaded, error.code, error.text, path, offset=error.at, length=max(error.length, 1), hint=error.hint)


def _asked_when(loaded: Loaded, found: Conditions) -> Iterator[Problem]:
    """asked_when decides what is asked, so it reads given attributes only, and never in a circle."""
    product, derived = loaded.ruleset.product, loaded.ruleset.derived
    edges: dict[str, set[str]] = {}
    for path, tree in found.trees.items():
        if path[-1] == "asked_when":
            names = attributes(tree)
            if computed := sorted(names & derived.keys()):
                zh = f"asked_when 不能读派生属性 {computed[0]}"
                en = f"asked_when cannot read the derived attribute {computed[0]}"
                yield problem_at(loaded, "E312", text(zh, en), path)
            edges[str(path[1])] = set(names & product.keys())
    yield from _cycles(loaded, "product", edges) or _long_chains(loaded, "product", edges)


def _cycles(loaded: Loaded, kind: str, edges: Mapping[str, Iterable[str]]) -> list[Problem]:
    """One problem for each circle, printed as a → b → a."""
    problems: list[Problem] = []
    done: set[str] = set()
    for start in sorted(edges):
        trail: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(edges.get(start, ()))))]
        on_trail = {start}
        trail.append(start)
        while stack:
            name, rest = stack[-1]
            for nearer in rest:
                if nearer in on_trail:
                    ring = [*trail[trail.index(nearer) :], nearer]
                    if not done.intersection(ring):
                        written = " → ".join(ring)
                        said = text(f"循环引用：{written}", f"a circle of references: {written}")
                        problems.append(problem_at(loaded, "E313", said, (kind, ring[0]), key=True))
                        done.update(ring)
                elif nearer in edges and nearer not in done:
                    trail.append(nearer)
                    on_trail.add(nearer)
                    stack.append((nearer, iter(sorted(edges[nearer]))))
                    break
            else:
                stack.pop()
                trail.pop()
                on_trail.discard(name)
                done.add(name)
    return problems


def _long_chains(loaded: Loaded, kind: str, edges: Mapping[str, Iterable[str]]) -> list[Problem]:
    """A problem at the first name that builds on more than `DEEPEST` others, one behind the other. There are no circles."""
    left = {name: {other for other in named if other in edges} for name, named in edges.items()}
    for _ in range(DEEPEST):  # takes away what builds on nothing that is left
        ends = {name for name, named in left.items() if not named}
        left = {name: named - ends for name, named in left.items() if name not in ends}
    if not left:
        return []
    said = text(
        f"引用链超过 {DEEPEST} 层，无人能核对", f"a chain of more than {DEEPEST} references, one behind the other: nobody can check it"
    )
    return [problem_at(loaded, "E315", said, (kind, min(left, key=natural)), key=True)]


def _l06(loaded: Loaded, found: Conditions) -> Iterator[Problem]:
    """L06 says that a mandatory standard is not met: its condition may read mandatory tests and site checks only."""
    ruleset = loaded.ruleset
    for name, clue in ruleset.clues.items():
        tree = found.trees.get(("clues", name, "when"))
        if clue.code != "L06" or tree is None:
            continue
        for node in walk(tree):
            named = getattr(node, "id", None)
            test = ruleset.sample_tests.get(named) if isinstance(named, str) else None
            voluntary = test is not None and test.basis != "mandatory"
            if voluntary or type(node).__name__ in ("Count", "ScoreBelow", "Concluded") or named in ruleset.rule_checks:
                said = text(
                    "L06（不符合强制性标准）的条件只能读强制性检测项和实地核查项",
                    "L06 (a mandatory standard is not met) may read mandatory tests and site checks only",
                )
                yield problem_at(loaded, "E314", said, ("clues", name, "when"), offset=node.at, length=max(node.end - node.at, 1))
