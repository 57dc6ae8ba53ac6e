"""Firing coverage: a case taken away is missed, a case that does not come out proves nothing, and the command says so."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from tests.cli.reception import run
from tests.proving.slate import opened, slate

from tijian.proving.boundaries import boundaries
from tijian.proving.coverage import Coverage, coverage

LIT = """\
- name: a slate with a lamp that is there
  given: {assessed_on: "2021-05-01", product: {lit: true, width: 30}, answers: {all: conform}}
  expect: {grade: good, certain: true}
"""
LAMP = "S-G minor - minor"  # with the next one, all that fires the lamp's check
LAMP_ALONE = ("S-G major - fail", LAMP)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Cases that cover everything: those made, and the one they leave to people, a lamp that conforms."""
    return boundaries(*opened(slate(tmp_path_factory.mktemp("made")))).text + LIT


def without(cases: str, *names: str) -> str:
    """The cases without those of these names."""
    head, *rest = cases.split("\n- name: ")
    kept = [one for one in rest if one.splitlines()[0].strip('"') not in names]
    assert len(kept) == len(rest) - len(names)
    return "\n- name: ".join([head, *kept])


def covered(folder: Path, cases: str) -> Coverage:
    return coverage(*opened(slate(folder, cases=cases)))


def missing(found: Coverage) -> dict[str, tuple[str, ...]]:
    return {item.id: item.missing for item in found.items if item.missing}


def test_all_cases_together_cover_exactly_everything(tmp_path: Path, whole: str) -> None:
    found = covered(tmp_path, whole)
    assert (found.percent, missing(found), found.failing, found.problems) == (Fraction(100), {}, (), ())


def test_what_judges_nothing_is_told_with_a_reason_and_is_no_gap(tmp_path: Path, whole: str) -> None:
    told = {item.id: item.why_not_fired for item in covered(tmp_path, whole).items if item.why_not_fired is not None}
    assert set(told) == {"T-UNKNOWN"}


def test_the_item_that_a_removed_case_alone_fired_is_missed(tmp_path: Path, whole: str) -> None:
    found = covered(tmp_path, without(whole, *LAMP_ALONE))
    assert missing(found) == {"S-G": ("fires",)}
    assert 0 < found.percent < 100


def test_one_of_two_cases_that_fire_an_item_may_go(tmp_path: Path, whole: str) -> None:
    assert covered(tmp_path, without(whole, LAMP)).percent == 100


def test_the_case_that_alone_spares_an_item_is_missed_too(tmp_path: Path, whole: str) -> None:
    assert missing(covered(tmp_path, whole.removesuffix(LIT))) == {"S-G": ("spared",)}


def test_a_case_that_does_not_come_out_proves_nothing(tmp_path: Path, whole: str) -> None:
    found = covered(tmp_path, whole.replace(LIT, LIT.replace("grade: good", "grade: bad")))
    assert [one.case.name for one in found.failing] == ["a slate with a lamp that is there"]
    assert missing(found) == {"S-G": ("spared",)}


def test_a_case_that_is_refused_is_failing_and_says_why(tmp_path: Path, whole: str) -> None:
    found = covered(tmp_path, whole + LIT.replace("lit: true", "colour: red").replace("a slate", "another slate"))
    assert len(found.failing) == 1
    assert any("colour" in problem.text("en") for problem in found.problems)
    assert found.percent == 100


def test_without_cases_nothing_is_covered(tmp_path: Path) -> None:
    found = covered(tmp_path, "[]\n")
    assert (found.cases, found.percent) == (0, Fraction(0))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_tells_programs_what_fires_each_item(tmp_path: Path, whole: str, language: str) -> None:
    rules = slate(tmp_path, cases=whole) / "slate" / "2021.yaml"
    done = run("ruleset", "coverage", rules, "--format", "json", "--fail-under", "100", "--lang", language)
    assert done.exit_code == 0, done.output
    (told,) = json.loads(done.stdout)
    assert (told["ruleset"], told["percent"], told["failing"]) == ("slate/2021", "100", [])
    by_id = {(item["kind"], item["id"]): item for item in told["items"]}
    assert by_id["site", "S-G"]["spared"] == "a slate with a lamp that is there"
    assert by_id["test", "T-UNKNOWN"]["cannot_fire"].keys() == {"zh", "en"}


@pytest.mark.parametrize(("language", "said"), [("zh", "S-G：没有案例使它不符合（成立）"), ("en", "S-G: no case fires it")])
def test_the_command_ends_with_1_below_what_is_asked_and_names_the_gap(tmp_path: Path, whole: str, language: str, said: str) -> None:
    rules = slate(tmp_path, cases=without(whole, *LAMP_ALONE)) / "slate" / "2021.yaml"
    strict = run("ruleset", "coverage", rules, "--fail-under", "100", "--lang", language)
    assert strict.exit_code == 1
    assert said.replace("：", ":").replace(" ", "") in strict.stdout.replace("：", ":").replace(" ", "")
    assert run("ruleset", "coverage", rules, "--fail-under", "90", "--lang", language).exit_code == 0


def test_the_command_ends_with_1_where_a_case_fails(tmp_path: Path, whole: str) -> None:
    rules = (
        slate(tmp_path, cases=whole + LIT.replace("a slate", "a wrong slate").replace("grade: good", "grade: bad")) / "slate" / "2021.yaml"
    )
    done = run("ruleset", "coverage", rules, "--lang", "en")
    assert done.exit_code == 1
    assert "awrongslatewithalampthatisthere:thecasefailsandprovesnothing" in "".join(done.stdout.split())
