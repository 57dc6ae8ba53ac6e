"""What a plugin must be to load, and what happens to it and to the others where it is not."""

import string
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugin.kit import load, plugin_module

from tijian.authoring.load import RulesetRoot
from tijian.authoring.resolve import Library
from tijian.model.text import Text
from tijian.plugin import API, BlendedModel, Category, Format, hookimpl, text
from tijian.plugin.admission import HOOKS
from tijian.plugin.manager import Plugins, load_plugins
from tijian.plugin.offers import Offer, in_memory, installed
from tijian.plugin.origin import Origin
from tijian.plugin.rivals import settle


def codes(plugins: Plugins) -> list[str]:
    return [problem.code for problem in plugins.problems()]


def category(name: str) -> Callable[[], list[Category]]:
    return lambda: [Category(name, text(name, name), "food")]


class Model(BlendedModel):
    def score(self, items: Any) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (f"{API[0]}.{API[1]}", []),
        (f"{API[0]}.{API[1] + 1}", ["W601"]),
        (f"{API[0]}.9999", ["W601"]),
        (f"{API[0] + 1}.0", ["E606"]),
        ("0.9", ["E606"]),
        (None, ["E605"]),
        ("1", ["E605"]),
        ("1.0.0", ["E605"]),
        (" 1.0", ["E605"]),
        ("1.0\n", ["E605"]),
        ("１.０", ["E605"]),
    ],
)
def test_the_api_version_decides_whether_a_plugin_loads(stated: str | None, expected: list[str]) -> None:
    plugins = load(agency=plugin_module(requires_api=stated, tijian_categories=category("kettle")))
    assert codes(plugins) == expected
    assert ("kettle" in plugins.categories()) == (not any(code.startswith("E") for code in expected))


def test_an_older_minor_version_loads_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijian.plugin.hookspecs.API", (1, 7))
    assert codes(load(agency=plugin_module(requires_api="1.3"))) == []


def test_a_number_instead_of_a_text_for_the_api_version_is_refused() -> None:
    module = plugin_module()
    module.requires_api = 1.0  # type: ignore[attr-defined]
    assert codes(load(agency=module)) == ["E605"]


@given(st.text(string.ascii_lowercase + "_", min_size=1, max_size=20))
def test_a_function_named_like_a_hook_that_is_none_is_never_passed_over(rest: str) -> None:
    name = f"tijian_{rest}"
    marked = load(agency=plugin_module(**{name: lambda: None}))
    if name not in HOOKS:
        assert codes(marked) == ["E603"]
    unmarked = plugin_module()
    setattr(unmarked, name, own(unmarked, lambda: None))
    assert codes(load(agency=unmarked)) == ["E611" if name in HOOKS else "E603"]


def own(module: ModuleType, function: Callable[..., Any]) -> Callable[..., Any]:
    function.__module__ = module.__name__
    return function


@pytest.mark.parametrize(
    "name", ["tijian_categorys", "tijian_ruleset", "tijian_deriv", "tijian_scoring_model", "tijian_format", "tijian_Lint"]
)
def test_a_misspelt_hook_is_told_with_the_one_that_was_meant(name: str) -> None:
    (failed,) = load(agency=plugin_module(**{name: lambda: None})).failed
    assert failed.problems[0].hint is not None
    assert any(hook in failed.problems[0].hint.zh for hook in HOOKS)


def test_each_hook_takes_its_arguments_or_fewer_and_nothing_else() -> None:
    for hook, arguments in HOOKS.items():
        for few in (arguments, arguments[:1], ()):
            assert codes(load(agency=plugin_module(**{hook: _function(*few)}))) == []
        assert codes(load(agency=plugin_module(**{hook: _function(*arguments, "surprise")}))) == ["E604"]


def _function(*arguments: str) -> Callable[..., Any]:
    made: Callable[..., Any] = eval(f"lambda {', '.join(arguments)}: None")  # noqa: S307  # a function with just these parameters
    return made


def test_an_argument_with_a_default_is_refused_for_it_would_silently_never_be_passed() -> None:
    assert codes(load(agency=plugin_module(tijian_derive=lambda category, produced_on=None: None))) == ["E604"]
    assert codes(load(agency=plugin_module(tijian_derive=lambda **everything: None))) == ["E604"]
    assert codes(load(agency=plugin_module(tijian_derive=lambda *everything: None))) == ["E604"]


def test_wrappers_and_two_functions_for_one_hook_are_refused() -> None:
    def wrapped() -> Iterator[None]:
        yield

    module = plugin_module()
    module.tijian_lint = hookimpl(wrapper=True)(own(module, wrapped))  # type: ignore[attr-defined]
    assert codes(load(agency=module)) == ["E604"]
    twice = plugin_module(tijian_derive=lambda category: None)
    twice.another = hookimpl(specname="tijian_derive")(own(twice, lambda category: None))  # type: ignore[attr-defined]
    assert codes(load(agency=twice)) == ["E604"]


def test_a_function_of_another_module_is_not_taken_for_a_forgotten_hook() -> None:
    module = plugin_module()
    module.tijian_catalogue = load_plugins  # type: ignore[attr-defined]  # imported by the plugin, under a name of its own
    assert codes(load(agency=module)) == []


RUBBISH: list[tuple[str, Any]] = [
    *[("tijian_categories", answer) for answer in ("kettle", [{"id": "kettle"}], [None], 3, {"kettle": None}, b"kettle")],
    *[
        ("tijian_rulesets", answer)
        for answer in (str(Path.cwd()), ["relative/rules"], [Path.cwd() / "not there"], [Path(__file__)], [b"/"], [7])
    ],
    *[("tijian_scoring_models", answer) for answer in ([Model()], {"mean": Model}, {"mean": object()}, {"": Model()}, {1: Model()})],
    *[("tijian_formats", answer) for answer in (["xml"], [None], 5)],
]


@pytest.mark.parametrize(("hook", "answer"), RUBBISH, ids=[f"{hook}-{number}" for number, (hook, _) in enumerate(RUBBISH)])
def test_an_answer_that_cannot_be_used_fails_its_plugin_and_no_other(hook: str, answer: Any) -> None:
    plugins = load(bad=plugin_module("bad", **{hook: lambda: answer}), good=plugin_module("good", tijian_categories=category("kettle")))
    assert [(one.origin.name, one.problems[0].code) for one in plugins.failed] == [("bad", "E610")]
    assert list(plugins.categories()) == ["kettle"]


@pytest.mark.parametrize("make", [lambda: Category("Kettle", text("壶"), "food"), lambda: Category("common", text("壶"), "food")])
def test_a_category_that_cannot_be_fails_its_plugin_in_words(make: Callable[[], Category]) -> None:
    (failed,) = load(agency=plugin_module(tijian_categories=lambda: [make()])).failed
    assert failed.problems[0].code == "E620"
    assert "category id" in failed.problems[0].text("en")


@pytest.mark.parametrize(
    "error", [SystemExit(0), RecursionError(), MemoryError(), KeyError("x"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")]
)
def test_whatever_a_hook_raises_while_loading_fails_its_plugin_alone(error: BaseException) -> None:
    def tijian_rulesets() -> list[str]:
        raise error

    plugins = load(
        bad=plugin_module("bad", tijian_rulesets=tijian_rulesets), good=plugin_module("good", tijian_categories=category("kettle"))
    )
    assert [one.origin.name for one in plugins.failed] == ["bad"]
    assert list(plugins.categories()) == ["kettle"]


def test_a_generator_that_raises_halfway_fails_its_plugin() -> None:
    def tijian_categories() -> Iterator[Category]:
        yield Category("kettle", text("壶"), "food")
        raise OSError("the rest is missing")

    plugins = load(agency=plugin_module(tijian_categories=tijian_categories))
    assert (codes(plugins), plugins.categories()) == (["E620"], {})


@pytest.mark.parametrize("name", ["flat", "flat-unweighted", "tree", "absolute"])
def test_the_name_of_a_built_in_scoring_model_cannot_be_taken(name: str) -> None:
    assert codes(load(agency=plugin_module(tijian_scoring_models=lambda: {"mine": Model(), name: Model()}))) == ["E609"]


def test_one_name_twice_from_one_plugin_is_refused() -> None:
    assert codes(load(agency=plugin_module(tijian_categories=lambda: [*category("a")(), *category("a")()]))) == ["E610"]


def test_formats_and_models_of_plugins_are_collected_by_name() -> None:
    xml = Format("xml", Text(zh="格式"), ".xml", write=lambda result: b"")
    plugins = load(
        a=plugin_module("a", tijian_formats=lambda: [xml]), b=plugin_module("b", tijian_scoring_models=lambda: {"mean": Model()})
    )
    assert plugins.formats() == {"xml": xml}
    assert list(plugins.scoring_models()) == ["mean"]


def test_one_directory_of_rulesets_counts_once_whoever_brings_it() -> None:
    built_in = files("tijian_rulesets")
    plugins = load(
        a=plugin_module("a", tijian_rulesets=lambda: [built_in, str(built_in)]), b=plugin_module("b", tijian_rulesets=lambda: [built_in])
    )
    assert [root.path for root in plugins.ruleset_roots()] == [Path(str(built_in))]


def test_two_that_claim_one_thing_are_both_refused_and_each_names_the_other() -> None:
    plugins = load(**{name: plugin_module(name, tijian_categories=category(what)) for name, what in (("a", "x"), ("b", "x"), ("c", "y"))})
    assert [(one.origin.name, one.problems[0].code) for one in plugins.failed] == [("a", "E608"), ("b", "E608")]
    assert "b (in memory) 0" in plugins.failed[0].problems[0].text.zh
    assert "--prefer" in str(plugins.failed[0].problems[0].hint)
    assert list(plugins.categories()) == ["y"]


CLAIMS = st.frozensets(st.tuples(st.sampled_from(["category", "model"]), st.sampled_from("xyz")), max_size=3)


@given(
    st.dictionaries(st.sampled_from([Origin(n, f"D-{n}", "1") for n in "abcde"]), CLAIMS, max_size=5),
    st.lists(st.sampled_from("abcde"), max_size=3),
)
def test_after_settling_no_two_claim_one_thing_and_nobody_is_refused_without_a_rival(
    claimed: dict[Origin, frozenset[tuple[str, str]]], preferred: list[str]
) -> None:
    settled = settle(claimed, [f"d_{name}" for name in preferred])  # spelt another way
    left = [claim for origin, claims in claimed.items() if origin not in settled.refused for claim in claims]
    assert len(left) == len(set(left))
    for origin, problem in settled.refused.items():
        rivals = {other for other in claimed if other != origin and claimed[other] & claimed[origin]}
        assert rivals
        if problem.warning:  # set aside: in favour of one that the user prefers
            assert any(rival.name in preferred for rival in rivals)
    if not preferred:
        assert not settled.lost
    backwards = settle(dict(reversed(claimed.items())), [f"d_{name}" for name in preferred])
    assert backwards == settled


def test_a_preferred_distribution_supplies_the_rulesets_of_what_it_won(tmp_path: Path) -> None:
    claimed = {
        Origin("a", "Big_House", "1"): frozenset({("category", "mask")}),
        Origin("b", "agency", "1"): frozenset({("category", "mask")}),
    }
    assert settle(claimed, ["agency"]).lost == {"big-house": frozenset({"mask"})}


def test_preferring_both_of_two_rivals_decides_nothing() -> None:
    claim = frozenset({("category", "mask")})
    settled = settle({Origin("a", "one", "1"): claim, Origin("b", "two", "1"): claim}, ["one", "two"])
    assert [problem.code for problem in settled.refused.values()] == ["E608", "E608"]


def test_a_root_without_a_category_supplies_none_of_its_editions(tmp_path: Path) -> None:
    for name in ("mask", "kettle"):
        (tmp_path / name).mkdir()
        head = f"schema: tijian/ruleset@1\ncategory: {name}\nedition: '1'\ntitle: {{zh: 细则}}\n"
        (tmp_path / name / "1.yaml").write_text(head + "in_force: {from: '2021-01-01'}\n", encoding="utf-8")
    assert sorted(Library([RulesetRoot(tmp_path)]).categories()) == ["kettle", "mask"]
    without = Library([RulesetRoot(tmp_path, "loser", frozenset({"mask"}))])
    assert sorted(without.categories()) == ["kettle"]
    assert without.editions("mask") == ()


def test_preferring_what_offers_no_plugin_is_a_warning() -> None:
    plugins = load_plugins(["nobody"], modules={"a": plugin_module()}, entry_points=False)
    assert codes(plugins) == ["W603"]


def test_the_order_in_which_plugins_are_found_changes_nothing() -> None:
    modules = {name: plugin_module(name, tijian_categories=category(name)) for name in "cab"}
    assert [one.origin.name for one in load(**modules).loaded] == ["a", "b", "c"]
    assert list(load(**modules).categories()) == ["a", "b", "c"]


def test_the_receipt_names_each_distribution_once_or_the_one_responsible() -> None:
    plugins = load(b=plugin_module("b", tijian_categories=category("x")), a=plugin_module("a"))
    assert plugins.distributions() == [("a (in memory)", "0"), ("b (in memory)", "0")]
    assert plugins.distributions("x") == [("b (in memory)", "0")]
    assert plugins.distributions("yaml_only") == []


def refused(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr("tijian.plugin.manager.installed", lambda: (offer,))
    return codes(load_plugins())


@pytest.mark.parametrize("taken", ["json", "tijian", "tijian_plugins", "tijian_cli"])
def test_a_distribution_that_installs_a_module_named_like_a_core_or_standard_one_is_refused_unimported(
    taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> object:
        raise AssertionError("it was imported")

    assert refused(Offer(Origin("x", "agency", "1"), "agency_x", frozenset({"agency_x", taken}), load), monkeypatch) == ["E607"]
    assert refused(Offer(Origin("x", "agency", "1"), f"{taken}.inner", frozenset(), load), monkeypatch) == ["E607"]


def test_a_plugin_that_replaces_a_module_on_import_is_refused_and_the_module_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sys.modules["json"]

    def load() -> object:
        sys.modules["json"] = ModuleType("json")
        return plugin_module()

    assert refused(Offer(Origin("x", "agency", "1"), "agency", frozenset(), load), monkeypatch) == ["E607"]
    assert sys.modules["json"] is real


def test_an_entry_point_that_names_no_module_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(Offer(Origin("x", "agency", "1"), "agency", frozenset(), Model), monkeypatch) == ["E601"]


def test_broken_metadata_of_one_distribution_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, points in (
        ("bad", b"[tijian.plugins]\nno equals sign\n"),
        ("worse", b"\xff\xfe"),
        ("fine", b"[tijian.plugins]\nfine = agency_fine\n"),
    ):
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "entry_points.txt").write_bytes(points)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (tmp_path / "agency_fine.py").write_text("requires_api = '1.0'\n")
    monkeypatch.syspath_prepend(tmp_path)
    plugins = load_plugins()
    assert [offer.origin for offer in installed()] == sorted(offer.origin for offer in installed())
    found = {one.origin.distribution: one.problems[0].code for one in plugins.failed}
    assert {name: found.get(name) for name in ("bad", "worse")} == {"bad": "E601", "worse": "E601"}
    assert "fine" in {one.origin.name for one in plugins.loaded}


def test_modules_in_memory_are_offered_in_order() -> None:
    assert [offer.origin.name for offer in in_memory({"b": ModuleType("b"), "a": ModuleType("a")})] == ["a", "b"]
