"""The page docs/oscal.md says where every field of a result goes, and names every property that is written and no other."""

import re
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from tests.oscal import registry as at

from tijian.exchange.oscal.naming import NS, OSCAL_VERSION
from tijian.model.result import Result
from tijian.model.text import Text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "oscal.md").read_text("utf-8")
ROOM = ROOT / "core" / "tijian" / "exchange" / "oscal"
CHINESE = r"[\u3007\u4e00-\u9fff]"


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """The models that a type speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for inner in get_args(annotation) for model in models_in(inner)}


def fields_below(model: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()) -> set[str]:
    """Every field of a model and of those inside it; a text is no further."""
    if model is Text or model in seen:
        return set()
    found = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        for inner in models_in(field.annotation):
            found |= fields_below(inner, seen | {model})
    return found


def code_in(part: str) -> set[str]:
    """The words in code of a part of the page."""
    return {word for span in re.findall(r"`([^`\n]+)`", part) for word in re.findall(r"[A-Za-z_][\w-]*", span)}


def test_every_field_of_a_result_is_said_to_go_somewhere_or_nowhere() -> None:
    mapping = PAGE.split("## 什么写在哪里")[1].split("\n## ")[0]
    left = {span for row in re.findall(r"(?m)^\| (.+?) \|", mapping) for span in code_in(row)}
    assert fields_below(Result) - left == set()


def test_every_property_that_is_written_stands_on_the_page_and_no_other() -> None:
    (listed,) = re.findall(r"(?m)^`action`.*$", PAGE)
    named = re.findall(r"`([a-z-]+)`", listed)
    assert named == sorted(set(named))
    in_source = {
        name
        for file in sorted(ROOM.glob("*.py"))
        for name in re.findall(r'(?:prop|flag|set_flag|many|_reasons)\(\s*"([a-z-]+)"', file.read_text("utf-8"))
    }
    scores = {f"{name}{end}" for name in ("score", "section-score") for end in ("", "-low", "-high")}
    assert set(named) == in_source | scores
    written = at.property_names([at.together(), *(plan for _, plan in at.plans())])
    assert written <= set(named)
    assert len(written) > 60


def test_the_page_names_the_version_the_namespace_and_every_kind_of_identifier() -> None:
    assert OSCAL_VERSION in PAGE
    assert f"`{NS}`" in PAGE
    table = code_in(PAGE.split("## 标识")[1])
    kinds = {
        kind for file in sorted(ROOM.glob("*.py")) for kind in re.findall(r'(?<!def )identifier\(\s*"([a-z-]+)"', file.read_text("utf-8"))
    }
    assert len(kinds) > 15
    assert kinds - table == set()


def test_the_page_speaks_both_languages_and_its_chinese_is_punctuated_as_chinese() -> None:
    prose = re.sub(r"(?s)`[^`\n]+`|\]\([^)]*\)", "]", PAGE)
    assert [each for each in prose.splitlines() if re.search(rf"{CHINESE}[,;:!?()]|[,;:!?(]{CHINESE}", each)] == []
    zh, en = PAGE.split("\n---\n")
    assert re.search(CHINESE + "{8}", zh)
    assert re.search(r"(?:[A-Za-z,;]+ ){12}", en)
