"""Rows 58–60, 79, 81 and 82 of docs/bad-inputs.md: what a campaign or its results hold that does not belong together, or hardly anything."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.campaign.ground import dossier, lay
from tests.cli.reception import DEMO, run
from tests.compare.harbour import rules


def compared(folder: Path, dossiers: list[Any], *words: str, **changes: Any) -> tuple[Any, dict[str, Any]]:
    """The command's run on a small campaign, and the comparison it wrote."""
    if not (folder / "rules").exists():
        rules(folder / "rules")
    done = run("compare", lay(folder / "c", dossiers, **changes), "--format", "json", "--ruleset-path", folder / "rules", *words)
    assert "Traceback" not in done.stderr
    return done, json.loads(done.stdout)


def test_row_58_an_enterprise_twice_in_a_category_is_a_finding_and_in_two_categories_is_none(tmp_path: Path) -> None:
    done, data = compared(tmp_path, [dossier(1, name="同一家"), dossier(2, name="同一家"), dossier(3, "kite", name="同一家")])
    assert (done.exit_code, data["judged"], data["enterprises"]) == (0, 3, 1)
    assert done.stderr.count("F450") == 2  # the finding, and how to have it explained
    assert "dossiers.jsonl:2" in done.stderr


def test_row_58_one_code_with_two_names_is_a_finding(tmp_path: Path) -> None:
    code = "91310115MA1K3LAH4H"
    done, _ = compared(tmp_path, [dossier(1, uscc=code), dossier(2, "kite", uscc=code)])
    assert "F451" in done.stderr


@pytest.mark.parametrize(("change", "code"), [({"district": "东城"}, "F934"), ({"institution": "丙院"}, "F935")])
def test_row_59_an_unknown_district_or_institution_is_a_finding_with_its_place(tmp_path: Path, change: dict[str, str], code: str) -> None:
    done, data = compared(tmp_path, [dossier(1), dossier(2, **change)])
    assert (done.exit_code, data["judged"]) == (0, 2)
    assert code in done.stderr
    assert "dossiers.jsonl:2:" in done.stderr


def test_row_59_a_category_without_a_ruleset_is_listed_not_skipped(tmp_path: Path) -> None:
    done, data = compared(tmp_path, [dossier(1), dossier(2) | {"category": "raft"}])
    assert (done.exit_code, data["judged"]) == (3, 1)
    assert [(one["assessment"], one["problems"][0]["code"]) for one in data["not_judged"]] == [("A-2", "E142")]
    assert "F936" in done.stderr


def test_row_60_an_assessment_outside_the_campaigns_visits_is_a_warning(tmp_path: Path) -> None:
    done, data = compared(tmp_path, [dossier(1, assessed_on="2025-04-01")])
    assert (done.exit_code, data["judged"], data["verdicts"]["issued"]) == (0, 1, 1)
    assert "W937" in done.stderr


@pytest.mark.parametrize("many", [0, 1, 2, 5])
@pytest.mark.parametrize("answers", [{}, {"V1": "major"}])
def test_row_79_none_one_all_failing_and_all_equal_are_reported_without_a_division_or_a_rank_of_few(
    tmp_path: Path, many: int, answers: dict[str, str]
) -> None:
    done, data = compared(tmp_path, [dossier(n, ("boat", "kite")[n % 2], answers=answers) for n in range(many)])
    assert (done.exit_code, data["judged"]) == (0, many)
    ranked = [group["rank"] for group in data["categories"] if group["judged"] >= 3]
    assert ranked == [1] * len(ranked)
    assert all(group["rank"] is None for group in data["categories"] if group["judged"] < 3)
    assert (data["verdicts"]["capable"]["percent"] is None) == (many == 0)
    text = run("compare", tmp_path / "c", "--ruleset-path", tmp_path / "rules")
    assert (text.exit_code, "nan" in text.stdout.lower()) == (0, False)


def test_row_81_editions_that_changed_during_a_campaign_are_listed_and_not_averaged(tmp_path: Path) -> None:
    visits = {"phases": {"visit": {"from": "2025-01-01", "until": "2025-12-31"}}}
    mixed = [dossier(1), dossier(2), dossier(3, assessed_on="2025-08-01")]
    _, data = compared(tmp_path, mixed, **visits)
    assert (data["mixed"], data["total"]["mean"], [use["edition"] for use in data["editions"]]) == (["boat"], None, ["1", "2"])
    _, asked = compared(tmp_path, mixed, "--allow-mixed", **visits)
    assert (asked["mixed"], asked["total"]["mean"]) == (["boat"], "100.00")


def test_row_82_results_that_were_altered_or_torn_are_told_with_their_line_and_not_taken(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    assert run("assess", DEMO / "mask_a.yaml", DEMO / "mask_b.yaml", DEMO / "mask_d.yaml", "--format", "json", "-o", results).exit_code == 0
    whole, altered, torn = results.read_text("utf-8").splitlines()
    results.write_text("\n".join([whole, altered.replace('"grade":"B"', '"grade":"A"'), torn[:-30]]), "utf-8")
    done = run("verify", results, DEMO / "mask_a.yaml", DEMO / "mask_b.yaml", DEMO / "mask_d.yaml")
    assert done.exit_code == 1
    assert [line[:2] for line in done.stdout.splitlines() if not line.startswith(" ")][:3] == ["相同", "不同", "不同"]
    compared = run("compare", results)
    assert compared.exit_code == 3
    assert [f"{results}:{line}:1: E712" in compared.stderr for line in (1, 2, 3)] == [False, True, True]
