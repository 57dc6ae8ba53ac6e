"""Every code that the product can show is documented in both languages, and every documented code is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tijian.model.codes import all_codes

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"(?<![\w-])[EFWN]\d{3}(?![\w-])")
DOCUMENTED = all_codes()


def strings(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each string literal with its line, docstrings left out: what they mention is not used."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node.lineno


def used() -> dict[str, str]:
    """Each code in the source, with one place of it; the documentation itself does not count."""
    places: dict[str, str] = {}
    for root in ("core", "cli", "plugins"):
        for file in sorted((ROOT / root).rglob("*.py")):
            if file.parent.name == "codes":
                continue
            for text, line in strings(ast.parse(file.read_text("utf-8"))):
                for code in CODE.findall(text):
                    places.setdefault(code, f"{file.relative_to(ROOT).as_posix()}:{line}")
    return places


USED = used()


def test_every_code_in_the_source_is_documented() -> None:
    assert {code: place for code, place in USED.items() if code not in DOCUMENTED} == {}


def test_every_documented_code_is_used() -> None:
    assert sorted(DOCUMENTED.keys() - USED.keys()) == []


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
def test_a_code_is_explained_in_chinese_and_in_english(code: str) -> None:
    assert CODE.fullmatch(code)
    for text in (DOCUMENTED[code].title, DOCUMENTED[code].why, DOCUMENTED[code].fix):
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert text.en
        assert re.search(r"[A-Za-z]{2}", text.en)


def test_a_code_in_a_docstring_is_not_a_use_and_one_in_a_call_is() -> None:
    source = '"""Raises E998."""\ndef f():\n    "E997"\n    return problem("E999", "见 W999。", "X-E996")\n'
    assert [code for text, _ in strings(ast.parse(source)) for code in CODE.findall(text)] == ["E999", "W999"]
