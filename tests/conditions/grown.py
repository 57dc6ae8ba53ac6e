"""Conditions grown at random for the tests of this room: well-typed ones, monotone ones, and any that can be written at all."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from tijian.conditions.check import Scope
from tijian.conditions.evaluate import ABSENT, Absent
from tijian.conditions.names import RESERVED_NAMES
from tijian.conditions.parse import parse
from tijian.conditions.tree import (
    And,
    Attr,
    Compare,
    Concluded,
    Count,
    Fails,
    In,
    Literal,
    MinorOrWorse,
    Node,
    Not,
    Or,
    ScoreBelow,
    joined,
    source,
)
from tijian.model.ruleset import Attribute

Values = Mapping[str, str | Decimal | bool | Absent | None]

GRADES = ("I", "II", "III")
ATTRIBUTES = {
    "grade": Attribute(choices=GRADES),
    "level": Attribute(choices=("II", "III", "IV")),
    "standard": Attribute(type="text"),
    "valve": Attribute(type="boolean"),
    "wet": Attribute(type="boolean"),
    "load": Attribute(type="number", unit="kg"),
    "limit": Attribute(type="number", unit="kg"),
    "width": Attribute(type="number", unit="mm"),
}
SCOPE = Scope(
    attributes=ATTRIBUTES,
    definitions={
        "strict": parse("grade == 'I' && !valve"),
        "stricter": parse("strict && load > 5"),
        "old": parse("produced_on < '2021-07-01'"),
    },
    checks={"C1.1": "site", "C5.3": "site", "MSK-R1": "rule", "MSK-T01": "test"},
    sections=("S1", "S11"),
    diagnoses=("D1", "MSK-D1"),
)
JUDGED_SCOPE = Scope(SCOPE.attributes, SCOPE.definitions, SCOPE.checks, SCOPE.sections, SCOPE.diagnoses, judged=True)

# few values, so that equalities hold often; whole and fractional, with and without trailing zeros
numbers = st.sampled_from(["0", "1", "1.0", "1.50", "2", "2.5", "-3", "0.1", "100", "99999.75"]).map(Decimal)
texts = st.sampled_from(["GB/T 32610-2016", "I", "", "it's", 'a "b"', "\\", "棉", "a\nb"])
days = st.dates().map(str)
EQUALITY, ORDER = st.sampled_from(["==", "!="]), st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def _compare(op: st.SearchStrategy[str], name: str, values: st.SearchStrategy[str | Decimal | bool]) -> st.SearchStrategy[Node]:
    sides = st.tuples(st.just(Attr(name)), st.builds(Literal, values))
    return st.builds(lambda op, pair, flip: Compare(op, *(pair[::-1] if flip else pair)), op, sides, st.booleans())


def _in(name: str, values: st.SearchStrategy[str | Decimal | bool]) -> st.SearchStrategy[Node]:
    options = st.lists(values, min_size=1, max_size=3, unique=True)
    return options.map(lambda found: In(Attr(name), tuple(map(Literal, found))))


leaves: st.SearchStrategy[Node] = st.one_of(
    st.sampled_from([Attr("valve"), Attr("wet"), Literal(True), Literal(False)]),
    _compare(EQUALITY, "grade", st.sampled_from(GRADES)),
    _in("grade", st.sampled_from(GRADES)),
    _compare(EQUALITY, "standard", texts),
    _in("standard", texts),
    _compare(EQUALITY, "valve", st.booleans()),
    _compare(ORDER, "load", numbers),
    _in("load", numbers),
    _compare(ORDER, "assessed_on", days),
    st.builds(Compare, EQUALITY, st.just(Attr("grade")), st.just(Attr("level"))),
    st.builds(Compare, EQUALITY, st.just(Attr("valve")), st.just(Attr("wet"))),
    st.builds(Compare, ORDER, st.just(Attr("load")), st.just(Attr("limit"))),
)


def _grown(leaves: st.SearchStrategy[Node], negation: bool = True) -> st.SearchStrategy[Node]:
    def branch(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        items = st.lists(inner, min_size=2, max_size=3).map(tuple)
        both, either = items.map(lambda found: And(joined(found, And))), items.map(lambda found: Or(joined(found, Or)))
        return st.one_of(both, either, inner.map(Not)) if negation else st.one_of(both, either)

    return st.recursive(leaves, branch, max_leaves=8)


def _fits(node: Node) -> bool:
    return len(source(node)) <= 1_000


attribute_conditions = _grown(leaves)
_atoms: st.SearchStrategy[Node] = st.one_of(
    st.builds(Fails, st.sampled_from(["C1.1", "C5.3", "MSK-R1", "MSK-T01"])),
    st.builds(MinorOrWorse, st.sampled_from(["C1.1", "C5.3"])),
    st.builds(Concluded, st.sampled_from(["D1", "MSK-D1"])),
    st.builds(
        Count,
        st.just("class"),
        st.sampled_from(["veto", "key", "general"]),
        st.sampled_from(["fail", "minor"]),
        st.just(">"),
        st.integers(0, 99),
    ),
    st.builds(Count, st.just("tests"), st.sampled_from(["key", "general", "minor"]), st.just("fail"), st.just(">="), st.integers(1, 99)),
    st.builds(Count, st.just("section"), st.sampled_from(["S1", "S11"]), st.just("minor"), st.just(">"), st.integers(0, 9)),
    st.builds(ScoreBelow, st.sampled_from(["total", "site", "tests", "S1"]), st.just("<"), st.decimals("0.01", "100", places=2)),
    st.builds(ScoreBelow, st.sampled_from(["total", "site", "tests", "S1"]), st.just("<="), st.decimals("0", "99.9", places=1)),
)
monotone_conditions = _grown(st.one_of(_atoms, leaves), negation=False)

# whatever can be written, whether it means anything or not
_names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name not in RESERVED_NAMES)
_any_text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)
_any_number = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 18))
_literals = st.builds(Literal, st.one_of(_any_text, _any_number, st.booleans()))
_operands = st.one_of(_literals, st.builds(Attr, _names))
_anything: st.SearchStrategy[Node] = st.one_of(
    _operands,
    st.builds(Compare, ORDER, _operands, _operands),
    st.builds(In, _operands, st.lists(_literals, min_size=1, max_size=3).map(tuple)),
    st.builds(Fails, _any_text),
    st.builds(
        Count, st.sampled_from(["class", "tests", "section"]), _any_text, _any_text, st.sampled_from([">", ">="]), st.integers(-9, 10**12)
    ),
    st.builds(ScoreBelow, _any_text, st.sampled_from(["<", "<="]), _any_number),
    _atoms,
)
any_conditions = _grown(_anything).filter(_fits)

_known: Mapping[str, st.SearchStrategy[str | Decimal | bool]] = {
    "grade": st.sampled_from(GRADES),
    "level": st.sampled_from(GRADES[1:]),
    "standard": texts,
    "valve": st.booleans(),
    "wet": st.booleans(),
    "load": numbers,
    "limit": numbers,
    "assessed_on": days,
}
known_values: st.SearchStrategy[Values] = st.fixed_dictionaries(_known)
partly_known_values: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.just(ABSENT), values, values) for name, values in _known.items()}
)


@st.composite
def untidy(draw: st.DrawFn, node: Node) -> str:
    """Another way to write a condition: brackets and spaces where none are needed, the other quotes."""

    def gap() -> str:
        return draw(st.sampled_from(["", "", " ", "\n", "\t "]))

    def written(node: Node) -> str:
        match node:
            case And(items=items) | Or(items=items):
                sign = "&&" if isinstance(node, And) else "||"
                text = (gap() + sign + gap()).join(written(i) if not isinstance(i, Or) else f"({written(i)})" for i in items)
            case Not(item=item):
                text = "!" + gap() + (written(item) if isinstance(item, Not) else f"({written(item)})")
            case Compare(op=op, left=left, right=right):
                text = written(left) + gap() + op + gap() + written(right)
            case In(item=item, options=options):
                text = f"{written(item)} in{gap()}[{gap()}{(gap() + ',' + gap()).join(written(o) for o in options)}]"
            case Literal(value=str(value)) if '"' not in value and "\\" not in value and value.isprintable():
                return f'"{value}"'
            case _:
                return source(node)
        return f"({gap()}{text}{gap()})" if draw(st.integers(0, 5)) == 0 else text

    return gap() + written(node) + gap()
