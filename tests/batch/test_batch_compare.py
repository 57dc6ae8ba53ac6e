"""A comparison, a board and reports drawn from the counts of a batch say what those of the single results say: of the whole bundled campaign,
field by field. What counts do not hold is a short list, and is said."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.batch.warehouse import CAMPAIGN, run
from tests.board.boards import held
from tests.cli.reception import run as command

from tijian.batch.comparison import compare_batch, of_datasets
from tijian.batch.sums import datasets_of
from tijian.campaign.folder import read_folder
from tijian.campaign.judging import judge
from tijian.catalogues import Catalogue
from tijian.compare import Comparison, compare
from tijian.compare.names import names_of
from tijian.compare.rows import rows_of
from tijian.compare.slim import Slim
from tijian.model.result import Result
from tijian.reports.board.cells import summed
from tijian.reports.board.data import board_data

PARTS = 11  # rows of a partition: what stands in several is added up
ABSENT = ("referrals", "borderline")  # what counts do not hold; `about_of` says so
MASK = "SH2021-MSK-001"


class Both(NamedTuple):
    """The campaign's results, compared; a batch of it, compared; and where the batch is."""

    exact: Comparison
    found: Comparison
    out: Path
    results: tuple[Result, ...]


@pytest.fixture(scope="module")
def both(known: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Both:
    out = tmp_path_factory.mktemp("compared") / "out"
    assert run(CAMPAIGN, out, known, rows=PARTS).exit_code == 0
    judged = judge(read_folder(CAMPAIGN, known), known, "direct")
    return Both(compare(judged.results, names=judged.names), compare_batch(out, known), out, judged.results)


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two pieces of a comparison differ."""
    if type(one) is not type(other):
        yield f"{path}: {one!r} | {other!r}"
    elif hasattr(one, "__dataclass_fields__"):
        for field in fields(one):
            if field.name not in ABSENT:
                yield from differences(getattr(one, field.name), getattr(other, field.name), f"{path}.{field.name}")
    elif isinstance(one, tuple) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{place}]")
    elif one != other:
        yield f"{path}: {one!r} | {other!r}"


def test_every_field_is_that_of_the_results_compared(both: Both) -> None:
    assert list(differences(both.exact, both.found)) == []
    one = both.exact
    assert all((one.sections, one.leniency, one.due, one.clue_codes, one.diagnoses, one.common, one.own, one.verdicts.not_issued_because))
    assert {caveat.reason for caveat in one.verdicts.caveats} >= {"deciding_figure_unverified", "turning_figure_unverified"}
    assert any(institution.difference is not None for institution in one.leniency)


def test_slim_results_compare_as_whole_ones_do(both: Both) -> None:
    slim = Slim()
    names = names_of((), {group.key: group.title for group in both.exact.categories})
    assert compare([slim(result) for result in both.results], names=names) == compare(both.results, names=names)


def test_what_is_compared_alone_is_that_of_its_results_compared_alone(both: Both, known: Catalogue) -> None:
    """A category for its industry report, a district for its bureau: the checks that all have, institutions and sections follow."""
    every = datasets_of(both.out, known)
    names = {group.key: group.title for group in both.exact.categories}
    for category in list(names)[:3]:
        mine = [result for result in both.results if result.category == category]
        assert list(differences(compare(mine).leniency, of_datasets(every, known, categories=(category,)).leniency)) == []
    for district in [group.key for group in both.exact.districts][:3]:
        mine = [result for result in both.results if result.enterprise.district == district]
        alone, found = compare(mine), of_datasets(every, known, district=district)
        for name in ("verdicts", "total", "site", "clue_codes", "due", "diagnoses", "common", "first_day", "judged"):
            assert list(differences(getattr(alone, name), getattr(found, name), f"{district}.{name}")) == []


def test_compare_takes_the_output_of_a_batch_and_says_what_it_does_not_know(both: Both) -> None:
    ran = command("compare", both.out, "--by", "institution", "--lang", "en")
    assert ran.exit_code == 0, ran.stderr
    assert "Drawn from the counts of a batch" in ran.stdout
    assert "borderline by an uncertainty" in " ".join(ran.stdout.split())
    said = json.loads(command("compare", both.out, "--format", "json").stdout)
    assert (said["judged"], said["verdicts"]["issued"]) == (both.found.judged, both.found.verdicts.issued)


@pytest.mark.parametrize("gone", ["summary.json", "counts"])
def test_a_batch_that_is_not_finished_or_of_an_older_version_is_not_compared(gone: str, both: Both, tmp_path: Path) -> None:
    import polars as pl

    half = Path(shutil.copytree(both.out, tmp_path / "half"))
    if gone == "counts":
        for file in (half / "counts").iterdir():
            pl.read_parquet(file).drop("due:day").write_parquet(file)
    else:
        (half / gone).unlink()
    ran = command("compare", half)
    assert (ran.exit_code, "E994" in ran.stderr) == (3, True)


def told(data: dict[str, Any]) -> dict[Any, Any]:
    """The cells of a board in words: nothing is left of how its lists are numbered. Whether a test is borderline is left out."""
    found = {}
    for cell in data["cells"]:
        key = tuple(data["dimensions"][by][cell[by]]["key"] for by in ("category", "district", "group", "institution", "size"))
        items = [data["items"][item]["id"] for item in data["rulesets"][cell["ruleset"]]["items"]]
        marks: dict[str, Counter[Any]] = {item: Counter() for item in items}
        for item, pairs in zip(items, cell["marks"], strict=True):
            for number, count in pairs:
                marks[item][tuple(data["marks"][number][:4])] += count
        found[(*key, data["rulesets"][cell["ruleset"]]["digest"])] = {
            "judged": cell["judged"],
            "enterprises": cell["enterprises"],
            "outcomes": {json.dumps(data["outcomes"][number], sort_keys=True): count for number, count in cell["outcomes"]},
            "scores": {
                name: {number if number < 0 else tuple(data["values"][number]): count for number, count in pairs}
                for name, pairs in cell["scores"].items()
            },
            "marks": marks,
            "batches": {tuple(data["batches"][number]): count for number, count in cell["batches"]},
            "clues": {data["clues"][code]["code"]: (count, dossiers) for code, count, dossiers in cell["clues"]},
        }
    return found


def test_the_board_of_a_batch_is_that_of_its_results_added_up(both: Both, tmp_path: Path) -> None:
    ran = command("compare", both.out, "--board", tmp_path / "board.html")
    assert ran.exit_code == 0, ran.stderr
    board = held((tmp_path / "board.html").read_bytes())
    wanted = summed(board_data(both.exact, rows_of(both.results, None), None)[0])
    assert told(board) == told(wanted)
    for name in ("dimensions", "sections", "clues", "caveats", "reasons", "leniency"):
        assert board[name] == wanted[name], name
    assert board["borderline"] is False


@pytest.mark.parametrize(("kind", "of"), [("overall", None), ("regional", "districts"), ("industry", "categories")])
def test_reports_of_a_batch_say_first_where_their_figures_come_from(kind: str, of: str | None, both: Both, tmp_path: Path) -> None:
    ran = command("report", kind, both.out, "--format", "html", "-o", tmp_path / kind, "--lang", "en")
    assert ran.exit_code == 0, ran.stderr
    pages = [file.read_text("utf-8") for file in (tmp_path / kind).iterdir()]
    assert len(pages) == (1 if of is None else len({group.key for group in getattr(both.found, of)}))
    assert all("Drawn from the counts of a batch" in page for page in pages)
    if kind == "regional":
        assert all("What this report does not hold" in page for page in pages)
        assert sum("Clues by kind" in page for page in pages) == sum(group.clues > 0 for group in both.exact.districts)


def test_a_named_enterprise_is_judged_again_from_its_row_or_its_dossier(both: Both, tmp_path: Path) -> None:
    ran = command("report", "enterprise", both.out, "--only", MASK, "--format", "html", "-o", tmp_path / "row", "--lang", "en")
    assert ran.exit_code == 0, ran.stderr
    [page] = [file.read_text("utf-8") for file in (tmp_path / "row").iterdir()]
    assert "no names of the team" in page
    words = ("--only", MASK, "--from", CAMPAIGN, "--format", "html", "-o", tmp_path / "dossier", "--lang", "en")
    assert command("report", "enterprise", both.out, *words).exit_code == 0
    [page] = [file.read_text("utf-8") for file in (tmp_path / "dossier").iterdir()]
    [result] = [one for one in both.results if one.assessment == MASK]
    assert "no names of the team" not in page
    assert result.team[0].name in page
    assert result.receipt.result in page


def test_an_enterprise_that_is_not_there_or_not_as_it_was_is_said(both: Both, tmp_path: Path) -> None:
    ran = command("report", "enterprise", both.out, "--only", "NOBODY", "-o", tmp_path / "o", "--format", "html")
    assert (ran.exit_code, "E996" in ran.stderr, (tmp_path / "o").exists()) == (3, True, False)
    lines = (CAMPAIGN / "dossiers.jsonl").read_text("utf-8").splitlines()
    [mine] = [json.loads(line) for line in lines if json.loads(line)["assessment"] == MASK]
    mine["answers"] = {}
    (tmp_path / "changed.jsonl").write_text(json.dumps(mine, ensure_ascii=False), "utf-8")
    words = ("--only", MASK, "--from", tmp_path / "changed.jsonl", "-o", tmp_path / "o", "--format", "html")
    ran = command("report", "enterprise", both.out, *words, "--lang", "en")
    assert (ran.exit_code, "E996" in ran.stderr, "unknowns" in ran.stderr) == (3, True, True)


def test_of_very_many_enterprises_the_wanted_ones_must_be_named(both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijian.batch.reporting.MOST_AT_ONCE", 5)
    ran = command("report", "enterprise", both.out, "-o", tmp_path / "o", "--format", "html", "--lang", "en")
    assert (ran.exit_code, "E995" in ran.stderr, "--only" in ran.stderr) == (3, True, True)


def test_only_picks_reports_of_results_too(both: Both, tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text("".join(one.model_dump_json(by_alias=True) + "\n" for one in both.results[:4]), "utf-8")
    wanted = both.results[2].assessment
    ran = command("report", "enterprise", file, "--only", wanted, "-o", tmp_path / "o", "--format", "html")
    assert ran.exit_code == 0, ran.stderr
    assert [wanted in path.name for path in (tmp_path / "o").iterdir()] == [True]
    assert "E996" in command("report", "enterprise", file, "--only", "NOBODY", "-o", tmp_path / "p", "--format", "html").stderr
