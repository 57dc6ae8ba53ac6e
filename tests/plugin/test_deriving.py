"""What becomes of a plugin's derived attributes: only what the ruleset declares, of the type declared, or nothing at all."""

import logging
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugin.kit import load, plugin_module

from tijian.model.ruleset import Derived
from tijian.plugin import Category, text
from tijian.plugin.derived import Derivation, checked
from tijian.plugin.manager import Plugins
from tijian.plugin.origin import Origin

ORIGIN = Origin("kettle", "agency-kettle", "1.2")
DECLARED = {
    "level": Derived(choices=("A", "B")),
    "load": Derived(type="number", range=(Decimal(0), Decimal(50))),
    "heavy": Derived(type="boolean"),
    "note": Derived(type="text"),
}


def kettle(derive: Any) -> Plugins:
    return load(kettle=plugin_module("kettle", tijian_categories=lambda: [Category("kettle", text("壶"), "food")], tijian_derive=derive))


def ask(plugins: Plugins, product: Mapping[str, Any] | None = None, declared: Mapping[str, Derived] = DECLARED) -> Derivation:
    return plugins.derive("kettle", product or {}, "2025-01-02", "2025-05-01", declared)


RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(["A", "B"]),
    "load": st.decimals(0, 50, allow_nan=False, places=3),
    "heavy": st.booleans(),
    "note": st.text(max_size=50),
}
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.lists(st.integers(), max_size=2),
    st.fractions(),
)


@given(st.fixed_dictionaries({}, optional=RIGHT))
def test_a_right_answer_is_taken_as_it_is(answer: dict[str, Any]) -> None:
    derivation = checked(ORIGIN, DECLARED, answer)
    assert derivation.values == answer
    assert derivation.problems == ()
    assert [str(value) for value in derivation.values.values()] == [str(answer[name]) for name in DECLARED if name in answer]


@given(
    st.fixed_dictionaries({}, optional=RIGHT),
    st.dictionaries(st.one_of(st.sampled_from([*DECLARED, "levle"]), st.integers()), ANYTHING, min_size=1),
)
def test_no_answer_gets_through_that_is_not_as_declared_and_a_fault_leaves_nothing(right: dict[str, Any], other: dict[Any, Any]) -> None:
    answer = {**right, **other}
    derivation = checked(ORIGIN, DECLARED, answer)
    if any(not problem.warning for problem in derivation.problems):
        assert derivation.values == {}
    else:
        assert derivation.values == answer
    for name, value in derivation.values.items():
        assert {"level": value in ("A", "B"), "note": type(value) is str, "heavy": type(value) is bool, "load": type(value) is Decimal}[
            name
        ]
        assert not isinstance(value, Decimal) or value.is_finite()
    assert all("agency-kettle 1.2" in problem.text.zh and "agency-kettle 1.2" in problem.text("en") for problem in derivation.problems)


class Sneaky(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"load": Decimal("NaN")}, "E624"),
        ({"load": Decimal("Infinity")}, "E624"),
        ({"load": Decimal("1E+999999")}, "E624"),
        ({"load": Decimal("1E-999999")}, "E624"),
        ({"load": Decimal("1" * 101)}, "E624"),
        ({"load": 1.0}, "E623"),
        ({"load": 1}, "E623"),
        ({"load": True}, "E623"),
        ({"load": "1"}, "E623"),
        ({"load": Fraction(1)}, "E623"),
        ({"load": None}, "E623"),
        ({"heavy": 1}, "E623"),
        ({"heavy": "true"}, "E623"),
        ({"level": Sneaky("A")}, "E623"),
        ({"level": "C"}, "E622"),
        ({"level": "a"}, "E622"),
        ({"note": "x" * 4001}, "E624"),
        ({"levle": "A"}, "E621"),
        ({3: "A"}, "E621"),
        ("A", "E625"),
        ([("level", "A")], "E625"),
        (Decimal(1), "E625"),
    ],
)
def test_each_kind_of_rubbish_has_its_code(answer: Any, code: str) -> None:
    derivation = checked(ORIGIN, DECLARED, answer)
    assert ([problem.code for problem in derivation.problems], derivation.values) == ([code], {})


def test_a_misspelt_attribute_is_told_with_the_one_that_was_meant() -> None:
    (problem,) = checked(ORIGIN, DECLARED, {"levle": "A"}).problems
    assert problem.hint is not None
    assert "level" in problem.hint.zh


def test_every_fault_of_an_answer_is_told_at_once_but_not_a_million() -> None:
    assert len(checked(ORIGIN, DECLARED, {"load": 1, "heavy": 2, "level": 3}).problems) == 3
    assert len(checked(ORIGIN, DECLARED, {f"x{n}": 1 for n in range(100_000)}).problems) == 10


def test_a_value_outside_the_plausible_range_is_used_with_a_warning() -> None:
    derivation = checked(ORIGIN, DECLARED, {"load": Decimal("50.01")})
    assert derivation.values == {"load": Decimal("50.01")}
    assert [(problem.code, problem.warning) for problem in derivation.problems] == [("W605", True)]
    assert checked(ORIGIN, DECLARED, {"load": Decimal("50.00")}).problems == ()


def test_the_plugin_gets_what_is_known_and_cannot_change_it() -> None:
    seen: list[dict[str, Any]] = []

    def tijian_derive(category: str, product: Any, produced_on: str | None, assessed_on: str) -> dict[str, str]:
        seen.append({"category": category, "product": dict(product), "produced_on": produced_on, "assessed_on": assessed_on})
        product["volume"] = Decimal(9)
        return {"level": "A"}

    given_product = {"volume": Decimal("1.70")}
    derivation = ask(kettle(tijian_derive), given_product)
    assert seen == [{"category": "kettle", "product": given_product, "produced_on": "2025-01-02", "assessed_on": "2025-05-01"}]
    assert given_product == {"volume": Decimal("1.70")}
    assert ([problem.code for problem in derivation.problems], derivation.values) == (["E620"], {})


def test_what_a_plugin_keeps_of_its_input_or_output_cannot_change_an_answer_that_was_given() -> None:
    kept: dict[str, Any] = {"level": "A"}
    derivation = ask(kettle(lambda: kept))
    kept["level"] = "B"
    assert derivation.values == {"level": "A"}
    with pytest.raises(TypeError):
        derivation.values["level"] = "B"  # type: ignore[index]


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3), RecursionError(), AssertionError(), StopIteration()])
def test_a_plugin_that_raises_is_a_problem_with_a_traceback_in_the_log(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    def tijian_derive() -> None:
        raise error

    with caplog.at_level(logging.ERROR, "tijian.plugin"):
        derivation = ask(kettle(tijian_derive))
    assert ([problem.code for problem in derivation.problems], derivation.values) == (["E620"], {})
    (record,) = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[1] is error


def test_ctrl_c_in_a_plugin_is_the_users_and_is_not_caught() -> None:
    def tijian_derive() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(kettle(tijian_derive))


def test_an_exception_whose_own_words_raise_is_still_told() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError("nothing to say")

    def tijian_derive() -> None:
        raise Mute

    with logging_off():
        (problem,) = ask(kettle(tijian_derive)).problems
    assert "Mute" in problem.text.zh


class logging_off:  # noqa: N801  # reads as a statement
    """The logging module itself cannot print such an exception's traceback on every Python."""

    def __enter__(self) -> None:
        logging.disable()

    def __exit__(self, *_: object) -> None:
        logging.disable(logging.NOTSET)


def test_what_a_plugin_prints_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    def tijian_derive() -> dict[str, str]:
        print("a plugin speaks")
        return {"level": "A"}

    assert ask(kettle(tijian_derive)).values == {"level": "A"}
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "a plugin speaks\n")


def test_without_declared_attributes_no_plugin_is_asked() -> None:
    def tijian_derive() -> None:
        raise AssertionError("asked")

    assert ask(kettle(tijian_derive), declared={}) == ({}, ())


def test_where_no_plugin_derives_everything_stays_unknown_and_a_warning_names_what_failed_to_load() -> None:
    plugins = load(
        yaml=plugin_module("yaml_kettle", tijian_categories=lambda: [Category("kettle", text("壶"), "food")]),
        broken=plugin_module("broken", requires_api=None),
    )
    for category in ("kettle", "of_yaml_alone"):
        derivation = plugins.derive(category, {}, None, "2025-05-01", DECLARED)
        assert derivation.values == {}
        (problem,) = derivation.problems
        assert (problem.code, problem.warning) == ("W604", True)
        assert "broken" in str(problem.hint)


def test_a_plugin_is_asked_for_its_own_categories_only() -> None:
    def other(category: str) -> dict[str, str]:
        raise AssertionError(category)

    plugins = load(
        kettle=plugin_module(
            "kettle", tijian_categories=lambda: [Category("kettle", text("壶"), "food")], tijian_derive=lambda: {"level": "B"}
        ),
        other=plugin_module("other", tijian_categories=lambda: [Category("pan", text("锅"), "food")], tijian_derive=other),
    )
    assert ask(plugins) == ({"level": "B"}, ())
