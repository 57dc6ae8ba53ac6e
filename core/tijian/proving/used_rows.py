"""Which limit rows a case uses, and whether what was measured passes each of them by itself.

The judge gives one state for a test; a row of one part among several is judged here again, alone.
"""

from collections.abc import Iterator

from ..authoring.program import Check
from ..facts.attributes import Setting
from ..facts.gather import Facts
from ..facts.judge import judge, reported
from ..facts.judged import TestState
from ..model.dossier import ReadingGiven
from .rows import Row, applies_at, first_row


def used_rows(facts: Facts) -> Iterator[tuple[Row, TestState]]:
    """Each row that judges a result of the dossier, with the state that it gives."""
    settings = {here.sample: here for here in facts.samples}
    for sample in facts.dossier.samples:
        here = settings.get(sample.id) if sample.id is not None else None
        if here is None:
            continue
        for test, reading in sample.results.items():
            check = facts.program.checks[test]
            if applies_at(check, here.values):
                yield from _rows(facts, check, here, reading)


def _rows(facts: Facts, check: Check, here: Setting, reading: ReadingGiven) -> Iterator[tuple[Row, TestState]]:
    test = check.test
    assert test is not None
    for part, limits in check.rows.items():
        index = first_row(limits, here.values)
        if index is None:
            continue
        row = Row(check, part, index, limits[index])
        if part is None:  # the test's own limits: of the whole, of the sum, of every part without limits of its own
            own = tuple(name for name in test.parts or () if name not in check.rows)
            alone = test if test.parts is None or len(own) == len(test.parts) else test.model_copy(update={"parts": own, "combine": "each"})
            shown = reading if test.parts is None else _only(reading, own)
        else:
            alone = test.model_copy(update={"parts": {part: ()}, "combine": "each"})
            shown = _only(reading, (part,))
        if reported(shown, limits[index].require):
            yield row, judge(alone, {part: limits[index].require}, shown, facts.program.scales).state


def _only(reading: ReadingGiven, parts: tuple[str, ...]) -> ReadingGiven:
    return reading.model_copy(update={"parts": {name: one for name, one in reading.parts.items() if name in parts}})
