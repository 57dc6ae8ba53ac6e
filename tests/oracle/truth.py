"""Three-valued truth of conditions, for the oracle.

A condition (the CEL subset of semantics §6) is turned into Python's own syntax tree by replacing four tokens; truth is a
`Fraction`: 0 false, 1/2 unknown, 1 true, so Kleene's && || ! are min, max and 1 - x. Nothing here comes from the product.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

FALSE, UNKNOWN, TRUE = Fraction(0), Fraction(1, 2), Fraction(1)
ABSENT = object()  # the value of an attribute that is not asked; None is an unknown one

_QUOTED = re.compile(r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_TOKENS = ((r"&&", " and "), (r"\|\|", " or "), (r"!(?!=)", " ~"), (r"\btrue\b", " True "), (r"\bfalse\b", " False "))

Env = Mapping[str, Any]
Judge = Callable[[ast.expr], bool]


@lru_cache(4096)
def tree(text: str) -> ast.expr:
    """The Python tree of a condition; `!` becomes `~`, which binds as tightly."""
    pieces = _QUOTED.split(text)
    for number in range(0, len(pieces), 2):  # the odd pieces are quoted text
        for pattern, python in _TOKENS:
            pieces[number] = re.sub(pattern, python, pieces[number])
    return ast.parse("(" + "".join(pieces).strip() + ")", mode="eval").body


def is_judged(leaf: ast.expr) -> bool:
    """Whether a condition reads what is judged: fails(…), minor(…), concluded(…), count…(…) > n, score(…) < n."""
    if isinstance(leaf, ast.BoolOp):
        return any(is_judged(item) for item in leaf.values)
    return isinstance(leaf.left if isinstance(leaf, ast.Compare) else leaf, ast.Call)


def leaves(node: ast.expr, define: Mapping[str, str]) -> Iterator[ast.expr]:
    """The atoms of a condition, defined names opened."""
    if isinstance(node, ast.BoolOp):
        for item in node.values:
            yield from leaves(item, define)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield from leaves(node.operand, define)
    elif isinstance(node, ast.Name) and node.id in define:
        yield from leaves(tree(define[node.id]), define)
    else:
        yield node


def parts(node: ast.expr) -> Iterator[ast.expr]:
    """The judgments of a condition, and beside them the largest conditions that read attributes alone."""
    if not (isinstance(node, ast.BoolOp) and is_judged(node)):
        yield node
        return
    joined = _joined(node)
    plain_ones = [item for item in joined if not is_judged(item)]
    if plain_ones:
        yield ast.BoolOp(node.op, plain_ones)
    for item in joined:
        if is_judged(item):
            yield from parts(item)


def _joined(node: ast.BoolOp) -> list[ast.expr]:
    """What one operator joins, brackets of the same operator opened."""
    found: list[ast.expr] = []
    for item in node.values:
        same = isinstance(item, ast.BoolOp) and type(item.op) is type(node.op)
        found += _joined(item) if same and isinstance(item, ast.BoolOp) else [item]
    return found


def names(node: ast.expr, define: Mapping[str, str]) -> set[str]:
    """The attributes (and context names) a condition reads."""
    found = set()
    for leaf in leaves(node, define):
        called = {id(n.func) for n in ast.walk(leaf) if isinstance(n, ast.Call)}
        found |= {n.id for n in ast.walk(leaf) if isinstance(n, ast.Name) and id(n) not in called}
    return found


def kleene(node: ast.expr, env: Env, define: Mapping[str, str], judge: Judge | None = None) -> Fraction:
    """0, 1/2 or 1."""
    if isinstance(node, ast.BoolOp):
        parts = [kleene(item, env, define, judge) for item in node.values]
        return min(parts) if isinstance(node.op, ast.And) else max(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        return 1 - kleene(node.operand, env, define, judge)
    if isinstance(node, ast.Name) and node.id in define:
        return kleene(tree(define[node.id]), env, define, judge)
    if is_judged(node):
        assert judge is not None, "a judgment is read where only attributes may be"
        return Fraction(int(judge(node)))
    return _leaf(node, env)


def holds(text: str | None, env: Env, define: Mapping[str, str]) -> Fraction:
    """Kleene truth of an attribute condition; none given is true."""
    return TRUE if text is None else kleene(tree(text), env, define)


def number(node: ast.expr) -> Fraction:
    """A number written in a condition."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -number(node.operand)
    assert isinstance(node, ast.Constant)
    return Fraction(repr(node.value))


def _value(node: ast.expr, env: Env) -> Any:
    if isinstance(node, ast.Name):
        return env[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | str):
        return node.value
    return number(node)


def _leaf(node: ast.expr, env: Env) -> Fraction:
    if not isinstance(node, ast.Compare):  # a bare boolean x is x == true
        return _compare(ast.Eq(), _value(node, env), True)
    (op,), (right,) = node.ops, node.comparators
    left = _value(node.left, env)
    if isinstance(op, ast.In):
        assert isinstance(right, ast.List | ast.Tuple)
        return max((_compare(ast.Eq(), left, _value(option, env)) for option in right.elts), default=FALSE)
    return _compare(op, left, _value(right, env))


def _compare(op: ast.cmpop, left: Any, right: Any) -> Fraction:
    if left is ABSENT or right is ABSENT:  # equal to nothing, unequal to everything, every ordering false
        return TRUE if isinstance(op, ast.NotEq) else FALSE
    if left is None or right is None:
        return UNKNOWN
    match op:
        case ast.Eq():
            truth = left == right
        case ast.NotEq():
            truth = left != right
        case ast.Lt():
            truth = left < right
        case ast.LtE():
            truth = left <= right
        case ast.Gt():
            truth = left > right
        case _:
            truth = left >= right
    return Fraction(int(truth))


def valuation(
    ruleset: Mapping[str, Any], given: Mapping[str, Any], context: Env, derived: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What each attribute is: its value, None (unknown) or ABSENT, with the context names beside."""
    define = ruleset.get("define", {})
    asked = {**ruleset.get("product", {}), **ruleset.get("derived", {})}
    values = {**given, **(derived or {})}
    env: dict[str, Any] = dict(context)

    class Looking(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            spec = asked[name]
            when = spec.get("asked_when")
            truth = TRUE if when is None else kleene(tree(when), self, define)
            found = {FALSE: ABSENT, UNKNOWN: None, TRUE: plain(values.get(name))}[truth]
            self[name] = found
            return found

    look = Looking(env)
    for name in asked:
        look[name]
    return dict(look)


def plain(value: Any) -> Any:
    """A value as conditions compare it: text, boolean or exact number."""
    if value is None or isinstance(value, bool | str):
        return value
    return Fraction(str(value))
