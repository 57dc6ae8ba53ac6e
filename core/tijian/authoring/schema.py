"""The JSON Schemas of the files, made from the models, for editors and for whoever reads a result without Python.

What is published is what people write: numbers as numbers, short forms as well as long ones, conditions as text.
"""

import json
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..model.dossier import BLANKS, Dossier
from ..model.outcome import ANSWERS_ZH
from ..model.ruleset import RulesetFile

SchemaName = Literal["ruleset", "dossier", "result"]
NAMES: Final[tuple[SchemaName, ...]] = get_args(SchemaName)
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"  # what editors know best; an identifier, never fetched
_BOUNDS: Final = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}


def schema(name: SchemaName) -> dict[str, Any]:
    """The JSON Schema of a ruleset file, a dossier or a result."""
    if name == "result":
        from ..model.result import Result

        return _made(Result, name, "serialization")
    if name == "ruleset":
        return _made(RulesetFile, name, "validation")
    return _with_short_forms(_made(Dossier, name, "validation"))


def schema_text(name: SchemaName) -> str:
    """The schema as it stands in `schemas/NAME.schema.json`, to the byte."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


class _Published(GenerateJsonSchema):
    """Decimals are written as numbers; pairs are lists of two."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        if self.mode == "serialization":
            return {"type": "string"}
        found: JsonSchemaValue = {"type": "number"}
        for name, keyword in _BOUNDS.items():
            if (bound := schema.get(name)) is not None:
                found[keyword] = int(str(bound))
        return found

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        found = super().tuple_schema(schema)
        pair = found.pop("prefixItems", None)
        return found if pair is None else {"type": "array", "items": pair[0], "minItems": len(pair), "maxItems": len(pair)}


def _made(model: type[BaseModel], name: str, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True, mode=mode, schema_generator=_Published)
    made.pop("title", None)
    return {"$schema": _DIALECT, "title": f"tijian {name}", **_tidy(made)}


def _tidy(node: Any) -> Any:
    """Without the titles that pydantic makes of field names (an editor shows the descriptions); ids that break the pattern refused."""
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    if tidy.get("type") == "number" and isinstance(tidy.get("default"), str):
        tidy["default"] = json.loads(tidy["default"])
    return tidy


def _with_short_forms(made: dict[str, Any]) -> dict[str, Any]:
    """`C1.1: conform` beside `C1.1: {outcome: conform}`, and `T01: 96.2` or `T01: [96.2]` beside `T01: {values: [96.2]}`."""
    defs = made["$defs"]
    answer, reading = defs["AnswerGiven"], defs["ReadingGiven"]
    words = [*answer["properties"]["outcome"]["enum"], *ANSWERS_ZH, *sorted(BLANKS), None]
    answer["properties"]["outcome"] = {"enum": words}
    many = reading["properties"]["values"]
    reading["properties"]["values"] = {**many["items"], "anyOf": [*many["items"]["anyOf"], {"type": "array", "items": many["items"]}]}
    defs["Answer"] = {"description": answer["description"], "anyOf": [{"enum": words}, {"$ref": "#/$defs/AnswerGiven"}]}
    defs["Reading"] = {
        "description": reading["description"],
        "anyOf": [*many["items"]["anyOf"], {"type": "array", "items": many["items"]}, {"$ref": "#/$defs/ReadingGiven"}],
    }
    short = {"#/$defs/AnswerGiven": "#/$defs/Answer", "#/$defs/ReadingGiven": "#/$defs/Reading"}
    for owner, field in (("Sample", "results"), ("ReadingGiven", "parts")):
        _shorten(defs[owner]["properties"][field], short)
    _shorten(made["properties"]["answers"], short)
    return made


def _shorten(node: Any, short: dict[str, str]) -> None:
    if isinstance(node, dict):
        if node.get("$ref") in short:
            node["$ref"] = short[node["$ref"]]
        for value in node.values():
            _shorten(value, short)
