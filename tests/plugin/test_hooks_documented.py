"""The contract with plugin authors: each hook stands in the guide with its arguments and in its docstring with an example."""

import ast
import inspect
import textwrap
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugin.kit import load, plugin_module

import tijian.plugin
from tijian.model.problem import Position, Problem
from tijian.model.ruleset import Derived, ResolvedRuleset
from tijian.plugin import Scored, hookspecs, text, wire

GUIDE = Path(__file__).parents[2] / "docs" / "plugins.md"
HOOKS = hookspecs.hook_arguments()


def test_there_are_the_six_hooks() -> None:
    assert HOOKS == {
        "tijian_categories": (),
        "tijian_derive": ("category", "product", "produced_on", "assessed_on"),
        "tijian_formats": (),
        "tijian_lint": ("ruleset",),
        "tijian_rulesets": (),
        "tijian_scoring_models": (),
    }


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_hooks_are_documented(hook: str) -> None:
    assert f"`{hook}({', '.join(HOOKS[hook])})`" in GUIDE.read_text("utf-8")


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_the_example_in_each_docstring_is_python_that_answers_the_hook(hook: str) -> None:
    words = inspect.getdoc(getattr(hookspecs, hook)) or ""
    lines = words.splitlines()
    example = textwrap.dedent("\n".join(lines[next(n for n, line in enumerate(lines) if line.strip() == "@hookimpl") :]))
    (function,) = ast.parse(example).body
    assert isinstance(function, ast.FunctionDef)
    assert function.name == hook
    assert {argument.arg for argument in function.args.args} <= set(HOOKS[hook])


def test_the_plugin_in_the_guide_states_this_api_and_marks_only_hooks() -> None:
    block = GUIDE.read_text("utf-8").split("```python")[1].split("```")[0]
    tree = ast.parse(block)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert {node.name for node in functions} <= HOOKS.keys()
    assert all(ast.unparse(node.decorator_list[0]) == "hookimpl" for node in functions)
    imported = {
        alias.name for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "tijian.plugin" for alias in node.names
    }
    assert imported <= set(tijian.plugin.__all__)
    assert f'requires_api = "{hookspecs.API[0]}.{hookspecs.API[1]}"' in block


def ruleset() -> ResolvedRuleset:
    return ResolvedRuleset.model_validate(
        {
            "category": "kettle",
            "edition": "2025",
            "title": {"zh": "壶"},
            "in_force": {"from": "2025-01-01"},
            "status": "illustrative",
            "derived": {"size": {"choices": ("small", "large")}, "load": {"type": "number", "range": (Decimal(0), Decimal("1.50"))}},
            "scoring": {
                "model": "flat",
                "blocks": {"site": Decimal(70), "tests": Decimal(30)},
                "credit": {"minor": Decimal("0.5")},
                "coverage": Decimal(80),
                "tests_alone": False,
            },
            "verdicts": ({"grade": "A", "capable": "yes", "when": "true"},),
        }
    )


def test_a_house_rule_sees_the_resolved_ruleset_and_its_remarks_come_out_in_order() -> None:
    late, early = (Problem(f"P{n}", text("提醒", "a remark"), at=Position("x.yaml", n), warning=True) for n in (200, 100))
    plugins = load(agency=plugin_module(tijian_lint=lambda ruleset: [late, early] if ruleset.category == "kettle" else []))
    assert [problem.code for problem in plugins.lint(ruleset())] == ["W604", "P100", "P200"]  # W604: nobody derives size and load


@pytest.mark.parametrize("answer", [[Problem("E101", text("x"))], ["wrong"], 3, [Problem("P1", text("x"))], [None]])
def test_a_house_rule_that_answers_rubbish_is_a_fault_of_its_plugin(answer: object) -> None:
    plugins = load(
        agency=plugin_module(tijian_lint=lambda: answer), other=plugin_module("other", tijian_lint=lambda: [Problem("P100", text("x"))])
    )
    found = {problem.code: problem for problem in plugins.lint(ruleset())}
    assert found.keys() & {"E640", "E620"}
    assert "P100" in found


VALUES = st.dictionaries(
    st.text("abc", min_size=1), st.one_of(st.text(max_size=20), st.booleans(), st.decimals(allow_nan=False)), max_size=5
)


@given(VALUES)
def test_values_pass_to_the_child_and_back_unchanged_to_the_last_digit(values: dict[str, str | bool | Decimal]) -> None:
    back = wire.values(wire.pack_values(values))
    assert {name: (type(value), str(value)) for name, value in back.items()} == {
        name: (type(value), str(value)) for name, value in values.items()
    }


@settings(max_examples=25)
@given(st.lists(st.builds(Scored, st.text(max_size=5), st.text(max_size=5), st.fractions(), st.fractions(), st.fractions()), max_size=4))
def test_counted_checks_pass_to_the_child_exactly(items: list[Scored]) -> None:
    assert wire.items(wire.pack_items(items)) == tuple(items)
    assert wire.fraction(wire.pack_fraction(Fraction(1, 3))) == Fraction(1, 3)


def test_problems_rulesets_and_declarations_pass_to_the_child_unchanged() -> None:
    problem = Problem("P100", text("一", "one"), at=Position("f", 1, 2, 3), hint=text("二"), warning=True)
    assert wire.problem(wire.pack_problem(problem)) == problem
    assert wire.problem(wire.pack_problem(Problem("E620", text("一")))) == Problem("E620", text("一"))
    assert ResolvedRuleset.model_validate_json(ruleset().model_dump_json(by_alias=True)) == ruleset()
    declared = ruleset().derived
    assert wire.declared(wire.pack_declared(declared)) == declared
    assert all(isinstance(one, Derived) for one in declared.values())
