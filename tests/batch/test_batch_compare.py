"""A comparison drawn from the counts of a batch says what a comparison of the single results says, in everything that it promises."""

import json
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.batch.warehouse import CAMPAIGN, run
from tests.board.boards import held
from tests.cli.reception import run as command

import tijian
from tijian.authoring.dossier_lines import read_lines
from tijian.batch.comparison import compare_batch
from tijian.campaign.judging import names_for
from tijian.catalogues import Catalogue
from tijian.compare import Comparison, compare
from tijian.compare.model import Group, SampledTests, Spread, Verdicts

CATEGORIES = ("mask", "fire_door", "shopping_bag")
PARTS = 11  # rows of a partition: what stands in several is added up


@pytest.fixture(scope="module")
def both(known: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, Comparison, Path]:
    """Of the bundled campaign's dossiers of three categories: their results compared, and a batch of them."""
    folder = tmp_path_factory.mktemp("compared")
    every = [line.dossier for line in read_lines(CAMPAIGN / "dossiers.jsonl") if line.dossier is not None]
    plain = [one.model_copy(update={"clues": ()}) for one in every if one.category in CATEGORIES and len(one.samples) <= 1]
    assert len(plain) > 30
    (folder / "some.jsonl").write_text("\n".join(one.model_dump_json(by_alias=True, exclude_none=True) for one in plain), "utf-8")
    assert run(folder / "some.jsonl", folder / "out", known, rows=PARTS).exit_code == 0
    results = [tijian.assess(one, known) for one in plain]
    return compare(results, names=names_for(results, known)), compare_batch(folder / "out", known), folder / "out"


def verdicts(one: Verdicts) -> dict[str, Any]:
    """Without the reasons, of which a batch knows the first alone, and without the caveats on figures."""
    return {field.name: getattr(one, field.name) for field in fields(one) if field.name not in ("not_issued_because", "caveats")}


def close(found: Spread, exact: Spread) -> bool:
    """As many scores, and each figure at most a hundredth below."""
    pairs = [(getattr(found, name), getattr(exact, name)) for name in ("mean", "median", "lower", "upper", "least", "most")]
    near = all(
        (one is None) == (other is None) and (one is None or 0 <= Decimal(other) - Decimal(one) <= Decimal("0.01")) for one, other in pairs
    )
    return (found.n, found.spans) == (exact.n, exact.spans) and near


def group(one: Group) -> dict[str, Any]:
    kept = ("by", "key", "title", "edition", "judged", "few", "mixed", "common_findings", "clues", "rank", "unranked")
    return {name: getattr(one, name) for name in kept} | verdicts(one.verdicts)


def sampled(one: SampledTests) -> tuple[Any, ...]:
    """Without the borderline results, which a batch does not know."""
    items = [(item.check, item.failed, item.inconclusive) for item in one.items]
    return one.category, one.edition, one.title, one.sampled, one.batches, one.safety, one.usability, one.label, items


def test_the_verdicts_are_counted_alike(both: tuple[Comparison, Comparison, Path]) -> None:
    exact, found, _ = both
    assert verdicts(found.verdicts) == verdicts(exact.verdicts)
    assert (found.judged, found.first_day, found.last_day, found.mixed) == (exact.judged, exact.first_day, exact.last_day, exact.mixed)
    assert sorted(found.editions, key=str) == sorted(exact.editions, key=str)
    assert found.verdicts.issued > 10
    assert len(found.verdicts.grades) > 1
    marks = {one.reason for one in found.verdicts.caveats}
    assert marks == {"illustrative", "figures_not_examined"}  # that figures were not looked into is said, not left out


@pytest.mark.parametrize("by", ["category", "district", "group", "institution", "size"])
def test_every_group_is_the_same(by: Any, both: tuple[Comparison, Comparison, Path]) -> None:
    exact, found, _ = both
    assert [group(one) for one in found.of(by)] == [group(one) for one in exact.of(by)]
    for one, other in zip(found.of(by), exact.of(by), strict=True):
        assert close(one.total, other.total)
        assert close(one.site, other.site)
        assert close(one.tests, other.tests)


def test_crosses_checks_tests_clues_and_diagnoses_are_the_same(both: tuple[Comparison, Comparison, Path]) -> None:
    exact, found, _ = both
    for one, other in zip(found.crosses, exact.crosses, strict=True):
        assert [(cell.row, cell.column, cell.judged, cell.issued, cell.grades) for cell in one.cells] == [
            (cell.row, cell.column, cell.judged, cell.issued, cell.grades) for cell in other.cells
        ]
    assert found.common == exact.common
    assert found.common
    assert found.own == exact.own
    assert found.own
    assert found.diagnoses == exact.diagnoses
    assert found.diagnoses
    assert found.clue_codes == exact.clue_codes
    assert found.clue_codes
    assert found.clues_by_district == exact.clues_by_district
    assert [sampled(one) for one in found.tests_by_category] == [sampled(one) for one in exact.tests_by_category]
    assert sampled(found.tests) == sampled(exact.tests)


def test_compare_takes_the_output_of_a_batch_and_says_what_it_does_not_know(both: tuple[Comparison, Comparison, Path]) -> None:
    _, found, out = both
    ran = command("compare", out, "--by", "district", "--lang", "en")
    assert ran.exit_code == 0, ran.stderr
    assert "Drawn from the counts of a batch" in ran.stdout
    assert "no deadlines" in ran.stdout
    ran = command("compare", out, "--format", "json")
    said = json.loads(ran.stdout)
    assert (said["judged"], said["verdicts"]["issued"]) == (found.judged, found.verdicts.issued)


def test_a_batch_that_is_not_finished_is_not_compared(both: tuple[Comparison, Comparison, Path], tmp_path: Path) -> None:
    import shutil

    half = Path(shutil.copytree(both[2], tmp_path / "half"))
    (half / "summary.json").unlink()
    ran = command("compare", half)
    assert (ran.exit_code, "E994" in ran.stderr) == (3, True)


def test_the_board_of_a_batch_holds_cells_that_add_up_to_the_comparison(both: tuple[Comparison, Comparison, Path], tmp_path: Path) -> None:
    _, found, out = both
    ran = command("compare", out, "--board", tmp_path / "board.html")
    assert ran.exit_code == 0, ran.stderr
    data = held((tmp_path / "board.html").read_bytes())
    cells = data["cells"]
    assert "rows" not in data
    assert sum(cell["judged"] for cell in cells) == found.judged
    states: Counter[str] = Counter()
    for cell in cells:
        for number, count in cell["outcomes"]:
            states[data["outcomes"][number]["state"]] += count
    one = found.verdicts
    assert (states["issued"], states["preview"], states["uncertain"]) == (one.issued, one.previews, one.uncertain)
    for cell in cells:
        assert all(sum(count for _, count in marks) == cell["judged"] for marks in cell["marks"])  # every check has one mark a dossier
        issued = sum(count for number, count in cell["outcomes"] if data["outcomes"][number]["state"] == "issued")
        assert {sum(count for _, count in scores) for scores in cell["scores"].values()} == {issued}
    clues = Counter({data["clues"][code]["code"]: 0 for code in range(len(data["clues"]))})
    for cell in cells:
        clues.update({data["clues"][code]["code"]: count for code, count, _ in cell["clues"]})
    assert clues == {code.code: code.clues for code in found.clue_codes}


def test_reports_of_a_batch_say_first_where_their_figures_come_from(both: tuple[Comparison, Comparison, Path], tmp_path: Path) -> None:
    _, found, out = both
    for kind, many in (("overall", 1), ("industry", len(found.categories))):
        ran = command("report", kind, out, "--format", "html", "-o", tmp_path / kind, "--lang", "en")
        assert ran.exit_code == 0, ran.stderr
        pages = [file.read_text("utf-8") for file in (tmp_path / kind).iterdir()]
        assert len(pages) == many
        assert all("Drawn from the counts of a batch" in page for page in pages)
    assert str(found.verdicts.issued) in (tmp_path / "overall" / "overall.html").read_text("utf-8")
    for kind in ("regional", "enterprise"):
        ran = command("report", kind, out, "--format", "html", "-o", tmp_path / kind)
        assert (ran.exit_code, "E995" in ran.stderr) == (3, True)
        assert not (tmp_path / kind).exists()
