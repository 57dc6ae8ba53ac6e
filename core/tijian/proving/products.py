"""Products for which a condition holds: found by changing as little as possible of one plain product.

Boundary cases come in here with what they want of the attributes. The search goes from the plain product outward, one
changed attribute at a time, then two, and so on, with the whole products of the hand-written cases early on the way; derived
attributes are computed by the category's plugin, as in an assessment. The order is fixed, so the answer is.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..authoring.program import Program, reads
from ..catalogues import Catalogue, Entry
from ..conditions.evaluate import ABSENT, evaluate
from ..facts.attributes import Known, Value, setting
from ..model.case import Case, CaseExpected, CaseGiven
from ..model.dossier import Dossier, Sampling
from ..model.problem import Position
from .cases import CaseAt, dossier_of
from .days import days_in_force
from .domains import Domains, Seeds

MOST: Final = 20_000  # products looked at for one set of attributes
PATIENCE: Final = 3_000  # more looked at for a sound one, once one is found that a rule check faults
Wanted = Callable[[Mapping[str, Value]], bool]
_DAYS: Final = ("produced_on", "assessed_on")


@dataclass(frozen=True, slots=True)
class Situation:
    """A product, when it was made and when assessed; `values` as conditions see them. `produced_on` None: on the day of assessment."""

    assessed_on: str
    produced_on: str | None
    group: str | None
    product: Mapping[str, Known]
    values: Mapping[str, Value]


class Products:
    """The products of one edition that can be had."""

    def __init__(self, catalogue: Catalogue, entry: Entry, seeds: Seeds) -> None:
        """Raises RulesetError where the edition is in force on no day that is its own."""
        self.program: Program = entry.program
        self.domains = Domains(self.program, seeds)
        self._catalogue = catalogue
        self._seeds = seeds
        self._days = days_in_force(catalogue.library, entry.loaded, self.domains.days("assessed_on"))
        self._dossiers: dict[tuple[str, str | None, bool], Dossier] = {}
        self._derived: dict[object, Mapping[str, Known]] = {}
        self._seen: dict[tuple[tuple[str, ...], bool], tuple[list[Situation], Iterator[Situation]]] = {}
        self._options = self._all_options()
        self._rules = [check for check in self.program.checks.values() if check.kind == "rule"]
        self._base: dict[str, Known | None] = {name: _plainest(values) for name, values in self._options.items()} | {"produced_on": None}
        plain = self.find(lambda _: True, self.program.ruleset.product, sampled=False)
        assert plain is not None  # the search begins with the plain product itself
        self._base |= {name: plain.product.get(name, self._base[name]) for name in self.program.ruleset.product}
        self._seen.clear()

    @property
    def first_day(self) -> str:
        """The first day on which the edition is in force by itself."""
        return self._days.first

    def find(self, wanted: Wanted, names: Iterable[str], *, sampled: bool) -> Situation | None:
        """The nearest situation in which `wanted` holds; `names`: what it reads. `sampled`: of a sample, not of the dossier.

        One that no rule check faults and of which all is known is preferred. None where none was found.
        """
        fallback: Situation | None = None
        tried = 0
        for one in self._near(self._deciding(frozenset(names), sampled), sampled):
            if wanted(one.values):
                if self._sound(one):
                    return one
                fallback = fallback or one
            tried += fallback is not None
            if tried > PATIENCE:
                break
        return fallback

    def _sound(self, one: Situation) -> bool:
        values = one.values
        for check in self._rules:
            assert check.fails_when is not None
            if check.applies is not None and evaluate(check.applies, values) is False:
                continue
            if evaluate(check.fails_when, values) is not False:
                return False
        return all(values[name] is not None for name in self.program.attributes)

    def _deciding(self, names: frozenset[str], sampled: bool) -> tuple[str, ...]:
        """What has to be varied: the names read, what decides whether they are asked, what they are derived from, and what
        the rule checks read beside any of these. In the order of the ruleset."""
        found = self._closed(names)
        beside = [self._closed(check.reads) for check in self._rules]
        found |= frozenset().union(*(one for one in beside if one & found))
        if sampled and found & self.program.ruleset.derived.keys():
            found |= {"produced_on"}
        if not sampled:
            found -= {"produced_on"}
        return tuple(name for name in self._options if name in found)

    def _closed(self, names: frozenset[str]) -> frozenset[str]:
        ruleset = self.program.ruleset
        found: set[str] = set()
        todo = set(names)
        while todo:
            name = todo.pop()
            found.add(name)
            more = set(reads(self.program.asked_when.get(name)))
            if name in ruleset.derived:
                more |= set(ruleset.derived[name].reads or ruleset.product)
            todo |= more - found
        return frozenset(found)

    def _all_options(self) -> dict[str, Sequence[Known]]:
        program = self.program
        read = frozenset().union(*(check.reads for check in program.checks.values()), *map(reads, program.asked_when.values()))
        found: dict[str, Sequence[Known]] = {name: self.domains.of(name) for name in program.ruleset.product}
        found["produced_on"] = [day for day in self.domains.days("produced_on") if day <= self._days.last]
        found["assessed_on"] = self._days.some
        if "group" in read:
            category = self._catalogue.plugins.categories().get(program.ruleset.category)
            found["group"] = tuple(dict.fromkeys([*([category.group] if category else []), "industrial", "food"]))
        return found

    def _near(self, names: tuple[str, ...], sampled: bool) -> Iterator[Situation]:
        """Every situation that differs from the plain one in `names`, the nearest first; computed once, as far as it is asked."""
        if (names, sampled) not in self._seen:
            made = (one for change in self._changes(names) if (one := self._situation(change, sampled)) is not None)
            self._seen[names, sampled] = [], itertools.islice(made, MOST)
        known, more = self._seen[names, sampled]
        place = 0
        while True:
            if place == len(known):
                one = next(more, None)
                if one is None:
                    return
                known.append(one)
            yield known[place]
            place += 1

    def _changes(self, names: tuple[str, ...]) -> Iterator[Mapping[str, Known | None]]:
        options = [[(name, value) for value in self._options[name] if value != self._base[name]] for name in names]
        for count in range(len(names) + 1):
            for some in itertools.combinations(options, count):
                yield from map(dict, itertools.product(*some))
            if count == 1:
                yield from self._seeds.products

    def _situation(self, change: Mapping[str, Known | None], sampled: bool) -> Situation | None:
        """The plain product with `change`; None where it could not have been made by the day of assessment."""
        program = self.program
        state = {**self._base, **change}
        assessed_on, produced_on, group = str(state["assessed_on"]), state.get("produced_on"), state.get("group")
        if sampled and produced_on is not None and str(produced_on) > assessed_on:
            if "assessed_on" in change or not self._days.own(str(produced_on)):
                return None
            assessed_on = str(produced_on)
        made: Value = (produced_on or assessed_on) if sampled else ABSENT
        product = {name: value for name in program.ruleset.product if (value := state.get(name)) is not None}
        dossier = self._dossier(assessed_on, None if group is None else str(group), sampled)
        derive = self._catalogue.derivation(dossier, program.ruleset)

        def remembered(known: Mapping[str, Known], day: str | None) -> Mapping[str, Known]:
            key = (frozenset(known.items()), day, assessed_on)
            if key not in self._derived:
                self._derived[key] = derive(known, day)
            return self._derived[key]

        here = setting(program, dossier, remembered, sample=None, product=product, produced_on=made)
        asked = {name: value for name, value in product.items() if here.values[name] is not ABSENT and here.values[name] is not None}
        made_on = str(produced_on) if sampled and produced_on is not None else None
        return Situation(assessed_on, made_on, dossier.enterprise.group, asked, here.values)

    def _dossier(self, assessed_on: str, group: str | None, sampled: bool) -> Dossier:
        key = (assessed_on, group, sampled)
        if key not in self._dossiers:
            given = CaseGiven(assessed_on=assessed_on, group=group, sampling=Sampling(state="done" if sampled else "none"))
            case = CaseAt(Case(name="?", given=given, expect=CaseExpected()), self.program.ruleset.category, Position(""))
            self._dossiers[key] = dossier_of(case, self.program.ruleset)
        return self._dossiers[key]


def _plainest(values: Sequence[Known]) -> Known | None:
    """Of numbers the middle one, of all else the first."""
    if not values:
        return None
    return values[0] if isinstance(values[0], str | bool) else values[len(values) // 2]
