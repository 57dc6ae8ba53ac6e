"""The same conclusions drawn a second time, by a Rete net: durable-rules, chaining over findings.

What durable-rules 2.0.28 does badly is kept away from it: it sees no values, only small ASCII keys of atoms that hold;
it compares nothing but equality; batches hold only facts that some rule reads (one unmatched fact would stop a batch);
consequents only append; sessions are deleted; its caps are checked when a ruleset is linted (authoring/normal.py).
Counts and score comparisons are taken here anew, from the case, so that a fault in `direct` shows as a difference.
Imported lazily: it needs a C extension that not every machine can build.
"""

import itertools
import threading
from collections.abc import Callable
from typing import Any

from durable.engine import Host

from ..authoring.normal import net_rules
from ..authoring.program import Given, Leaf, Program
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from ..model.problem import EngineDisagreement, Problem
from ..model.text import text
from ..scoring.board import Board
from .protocol import Case, Conclusions

_ALWAYS = "always"  # asserted with every first batch, and read by a rule of its own: proof that the batch ran
_lock = threading.Lock()
_nets: dict[str, "Net"] = {}
_sessions = itertools.count()


class _QuietHost(Host):  # type: ignore[misc]  # durable-rules has no types
    """A host without background threads: the timers and the dispatcher that durable-rules starts are not wanted."""

    def _run(self) -> None:
        pass


class Net:
    """One program compiled into durable-rules. It is never freed by the library: one a ruleset and process."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._keys: dict[Leaf, str] = {}
        self._fired: list[str] = []
        self._conclusions: dict[str, tuple[str, str | int]] = {}
        definition: dict[str, Any] = {f"r_{_ALWAYS}": {"all": [{"m0": {"k": _ALWAYS}}], "run": self._append(_ALWAYS)}}
        for index, rule in enumerate(net_rules(program)):
            keys = [self._keys.setdefault(atom, f"k{len(self._keys)}") for atom in rule.atoms]
            self._conclusions[f"r{index}"] = rule.conclusion
            patterns = [{f"m{place}": {"k": key}} for place, key in enumerate(keys)]
            definition[f"r{index}"] = {"all": patterns, "run": self._append(f"r{index}")}
        checks = program.checks.values()
        self._members: dict[tuple[str, str], list[str]] = {}
        for atom in self._keys:
            if isinstance(atom, Count):
                inside = [check.id for check in checks if _belongs(check.kind, check.class_, check.section, atom)]
                self._members[atom.scope, atom.of] = inside
        ruleset = f"net{len(_nets)}"
        self._handle = _QuietHost({ruleset: definition}).get_ruleset(ruleset)

    def _append(self, rule: str) -> Callable[[Any], None]:
        def run(c: Any) -> None:  # durable-rules looks at the number of arguments
            self._fired.append(rule)

        return run

    def conclude(self, case: Case) -> Conclusions:
        """The conclusions of one case: batches of facts until no diagnosis is new."""
        session = f"s{next(_sessions)}"
        batch = [_ALWAYS, *sorted(key for atom, key in self._keys.items() if self._holds(atom, case))]
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
                batch = sorted(key for atom, key in self._keys.items() if isinstance(atom, Concluded) and atom.id in new)
        finally:
            self._handle.delete_state(session)
        if not rows:
            raise _fault("没有一行判定成立", "no verdict row fired")
        return Conclusions(min(rows), frozenset(diagnoses), frozenset(clues))

    def _run(self, session: str, batch: list[str]) -> list[str]:
        """Asserts one batch (never empty: that crashes the library) and returns the rules that fired."""
        self._fired.clear()
        ended: list[tuple[Any, Any]] = []
        handle = self._handle.assert_facts([{"sid": session, "id": key, "k": key} for key in batch])
        self._handle.do_actions(handle, lambda error, state: ended.append((error, state)))
        for error, state in ended:
            if error is not None or (state and "exception" in state):
                raise _fault(f"durable-rules 报错：{error or state['exception']}", f"durable-rules failed: {error or state['exception']}")
        if not ended or (_ALWAYS in batch and _ALWAYS not in self._fired):
            raise _fault("一批事实没有执行", "a batch of facts did not run")
        return list(self._fired)

    def _holds(self, atom: Leaf, case: Case) -> bool:
        match atom:
            case Given(index=index):
                return case.given[index]
            case Fails(id=check):
                return case.states.get(check) == "fail"
            case MinorOrWorse(id=check):
                return case.states.get(check, "pass") != "pass"
            case Count(scope=scope, of=of, state=state, op=op, n=n):
                wanted = {"fail"} if state == "fail" else {"fail", "minor"}
                found = len([member for member in self._members[scope, of] if case.states.get(member) in wanted])
                return found - n >= (1 if op == ">" else 0)
            case ScoreBelow():
                return _below(case.scores, atom)
            case Concluded():
                return False  # asserted when it fires


def _belongs(kind: str, class_: str, section: str | None, atom: Count) -> bool:
    if atom.scope == "section":
        return section == atom.of
    return class_ == atom.of and (kind == "test") == (atom.scope == "tests")


def _below(scores: Board, atom: ScoreBelow) -> bool:
    """100·got/most < n, in whole numbers."""
    part = scores.parts[atom.of]
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
