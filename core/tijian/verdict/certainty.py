"""Which grades are possible, and what is pending: everything not known that can still matter (semantics §5)."""

from collections.abc import Iterable, Iterator, Sequence

from ..authoring.program import Given, Leaf, Program, leaves, reads
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from ..facts.attributes import Setting
from ..facts.gather import CheckFact, Facts
from ..model.order import natural
from ..model.outcome import NOT_ASSESSABLE
from ..model.result import Pending
from ..model.text import unchecked
from .completions import Ends

_pending = unchecked(Pending)


def must_count(facts: Facts) -> Iterator[CheckFact]:
    """The counted checks without which there is no verdict: site and rule checks; tests too where they may stand alone."""
    alone = facts.program.ruleset.scoring.tests_alone
    return (fact for fact in facts.counted.values() if alone or fact.check.kind != "test")


def assessable(facts: Facts) -> bool:
    """Whether anything counts that a verdict can rest on."""
    return next(must_count(facts), None) is not None


def may_vanish(facts: Facts) -> bool:
    """Whether everything that must count is unknown and may still leave: then the dossier may turn out not assessable."""
    return all(fact.unknown and fact.may_leave for fact in must_count(facts))


def possible_grades(facts: Facts, ends: Ends) -> tuple[str, ...]:
    """The grades of the table from the worst completion's row to the best's, and `not_assessable` where that may come out."""
    rows = facts.program.ruleset.verdicts[ends.worst.conclusions.row : ends.best.conclusions.row + 1]
    grades = tuple(dict.fromkeys(row.grade for row in rows))
    return (*grades, NOT_ASSESSABLE) if may_vanish(facts) else grades


def pending(facts: Facts, ends: Ends, possible: tuple[str, ...]) -> tuple[Pending, ...]:
    """The unknown checks and attributes that feed an atom whose truth is still open, in the rows from the worst's to the best's.

    Call it for an uncertain verdict only; it is then never empty and misses nothing that can matter.
    """
    checks: set[str] = set()
    names: set[str] = set()
    seen: set[Leaf] = set()

    def feed(open_leaves: Iterable[Leaf]) -> None:
        for leaf in open_leaves:
            if leaf in seen or ends.worst.reading.leaf(leaf) == ends.best.reading.leaf(leaf):
                continue
            seen.add(leaf)
            if isinstance(leaf, Given):
                names.update(_missing(facts, reads(leaf.node), (facts.here,)))
            elif isinstance(leaf, Concluded):
                feed(leaves(facts.program.diagnoses[leaf.id]))
            else:
                checks.update(fact.check.id for fact in facts.unknown if _feeds(fact, leaf))

    for row in range(ends.worst.conclusions.row, ends.best.conclusions.row + 1):
        feed(leaves(facts.program.verdicts[row]))
    if NOT_ASSESSABLE in possible:
        checks.update(fact.check.id for fact in facts.unknown)
    for check in checks:
        fact = facts.checks[check]
        names.update(_missing(facts, fact.check.reads, facts.settings_of(fact.check)))
    return (
        *(_pending(check=check) for check in sorted(checks, key=natural)),
        *(_pending(attribute=name) for name in sorted(names)),
    )


def _feeds(fact: CheckFact, leaf: Leaf) -> bool:
    check = fact.check
    match leaf:
        case Fails(id=named) | MinorOrWorse(id=named):
            return check.id == named
        case Count(scope="section", of=of):
            return check.section == of
        case Count(scope=scope, of=of):
            return check.class_ == of and (check.kind == "test") == (scope == "tests")
        case ScoreBelow(of="total"):
            return True
        case ScoreBelow(of="site"):
            return check.kind != "test"
        case ScoreBelow(of="tests"):
            return check.kind == "test"
        case ScoreBelow(of=section):
            return check.section == section
        case _:
            return False


def _missing(facts: Facts, names: frozenset[str], where: Sequence[Setting]) -> set[str]:
    """Those of `names` that are unknown in some setting of `where`, with the unknown ones that decide whether these are
    asked (`asked_when`) or from which they are derived."""
    program = facts.program
    found: set[str] = set()
    todo = names
    while todo:
        new = {name for here in where for name in here.unknown(todo)} - found
        found |= new
        todo = frozenset().union(*(_deciding(program, name) for name in new))
    return found


def _deciding(program: Program, name: str) -> frozenset[str]:
    derived = program.ruleset.derived.get(name)
    given = () if derived is None else program.ruleset.product if derived.reads is None else derived.reads
    return reads(program.asked_when.get(name)) | frozenset(given)
