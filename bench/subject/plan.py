"""The plan of a made-up ruleset: what each check asks, and what is concluded, in words that any rule language has.

Of 100 checks 80 are answered on site, 15 are sample tests, 5 are faults of the declaration. Every fifth check applies under a
condition, one of which may be unknown; half of the sections begin with a veto; a section that fails twice concludes a diagnosis,
and diagnoses conclude others. The larger and smaller plans of `growth` keep these shares.
"""

from dataclasses import dataclass
from typing import Literal

KINDS = ("x", "y", "z")
LINES = ("a", "b")
WEIGHTS = {"veto": 3, "key": 3, "general": 1}


@dataclass(frozen=True, slots=True)
class When:
    """A condition on the product: an attribute is one of some values, above a number, or simply true. Only `sterile` may be unknown."""

    attribute: str
    one_of: tuple[str, ...] = ()
    above: int | None = None

    @property
    def may_be_unknown(self) -> bool:
        return self.attribute == "sterile"


@dataclass(frozen=True, slots=True)
class Site:
    """A question answered on site."""

    id: str
    section: str
    class_: str
    applies: When | None
    may_skip: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault of the declaration: it fails when the condition holds."""

    id: str
    section: str
    class_: str
    fails_when: When


@dataclass(frozen=True, slots=True)
class Limit:
    """A measured value must lie in `low`…`high`, both included, where `when` holds; the last row of a test has no `when`."""

    when: When | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Test:
    """A sample test: the first row that holds counts."""

    id: str
    class_: str
    applies: When | None
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Concluded where every part of some alternative holds: ('twice', section), ('fails', test) or ('concluded', diagnosis)."""

    id: str
    alternatives: tuple[tuple[tuple[Literal["twice", "fails", "concluded"], str], ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """More than `more_than` checks of a class in a state or worse. `of`: veto, key, general (site and rule checks) or a class of tests."""

    of: str
    tests: bool
    state: Literal["fail", "minor"]
    more_than: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the verdict table: it holds where a count, a diagnosis or a site score below a number does. The last one always holds."""

    grade: str
    counts: tuple[Count, ...] = ()
    diagnoses: tuple[str, ...] = ()
    site_below: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole made-up ruleset."""

    sections: tuple[str, ...]
    site: tuple[Site, ...]
    rules: tuple[Rule, ...]
    tests: tuple[Test, ...]
    diagnoses: tuple[Diagnosis, ...]  # each after those it builds on
    rows: tuple[Row, ...]

    @property
    def on_site(self) -> "tuple[Site | Rule, ...]":
        """What makes up the sections and the site score: site checks, then rule checks."""
        return (*self.site, *self.rules)

    @property
    def checks(self) -> int:
        return len(self.site) + len(self.rules) + len(self.tests)


_SITE = (When("exporter"), When("sterile"), When("kind", one_of=("x", "y")), When("size", above=10), When("line", one_of=("a",)))
_DECLARED = (When("size", above=90), When("kind", one_of=("z",)), When("exporter"), When("sterile"), When("line", one_of=("b",)))


def plan(checks: int = 100) -> Plan:
    """A plan of about `checks` checks (at least 10)."""
    in_all = max(1, checks * 8 // 10)
    sections = tuple(f"S{number}" for number in range(1, max(2, min(10, in_all // 4)) + 1))
    site = tuple(_site(index, sections) for index in range(in_all))
    rules = tuple(_rule(index, sections) for index in range(max(1, checks * 5 // 100)))
    tests = tuple(_test(index) for index in range(max(2, checks - len(site) - len(rules))))
    return Plan(sections, site, rules, tests, _diagnoses(sections), _rows(checks))


def _site(index: int, sections: tuple[str, ...]) -> Site:
    place, section = divmod(index, len(sections))
    class_ = "veto" if place == 0 and section % 2 == 0 else "key" if index % 4 == 1 else "general"
    applies = _SITE[index // 5 % len(_SITE)] if index % 5 == 3 else None
    return Site(f"C{section + 1}_{place + 1}", sections[section], class_, applies, may_skip=index % 8 == 6)


def _rule(index: int, sections: tuple[str, ...]) -> Rule:
    return Rule(f"R{index + 1}", sections[index % len(sections)], "general", _DECLARED[index % len(_DECLARED)])


def _test(index: int) -> Test:
    class_ = ("key", "general", "minor")[index % 3]
    low, high = ((None, 50.0 + index % 40), (20.0 + index % 9, None), (15.5, 80.25))[index // 3 % 3]
    rows = (Limit(When("kind", one_of=("x",)), low, None if high is None else high + 5.5), Limit(None, low, high))
    return Test(f"T{index + 1}", class_, _SITE[index // 5 % 2] if index % 5 == 4 else None, rows if index % 2 else rows[1:])


def _diagnoses(sections: tuple[str, ...]) -> tuple[Diagnosis, ...]:
    weak = [Diagnosis(f"W_{section}", ((("twice", section),),)) for section in sections]
    first, second, last = weak[0].id, weak[1].id, weak[-1].id
    material = Diagnosis("MATERIAL", ((("concluded", first), ("fails", "T1")), (("concluded", last), ("fails", "T2"))))
    systemic = Diagnosis("SYSTEMIC", ((("concluded", first), ("concluded", second)), (("concluded", "MATERIAL"), ("concluded", last))))
    return (*weak, material, systemic)


def _rows(checks: int) -> tuple[Row, ...]:
    many = max(2, 8 * checks // 100)
    return (
        Row("D", (Count("veto", False, "fail", 0), Count("key", True, "fail", 0)), ("SYSTEMIC",), 60),
        Row(
            "C",
            (
                Count("key", False, "fail", 0),
                Count("key", False, "minor", max(2, 2 * checks // 100)),
                Count("general", False, "fail", many),
                Count("general", True, "fail", 0),
            ),
            ("MATERIAL",),
            75,
        ),
        Row("B", (Count("key", False, "minor", 0), Count("minor", True, "fail", 0)), (), 90),
        Row("A"),
    )
