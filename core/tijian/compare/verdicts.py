"""What was concluded, counted: grades of what is issued, and apart from them what is not, with the reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..model.order import natural
from ..model.outcome import CAPABLE_ORDER, NOT_ASSESSABLE, Capable
from ..model.result import Reason
from ..model.text import Text
from ..model.words import REASON
from .figures import share
from .model import GradeCount, ReasonCount, Verdicts
from .rows import Row


def verdicts_of(rows: Sequence[Row], *, averaged: bool) -> Verdicts:
    """The verdicts of some results. Not `averaged`: counted, without shares."""
    every = [row.result.verdict for row in rows]
    issued = [one for one in every if one.issued]
    able: Counter[Capable | None] = Counter(one.capable for one in issued)
    nothing = sum(NOT_ASSESSABLE in one.possible and one.worst is None for one in every)
    return Verdicts(
        judged=len(every),
        issued=len(issued),
        previews=sum(one.certain and not one.issued for one in every),
        uncertain=sum(not one.certain for one in every) - nothing,
        not_assessable=nothing,
        grades=grades_of(rows, averaged=averaged),
        capable=share(able["yes"], len(issued), averaged=averaged),
        after_rectification=share(able["after_rectification"], len(issued), averaged=averaged),
        not_capable=share(able["no"], len(issued), averaged=averaged),
        not_issued_because=_counted(one.not_issued_because for one in every if not one.issued),
        caveats=_counted(one.caveats for one in issued),
    )


def grades_of(rows: Iterable[Row], *, averaged: bool) -> tuple[GradeCount, ...]:
    """The grades of the issued verdicts, best first."""
    issued = [row.result.verdict for row in rows if row.issued]
    counted: Counter[tuple[str, Capable]] = Counter()
    says: dict[tuple[str, Capable], Text | None] = {}
    for one in issued:
        if one.grade is not None and one.capable is not None:
            counted[one.grade, one.capable] += 1
            says.setdefault((one.grade, one.capable), one.says)
    order = sorted(counted, key=lambda key: (-CAPABLE_ORDER.index(key[1]), natural(key[0])))
    return tuple(GradeCount(*key, says[key], share(counted[key], len(issued), averaged=averaged)) for key in order)


def _counted(reasons: Iterable[Iterable[Reason]]) -> tuple[ReasonCount, ...]:
    """How many results carry each reason, the most frequent first."""
    counted: Counter[str] = Counter()
    words: dict[str, Text] = {}
    for of_one in map(tuple, reasons):
        for reason in of_one:
            words.setdefault(reason.reason, reason.text)
        counted.update({reason.reason for reason in of_one})
    return tuple(
        ReasonCount(name, REASON.get(name, words[name]), count)
        for name, count in sorted(counted.items(), key=lambda one: (-one[1], natural(one[0])))
    )
