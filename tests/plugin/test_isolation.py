"""Plugins in the child process: every way of failing is a finding of that plugin, and this process and the next question live on."""

import gc
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.plugin.kit import Site

from tijian.model.problem import PluginError
from tijian.model.ruleset import Derived
from tijian.plugin.claims import Claims
from tijian.plugin.derived import Derivation
from tijian.plugin.isolate import Isolated, Isolation
from tijian.plugin.loaded import Loaded, RegisteredModel
from tijian.plugin.manager import Plugins, load_plugins
from tijian.plugin.scoring_api import Scored

Load = Callable[[str], Loaded]
DECLARED = {
    "level": Derived(choices=("A", "B")),
    "load": Derived(type="number", range=(Decimal(0), Decimal(50))),
    "heavy": Derived(type="boolean"),
    "note": Derived(type="text"),
}
POSIX = sys.platform != "win32"


def ask(plugin: Loaded, way: str, **more: str) -> Derivation:
    return plugin.voice.derive("unruly", {"way": way, **more}, None, "2025-05-01", DECLARED)


def codes(answer: Derivation) -> list[str]:
    assert all("agency-unruly 3.0" in problem.text.zh for problem in answer.problems)
    return [problem.code for problem in answer.problems]


def assert_works(plugin: Loaded) -> None:
    assert ask(plugin, "sound") == ({"level": "A", "load": Decimal("2.50"), "heavy": False}, ())


def test_an_isolated_plugin_says_the_same_as_one_in_this_process(isolated: Load) -> None:
    plugin = isolated("agency-unruly")
    assert_works(plugin)
    assert str(ask(plugin, "sound").values["load"]) == "2.50"  # the decimal as written
    for way, code in (
        ("raise", "E620"),
        ("mutate", "E620"),
        ("nan", "E624"),
        ("float", "E623"),
        ("unknown_attribute", "E621"),
        ("huge", "E624"),
    ):
        assert (ask(plugin, way).values, codes(ask(plugin, way))) == ({}, [code])
    implausible = ask(plugin, "implausible")
    assert (implausible.values, codes(implausible)) == ({"load": Decimal(999)}, ["W605"])


def test_no_code_of_an_isolated_plugin_runs_in_this_process(isolated: Load) -> None:
    assert_works(isolated("agency-unruly"))
    assert "agency_unruly" not in sys.modules


def test_a_plugin_that_hangs_is_ended_at_the_limit_and_the_next_question_is_answered(
    isolated: Load, isolation: Isolation, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    isolation.close()  # a child keeps the stderr that it started with
    plugin = isolated("agency-unruly")
    assert_works(plugin)
    with monkeypatch.context() as patch:
        patch.setattr(isolation, "time_limit", 0.3)
        answer = ask(plugin, "hang")
    assert (answer.values, codes(answer)) == ({}, ["E630"])
    if POSIX:
        assert "in _hang" in capfd.readouterr().err  # where it hung is shown
    assert_works(plugin)


@pytest.mark.parametrize(("way", "sign"), [("exit", "0"), ("crash", "SIGSEGV" if POSIX else "")])
def test_a_plugin_that_ends_or_crashes_the_process_is_a_finding_and_the_next_question_is_answered(
    isolated: Load, way: str, sign: str
) -> None:
    plugin = isolated("agency-unruly")
    answer = ask(plugin, way)
    assert (answer.values, codes(answer)) == ({}, ["E631"])
    assert sign in answer.problems[0].text("en")
    assert_works(plugin)


@pytest.mark.skipif(not POSIX, reason="Windows has no limit on the address space")
def test_a_plugin_that_eats_memory_is_stopped_and_keeps_none_of_it(isolated: Load, isolation: Isolation) -> None:
    plugin = isolated("agency-unruly")
    for _ in range(2):  # the second time it starts afresh: the order of dossiers does not matter
        answer = ask(plugin, "memory")
        assert (answer.values, codes(answer)) == ({}, ["E632"])
        assert child_of(isolation) is None
    assert_works(plugin)


@pytest.mark.skipif(not POSIX, reason="Windows has no limit on the address space")
def test_a_plugin_that_leaves_not_a_byte_is_told_of_as_out_of_memory(
    isolated: Load, isolation: Isolation, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolation.close()
    monkeypatch.setattr(isolation, "memory_limit", 448 * 1024 * 1024)  # enough for our own modules, and soon used up in crumbs
    plugin = isolated("agency-unruly")
    assert codes(ask(plugin, "crumbs")) == ["E632"]
    assert_works(plugin)
    isolation.close()


def test_what_a_plugin_prints_goes_to_stderr_also_below_python(
    isolated: Load, isolation: Isolation, capfd: pytest.CaptureFixture[str]
) -> None:
    isolation.close()  # a child keeps the stderr that it started with
    plugin = isolated("agency-unruly")
    assert codes(ask(plugin, "print")) == []
    assert codes(ask(plugin, "descriptor")) == []
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "unruly: printed with print" in shown.err
    assert "unruly: written to descriptor 1" in shown.err


@pytest.mark.parametrize("way", ["socket", "program", "write"])
def test_sockets_programs_and_writing_are_refused(isolated: Load, way: str, tmp_path: Path) -> None:
    file = tmp_path / "by-the-plugin.txt"
    answer = ask(isolated("agency-unruly"), way, path=str(file))
    assert answer.values == {}
    assert codes(answer)[0] == "E633"
    assert not file.exists()


def test_a_refusal_that_the_plugin_swallows_is_still_told(isolated: Load, tmp_path: Path) -> None:
    file = tmp_path / "by-the-plugin.txt"
    answer = ask(isolated("agency-unruly"), "swallow", path=str(file))
    assert (answer.values, codes(answer)) == ({"level": "B"}, ["W630"])
    assert str(file) in answer.problems[0].text("en")
    assert not file.exists()


def test_a_plugin_that_ends_the_process_on_import_fails_alone(isolated: Load) -> None:
    with pytest.raises(PluginError) as caught:
        isolated("agency-exits-on-import")
    assert [problem.code for problem in caught.value.problems] == ["E631"]
    assert_works(isolated("agency-unruly"))


def test_a_plugin_that_hangs_on_import_fails_alone(isolated: Load, isolation: Isolation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_works(isolated("agency-unruly"))  # the child is up: only the import is timed
    with monkeypatch.context() as patch:
        patch.setattr(isolation, "time_limit", 0.3)
        with pytest.raises(PluginError) as caught:
            isolated("agency-hangs-on-import")
    assert [problem.code for problem in caught.value.problems] == ["E630"]
    assert_works(isolated("agency-unruly"))


def test_an_isolated_scoring_model_gives_the_exact_score(isolated: Load) -> None:
    plugin = isolated("agency-sound")
    mean = RegisteredModel(plugin.voice, "mean")
    items = [Scored(f"C{n}", "S", Fraction(1), Fraction(n), Fraction(1, n)) for n in (1, 2, 3)]
    assert mean.score(items) == Fraction(1100, 18)
    assert mean.score([]) is None
    assert mean.total(Fraction(200, 3), Fraction(50), Fraction(70), Fraction(30)) == Fraction(200, 3) * 7 / 10 + 15
    assert mean.total(None, Fraction(50), Fraction(70), Fraction(30)) == 50


def test_with_an_isolation_everything_installed_is_loaded_in_the_child(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(site.harmless), str(site.exits)])
    with Isolation(time_limit=60) as isolation:
        check_all_loaded(load_plugins(isolation=isolation, prefer=["agency-rival-a"]))


def check_all_loaded(plugins: Plugins) -> None:
    assert {"kettle", "unruly", "contested", "api_newer"} <= plugins.categories().keys()
    failed = {one.origin.distribution: one.problems[0].code for one in plugins.failed}
    assert failed["agency-exits-on-import"] == "E631"
    assert failed["agency-missing-dependency"] == "E602"
    assert failed["agency-rival-b"] == "W602"
    declared = {"size": Derived(choices=("small", "large"))}
    assert plugins.derive("kettle", {"volume": Decimal("1.8")}, None, "2025-05-01", declared) == ({"size": "large"}, ())
    assert "agency-sound" in {root.provider for root in plugins.ruleset_roots()}
    assert not {name for name in sys.modules if name.startswith("agency_")}


def test_the_child_is_gone_when_the_isolation_is_closed_and_a_new_one_answers(isolated: Load) -> None:
    known = isolated("agency-unruly").origin
    with Isolation(time_limit=60) as own:
        assert child_of(own) is None  # nothing runs before it is needed
        own.ask(known, "load")
        first = child_of(own)
        assert first is not None
        assert first.alive
        own.close()
        assert not first.alive
        own.ask(known, "load")
        assert child_of(own) not in (None, first)


def child_of(isolation: Isolation) -> Any:
    return isolation._child


def test_a_child_that_ended_between_two_questions_is_started_again(isolated: Load, isolation: Isolation) -> None:
    plugin = isolated("agency-unruly")
    assert_works(plugin)
    process = child_of(isolation)._process
    process.kill()
    process.wait()
    assert_works(plugin)


def test_the_hash_seed_of_the_child_can_be_chosen_so_that_dependence_on_set_order_shows(isolated: Load) -> None:
    origin = isolated("agency-unruly").origin
    said = []
    for seed in (1, 2, 1):
        with Isolation(time_limit=60, hash_seed=seed) as own:
            said.append(ask(Loaded(origin, frozenset(), Claims(), Isolated(own, origin)), "hash").values["note"])
    assert said[0] == said[2] != said[1]


def test_an_isolation_that_nobody_closes_ends_its_child(isolated: Load) -> None:
    origin = isolated("agency-unruly").origin
    forgotten = Isolation(time_limit=60)
    forgotten.ask(origin, "load")
    child = child_of(forgotten)
    del forgotten
    gc.collect()
    assert not child.alive
