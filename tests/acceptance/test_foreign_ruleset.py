"""A ruleset directory that is not ours: an invented product, written in data alone, linted, tested, assessed and verified by the installed command.

`foreign/` has its own sections and section weights, the tree model, another credit and coverage, comparison of rounded values in halves, parts
summed and judged each, an own scale, nine specimens of ten, a guard band, grades, clue codes and chained diagnoses of its own. The scores
expected here were computed by hand from the table of weights in the file.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

FOREIGN = Path(__file__).with_name("foreign")
RULES = FOREIGN / "lantern_kite" / "2025.10.yaml"
DOSSIERS = [FOREIGN / "demo" / f"{name}.yaml" for name in ("released", "grounded", "waiting")]
RESULT_SCHEMA = Path(__file__).parents[2] / "schemas" / "result.schema.json"


def tijian(*words: str | Path, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """The installed command, in a process of its own, with nothing but its words."""
    script = shutil.which("tijian", path=str(Path(sys.executable).parent))
    assert script is not None, "the package is installed with its command"
    own = {"TIJIAN_LANG": "en", "COLUMNS": "140", "PYTHONIOENCODING": "utf-8", "TIJIAN_RULESET_PATH": "", "TIJIAN_DEBUG": ""}
    return subprocess.run(
        [script, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=folder,
        env=os.environ | own,
        check=False,
    )


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The results of the three dossiers, as the command writes them."""
    done = tijian("assess", *DOSSIERS, "--ruleset-path", FOREIGN, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "" if durable_is_here() else done.stderr)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def results(lines: list[str]) -> dict[str, Any]:
    return {Path(file).stem: json.loads(line) for file, line in zip(DOSSIERS, lines, strict=True)}


def durable_is_here() -> bool:
    return importlib.util.find_spec("durable") is not None


def share(score: dict[str, str]) -> Fraction:
    return Fraction(int(score["numerator"]), int(score["denominator"]))


def states(result: dict[str, Any]) -> dict[str, str]:
    return {check["id"]: check["state"] for check in result["checks"]}


def values(result: dict[str, Any]) -> dict[str, str | None]:
    return {check["id"]: check["value"] for check in result["checks"]}


def test_it_is_data_alone_and_includes_nothing_of_ours() -> None:
    assert {file.suffix for file in FOREIGN.rglob("*") if file.is_file()} == {".yaml"}
    assert "\nincludes" not in RULES.read_text("utf-8")


def test_it_is_linted_without_a_problem() -> None:
    done = tijian("ruleset", "lint", FOREIGN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "lantern_kite/2025.10: no problems\n", "")


def test_its_golden_cases_pass_and_are_those_of_the_files() -> None:
    written = sum(file.read_text("utf-8").count("- name: ") for file in (FOREIGN / "lantern_kite" / "cases").iterdir())
    done = tijian("ruleset", "test", "lantern_kite", "--ruleset-path", FOREIGN)
    assert (done.returncode, done.stdout) == (0, f"lantern_kite/2025.10: {written} cases passed, 0 failed\n")


def test_a_limit_that_is_changed_fails_the_case_beside_it(tmp_path: Path) -> None:
    copy = shutil.copytree(FOREIGN, tmp_path / "copy")
    text = RULES.read_text("utf-8")
    changed = text.replace("round_to: 0.5", "round_to: 0.1")
    assert changed != text
    (copy / "lantern_kite" / RULES.name).write_text(changed, "utf-8")
    done = tijian("ruleset", "test", copy)
    assert done.returncode == 1
    assert "a pull of 24.75 is 25.0 in halves and passes" in done.stdout
    assert "states.T-PULL: expected pass, found fail" in done.stdout


def test_each_result_is_one_line_that_fits_the_published_schema(lines: list[str]) -> None:
    schema = json.loads(RESULT_SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert len(lines) == len(DOSSIERS)
    for line in lines:
        jsonschema.validate(json.loads(line), schema)


def test_both_engines_draw_the_same_conclusions_from_rules_they_never_saw(results: dict[str, Any]) -> None:
    for result in results.values():
        assert result["engines"]["direct"] == "ran"
        assert result["engines"]["agree"] is (True if durable_is_here() else None)


def test_sections_are_scored_one_by_one_weighted_and_blended_by_its_own_shares(results: dict[str, Any]) -> None:
    score = results["released"]["score"]
    frame = Fraction(3 + 4) / 9 + Fraction(2, 9) * Fraction(2, 5)  # a minor general check of weight 2, with credit 0.4
    site = (5 * frame + 3 * 1 + 2 * 1) / 10
    assert score["model"] == "tree"
    assert [share(score["sections"][name]) for name in ("frame", "lamp", "office")] == [frame, 1, 1]
    assert share(score["site"]) == site == Fraction(14, 15)
    assert share(score["tests"]) == 1
    assert share(score["total"]) == Fraction(55, 100) * site + Fraction(45, 100)
    assert score["total"]["value"] == "96.33"
    assert site != Fraction(78 + 30 + 55, 90 + 30 + 55)  # what `flat` would have given


def test_values_are_combined_converted_and_rounded_as_it_says(results: dict[str, Any]) -> None:
    shown = values(results["released"])
    assert shown["T-PULL"] == "mean(24.6, 24.9) = 24.75 → 25.0"
    assert shown["T-INK"] == "alpha 30 + beta <5 + gamma ND(LOD=2) = [30, 37)"
    of = states(results["released"])
    assert {name: of[name] for name in ("T-PULL", "T-KNOT", "T-INK", "T-SKIN", "T-HEAT")} == dict.fromkeys(
        ("T-PULL", "T-KNOT", "T-INK", "T-SKIN", "T-HEAT"), "pass"
    )
    assert (of["T-FADE"], of["T-MASS"], of["L-2"]) == ("informational", "not_sampled", "not_applicable")


def test_its_own_grades_are_given_and_issued(results: dict[str, Any]) -> None:
    released, grounded = results["released"]["verdict"], results["grounded"]["verdict"]
    assert [released[key] for key in ("grade", "capable", "certain", "issued", "grounds")] == ["released", "yes", True, True, "coverage"]
    assert [grounded[key] for key in ("grade", "capable", "certain", "issued")] == ["grounded", "no", True, True]
    assert [(atom["row"], atom["checks"]) for atom in grounded["decided_by"]] == [
        (1, ["T-HEAT", "T-PULL"]),
        (1, ["F-2", "L-1", "T-HEAT", "T-PULL"]),
    ]


def test_diagnoses_chain_its_clue_carries_its_own_code_and_actions_gather_what_one_cause_explains(results: dict[str, Any]) -> None:
    grounded = results["grounded"]
    assert share(grounded["score"]["total"]) == Fraction(55, 100) * (5 * Fraction(66, 90) + 3 * Fraction(1, 4) + 2) / 10
    assert [one["id"] for one in grounded["diagnoses"]] == ["D-ALL", "D-LAMP", "D-LINE"]
    assert [(clue["code"], clue["urgency"], clue["checks"], clue["evidence"]) for clue in grounded["clues"]] == [
        ("K8", "immediate", ["L-1", "T-HEAT"], ["IMG_0007"])
    ]
    assert [(action["id"], action["checks"], action["due"]) for action in grounded["actions"]] == [
        ("D-LAMP", ["T-HEAT"], "2025-11-08"),
        ("D-LINE", ["T-PULL"], "2025-11-08"),
        ("D-ALL", ["F-2", "L-1"], "2025-11-06"),
    ]


def test_what_is_not_known_yet_leaves_the_span_of_grades_between(results: dict[str, Any]) -> None:
    verdict, score = results["waiting"]["verdict"], results["waiting"]["score"]
    assert [verdict[key] for key in ("grade", "certain", "issued", "worst", "best")] == [None, False, False, "tethered", "soaring"]
    assert verdict["possible"] == ["tethered", "released", "soaring"]
    assert [one["check"] for one in verdict["pending"]] == ["L-1", "T-PULL"]
    assert share(score["total"]["low"]) == Fraction(55, 100) * (5 + 3 * Fraction(1, 4) + 2) / 10 + Fraction(45, 100) * Fraction(2, 5)
    assert share(score["total"]["high"]) == 1


def test_verify_says_same_and_a_changed_byte_says_different(tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "results.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    same = tijian("verify", file, *DOSSIERS, "--ruleset-path", FOREIGN)
    assert (same.returncode, [line.split()[0] for line in same.stdout.splitlines()]) == (0, ["same"] * 3)
    file.write_text("\n".join(lines).replace("24.75", "24.76") + "\n", "utf-8")
    changed = tijian("verify", file, *DOSSIERS, "--ruleset-path", FOREIGN)
    assert changed.returncode == 1
    assert [line.split()[0] for line in changed.stdout.splitlines() if not line.startswith(" ")] == ["different", "same", "same"]
    elsewhere = tijian("verify", file, *DOSSIERS)
    assert elsewhere.returncode == 3
    assert "ruleset not here" in elsewhere.stdout


def test_where_the_directory_lies_changes_no_byte(tmp_path: Path, lines: list[str]) -> None:
    copy = shutil.copytree(FOREIGN, tmp_path / "another place" / "规则")
    done = tijian("assess", *sorted((copy / "demo").iterdir()), "--ruleset-path", copy, "--format", "json", folder=tmp_path)
    assert done.returncode == 0
    assert sorted(done.stdout.splitlines()) == sorted(lines)


def test_the_report_for_people_speaks_its_words() -> None:
    done = tijian("assess", DOSSIERS[0], "--ruleset-path", FOREIGN, "--lang", "zh")
    assert done.returncode == 0
    assert [word for word in ("灯笼风筝", "released", "骨架存放干燥", "F-3") if word not in done.stdout] == []
