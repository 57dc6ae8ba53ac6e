"""Where boundary cases are drafted: the products of an edition, the engine for what only it can say, and what could not be reached.

States come from the caller, who computed them; grade, scores, diagnoses and clues are what the engine says once: a snapshot that a
person reviews. Where the engine says another state than the caller, the caller's stands in the case, and a warning is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..assessment import assess
from ..authoring.program import reads
from ..authoring.resolve import Edition
from ..catalogues import Catalogue, Entry
from ..conditions.tree import Node
from ..facts.attributes import Value
from ..model.case import Case
from ..model.order import natural
from ..model.outcome import State
from ..model.problem import Position, Problem, TijianError
from ..model.result import Result, Score
from ..model.text import text
from .case_text import Chapter, Drafted
from .cases import CaseAt, dossier_of, verdict_found
from .domains import Seeds
from .possible import Possibilities
from .products import Products, Situation, Wanted

_FOUND = ("fail", "minor")


@dataclass(frozen=True, slots=True)
class Teller:
    """A condition `moved` a little, and where it would say something else: at the figure or the day at which it turns."""

    tells: Wanted
    moved: Node


class Desk:
    """One edition being written about."""

    def __init__(self, catalogue: Catalogue, entry: Entry, edition: Edition, seeds: Seeds) -> None:
        self.catalogue = catalogue
        self.program = entry.program
        self.ruleset = entry.program.ruleset
        self.edition = edition
        self.products = Products(catalogue, entry, seeds)
        self.problems: list[Problem] = []
        self.open_to = Possibilities(entry.program)
        self.reach = self.open_to.reach
        self._idle: list[str] = []
        plain = self.products.find(lambda _: True, (), sampled=False)
        assert plain is not None
        self.plain = plain

    def find(self, wanted: Wanted, conditions: Iterable[Node], *, sampled: bool) -> Situation | None:
        """The plainest situation in which `wanted` holds; `conditions`: all that it reads. What is proved impossible is not looked for."""
        conditions = list(conditions)
        if not self.reach.could(wanted, conditions, sampled=sampled):
            return None
        return self.products.find(wanted, reads(*conditions), sampled=sampled)

    def situations(self, wanted: Wanted, conditions: Iterable[Node], tellers: Iterable[Teller], *, sampled: bool) -> list[Situation]:
        """Situations in which `wanted` holds: for each of `tellers` one in which it holds too, as few as will do; at least any one."""
        conditions = list(conditions)
        found: list[Situation] = []
        for teller in tellers:
            if any(teller.tells(one.values) for one in found):
                continue

            def both(values: Mapping[str, Value], teller: Teller = teller) -> bool:
                return wanted(values) and teller.tells(values)

            if (one := self.find(both, [*conditions, teller.moved], sampled=sampled)) is not None:
                found.append(one)
        if not found and (one := self.find(wanted, conditions, sampled=sampled)):
            found.append(one)
        return found

    def add(
        self,
        chapter: Chapter,
        name: str,
        one: Situation,
        *,
        answers: Mapping[str, Any] | None = None,
        results: Mapping[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
        states: Mapping[str, State],
        scores: Sequence[str] = (),
        more: Sequence[str] = (),
        concluded: Mapping[str, Mapping[str, bool]] | None = None,
    ) -> None:
        """Drafts a case. `states`: computed by the caller, as is what is `concluded` of diagnoses and clues; `scores`: which to note;
        `more`: further keys of the verdict to note."""
        whole: dict[str, Any] = {"assessed_on": one.assessed_on}
        if one.produced_on is not None and one.produced_on != one.assessed_on and (results or "results" in (given or {})):
            whole["produced_on"] = one.produced_on
        if one.group is not None:
            whole["group"] = one.group
        whole |= {"product": dict(one.product), "answers": {"all": "conform", **(answers or {})}}
        if results:
            whole["results"] = dict(results)
        whole |= given or {}
        case = Case.model_validate({"name": name, "given": whole, "expect": {}})
        dossier = dossier_of(CaseAt(case, self.ruleset.category, Position("")), self.ruleset)
        try:
            result = assess(dossier, self.catalogue, "direct")
        except TijianError as error:
            self.problems += [self._refused(name, problem) for problem in error.problems]
            return
        self._compared(name, states, result)
        told: dict[str, Any] = {"states": dict(states)} if states else {}
        told |= _snapshot(result, states, scores, more)
        if concluded is not None:
            told |= self._concluded(name, concluded, result)
        chapter.cases.append(Drafted(name, whole, told))

    def _concluded(self, name: str, concluded: Mapping[str, Mapping[str, bool]], result: Result) -> dict[str, list[str]]:
        """The diagnoses and clues of a case: the caller's word where there is one, compared with the engine's."""
        told: dict[str, list[str]] = {}
        for kind in ("diagnoses", "clues"):
            found = {one.id for one in getattr(result, kind)}
            meant = concluded[kind]
            for rule, holds in meant.items():
                if holds != (rule in found):
                    self._differ(name, rule, "true" if holds else "false", "true" if rule in found else "false")
            told[kind] = sorted({rule for rule in found if rule not in meant} | {rule for rule in meant if meant[rule]}, key=natural)
        return told

    def undecided(self, what: str) -> None:
        """No findings were found in which this atom of a condition alone decides."""
        said = text(
            f"{what}：没有找到单凭它就使结论成立或不成立的案例",
            f"{what}: no findings were found in which it alone decides the conclusion",
        )
        hint = text(
            "它可能是多余的，或读的是得分；确有意义的，请手写一个案例",
            "it may be superfluous, or it reads a score; where it means something, write a case by hand",
        )
        self._warn("W807", said, hint)

    def difference(self, usual: Situation, one: Situation) -> str:
        """What sets a situation apart from the usual one, for the name of a case."""
        names = (name for name in self.ruleset.product if one.product.get(name) != usual.product.get(name))
        told = [f"{name} {one.product.get(name, 'not asked')}" for name in names]
        days = [(name, getattr(one, name), getattr(usual, name)) for name in ("produced_on", "assessed_on")]
        told += [f"{name} {here or one.assessed_on}" for name, here, there in days if here != there]
        return f" ({', '.join(told)})" if told else ""

    def unreached(self, check: str, where: str, conditions: Iterable[Node], wanted: Wanted, *, sampled: bool) -> None:
        """No product was found for a limit row or a check: because there is none in this edition, or because none was found."""
        conditions = list(conditions)
        listed = ", ".join(sorted(reads(*conditions), key=natural)) or "–"
        if not self.reach.could(wanted, conditions, sampled=sampled):
            self.idle(f"{check} {where}")
            return
        said = text(
            f"{check} {where}：没有找到用到它的产品（取决于 {listed}），没有为它生成案例",
            f"{check} {where}: no product was found that reaches it (it depends on {listed}); no case is made for it",
        )
        hint = text(
            "文本属性和插件推算所用的数无从枚举，请先手写一个案例给出一个值",
            "a text, or a number that a plugin computes from, cannot be enumerated: write a case by hand that gives a value",
        )
        self._warn("W802", said, hint)

    def idle(self, what: str) -> None:
        """Something that cannot happen while the edition is in force."""
        self._idle.append(what)

    def finish(self) -> tuple[Problem, ...]:
        """Everything that was to be said, each once."""
        if self._idle:
            listed = ", ".join(dict.fromkeys(self._idle))
            said = text(
                f"{self.edition.id}：本版本适用期内不会出现，没有生成案例：{listed}",
                f"{self.edition.id}: cannot happen while this edition is in force, so there is no case: {listed}",
            )
            self._warn("W805", said, None)
        return tuple(sorted({problem.order: problem for problem in self.problems}.values(), key=lambda problem: problem.order))

    def _refused(self, name: str, problem: Problem) -> Problem:
        said = text(f"案例“{name}”被拒收：{problem.text('zh')}", f"the case “{name}” is refused: {problem.text('en')}")
        return Problem("W804", said, at=Position(str(self.edition.file)), warning=True)

    def _compared(self, name: str, states: Mapping[str, State], result: Result) -> None:
        found = {one.id: one.state for one in result.checks}
        for check, state in states.items():
            if found[check] != state:
                self._differ(name, check, state, found[check])

    def _differ(self, name: str, item: str, meant: str, found: str) -> None:
        said = text(
            f"案例“{name}”：{item} 按细则应为 {meant}，引擎得到 {found}",
            f"case “{name}”: by the ruleset {item} is {meant}, the engine says {found}",
        )
        hint = text(
            "两者必有一个有错，或这一项在此处无法达到；案例按细则写出，请人核对",
            "one of them is wrong, or this cannot be reached here; the case says what the ruleset says: look into it",
        )
        self._warn("W803", said, hint)

    def _warn(self, code: str, said: Any, hint: Any) -> None:
        self.problems.append(Problem(code, said, at=Position(str(self.edition.file)), hint=hint, warning=True))


def _snapshot(result: Result, states: Mapping[str, State], scores: Sequence[str], more: Sequence[str]) -> dict[str, Any]:
    verdict = result.verdict
    if verdict.certain or verdict.worst is None:
        told: dict[str, Any] = {"grade": verdict.grade}
    else:
        told = {"certain": False, "worst": verdict.worst, "best": verdict.best}
    if any(state in _FOUND for state in states.values()):
        told["diagnoses"] = [one.id for one in result.diagnoses]
        told["clues"] = sorted({one.id or one.code for one in result.clues}, key=natural)
    named = {"total": result.score.total, "site": result.score.site, "tests": result.score.tests, **result.score.sections}
    noted = {name: named[name] for name in scores}
    if kept := {name: score.value for name, score in noted.items() if isinstance(score, Score)}:
        told["scores"] = kept
    for key in more:
        found = verdict_found(key, verdict)
        told[key] = list(found) if isinstance(found, tuple) else found
    return told
