"""Boundary cases of diagnoses and clues: for every atom of a condition a case in which it alone decides, and the same without it."""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from ..authoring.program import All, AnyOf, Leaf, Tree, leaf_text
from ..conditions.tree import Fails
from ..facts.attributes import Value
from ..model.order import natural
from .case_text import Chapter
from .desk import Desk
from .findings import MOST_WAYS, Arranged, Findings, Wish, arrange, holds, leaf_ways, ways

_TRIED = 24  # ways of making one atom decisive


def conclusion_chapters(desk: Desk) -> Iterator[Chapter]:
    """A chapter for each diagnosis and each clue."""
    program, ruleset = desk.program, desk.ruleset
    for name, tree in program.diagnoses.items():
        says = ruleset.diagnoses[name].says
        yield _chapter(desk, Chapter(f"{name} {says.zh}"), name, tree)
    for name, tree in program.clues.items():
        title = ruleset.clue_codes[ruleset.clues[name].code].title
        yield _chapter(desk, Chapter(f"{name} {title.zh} {title.en or ''}".rstrip()), name, tree)


def _chapter(desk: Desk, chapter: Chapter, name: str, tree: Tree) -> Chapter:
    seen: set[object] = set()
    for leaf, candidates in _decisive(desk, tree):
        made = next((one for wish, rest in islice(candidates, _TRIED) if (one := _pair(desk, tree, wish, rest))), None)
        if made is None:
            if desk.open_to.could(leaf) and desk.open_to.could(tree):
                desk.undecided(f"{name} {leaf_text(leaf)}")
            else:
                desk.idle(f"{name} {leaf_text(leaf)}")
            continue
        on, off, weak = made
        _case(desk, chapter, seen, f"{name} holds by {leaf_text(leaf)}", on)
        if off is not None:
            _case(desk, chapter, seen, f"{name} does not without {leaf_text(leaf)}", off)
        if weak is not None:
            _case(desk, chapter, seen, f"{name} does not by a minor {leaf.id}" if isinstance(leaf, Fails) else name, weak)
    return chapter


def _decisive(desk: Desk, tree: Tree) -> Iterator[tuple[Leaf, Iterator[tuple[Wish, Wish]]]]:
    """Each atom, with ways in which it may decide: what makes it hold, and all else that must hold beside it."""
    for leaf, beside in _paths(tree):

        def candidates(leaf: Leaf = leaf, beside: tuple[Tree, ...] = beside) -> Iterator[tuple[Wish, Wish]]:
            others = [list(islice(ways(desk.program, item), MOST_WAYS)) for item in beside]
            for own in leaf_ways(desk.program, leaf):
                for some in product(*others):
                    rest = Wish(frozenset())
                    for one in some:
                        rest = rest.joined(one)
                    yield own, rest

        yield leaf, candidates()


def _paths(tree: Tree) -> Iterator[tuple[Leaf, tuple[Tree, ...]]]:
    """Every atom with what stands beside it in each `&&` above it."""
    if isinstance(tree, All):
        for index, item in enumerate(tree.items):
            others = (*tree.items[:index], *tree.items[index + 1 :])
            yield from ((leaf, (*others, *beside)) for leaf, beside in _paths(item))
    elif isinstance(tree, AnyOf):
        for item in tree.items:
            yield from _paths(item)
    else:
        yield tree, ()


def _pair(desk: Desk, tree: Tree, own: Wish, rest: Wish) -> tuple[Arranged, Arranged | None, Arranged | None] | None:
    """The case with the atom, without it, and with a minor finding where it wants a failure. None where it does not decide."""
    whole = own.joined(rest)
    on = arrange(desk, whole)
    if on is None or _says(desk, tree, on.states, on.situation.values) is not True:
        return None
    off = arrange(desk, rest, whole)
    if off is not None and _says(desk, tree, off.states, off.situation.values) is not False:
        return None
    return on, off, _weakened(desk, tree, own, rest)


def _weakened(desk: Desk, tree: Tree, own: Wish, rest: Wish) -> Arranged | None:
    minor = {(name, "minor") for name, how in own.findings if how == "fail" and _may_be_minor(desk, name)}
    if len(minor) != 1 or len(own.findings) != 1 or any(name == other for name, _ in minor for other, _ in rest.findings):
        return None
    weak = arrange(desk, Wish(frozenset(minor), own.givens).joined(rest))  # type: ignore[arg-type]
    return weak if weak is not None and _says(desk, tree, weak.states, weak.situation.values) is False else None


def _may_be_minor(desk: Desk, name: str) -> bool:
    check = desk.program.checks[name]
    return check.kind == "site" and check.class_ != "veto"


def _says(desk: Desk, tree: Tree, found: Findings, values: Mapping[str, Value]) -> bool | None:
    return holds(desk.program, tree, found, values)


def _case(desk: Desk, chapter: Chapter, seen: set[object], name: str, one: Arranged) -> None:
    """Drafts a case, once for the same findings on the same product; what is concluded is worked out here and compared with the engine."""
    key = (frozenset(one.states.items()), repr(one.results), repr(one.situation.product))
    if key in seen:
        return
    seen.add(key)
    states = dict(sorted(one.states.items(), key=lambda item: natural(item[0])))
    expected = {
        kind: {
            name: told for name, tree in trees.items() if (told := holds(desk.program, tree, one.states, one.situation.values)) is not None
        }
        for kind, trees in (("diagnoses", desk.program.diagnoses), ("clues", desk.program.clues))
    }
    desk.add(chapter, name, one.situation, answers=one.answers, results=one.results, states=states, concluded=expected)
