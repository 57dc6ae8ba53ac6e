"""The published schemas: those of the repository are those of the models, and take what the models take."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.authoring.small import COMMON, DOSSIER, MASK, read

from tijian.authoring.schema import NAMES, SchemaName, schema, schema_text

SCHEMAS = Path(__file__).parents[2] / "schemas"


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def accepts(name: SchemaName, text: str) -> bool:
    checker = jsonschema.Draft7Validator(schema(name))
    return not list(checker.iter_errors(as_json(read(text).data)))


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_that_of_the_models(name: SchemaName) -> None:
    # after a change of the models: tijian ruleset schema NAME > schemas/NAME.schema.json
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_valid_schema(name: SchemaName) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name))


MORE = """\
  M-S2: {section: S1, class: veto, ask: {zh: x}, advice: {correct: {zh: x}, within_days: 7}, source: {basis: proposal}}
sample_tests:
  M-T1: {name: {zh: x}, class: key, basis: declared, range: [0, 100], parts: {Sb: [{require: "<= 60"}]}, source: {basis: proposal}}
verdicts: [{grade: A, capable: no, when: "true"}]
"""
SHORT = """\
  C1.2: 不适用
  C1.3: {outcome: 轻微缺陷, note: x}
  C1.4:
samples:
  - {id: S, produced_on: 2021-07-20, results: {T1: 96.2, T2: [96.2, "<5"], T3: {values: 5, u: 0.3, parts: {Sb: 12, Pb: "<5"}}, T4: conforms}}
"""


@pytest.mark.parametrize(
    ("name", "text"), [("ruleset", COMMON), ("ruleset", MASK + MORE), ("dossier", DOSSIER), ("dossier", DOSSIER + SHORT)]
)
def test_a_schema_takes_what_people_write(name: SchemaName, text: str) -> None:
    assert accepts(name, text)


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("ruleset", MASK, "weight: 3\n", "wieght: 3\n"),
        ("ruleset", MASK, "weight: 3\n", "weight: '3'\n"),
        ("ruleset", MASK, "weight: 3\n", "weight: 0\n"),
        ("ruleset", MASK, "class: key", "class: kee"),
        ("ruleset", MASK, "M-S1:", "Ｍ-S1:"),
        ("ruleset", MASK, '"2021"', "2021"),
        ("dossier", DOSSIER, "conform", "confrm"),
        ("dossier", DOSSIER, "C1.1:", "C 1:"),
        ("dossier", DOSSIER, "state: none", "state: off"),
    ],
)
def test_a_schema_refuses_what_the_models_refuse(name: SchemaName, text: str, old: str, new: str) -> None:
    assert old in text
    assert not accepts(name, text.replace(old, new, 1))


def test_a_limit_or_weight_is_a_number_in_the_schema_of_a_ruleset() -> None:
    assert schema("ruleset")["$defs"]["Section"]["properties"]["weight"]["type"] == "number"


def test_numbers_are_decimal_strings_in_the_schema_of_a_result() -> None:
    assert schema("result")["$defs"]["ScoreEnd"]["properties"]["value"]["type"] == "string"
