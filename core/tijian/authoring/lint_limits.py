"""Lint: the limit rows of a test cover every product that can be, and each row is reached by some product.

The product of what the rows read is walked through: every choice, both booleans, absence where an attribute may not be
asked, and for numbers and dates every point that occurs and a point in every interval these cut.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ..conditions.evaluate import ABSENT, evaluate
from ..conditions.tree import Literal, Node, compared, rivals, walk
from ..model.problem import Problem
from ..model.text import text
from .document import Path, problem_at
from .loaded import Loaded
from .program import Check, Limit, Program, compile_ruleset, deciding, reads

MOST_COMBINATIONS = 20_000
Value = object


def limit_problems(loaded: Loaded) -> Iterator[Problem]:
    """Rows that no product reaches, and products that no row covers. The ruleset compiles (all else was linted)."""
    program = compile_ruleset(loaded.ruleset, loaded.digest)
    for check in program.checks.values():
        for part, rows in check.rows.items():
            base: Path = ("sample_tests", check.id, "limits") if part is None else ("sample_tests", check.id, "parts", part)
            yield from _rows(loaded, program, check, rows, base)


def _rows(loaded: Loaded, program: Program, check: Check, rows: Sequence[Limit], base: Path) -> Iterator[Problem]:
    for index, row in enumerate(rows[:-1]):
        if row.when is None:
            said = text("这一行总是成立，其后的限值行永远用不到", "this row always holds, so the rows after it are never reached")
            yield problem_at(loaded, "E335", said, (*base, index))
            return
    if len(rows) == 1 and rows[0].when is None:
        return
    conditions = [row.when for row in rows if row.when is not None]
    names = deciding(program, [*conditions, *([check.applies] if check.applies is not None else [])])
    domains = {name: domain_of(program, name, [*conditions, *([check.applies] if check.applies is not None else [])]) for name in names}
    size = 1
    for domain in domains.values():
        size *= len(domain)
    if size > MOST_COMBINATIONS:
        if rows[-1].when is not None:
            said = text(
                f"{check.id} 的限值条件组合太多（{size} 种），无法逐一核对是否覆盖；请加一行没有 when 的限值收尾",
                f"{check.id}: too many combinations ({size}) to prove that the rows cover them; end with a row without `when`",
            )
            yield problem_at(loaded, "E334", said, (*base, len(rows) - 1), hint=_CLOSING)
        return
    reached: set[int] = set()
    gap: Mapping[str, Value] | None = None
    for values in products(program, domains):
        if check.applies is not None and evaluate(check.applies, values) is False:  # type: ignore[arg-type]
            continue
        first = next((index for index, row in enumerate(rows) if row.when is None or evaluate(row.when, values)), None)  # type: ignore[arg-type]
        if first is None:
            gap = gap or values
        else:
            reached.add(first)
    for index in range(len(rows)):
        if index not in reached:
            said = text(
                "没有任何产品会用到这一行限值：前面的行已经覆盖",
                "no product reaches this limit row: the rows before it cover it, or the test never applies there",
            )
            yield problem_at(loaded, "E335", said, (*base, index))
    if gap is not None:
        shown = "、".join(f"{name}={_shown(value)}" for name, value in sorted(gap.items()) if name in names)
        said = text(f"{check.id} 的限值没有覆盖：{shown}", f"the limits of {check.id} leave out: {shown.replace('、', ', ')}")
        yield problem_at(loaded, "E334", said, (*base, len(rows) - 1), hint=_CLOSING)


_CLOSING = text(
    "加一行没有 when 的限值；标准未给出数值时写 require: unknown",
    "add a last row without `when`; where the standard gives no figure write require: unknown",
)


def domain_of(program: Program, name: str, conditions: Iterable[Node]) -> list[Value]:
    """The values of one name between which the conditions, and those that decide what is asked, can tell."""
    everywhere = [*conditions, *program.asked_when.values()]
    literals: set[object] = {value for condition in everywhere for value in compared(condition, name)}
    if any(rival for condition in everywhere for rival in rivals(condition, name)):  # then both need the same points, and some that differ
        literals |= _POINTS | {node.value for condition in everywhere for node in walk(condition) if isinstance(node, Literal)}
    match name:
        case "group":
            return ["food", "industrial"]
        case "sampling":
            return ["done"]
        case "category":
            return [program.ruleset.category]
        case "assessed_on" | "produced_on":
            return _days(value for value in literals if isinstance(value, str) and _DAY.fullmatch(value))
    attribute = program.attributes[name]
    if attribute.choices is not None:
        return list(attribute.choices)
    if attribute.type == "boolean":
        return [True, False]
    if attribute.type == "text":
        return [*sorted(value for value in literals if isinstance(value, str)), ""]
    return list(_cuts([value for value in literals if isinstance(value, Decimal)]))


_POINTS: Final = frozenset({Decimal(0), Decimal(1), "2000-01-01"})
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _cuts(numbers: Iterable[Decimal]) -> Iterator[Decimal]:
    """Every number that occurs, and two points in every interval these cut (two, so that one attribute can exceed another there)."""
    points = sorted(set(numbers))
    if not points:
        yield Decimal(0)
        return
    yield from (points[0] - 2, points[0] - 1)
    for here, following in itertools.zip_longest(points, points[1:]):
        gap = Decimal(3) if following is None else following - here
        yield from (here, here + gap / 3, here + 2 * gap / 3)


def _days(written: Iterable[str]) -> list[Value]:
    found: set[str] = set()
    for day in written:
        at = date.fromisoformat(day)
        found |= {(at + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    return [*sorted(found)] or ["2000-01-01"]


def products(program: Program, domains: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    """Every combination, with what would not be asked absent."""
    names = list(domains)
    for combination in itertools.product(*domains.values()):
        values: dict[str, Value] = dict(zip(names, combination, strict=True))
        for name in names:
            _settle(program, name, values, set())
        yield values


def _settle(program: Program, name: str, values: dict[str, Value], seen: set[str]) -> None:
    """Makes an attribute absent where it would not be asked."""
    condition = program.asked_when.get(name)
    if condition is None or name in seen:
        return
    seen.add(name)
    for other in reads(condition):
        if other in values:
            _settle(program, other, values, seen)
    if evaluate(condition, values) is False:  # type: ignore[arg-type]
        values[name] = ABSENT


def _shown(value: Value) -> str:
    if value is ABSENT:
        return "（不询问 not asked）"
    return str(value).lower() if isinstance(value, bool) else str(value) or "（其他 other）"
