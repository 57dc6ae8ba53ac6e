"""The same conclusions drawn a second time, by a Rete net: durable-rules, chaining over findings.

What durable-rules 2.0.28 does badly is kept away from it: it sees no values, only small ASCII keys of atoms that hold;
it compares nothing but equality; batches hold only facts that some rule reads (one unmatched fact would stop a batch);
sessions are deleted; its caps are checked when a ruleset is linted (authoring/normal.py). Its engine is called directly: the Python
module around it starts background threads, and writes a session's state back after every rule that fires, which here never changes.
Counts and score comparisons are taken here anew, from the case, so that a fault in `direct` shows as a difference.
Imported lazily: it needs a C extension that not every machine can build.
"""

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

import durable_rules_engine as engine  # type: ignore[import-not-found]  # the C extension of durable-rules: no stubs
import orjson

from ..authoring.normal import net_rules
from ..authoring.program import Given, Leaf, Program
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from ..model.problem import EngineDisagreement, Problem
from ..model.text import text
from ..scoring.board import Board
from .protocol import Case, Conclusions

_ALWAYS = "always"  # asserted with every first batch, and read by a rule of its own: proof that the batch ran
_TAKEN: Final = frozenset({0, 3})  # what the engine answers where it took facts: rules fire, or none does
_lock = threading.Lock()
_nets: dict[str, "Net"] = {}
_sessions = itertools.count()


class Net:
    """One program compiled into durable-rules. It is never freed by the library: one a ruleset and process."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._keys: dict[Leaf, str] = {}
        self._conclusions: dict[str, tuple[str, str | int]] = {}
        definition: dict[str, Any] = {_ALWAYS: {"all": [{"m0": {"k": _ALWAYS}}]}}
        for index, rule in enumerate(net_rules(program)):
            keys = [self._keys.setdefault(atom, f"k{len(self._keys)}") for atom in rule.atoms]
            self._conclusions[f"r{index}"] = rule.conclusion
            definition[f"r{index}"] = {"all": [{f"m{place}": {"k": key}} for place, key in enumerate(keys)]}
        self._of: dict[str, list[tuple[Leaf, str]]] = {}  # the atoms about one check, by its id
        self._others: list[tuple[Leaf, str]] = []
        self._chained: dict[str, str] = {}  # the key of each diagnosis that a rule reads
        for atom, key in self._keys.items():
            if isinstance(atom, Concluded):
                self._chained[atom.id] = key
            elif isinstance(atom, Fails | MinorOrWorse):
                self._of.setdefault(atom.id, []).append((atom, key))
            else:
                self._others.append((atom, key))
        checks = program.checks.values()
        self._members: dict[tuple[str, str], frozenset[str]] = {}
        for atom in self._keys:
            if isinstance(atom, Count):
                inside = frozenset(check.id for check in checks if _belongs(check.kind, check.class_, check.section, atom))
                self._members[atom.scope, atom.of] = inside
        self._ruleset = engine.create_ruleset(f"net{len(_nets)}", _written(definition))

    def conclude(self, case: Case) -> Conclusions:
        """The conclusions of one case: batches of facts until no diagnosis is new."""
        session = f"s{next(_sessions)}"
        asked = [*self._others, *(one for check in case.faults for one in self._of.get(check, ()))]  # the others are about no fault
        batch = [_ALWAYS, *sorted(key for atom, key in asked if self._holds(atom, case))]
        diagnoses: set[str] = set()
        rows: set[int] = set()
        clues: set[str] = set()
        try:
            while batch:
                new: set[str] = set()
                for rule in self._run(session, batch):
                    if rule == _ALWAYS:
                        continue
                    kind, what = self._conclusions[rule]
                    if kind == "row":
                        rows.add(int(what))
                    elif kind == "clue":
                        clues.add(str(what))
                    elif what not in diagnoses:
                        diagnoses.add(str(what))
                        new.add(str(what))
                batch = sorted(self._chained[diagnosis] for diagnosis in new if diagnosis in self._chained)
        finally:
            engine.delete_state(self._ruleset, session)
        if not rows:
            raise _fault("没有一行判定成立", "no verdict row fired")
        return Conclusions(min(rows), frozenset(diagnoses), frozenset(clues))

    def _run(self, session: str, batch: list[str]) -> list[str]:
        """Asserts one batch (never empty: that crashes the library) and returns the rules that fired."""
        try:
            answer, state = engine.assert_facts(self._ruleset, _written([{"sid": session, "id": key, "k": key} for key in batch]))
            fired = list(self._firing(state)) if answer in _TAKEN else []
        except engine.error as error:
            raise _fault(f"durable-rules 报错：{error}", f"durable-rules failed: {error}") from error
        if answer not in _TAKEN or (_ALWAYS in batch and _ALWAYS not in fired):
            raise _fault("一批事实没有执行", "a batch of facts did not run")
        return fired

    def _firing(self, state: int) -> Iterator[str]:
        """The rules that fire in a session, one after the other. Each comes as `{name: the facts it matched}`."""
        started = engine.start_action_for_state(self._ruleset, state)
        message = started[1] if started else None
        while message:
            yield next(iter(orjson.loads(message)))
            message = engine.complete_and_start_action(self._ruleset, state)

    def _holds(self, atom: Leaf, case: Case) -> bool:
        return _HOLDS[atom.__class__](self, atom, case)

    def count(self, atom: Count, case: Case) -> int:
        """How many checks are in the state that an atom counts, or worse."""
        members, wanted = self._members[atom.scope, atom.of], ("fail",) if atom.state == "fail" else ("fail", "minor")
        return len([check for check, state in case.faults.items() if state in wanted and check in members])


_HOLDS: Final[dict[type, Callable[[Net, Any, Case], bool]]] = {
    Given: lambda _net, atom, case: case.given[atom.index],
    Fails: lambda _net, atom, case: case.faults.get(atom.id) == "fail",
    MinorOrWorse: lambda _net, atom, case: case.faults.get(atom.id, "pass") != "pass",
    Count: lambda net, atom, case: net.count(atom, case) - atom.n >= (1 if atom.op == ">" else 0),
    ScoreBelow: lambda _net, atom, case: _below(case.scores, atom),
}


def _written(data: object) -> str:
    return orjson.dumps(data).decode()


def _belongs(kind: str, class_: str, section: str | None, atom: Count) -> bool:
    if atom.scope == "section":
        return section == atom.of
    return class_ == atom.of and (kind == "test") == (atom.scope == "tests")


def _below(scores: Board, atom: ScoreBelow) -> bool:
    """100·got/most < n, in whole numbers."""
    part = scores.part(atom.of)
    if part is None:
        return False
    top, bottom = atom.n.as_integer_ratio()
    difference = 100 * part.got * bottom - top * part.most
    return difference < 0 or (difference == 0 and atom.op == "<=")


def _fault(zh: str, en: str) -> EngineDisagreement:
    return EngineDisagreement(Problem("E702", text(f"rete 引擎未能得出结论：{zh}", f"the rete engine drew no conclusion: {en}")))


def conclude(program: Program, case: Case) -> Conclusions:
    """The conclusions of `case`; the net is built on first use."""
    with _lock:
        net = _nets.get(program.digest)
        if net is None:
            net = _nets[program.digest] = Net(program)
        return net.conclude(case)
