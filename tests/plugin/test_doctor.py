"""The doctor always runs and says, in both languages, what works and what does not."""

import io
import tempfile
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from tests.plugin.kit import load, plugin_module

from tijian.plugin import Category, text
from tijian.plugin.doctor import PYTHONS, Examined, doctor
from tijian.plugin.manager import Plugins

ROOT = Path(__file__).parents[2]


def by_name(found: list[Examined]) -> dict[str, Examined]:
    return {one.name: one for one in found}


def kettle() -> Plugins:
    return load(
        kettle=plugin_module(
            "kettle",
            tijian_categories=lambda: [Category("kettle", text("壶", "kettle"), "food")],
            tijian_rulesets=lambda: [files("tijian_rulesets")],
        ),
        broken=plugin_module("broken", requires_api=None),
        newer=plugin_module("newer", requires_api="1.999"),
    )


def test_everything_is_looked_at_in_a_fixed_order_and_in_both_languages() -> None:
    found = doctor(kettle(), terminal=io.TextIOWrapper(io.BytesIO(), "utf-8"))
    names = [one.name.partition(":")[0] for one in found]
    assert names == sorted(names, key=["python", "durable-rules", "plugin", "plugins", "rulesets", "terminal", "temp"].index)
    assert {"python", "durable-rules", "plugin", "rulesets", "terminal", "temp"} <= set(names)
    assert all(one.text.zh and one.text.en for one in found)
    assert all(one.hint is None or one.hint.en for one in found)


def test_loaded_and_failed_plugins_are_told_with_distribution_version_and_cause() -> None:
    found = by_name(doctor(kettle()))
    assert found["plugin:kettle"].ok
    assert "kettle (in memory) 0" in found["plugin:kettle"].text.zh
    assert not found["plugin:broken"].ok
    assert "E605" in found["plugin:broken"].text.zh
    assert found["plugin:broken"].hint
    assert found["plugins"].ok  # a warning: newer loads
    assert "W601" in found["plugins"].text("en")


def test_editions_are_listed_by_category_and_a_category_without_any_is_not_well(tmp_path: Path) -> None:
    for name in ("pan/2024.yaml", "pan/2021.yaml", "pan/cases/x.yaml", "loose.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = by_name(doctor(kettle(), [tmp_path]))
    assert found["rulesets:pan"].text("en") == "pan: editions 2021, 2024"
    assert found["rulesets:common"].ok  # of the plugin's own directory
    assert not found["rulesets:kettle"].ok
    assert "rulesets:cases" not in found


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = [one for one in doctor(kettle(), [tmp_path / "gone"]) if one.name == "rulesets"]
    assert [one.ok for one in found] == [False]


@pytest.mark.parametrize(("encoding", "ok"), [("utf-8", True), ("ascii", False), ("latin-1", False), ("gbk", False), ("gb18030", True)])
def test_a_terminal_that_cannot_show_every_character_is_told(encoding: str, ok: bool) -> None:
    found = by_name(doctor(kettle(), terminal=io.TextIOWrapper(io.BytesIO(), encoding)))
    assert found["terminal"].ok is ok


def test_a_terminal_without_an_encoding_does_not_stop_the_doctor() -> None:
    assert not by_name(doctor(kettle(), terminal=io.StringIO()))["terminal"].ok


def test_a_disk_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    found = by_name(doctor(kettle()))["temp"]
    assert not found.ok
    assert "No space left" in found.text("en")


def test_without_durable_rules_one_engine_is_said_to_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = by_name(doctor(kettle()))["durable-rules"]
    assert not found.ok
    assert "single-engine" in found.text("en")


@pytest.mark.parametrize("part", ["_python", "_durable_rules", "_plugins", "_rulesets", "_terminal", "_temp", "load_plugins"])
def test_an_examination_that_fails_is_a_finding_and_the_others_are_made(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("in the examination")

    monkeypatch.setattr(f"tijian.plugin.doctor.{part}", fail)
    found = doctor(None if part == "load_plugins" else kettle())
    assert [one.ok for one in found if "ZeroDivisionError" in one.text.zh] == [False]
    assert {"python", "temp"} <= {one.name for one in found}


def test_the_pythons_that_the_doctor_accepts_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    low, below = (".".join(map(str, one)) for one in PYTHONS)
    assert project["requires-python"] == f">={low},<{below}"
