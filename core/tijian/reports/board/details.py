"""What is shown when an enterprise is opened: what decided its grade, caveats, findings with evidence and correction, clues.

Packed in blocks of rows, each compressed by itself: the page unpacks the one block that it needs. Words of rulesets stand once in
a list that all blocks share. `assembly` comes in here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...compare.checks import Item, item_of
from ...compare.rows import Row
from ...insight.explain import grounds
from ...model.outcome import UNVERIFIED
from ...model.result import Action, CheckOutcome, Correction, Result
from ...model.text import Text
from ...model.words import CONFIDENCE, required
from ..literal import literal
from ..parts import SIGNS, UNVERIFIED_SIGN
from .columns import Listing, said

BLOCK: Final = 250  # rows


class Details:
    """The details of every row. `texts` is complete once `blocks` has been read to its end."""

    def __init__(self, rows: Sequence[Row], items: Mapping[Item, int]) -> None:
        self._rows, self._items = rows, items
        self._texts: Listing[tuple[str, str | None]] = Listing()

    @property
    def texts(self) -> list[list[str]]:
        """Every text, `[zh, en]`."""
        return [[literal(zh)] if en is None else [literal(zh), literal(en)] for zh, en in self._texts.things]

    def blocks(self) -> Iterator[list[dict[str, Any]]]:
        """The rows, block by block."""
        for start in range(0, len(self._rows), BLOCK):
            yield [_without_nothing(self._detail(row.result)) for row in self._rows[start : start + BLOCK]]

    def _text(self, words: Text | None) -> int | None:
        return None if words is None else self._texts.number((words.zh, words.en))

    def _detail(self, result: Result) -> dict[str, Any]:
        checks = {one.id: one for one in result.checks}
        verdict = result.verdict
        return {
            "uscc": result.enterprise.uscc and literal(result.enterprise.uscc),
            "coverage": verdict.coverage,
            "grounds": [[self._text(one.says), list(one.checks)] for one in grounds(result)],
            "caveats": [[SIGNS.get(one.reason, "*"), self._text(one.text)] for one in verdict.caveats],
            "reasons": [self._text(one.text) for one in verdict.not_issued_because],
            "pending": [self._items[item_of(checks[one.check])] for one in verdict.pending if one.check in checks],
            "attributes": [literal(one.attribute) for one in verdict.pending if one.attribute],
            "diagnoses": [
                _without_nothing({"id": one.id, "says": self._text(one.says), "risk": self._text(one.risk), "explains": one.explains})
                for one in result.diagnoses
            ],
            "actions": [self._action(action, checks) for action in result.actions],
            "clues": [
                {
                    "code": one.code,
                    "title": self._text(one.title),
                    "urgency": one.urgency,
                    "facts": [literal(one.facts.zh), literal(one.facts.en or one.facts.zh)],
                    "law": self._text(one.law),
                    "checks": one.checks,
                    "evidence": [literal(word) for word in one.evidence],
                }
                for one in result.clues
            ],
            "warnings": [[literal(one.text.zh), literal(one.text.en or one.text.zh)] for one in result.warnings],
        }

    def _action(self, action: Action, checks: Mapping[str, CheckOutcome]) -> dict[str, Any]:
        alone = len(action.corrections) == 1 and action.corrections[0].check == action.id
        joint = {} if alone else {"title": self._text(action.title), "checks": action.checks, **self._steps(action)}
        findings = [self._finding(one, checks[one.check]) for one in action.corrections]
        return _without_nothing({"id": action.id, "due": action.due, **joint, "findings": findings})

    def _finding(self, one: Correction, check: CheckOutcome) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if check.kind == "site":
            found = {"note": check.note and literal(check.note), "evidence": [literal(word) for word in check.evidence]}
        elif check.kind == "test" and check.value is not None:
            wanted = None if check.requirement is None else required(check.requirement, check.unit)
            value = f"{check.value} {check.unit}" if check.unit else check.value
            found = {"value": literal(value), "required": self._text(wanted), "margin": check.margin, "unit": check.unit}
        else:
            found = {"found": said(one.found)}
        sure = None if one.confidence is None else CONFIDENCE[one.confidence]
        return _without_nothing(
            {
                "item": self._items[item_of(check)],
                "state": one.state,
                **found,
                "basis": self._text(one.basis),
                "sure": self._text(sure),
                "sign": UNVERIFIED_SIGN if one.confidence in UNVERIFIED else None,
                **self._steps(one),
                "due": one.due,
                "points": one.points_lost,
            }
        )

    def _steps(self, one: Action | Correction) -> dict[str, int | None]:
        return {name: self._text(getattr(one, name)) for name in ("risk", "correct", "prevent", "proof")}


def _without_nothing(made: dict[str, Any]) -> dict[str, Any]:
    """The same without what is null or empty, which the page takes for absent."""
    return {name: value for name, value in made.items() if value not in (None, "", [], ())}
