"""The days on which one edition of a category is the one that an assessment is judged by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..authoring.resolve import Edition, Library, Loaded
from ..model.problem import Position, Problem, RulesetError
from ..model.text import text

FOREVER = "2199-12-31"  # the last day that a file may name


@dataclass(frozen=True, slots=True)
class OwnDays:
    """`some`: days of the edition's own to try, in order, the first of them first; `last`: the last that may be one."""

    some: Sequence[str]
    last: str
    edition: str
    editions: tuple[Edition, ...]

    @property
    def first(self) -> str:
        return self.some[0]

    def own(self, day: str) -> bool:
        """Whether the catalogue resolves `day` to this edition."""
        return editions_on(self.editions, day) == [self.edition]


def editions_on(editions: Iterable[Edition], day: str) -> list[str]:
    """The editions in force on a day; one without dates is always in force."""
    return [one.edition for one in editions if one.in_force is None or one.in_force.covers(day)]


def days_in_force(library: Library, loaded: Loaded, days: Iterable[str]) -> OwnDays:
    """The first and the last day of an edition, and those of `days` that are its own. Raises RulesetError (E801) where it has none."""
    ruleset = loaded.ruleset
    editions = library.editions(ruleset.category)
    dates = ruleset.in_force
    found = OwnDays((), dates.until or FOREVER, ruleset.edition, editions)
    edges = [day for one in editions if one.in_force for day in (one.in_force.from_, one.in_force.until) if day is not None]
    own = sorted({day for day in (dates.from_, dates.until, *edges, *days) if day is not None and found.own(day)})
    if not own:
        said = text(
            f"{loaded.id} 没有一天是由它单独适用的，无法生成案例",
            f"there is no day on which {loaded.id} alone is in force: no case can be made for it",
        )
        hint = text("改正各版本的适用期，使其不重叠", "correct the dates of the editions so that they do not overlap")
        raise RulesetError(Problem("E801", said, at=Position(str(loaded.file.path)), hint=hint))
    return OwnDays(own, found.last, found.edition, found.editions)
