"""What the tests of the board share: the bundled campaign judged once, boards made from it, and what `tijian.compare` says of any part of it."""

import base64
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.reports.reporting import HOSTILE

import tijian
from tijian.campaign.folder import read_folder
from tijian.campaign.judging import Judged, judge
from tijian.compare import compare
from tijian.compare.model import Comparison, Group, Share, Spread
from tijian.compare.rows import rows_of
from tijian.model.result import Result
from tijian.reports.board import write
from tijian.reports.board.data import board_data

STRANGE = (*HOSTILE, "a&b=c#d%20", "__proto__")  # what a stranger may call himself


@cache
def campaign() -> Judged:
    """The bundled campaign."""
    known = tijian.catalogue()
    return judge(read_folder(Path(str(files("tijian_rulesets").joinpath("campaigns", "shanghai-2021"))), known), known, engine="direct")


@cache
def two_editions() -> tuple[Result, ...]:
    """The campaign and a few more, so that one category is judged by two editions, and one enterprise is there twice."""
    known = tijian.catalogue()
    doors = [one for one in campaign().results if one.category == "fire_door"]
    demo = sorted(files("tijian_rulesets").joinpath("demo").iterdir(), key=lambda one: one.name)
    found = [(one.name, one.read_bytes()) for one in demo if one.name.startswith("fire_door")]
    newer = [tijian.assess(tijian.read_dossier(name, text=written), known, "direct") for name, written in found]
    assert {one.ruleset.edition for one in newer} > {doors[0].ruleset.edition}
    placed = [
        one.model_copy(update={"assessment": f"X-{n}", "enterprise": one.enterprise.model_copy(update={"district": "嘉定区", "name": doors[0].enterprise.name, "uscc": doors[0].enterprise.uscc})})
        for n, one in enumerate(newer)
    ]  # fmt: skip
    return (*campaign().results, *placed)


def compared(results: Iterable[Result], *, allow_mixed: bool = False) -> Comparison:
    """What the engine says of some results of the campaign."""
    return compare(results, campaign().campaign, names=campaign().names, allow_mixed=allow_mixed)


@cache
def whole() -> Comparison:
    """What it says of all of them."""
    return compared(campaign().results)


def board(results: Sequence[Result] | None = None, **how: Any) -> bytes:
    """A board of the campaign, or of other results."""
    if results is None:
        return write(whole(), campaign().results, campaign().campaign, **how)
    return write(compared(results), results, campaign().campaign, **how)


def data_of(results: Sequence[Result], *, allow_mixed: bool = False) -> dict[str, Any]:
    """The data of the page, as it has them."""
    made, _ = board_data(compared(results, allow_mixed=allow_mixed), rows_of(results, campaign().campaign), None)
    return {**made, "detailed": 0, "language": "zh"}


def held(page: bytes, name: str = "board-data") -> Any:
    """What a page holds, unpacked as the page unpacks it."""
    found = re.search(rf'<script type="application/octet-stream" id="{name}">([A-Za-z0-9+/=]*)</script>', page.decode())
    assert found is not None
    return json.loads(zlib.decompress(base64.b64decode(found[1])))


# ── a comparison in the form in which figures.js tells the same ─────────────────────────────────────────────────────────


def share(one: Share) -> list[Any]:
    """A share with its interval."""
    return [one.count, one.of, one.percent, one.low, one.high]


def spread(one: Spread) -> list[Any]:
    """How scores lie."""
    return [one.n, one.spans, one.mean, one.median, one.lower, one.upper]


def figures(one: Comparison) -> dict[str, Any]:
    """Every figure of a comparison that the page shows too."""
    verdicts = one.verdicts
    return {
        "judged": verdicts.judged,
        "enterprises": one.enterprises,
        "states": [verdicts.issued, verdicts.previews, verdicts.uncertain, verdicts.not_assessable],
        "grades": [[grade.grade, grade.capable, *share(grade.share)] for grade in verdicts.grades],
        "capable": share(verdicts.capable),
        "caveats": {reason.reason: reason.results for reason in verdicts.caveats},
        "reasons": {reason.reason: reason.results for reason in verdicts.not_issued_because},
        "total": spread(one.total),
        "site": spread(one.site),
        "tests": spread(one.tests_score),
        "sections": {section.section: spread(section.spread) for section in one.sections if section.spread.n or section.spread.spans},
        "groups": {by: [_group(group) for group in one.of(by) if group.judged] for by in ("category", "district", "group", "institution", "size")},
        "crosses": {
            f"{cell.row} {cell.column}": [cell.judged, cell.issued, cell.few, cell.mixed, share(cell.capable), cell.total.mean]
            for cell in one.crosses[0].cells
        },
        "common": [[rate.overall.check, *share(rate.overall.failed), rate.overall.minor, rate.overall.unknown, rate.overall.few] for rate in one.common],
        "own": [
            [own.category, own.edition, [[rate.check, *share(rate.failed), rate.minor, rate.unknown, rate.few] for rate in own.checks]] for own in one.own
        ],
        "sampled": [[*map(share, (one.tests.batches, one.tests.safety, one.tests.usability, one.tests.label)), one.tests.sampled]],
        "items": [
            [tests.category, tests.edition, tests.sampled, share(tests.batches), [[item.check, *share(item.failed), item.inconclusive, item.borderline, item.few] for item in tests.items]]
            for tests in one.tests_by_category
            if tests.category in {use.category for use in one.editions}  # the page lists no category that has no result here
        ],
        "clues": [[clue.code, clue.clues, clue.enterprises] for clue in sorted(one.clue_codes, key=lambda clue: clue.code)],
    }  # fmt: skip


def _group(one: Group) -> list[Any]:
    found = one.common_findings
    return [
        one.key, one.edition, one.judged, one.enterprises, one.few, one.mixed, share(one.verdicts.capable), spread(one.total),
        [found.count, found.of], one.clues, one.rank, one.unranked,
    ]  # fmt: skip


def repeated(data: dict[str, Any], times: int) -> dict[str, Any]:
    """The same data with every row many times over, each with an id and a name of its own: a large board, quickly made."""

    def many(column: Any) -> Any:
        if isinstance(column, dict):
            return {name: many(one) for name, one in column.items()}
        return column * times

    rows = data["rows"]
    count = len(rows["id"])
    made = {name: many(column) for name, column in rows.items() if name != "spans"}
    made["spans"] = {str(turn * count + int(row)): spans for turn in range(times) for row, spans in rows["spans"].items()}
    made["id"] = [f"N-{number:06d}" for number in range(count * times)]
    made["name"] = [f"{name}{number:06d}" for number, name in enumerate(made["name"])]
    made["enterprise"] = list(range(count * times))
    return {**data, "rows": made}
