"""Two conditions compared by what they mean: for which products they hold, and what conclusions follow from what is judged.

A condition over attributes is tried on every product that matters. One over what is judged is compared by its alternatives: it became
wider where each old alternative implies a new one. What can be shown neither way is `changed`.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from ..conditions.evaluate import evaluate
from ..conditions.tree import And, Attr, Compare, Count, Fails, In, MinorOrWorse, Node, Not, Or, ScoreBelow, source
from ..conditions.tree import Literal as Written
from ..model.text import Text, text
from .axes import Sides
from .configurations import MOST, Configurations, Key, configurations
from .program import All, AnyOf, Given, Leaf, Tree, leaf_text

Reach = Literal["same", "widened", "narrowed", "changed"]

TOO_MANY: Final = text(f"条件组合超过 {MOST} 种，没有逐一比较", f"more than {MOST} combinations of attributes: not compared one by one")


class Reached(NamedTuple):
    """How the set of products changed for which a condition holds; `where`: the products that were added, or lost."""

    change: Reach
    where: Text | None = None
    why: Text | None = None


def reach(sides: Sides, old: Node | None, new: Node | None, *, sampled: bool) -> Reached:
    """What became of the products for which a condition holds; None as a condition always holds."""
    if old == new:
        return Reached("same")
    found = configurations(sides, (old,), (new,), sampled=sampled)
    if found is None:
        return Reached("changed", why=TOO_MANY)
    before = {one.key for one in found.all if one.old is not None and (old is None or evaluate(old, one.old))}
    after = {one.key for one in found.all if one.new is not None and (new is None or evaluate(new, one.new))}
    if before == after:
        return Reached("same")
    if before < after:
        return Reached("widened", _words(found, after - before))
    if after < before:
        return Reached("narrowed", _words(found, before - after))
    return Reached("changed", why=_exchanged(found, before - after, after - before))


def _words(found: Configurations, keys: set[Key]) -> Text | None:
    return found.words(keys)


def _exchanged(found: Configurations, lost: set[Key], gained: set[Key]) -> Text:
    gone, came = found.words(lost), found.words(gained)
    assert gone is not None
    assert came is not None  # each leaves the other out
    return text(f"不再包括：{gone.zh}；新增：{came.zh}", f"no longer: {gone('en')}; now: {came('en')}")


Conjunction = frozenset[Leaf]


class Judged(NamedTuple):
    """How a condition over what is judged changed: what went and what came, as it is written. `partly`: of one group, the rest stayed."""

    change: Reach
    gone: str | None
    came: str | None
    partly: bool


def judged(old: Tree, new: Tree) -> Judged:
    """Compares two conditions by the conjunctions that they are alternatives of, and says where they differ by how they are written."""
    before, after = _shortest(_disjuncts(old)), _shortest(_disjuncts(new))
    up, down = _all_imply(before, after), _all_imply(after, before)
    change: Reach = "same" if up and down else "widened" if up else "narrowed" if down else "changed"
    gone, came, partly = _where(old, new)
    return Judged(change, gone, came, partly)


def _where(old: Tree, new: Tree) -> tuple[str | None, str | None, bool]:
    """The smallest group in which two conditions differ: `a && (b || c)` and `a && (b || d)` differ in c and d."""
    for kind, mark in ((AnyOf, " || "), (All, " && ")):
        if not isinstance(old, kind) and not isinstance(new, kind):
            continue
        # one thing alone is a group of one: b became b || c
        ours, theirs = ({_tree_key(item): item for item in (tree.items if isinstance(tree, kind) else (tree,))} for tree in (old, new))
        gone, came = ([item for key, item in some.items() if key not in other] for some, other in ((ours, theirs), (theirs, ours)))
        if len(gone) == len(came) == 1 and len(ours) > 1 and len(theirs) > 1:
            was, now, _ = _where(gone[0], came[0])
            return was, now, True
        if len(gone) < len(ours):  # something stayed
            return _joined(gone, mark), _joined(came, mark), True
    return tree_text(old), tree_text(new), False


def _joined(some: list[Tree], mark: str) -> str | None:
    return mark.join(f"({tree_text(one)})" if isinstance(one, All | AnyOf) else _leaf(one) for one in some) or None


def tree_text(tree: Tree) -> str:
    """A condition as it is written."""
    match tree:
        case All(items):
            return _joined(list(items), " && ") or "true"
        case AnyOf(items):
            return _joined(list(items), " || ") or "false"
        case _:
            return leaf_text(tree)


def _leaf(leaf: Leaf) -> str:
    return f"({leaf_text(leaf)})" if isinstance(leaf, Given) and isinstance(leaf.node, And | Or) else leaf_text(leaf)


def _tree_key(tree: Tree) -> str:
    match tree:
        case All(items) | AnyOf(items):
            return f"{type(tree).__name__}({', '.join(sorted(_tree_key(item) for item in items))})"
        case _:
            return _leaf_key(tree)


def _disjuncts(tree: Tree) -> list[Conjunction]:
    match tree:
        case AnyOf(items):
            return [one for item in items for one in _disjuncts(item)]
        case All(items):
            found: list[Conjunction] = [frozenset()]
            for item in items:
                found = [left | right for left in found for right in _disjuncts(item)]
            return found
        case Given(node=Written(value=True)):
            return [frozenset()]  # always
        case Given(node=Or(items=items) as node):  # alternatives of the product stand beside those of what is judged
            return [frozenset({Given(tree.index, item, source(item))}) for item in node.items] if items else []
        case _:
            return [frozenset({tree})]


def _shortest(found: Iterable[Conjunction]) -> list[Conjunction]:
    """Without those that another one makes superfluous."""
    listed = list({_key(one): one for one in found}.values())
    kept: list[Conjunction] = []
    for place, one in enumerate(listed):
        weaker = (other for at, other in enumerate(listed) if at != place and _implies(one, other))
        if not any(not _implies(other, one) or listed.index(other) < place for other in weaker):
            kept.append(one)
    return kept


def _all_imply(some: Iterable[Conjunction], others: list[Conjunction]) -> bool:
    return all(any(_implies(one, other) for other in others) for one in some)


def _implies(one: Conjunction, other: Conjunction) -> bool:
    return all(any(_follows(leaf, wanted) for leaf in one) for wanted in other)


def _follows(one: Leaf, wanted: Leaf) -> bool:
    """Whether `wanted` holds wherever `one` does."""
    match one, wanted:
        case (Count(), Count()):
            least, asked = (each.n + (each.op == ">") for each in (one, wanted))
            state = one.state in (wanted.state, "fail")  # minor means minor or worse
            return (one.scope, one.of) == (wanted.scope, wanted.of) and state and least >= asked
        case (ScoreBelow(), ScoreBelow()):
            return one.of == wanted.of and (one.n, one.op == "<=") <= (wanted.n, wanted.op == "<=")
        case (Fails(), MinorOrWorse()):
            return one.id == wanted.id
        case _:
            return _leaf_key(one) == _leaf_key(wanted)


def _key(one: Conjunction) -> frozenset[str]:
    return frozenset(map(_leaf_key, one))


def _leaf_key(leaf: Leaf) -> str:
    match leaf:
        case Given(node=node):
            return normal_text(node)
        case Count(op=">=", n=n):
            return source(Count(leaf.scope, leaf.of, leaf.state, ">", n - 1))
        case ScoreBelow(of=of, op=op, n=n):
            return source(ScoreBelow(of, op, _plain(n)))
        case _:
            return leaf_text(leaf)


def _plain(number: Decimal) -> Decimal:
    return number.normalize() + 0


def normal_text(node: Node) -> str:
    """A condition over attributes in one order, so that `a && b` and `b && a` read the same."""
    match node:
        case And(items=items):
            return "(" + " && ".join(sorted({normal_text(item) for item in items})) + ")"
        case Or(items=items):
            return "(" + " || ".join(sorted({normal_text(item) for item in items})) + ")"
        case Not(item=item):
            return f"!{normal_text(item)}"
        case In(item=item, options=options):
            return f"{source(item)} in {sorted(map(source, options))}"
        case Compare(op="==", left=Attr() as name, right=Written(value=True)):
            return name.name
        case _:
            return source(node)
