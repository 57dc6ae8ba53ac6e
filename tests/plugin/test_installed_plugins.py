"""Distributions that are really built and installed: each fault is told by name, version and cause, and hides no other plugin."""

from typing import Any

import pytest

SOUND = {"agency-sound", "agency-unruly", "agency-api-newer"}
FAULTY = {
    "agency-broken-import": ("2.1", "E601", "RuntimeError: the table of kettles is not there"),
    "agency-broken-syntax": ("1.0", "E601", "SyntaxError"),
    "agency-missing-dependency": ("1.0", "E602", "agency_that_was_never_built"),
    "agency-misspelt-hook": ("1.0", "E603", "did you mean 'tijian_categories'?"),
    "agency-unmarked-hook": ("1.0", "E611", "tijian_categories without @hookimpl"),
    "agency-wrong-arguments": ("1.0", "E604", "tijian_derive(category, product, produced_on, assessed_on)"),
    "agency-api-other": ("1.0", "E606", "2.0"),
    "agency-api-none": ("1.0", "E605", "requires_api"),
    "agency-shadowing": ("1.0", "E607", "turtle"),
    "agency-rival-a": ("1.4", "E608", "agency-rival-b 0.9"),
    "agency-rival-b": ("0.9", "E608", "agency-rival-a 1.4"),
}


@pytest.mark.parametrize("distribution", sorted(FAULTY))
def test_a_broken_plugin_is_listed_with_distribution_version_and_cause(report: dict[str, Any], distribution: str) -> None:
    version, code, cause = FAULTY[distribution]
    failed = report["failed"][distribution]
    assert failed["version"] == version
    assert failed["codes"] == [code]
    assert not failed["set_aside"]
    assert cause in failed["text"]
    assert failed["text"].count(f"{distribution} {version}") == 2  # in Chinese and in English


def test_the_plugins_without_a_fault_all_load_beside_the_broken_ones(report: dict[str, Any]) -> None:
    agencies = {name for name in report["loaded"] if name.startswith("agency-")}
    assert agencies == SOUND
    assert {name for name in report["failed"] if name.startswith("agency-")} == set(FAULTY)


def test_the_place_in_the_plugins_own_code_is_told(report: dict[str, Any]) -> None:
    file, line = report["failed"]["agency-broken-import"]["at"][0]
    assert file.endswith("agency_broken_import.py")
    assert line == 9  # the raise, below the call of it
    file, line = report["failed"]["agency-broken-syntax"]["at"][0]
    assert (file.rpartition("/")[2].rpartition("\\")[2], line) == ("agency_broken_syntax.py", 3)


def test_a_plugin_for_a_newer_minor_version_loads_with_a_warning(report: dict[str, Any]) -> None:
    assert "api_newer" in report["owners"]
    assert [text for code, text in report["warnings"] if code == "W601" and "agency-api-newer 1.0" in text]


def test_of_two_that_claim_a_category_the_preferred_one_loads_and_the_other_is_set_aside(report: dict[str, Any]) -> None:
    assert "contested" not in report["owners"]
    preferred = report["prefer_b"]
    assert preferred["owners"]["contested"] == "agency-rival-b"
    assert preferred["failed"]["agency-rival-a"]["set_aside"]
    assert preferred["failed"]["agency-rival-a"]["codes"] == ["W602"]


def test_the_rulesets_that_a_distribution_brings_are_found(report: dict[str, Any]) -> None:
    assert "agency-sound:agency_sound_rulesets" in report["roots"]


def test_nothing_that_a_plugin_prints_gets_into_standard_output(report: dict[str, Any]) -> None:
    # had it, the report on standard output would not have been JSON; `os.write` is beyond reach in this process
    assert "unruly: printed while importing" in report["stderr"]
    assert "unruly: printed with print" in report["stderr"]


@pytest.mark.parametrize(
    ("way", "values", "codes"),
    [
        ("sound", {"level": "A", "load": "2.50", "heavy": "False"}, []),
        ("nothing", {}, []),
        ("raise", {}, ["E620"]),
        ("sys_exit", {}, ["E620"]),
        ("mutate", {}, ["E620"]),
        ("nan", {}, ["E624"]),
        ("float", {}, ["E623"]),
        ("int", {}, ["E623"]),
        ("wrong_type", {}, ["E623"]),
        ("unknown_attribute", {}, ["E621"]),
        ("no_choice", {}, ["E622"]),
        ("no_mapping", {}, ["E625"]),
        ("huge", {}, ["E624"]),
        ("implausible", {"load": "999"}, ["W605"]),
    ],
)
def test_what_an_unruly_plugin_returns_is_used_only_where_it_is_what_the_ruleset_declares(
    report: dict[str, Any], way: str, values: dict[str, str], codes: list[str]
) -> None:
    answer = report["ways"][way]
    assert (answer["values"], answer["codes"]) == (values, codes)
    assert all("agency-unruly 3.0" in text for text in answer["text"].split(" / ") if text)


def test_the_traceback_of_a_plugin_that_raises_is_in_the_log_and_its_line_in_the_problem(report: dict[str, Any]) -> None:
    assert "Traceback (most recent call last)" in report["stderr"]
    assert "LookupError: no such kettle" in report["stderr"]
    assert len(report["ways"]["raise"]["line"]) == 1


def test_a_scoring_model_that_is_not_monotone_is_found_and_a_mean_is_not(report: dict[str, Any]) -> None:
    assert report["models"]["mean"] == []
    assert "E650" in report["models"]["contrary"]
