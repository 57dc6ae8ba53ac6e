"""The wide layout of one resolved ruleset: which columns its dossiers have, and of which kind.

    assessment assessed_on institution enterprise uscc district size group team sampling sample produced_on
    product:<attribute>   answer:<site check>   plan:<test>
    result:<test>[/<part>] with :is :more :more:is and, where the ruleset needs them, :declared :u
    rest                  the whole dossier as JSON, where it does not fit one row

It follows from the ruleset alone. `row` and `dossier` go there and back; the engine reads the same columns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from ...authoring.digest import digest
from ...authoring.program import Check, Program, compile_ruleset
from ...conditions.requirement_kinds import (
    Between,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
)
from ...model.dossier import Dossier
from ...model.ruleset import Attribute, ResolvedRuleset
from . import words

if TYPE_CHECKING:
    import polars as pl

SCHEMA: Final = "tijian/wide@1"
REST: Final = "rest"
PRECISION: Final = 18  # decimal digits of a figure: they fit 64 bits
PLACES: Final = 6  # decimals of a figure, unless the ruleset is written finer
FINEST: Final = 12  # a ruleset finer than this is judged one by one

Kind = Literal["text", "day", "word", "flag", "number", "small", "many numbers", "many small"]
Form = Literal["figures", "grades", "words", "odd"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `words` of a word, `places` of a number, `allowed` of a small number (a code)."""

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    places: int = 0
    allowed: tuple[int, int] = (0, 0)  # least and most
    required: bool = False  # never null

    def dtype(self) -> "pl.DataType | type[pl.DataType]":
        """Its type in Polars."""
        import polars as pl

        match self.kind:
            case "day":
                return pl.Date
            case "word":
                return pl.Enum(self.words)
            case "flag":
                return pl.Boolean
            case "number":
                return pl.Decimal(PRECISION, self.places)
            case "small":
                return pl.Int8
            case "many numbers":
                return pl.List(pl.Decimal(PRECISION, self.places))
            case "many small":
                return pl.List(pl.Int8)
            case _:
                return pl.String


@dataclass(frozen=True, slots=True)
class Unit:
    """What is judged by itself: a test, or one part of it. `name` is that of its column."""

    test: str
    part: str | None
    form: Form
    places: int
    declared: bool  # whether a requirement hangs on the declared value
    u: bool  # whether the decision rule needs the uncertainty
    single: bool = False  # a part of a sum: one specimen, or the row does not fit

    @property
    def name(self) -> str:
        return f"result:{self.test}" if self.part is None else f"result:{self.test}/{self.part}"

    def columns(self) -> Iterator[Column]:
        """Its columns, in order."""
        if self.form == "odd":
            return
        if self.form == "figures":
            yield Column(self.name, "number", places=self.places)
            yield Column(f"{self.name}:is", "small", allowed=(0, 11))
            if not self.single:
                yield Column(f"{self.name}:more", "many numbers", places=self.places)
        elif self.form == "grades":
            yield Column(self.name, "small", allowed=(0, 127))
            yield Column(f"{self.name}:is", "small", allowed=(0, 11))
            yield Column(f"{self.name}:more", "many small", allowed=(0, 127))
        else:
            yield Column(f"{self.name}:is", "small", allowed=(7, 11))
        if not self.single:
            yield Column(f"{self.name}:more:is", "many small", allowed=(0, 11))
        if self.declared:
            kind: Kind = "number" if self.form == "figures" else "small"
            yield Column(f"{self.name}:declared", kind, places=self.places, allowed=(0, 127))
        if self.u:
            yield Column(f"{self.name}:u", "number", places=self.places)


@dataclass(frozen=True)
class Layout:
    """The wide layout of `program`'s ruleset. Made by `Layout.of`."""

    program: Program
    units: Mapping[str, tuple[Unit, ...]] = field(repr=False)  # of each test, its parts in order

    @classmethod
    def of(cls, ruleset: ResolvedRuleset, program: Program | None = None) -> "Layout":
        """The layout of a resolved, linted ruleset; `program` where it is compiled already."""
        compiled = program or compile_ruleset(ruleset, digest(ruleset))
        return cls(compiled, {check.id: tuple(_units(check, compiled)) for check in compiled.checks.values() if check.kind == "test"})

    @property
    def ruleset(self) -> ResolvedRuleset:
        return self.program.ruleset

    @property
    def digest(self) -> str:
        """The ruleset's digest: it travels with every file, and a file of another ruleset is refused."""
        return self.program.digest

    @cached_property
    def places(self) -> int:
        """Decimals of an attribute that is a number."""
        return PLACES

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Every column by name, in the order in which they are written."""
        return {column.name: column for column in self._columns()}

    def _columns(self) -> Iterator[Column]:
        ruleset = self.ruleset
        yield Column("assessment", "text", required=True)
        yield Column("assessed_on", "day", required=True)
        yield Column("institution", "text")
        yield Column("enterprise", "text", required=True)
        yield Column("uscc", "text")
        yield Column("district", "text")
        yield Column("size", "text")
        yield Column("group", "word", words=words.GROUPS)
        yield Column("team", "small", allowed=(0, 127), required=True)
        yield Column("sampling", "word", words=words.SAMPLING, required=True)
        yield Column("sample", "text")
        yield Column("produced_on", "day")
        for name, attribute in ruleset.product.items():
            yield self.attribute(name, attribute)
        for name in ruleset.site_checks:
            yield Column(f"answer:{name}", "small", allowed=(-4, 4))
        for name, units in self.units.items():
            yield Column(f"plan:{name}", "flag")
            for unit in units:
                yield from unit.columns()
        yield Column(REST, "text")

    def attribute(self, name: str, attribute: Attribute) -> Column:
        """The column of a product attribute."""
        if attribute.choices is not None:
            return Column(f"product:{name}", "word", words=attribute.choices)
        if attribute.type == "boolean":
            return Column(f"product:{name}", "flag")
        if attribute.type == "number":
            return Column(f"product:{name}", "number", places=self.places)
        return Column(f"product:{name}", "text")

    @property
    def metadata(self) -> dict[str, str]:
        """What the schema of every file carries."""
        ruleset = self.ruleset
        return {
            "tijian:schema": SCHEMA,
            "tijian:category": ruleset.category,
            "tijian:edition": ruleset.edition,
            "tijian:ruleset": self.digest,
        }

    def schema(self) -> "dict[str, pl.DataType | type[pl.DataType]]":
        """Names and types, for Polars."""
        return {name: column.dtype() for name, column in self.columns.items()}

    def row(self, dossier: Dossier) -> dict[str, Any]:
        """The wide row of a dossier. Raises InputError where the ruleset refuses it."""
        from .into_row import row

        return row(self, dossier)

    def dossier(self, row: Mapping[str, Any]) -> Dossier:
        """A dossier that is judged as the row is. Words that judge nothing (notes, names of the team) are placeholders."""
        from .from_row import dossier

        return dossier(self, row)


def _units(check: Check, program: Program) -> Iterator[Unit]:
    test = check.test
    assert test is not None
    parts: tuple[str | None, ...] = tuple(test.parts) if test.parts else (None,)
    odd = isinstance(test.parts, dict) and None in check.rows and test.combine != "sum"  # limits of the whole beside those of parts
    whole = bool(test.parts) and (test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)))
    for part in parts:
        rows = check.rows[None] if whole else check.rows.get(part) or check.rows[None]
        needs = [row.require for row in rows]
        places = _places(check, needs)
        form = "odd" if odd or places > FINEST or _needs_place(check, needs) else _form(needs)
        declared = any(isinstance(need, DeclaredRelative) or (isinstance(need, Graded) and need.grade is None) for need in needs)
        together = test.decision != "simple" or test.groups_of is not None or " of " in test.specimens
        if whole and (declared or together or form not in ("figures", "words")):
            form = "odd"  # what belongs to the sum has no column of its own
        yield Unit(check.id, part, form, places, declared, test.decision != "simple", single=whole)


def _form(needs: list[Requirement]) -> Form:
    if any(isinstance(need, Graded) for need in needs):
        return "grades" if all(isinstance(need, Graded | Unknown | MustConform) for need in needs) else "odd"
    return "words" if any(isinstance(need, MustConform) for need in needs) and not _figures(needs) else "figures"


def _figures(needs: list[Requirement]) -> bool:
    return any(isinstance(need, Between | DeclaredRelative | SamplingPlan | MustBeAbsent) for need in needs)


def _needs_place(check: Check, needs: list[Requirement]) -> bool:
    """Whether the last digit of the declared value, as written, decides how a value is rounded: a row does not keep it."""
    test = check.test
    assert test is not None
    return test.compare == "rounded" and test.round_to is None and any(isinstance(need, DeclaredRelative) for need in needs)


def _places(check: Check, needs: list[Requirement]) -> int:
    """Decimals enough for every figure that the ruleset writes for this test, and for half a rounding unit."""
    test = check.test
    assert test is not None
    figures: list[Fraction] = [Fraction(1)]
    for need in needs:
        if isinstance(need, Between):
            figures += [end for end in (need.low, need.high) if end is not None] + [need.place]
        elif isinstance(need, DeclaredRelative):
            figures += [bound.offset for bound in (need.low, need.high) if bound is not None]
        elif isinstance(need, SamplingPlan):
            figures += [end for limit in (need.m, need.M) for end in (limit.low, limit.high, limit.place) if end is not None]
    figures += [Fraction(written) for written in (test.lod, test.round_to) if isinstance(written, Decimal)]
    if test.range is not None:
        figures.append(Fraction(test.range[0]))
    return max(PLACES, *(decimals(figure) for figure in figures))


def decimals(number: Fraction) -> int:
    """How many decimals a number has; more than any layout where they have no end."""
    places, rest = 0, number.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 2 if rest % 2 == 0 else rest // 5
        places += 1
    return places if rest == 1 else FINEST + 1
