"""Canonical YAML: what is written reads back as the same model, for our reader and for others, and stays within its 140 columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from tests.exchange.bench import FILES, SMALL, SMALL_CASES, cases_beside, cases_in, read, read_text
from tests.exchange.grown_models import SEEDS, cases, ruleset

from tijian.authoring.as_written import as_written
from tijian.authoring.canonical import WIDEST, block, cases_yaml, ruleset_yaml
from tijian.authoring.diagnostics import cells
from tijian.authoring.digest import digest
from tijian.authoring.document import read_document
from tijian.authoring.validate import validate
from tijian.authoring.yaml_words import flow
from tijian.model.ruleset import RulesetFile
from tijian.proving.cases import CaseFile

CATEGORIES = sorted({path.parent for path in FILES if (path.parent / "cases").is_dir()})


def texts(data: Any) -> Iterator[str]:
    """Every text of plain data, keys too."""
    match data:
        case dict():
            for key, value in data.items():
                yield key
                yield from texts(value)
        case list():
            for value in data:
                yield from texts(value)
        case str():
            yield data


@settings(max_examples=80)
@given(SEEDS)
def test_any_ruleset_reads_back_as_it_was_written(seed: int) -> None:
    meant = ruleset(seed)
    found = validate(RulesetFile, read_document(ruleset_yaml(meant), "r.yaml"))
    assert found == meant
    assert as_written(found) == as_written(meant)
    assert digest(found) == digest(meant)


@settings(max_examples=80)
@given(SEEDS)
def test_any_cases_read_back_as_they_were_written_blanks_and_nulls_told_apart(seed: int) -> None:
    meant = cases(seed)
    found = validate(CaseFile, read_document(cases_yaml(meant), "c.yaml")).root
    assert found == meant
    assert [one.expect.model_fields_set for one in found] == [one.expect.model_fields_set for one in meant]


@settings(max_examples=40)
@given(SEEDS)
def test_another_yaml_reader_takes_every_text_for_the_same_text(seed: int) -> None:
    meant = ruleset(seed)
    assert sorted(texts(yaml.safe_load(ruleset_yaml(meant)))) == sorted(texts(as_written(meant)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_built_in_ruleset_reads_back_and_stays_within_its_columns(path: Path) -> None:
    meant = read(path)
    text = ruleset_yaml(meant)
    found = validate(RulesetFile, read_document(text, "r.yaml"))
    assert (found, digest(found)) == (meant, digest(meant))
    assert max(map(cells, text.splitlines())) <= WIDEST
    assert ruleset_yaml(found) == text


@pytest.mark.parametrize("folder", CATEGORIES, ids=lambda folder: folder.name)
def test_the_cases_of_each_category_read_back(folder: Path) -> None:
    for group in cases_beside(folder / "any.yaml").values():
        assert validate(CaseFile, read_document(cases_yaml(group), "c.yaml")).root == group


def test_small_things_stand_on_one_line_large_ones_open_and_what_a_thing_is_comes_first() -> None:
    lines = ruleset_yaml(read_text(SMALL), comment="yaml-language-server: $schema=x").splitlines()
    assert lines[:6] == [
        "# yaml-language-server: $schema=x",
        "schema: tijian/ruleset@1",
        "category: kettle",
        'edition: "2021"',
        "title: {zh: 电水壶, en: Kettles}",
        'in_force: {from: "2021-01-01"}',
    ]
    start = lines.index("  K-G:")
    assert lines[start : start + 7] == [
        "  K-G:",
        "    section: K1",
        "    class: general",
        "    weight: 2",
        '    applies: "lid"',
        "    ask: {zh: 有盖子}",
        "    source: {basis: proposal}",
    ]
    start = lines.index("    limits:")
    assert lines[start : start + 3] == ["    limits:", '      - {when: big, require: "<= 75"}', '      - {require: "<= 65"}']
    assert '      Pb: [{require: "<= 1"}]' in lines
    assert lines[-2:] == ["  - {grade: D, capable: \"no\", when: fails('K-V')}", '  - {grade: A, capable: "yes", when: "true"}']


def test_a_number_keeps_its_last_zeros() -> None:
    assert "K-T1: 60.50" in cases_yaml(cases_in(SMALL_CASES))


@pytest.mark.parametrize(
    "word", ["no", "Yes", "null", "~", "2021-03-01", "1.0", "1e3", "0x1F", "12:30", "1_000", "=", "<<", ".inf", "-", "a: b", "# a", ""]
)
def test_what_another_reader_might_misread_stands_in_quotes(word: str) -> None:
    assert flow(word)[0] in "\"'"
    assert yaml.safe_load(flow(word)) == word


@pytest.mark.parametrize("word", ["中文，标点。", "GB/T 32610-2016 5.4", "A1.50（甲级）", "μg/g", "C1.1"])
def test_what_nobody_misreads_stands_without_quotes(word: str) -> None:
    assert flow(word) == word


def test_a_long_text_goes_on_over_several_lines_and_is_the_same_text() -> None:
    text = "  ".join(["字" * 90, "word " * 40, "《法》第一条，" * 30]).strip()
    written = block({"says": text})
    assert len(written.splitlines()) > 3
    assert max(map(cells, written.splitlines())) <= WIDEST
    assert yaml.safe_load(written) == {"says": text}
    assert read_document(written, "x").data == {"says": text}
