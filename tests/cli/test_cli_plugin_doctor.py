"""`tijian plugin list` and `tijian doctor` always run, whatever is broken, and say what is."""

from pathlib import Path

import pytest
from tests.cli.reception import KETTLE, dossier, run, shop

from tijian.model.problem import Problem
from tijian.model.text import text
from tijian.plugin import manager
from tijian.plugin.manager import Failed, Plugins
from tijian.plugin.origin import Origin

BROKEN = Origin("boiler", "agency-boiler", "0.3")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The installed plugins, and one more that could not be loaded."""
    load = manager.load_plugins

    def with_broken(*args: object, **kwargs: object) -> Plugins:
        real = load(*args, **kwargs)  # type: ignore[arg-type]  # passed through
        failed = Failed(BROKEN, (BROKEN.problem("E601", "不能导入", "cannot be imported"),))
        return Plugins(real.loaded, [*real.failed, failed], real.warnings, {})

    for place in ("tijian.plugin.manager", "tijian.plugin.doctor", "tijian.catalogues"):
        monkeypatch.setattr(f"{place}.load_plugins", with_broken)


def test_the_plugins_are_listed_with_distribution_version_and_category() -> None:
    done = run("plugin", "list")
    assert (done.exit_code, done.stderr) == (0, "")
    for words in ("mask", "fire_door", "tijian 0.", "可用"):
        assert words in done.stdout


@pytest.mark.usefixtures("broken")
def test_a_broken_plugin_is_listed_with_its_distribution_version_and_cause_and_the_list_still_runs() -> None:
    done = run("plugin", "list", "--lang", "en")
    assert done.exit_code == 0
    assert "agency-boiler 0.3" in done.stdout
    assert "failed" in done.stdout
    assert "E601" in done.stdout
    assert "cannot be imported" in done.stdout
    assert "works" in done.stdout


@pytest.mark.usefixtures("broken")
def test_a_broken_plugin_is_said_on_stderr_while_the_others_work(tmp_path: Path) -> None:
    done = run("assess", dossier(tmp_path), "--ruleset-path", shop(tmp_path / "rules"))
    assert done.exit_code == 0
    assert "agency-boiler 0.3" in done.stderr
    assert "agency-boiler" not in done.stdout


@pytest.mark.usefixtures("broken")
def test_the_doctor_names_a_broken_plugin_and_ends_with_4() -> None:
    done = run("doctor")
    assert done.exit_code == 4
    assert "agency-boiler 0.3" in done.stdout


def test_the_doctor_finds_a_healthy_machine_healthy() -> None:
    done = run("doctor")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Python 3." in done.stdout
    assert "试评 " in done.stdout
    assert "demo" not in done.stdout


def test_the_doctor_names_a_ruleset_by_which_nothing_can_be_assessed(tmp_path: Path) -> None:
    rules = shop(tmp_path, rules=KETTLE.replace("fails('K-V')", "fails('K-W')"))
    done = run("doctor", "--ruleset-path", rules, "--lang", "en")
    assert done.exit_code == 4
    assert "kettle: 1 errors, nothing can be assessed by it" in done.stdout
    assert "run tijian ruleset lint" in done.stdout


def test_the_doctor_survives_an_engine_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian.model.problem import EngineDisagreement

    def disagree(*_: object) -> None:
        raise EngineDisagreement(Problem("E701", text("不一致", "they disagree")))

    monkeypatch.setattr("tijian.assessment.assess", disagree)
    done = run("doctor")
    assert done.exit_code == 4
    assert "不一致" in done.stdout
