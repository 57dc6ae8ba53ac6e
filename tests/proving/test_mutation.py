"""Faults planted in a small ruleset: strong cases notice, weak ones do not, and a reason is only for what is alive."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.reception import run
from tests.proving.slate import opened, slate

from tijian.proving.boundaries import boundaries
from tijian.proving.coverage import trials
from tijian.proving.mutation import Mutation, mutation
from tijian.proving.survivors import idle_reasons, read_reasons

ALIVE = "scoring coverage 80 -> 79"  # no laboratory of so few tests comes that near to four fifths


@pytest.fixture(scope="module")
def strong(tmp_path_factory: pytest.TempPathFactory) -> str:
    return boundaries(*opened(slate(tmp_path_factory.mktemp("made")))).text


def weakened(cases: str) -> str:
    """The same cases, expecting nothing but whether it is certain."""
    weak, count = re.subn(
        r"^  expect: .*$",
        lambda line: f"  expect: {{certain: {'false' if 'certain: false' in line[0] else 'true'}}}",
        cases,
        flags=re.MULTILINE,
    )
    assert count > 50
    return weak


def examined(folder: Path, cases: str) -> Mutation:
    catalogue, edition = opened(slate(folder, cases=cases))
    entry = catalogue.edition(edition.category, edition.edition)
    judged = trials(catalogue, entry, edition)
    assert judged.passed
    assert judged.failing == []
    return mutation(catalogue, entry, judged)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, strong: str) -> Mutation:
    return examined(tmp_path_factory.mktemp("strong"), strong)


def test_the_cases_made_notice_nearly_every_fault(found: Mutation) -> None:
    assert found.counted > 90
    assert found.percent >= 95
    assert {one.id for one in found.survivors} >= {ALIVE}


def test_every_fault_has_a_name_of_its_own(found: Mutation) -> None:
    ids = [one.id for one in (*found.caught, *found.survivors)]
    assert len(ids) == len(set(ids))


def test_cases_that_expect_next_to_nothing_let_faults_live(tmp_path: Path, strong: str, found: Mutation) -> None:
    weak = examined(tmp_path, weakened(strong))
    assert weak.counted == found.counted
    assert weak.percent < 50
    assert {one.id for one in weak.survivors} > {one.id for one in found.survivors}


def test_a_limit_moved_by_one_last_place_is_noticed(found: Mutation) -> None:
    moved = {one.item for one in found.caught if one.operator == "threshold"}
    assert moved >= {"T-GE", "T-GT", "T-LE", "T-LT", "T-IN", "T-DECLARED", "T-SUM", "T-COUNT", "T-ROWS"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_survivor_is_shown_with_its_reason(tmp_path: Path, strong: str, language: str) -> None:
    rules = slate(tmp_path, cases=strong, reasons=f'"{ALIVE}": {{zh: 检测项太少, en: too few tests}}\n') / "slate" / "2021.yaml"
    told = run("ruleset", "coverage", rules, "--mutants", "--lang", language)
    assert told.exit_code == 0, told.output
    assert {"zh": "检测项太少", "en": "too few tests"}[language] in next(line for line in told.stdout.splitlines() if ALIVE in line)
    (data,) = json.loads(run("ruleset", "coverage", rules, "--mutants", "--format", "json", "--lang", language).stdout)
    reasons = {one["id"]: one["reason"] for one in data["mutants"]["survivors"]}
    assert reasons[ALIVE] == {"zh": "检测项太少", "en": "too few tests"}
    assert [name for name, reason in reasons.items() if reason is None] == [name for name in reasons if name != ALIVE]


@pytest.mark.parametrize("which", ["caught", "discarded", "unknown"])
def test_a_reason_for_nothing_is_an_error_where_it_stands(tmp_path: Path, strong: str, found: Mutation, which: str) -> None:
    name, said = {
        "caught": (next(one.id for one in found.caught if one.item == "T-GE"), "a case notices this fault now"),
        "discarded": (found.discarded[0].id, "is not counted"),
        "unknown": ("scoring coverage 80 -> 78", "there is no such fault"),
    }[which]
    reasons = json.dumps(name) + ": {zh: 理由, en: a reason}\n"
    _, edition = opened(slate(tmp_path, cases=strong, reasons=f'"{ALIVE}": {{zh: 少, en: few}}\n' + reasons))
    (problem,) = idle_reasons(read_reasons(edition), found)
    assert problem.code == "E806"
    assert said in problem.text("en")
    assert problem.at is not None
    assert (Path(problem.at.file), problem.at.line) == (tmp_path / "slate" / "survivors" / "2021.yaml", 2)
    assert ("did you mean" in (problem.hint("en") if problem.hint else "")) == (which == "unknown")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_fails_on_a_reason_for_nothing_and_below_what_is_asked(tmp_path: Path, strong: str, language: str) -> None:
    rules = slate(tmp_path, cases=strong, reasons="gone: {zh: 理由, en: a reason}\n") / "slate" / "2021.yaml"
    done = run("ruleset", "coverage", rules, "--mutants", "--lang", language)
    assert done.exit_code > 1
    assert "E806" in done.stderr
    slate(tmp_path, cases=weakened(strong), reasons="{}\n")
    assert run("ruleset", "coverage", rules, "--fail-mutants-under", "95", "--lang", language).exit_code == 1
    slate(tmp_path, cases=strong)
    assert run("ruleset", "coverage", rules, "--fail-mutants-under", "95", "--lang", language).exit_code == 0
