"""`tijian compare … --board`: the page beside the output, or a refusal before the work begins."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.board.boards import held
from tests.campaign.ground import dossier, lay
from tests.cli.reception import run
from tests.compare.harbour import rules


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A directory with the two small categories in `rules`."""
    rules(tmp_path / "rules")
    return tmp_path


def compare(here: Path, *words: Any) -> Any:
    return run("compare", *words, "--ruleset-path", here / "rules")


def test_the_board_of_a_campaign_is_written_beside_the_output(here: Path) -> None:
    folder = lay(here / "c", [dossier(n, ("boat", "kite")[n % 2], answers={"G1": "major"}) for n in range(6)])
    done = compare(here, folder, "--board", here / "board.html", "--format", "json", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    page = (here / "board.html").read_bytes()
    compared = json.loads(done.stdout)
    assert page.startswith(b'<!doctype html>\n<html lang="en">')
    assert held(page)["rows"]["id"] == numbers(folder)
    assert held(page)["planned"] == compared["planned"]
    assert [one["title"] for one in held(page)["dimensions"]["category"]] == [[one["title"]["zh"]] for one in compared["categories"]]
    assert "the board is in" in done.stderr


def numbers(folder: Path) -> list[str]:
    """The numbers of the dossiers of a campaign, in order."""
    return sorted(json.loads(line)["assessment"] for line in (folder / "dossiers.jsonl").read_text("utf-8").splitlines())


def test_a_dossier_that_could_not_be_judged_is_named_on_the_board(here: Path) -> None:
    folder = lay(here / "c", [dossier(1), {**dossier(2), "category": "submarine"}])
    done = compare(here, folder, "--board", here / "board.html")
    assert done.exit_code == 3
    data = held((here / "board.html").read_bytes())
    assert [(one["category"], one["why"][0][0]) for one in data["not_judged"]] == [("submarine", "E142")]
    assert len(data["rows"]["id"]) == 1


def test_a_place_where_nothing_can_be_written_is_refused_before_the_work(here: Path) -> None:
    done = compare(here, here / "no-such-campaign", "--board", here / "nowhere" / "board.html")
    assert done.exit_code == 3
    assert "E711" in done.stderr
    assert done.stdout == ""
