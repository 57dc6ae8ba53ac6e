"""`tijian plugin new`: what it writes lints, passes its cases and is covered by them as it stands; what cannot be a category is refused."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.reception import PLAIN

from tijian.authoring.schema import schema_text
from tijian.kit.first_cases import write_boundaries
from tijian.kit.scaffold import Start, files_of, refusals, write
from tijian.model.problem import InputError
from tijian_cli.main import cli

TOYS = Start("toys", "玩具", "Toys", "2026", "2026-01-01")
RULES = Start("electric_blanket", "电热毯", "Electric blankets", "2026", "2026-01-01", data_only=True)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    write(RULES, tmp_path / "rules")
    write_boundaries(RULES, tmp_path / "rules")
    return tmp_path / "rules"


def run(*words: str) -> tuple[int, str]:
    done = CliRunner(env=PLAIN).invoke(cli, ["--lang", "en", *words])
    return done.exit_code, done.output


def test_a_directory_of_rulesets_lints_and_passes_its_cases_unchanged(rules: Path) -> None:
    assert run("ruleset", "lint", str(rules)) == (0, "electric_blanket/2026: no problems\n")
    code, told = run("ruleset", "test", str(rules))
    assert (code, "0 failed" in told) == (0, True), told


@pytest.mark.parametrize("start", [TOYS, RULES], ids=lambda start: start.distribution)
def test_nothing_of_a_form_is_left_unfilled(start: Start) -> None:
    for name, words in files_of(start).items():
        assert "§" not in words, name
        assert words.endswith("\n"), name


def test_every_form_is_used_by_one_of_the_two_kinds() -> None:
    forms = {entry.name.removesuffix(".form") for entry in (files("tijian.kit") / "forms").iterdir()}
    written = len(files_of(TOYS)) - 1 + len(files_of(RULES)) - 1  # the schema is no form
    shared = {"ruleset.yaml", "cases.yaml"}
    parts = {"product_derived", "product_plain"}
    assert written == len(forms - parts) + len(shared)


@pytest.mark.parametrize("start", [TOYS, RULES], ids=lambda start: start.distribution)
def test_the_schema_line_of_the_ruleset_leads_to_the_schema_that_is_written(start: Start, tmp_path: Path) -> None:
    write(start, tmp_path / "new")
    ruleset = tmp_path / "new" / start.rules / start.id / "2026.yaml"
    line = ruleset.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
    assert match is not None
    assert (ruleset.parent / match[1]).read_text("utf-8") == schema_text("ruleset")


@pytest.mark.parametrize("name", ["Toys", "1toys", "toy-s", "common", "玩具", "", "toys/../x"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    assert [problem.code for problem in refusals(Start(name, "玩具", "Toys", "2026", "2026-01-01"))] == ["E850"]


@pytest.mark.parametrize("title", ["a: b", 'he said "x"', "x{y}", "", "  ", "a\nb", "长" * 61, "#x", "$§{id}'"])
def test_a_title_that_would_break_a_file_is_refused(title: str) -> None:
    assert [problem.code for problem in refusals(Start("toys", title, "Toys", "2026", "2026-01-01"))] == ["E851"]


def test_what_is_there_is_not_written_over(rules: Path) -> None:
    before = {path: path.read_bytes() for path in rules.rglob("*") if path.is_file()}
    with pytest.raises(InputError) as refused:
        write(RULES, rules)
    assert refused.value.problems[0].code == "E852"
    assert {path: path.read_bytes() for path in rules.rglob("*") if path.is_file()} == before


def test_the_command_says_what_it_wrote_and_what_to_do_next(tmp_path: Path) -> None:
    code, told = run("plugin", "new", "toys", "--zh", "玩具", "-o", str(tmp_path / "toys"))
    assert code == 0
    named = {line.strip() for line in told.splitlines() if line.startswith("    ") and "/" in line}
    assert {path.relative_to(tmp_path / "toys").as_posix() for path in (tmp_path / "toys").rglob("*.yaml")} <= named
    assert "tijian plugin check tijian-toys" in told


def test_a_directory_of_rulesets_is_fit_to_ship_unchanged(rules: Path) -> None:
    code, told = run("plugin", "check", str(rules), "--format", "json")
    said = json.loads(told)
    assert (code, said["passed"]) == (0, True), told
    assert [step["step"] for step in said["steps"]] == ["load", "lint", "cases", "coverage", "replay"]


def test_each_fault_of_a_directory_fails_the_step_that_looks_for_it(rules: Path) -> None:
    cases = rules / "electric_blanket" / "cases" / "verdicts.yaml"
    sound = cases.read_text("utf-8")
    cases.write_text(sound.replace("grade: A, certain: true, issued: true", "grade: B, certain: true, issued: true"), "utf-8")
    assert failed_steps(rules) == (1, {"cases": ["E864"]})
    cases.write_text(sound.replace("clues: [ELE-L10]", "clues: [ELE-L1"), "utf-8")
    code, steps = failed_steps(rules)
    assert (code, set(steps) >= {"cases"}) == (4, True)
    cases.write_text(sound, "utf-8")
    ruleset = rules / "electric_blanket" / "2026.yaml"
    ruleset.write_text(ruleset.read_text("utf-8").replace("class: veto", "class: vetoed", 1), "utf-8")
    code, steps = failed_steps(rules)
    assert (code, "lint" in steps) == (4, True)


def failed_steps(rules: Path) -> tuple[int, dict[str, list[str]]]:
    code, told = run("plugin", "check", str(rules), "--format", "json")
    steps = json.loads(told)["steps"]
    return code, {step["step"]: [one["code"] for one in step["problems"]] for step in steps if not step["passed"]}


@pytest.mark.parametrize("target", ["no-such-distribution", "."])
def test_what_is_not_there_is_said_with_what_to_do(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = run("plugin", "check", target)
    assert (code, "E853" in told or "E854" in told) == (3, True)
