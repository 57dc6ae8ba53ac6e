"""Where the tests of the workbook of a ruleset come in: the built-in files, and a way to spoil a workbook as a person would and see what is said."""

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from tijian.authoring.document import read_document, read_file
from tijian.authoring.refusal import DocumentError
from tijian.authoring.validate import validate
from tijian.exchange.preflight import preflight
from tijian.exchange.ruleset_workbook_read import ReadBack, read_ruleset_workbook
from tijian.exchange.ruleset_workbook_write import ruleset_workbook
from tijian.model.case import Case
from tijian.model.problem import Problem
from tijian.model.ruleset import RulesetFile
from tijian.proving.cases import CaseFile

RULESETS = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets"
FILES = sorted(path for path in RULESETS.glob("*/*.yaml") if path.parent.name != "demo")

SMALL = """\
schema: tijian/ruleset@1
category: kettle
edition: "2021"
title: {zh: 电水壶, en: Kettles}
in_force: {from: "2021-01-01"}
product: {lid: {type: boolean}, size: {choices: [大, 小], choice_names: {大: {zh: 大号, en: large}}}}
define: {big: "size == '大'"}
scales: {shade: [dark, light]}
sections: {K1: {title: {zh: 现场}}}
site_checks:
  K-V: {section: K1, class: veto, ask: {zh: 有执照, en: A licence}, evidence: [{zh: 执照, en: licence}, {zh: 登记}], source: {basis: proposal}}
  K-G: {section: K1, class: general, weight: 2, ask: {zh: 有盖子}, applies: lid, source: {basis: proposal}}
rule_checks:
  K-R: {section: K1, class: key, ask: {zh: 相符}, fails_when: big, source: {basis: proposal}}
sample_tests:
  K-T1:
    name: {zh: 升温, en: Heating}
    class: key
    basis: mandatory
    unit: K
    range: [0, 200]
    limits: [{when: big, require: "<= 75"}, {require: "<= 65"}]
    source: {basis: standard, clause: GB 1 5.2, confidence: recalled}
  K-T2:
    name: {zh: 金属}
    class: key
    basis: mandatory
    parts: {Pb: [{require: "<= 1"}], Cd: [{require: unknown, source: {basis: standard, clause: GB 2, confidence: weak}}]}
    part_names: {Pb: {zh: 铅}, Cd: {zh: 镉}}
    source: {basis: proposal}
diagnoses:
  K-D: {when: "fails('K-T1')", says: {zh: 失控}, explains: [K-T1, K-V]}
clue_codes:
  L1: {title: {zh: 涉嫌}, urgency: normal, law: {zh: 法}, source: {basis: proposal}}
clues:
  K-L: {code: L1, when: "fails('K-V')"}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: "no", when: "fails('K-V')"}
  - {grade: A, capable: "yes", when: "true"}
"""
SMALL_CASES = """\
- name: without a licence
  given: {assessed_on: "2021-05-01", product: {lid: true, size: 大}, answers: {all: conform, K-V: major}}
  expect: {grade: D, diagnoses: []}
- name: all is well
  given: {assessed_on: "2021-05-01", product: {lid: true, size: 小}, answers: {all: conform}, results: {K-T1: 60.50}}
  expect: {grade: A, certain: true}
"""


def read(path: Path) -> RulesetFile:
    """A ruleset file."""
    return validate(RulesetFile, read_file(path))


def read_text(text: str) -> RulesetFile:
    """A ruleset from its text."""
    return validate(RulesetFile, read_document(text, "r.yaml"))


def cases_in(text: str) -> tuple[Case, ...]:
    """Golden cases from their text."""
    return validate(CaseFile, read_document(text, "c.yaml")).root


def cases_beside(path: Path) -> dict[str, tuple[Case, ...]]:
    """The cases beside a ruleset file."""
    return {file.stem: validate(CaseFile, read_file(file)).root for file in sorted((path.parent / "cases").glob("*.yaml"))}


@lru_cache
def small() -> bytes:
    """The workbook of a small ruleset with two cases."""
    return ruleset_workbook(read_text(SMALL), {"all": cases_in(SMALL_CASES)})


def back(raw: bytes) -> ReadBack:
    """What a workbook says."""
    return read_ruleset_workbook(preflight(raw, "F.xlsx"))


def spoilt(*changes: Callable[[Workbook], Any], raw: bytes | None = None) -> bytes:
    """A workbook changed in a spreadsheet program and saved."""
    book = load_workbook(io.BytesIO(raw or small()))
    for change in changes:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def cell(book: Workbook, sheet: str, column: str, row: int) -> Cell:
    """The cell of a sheet under a column."""
    for head in book[sheet][1]:
        if str(head.value).split("\n")[0] == column:
            found = book[sheet][head.coordinate.replace("1", str(row))]
            assert isinstance(found, Cell)
            return found
    raise LookupError(f"{sheet} has no column {column}")


def put(sheet: str, column: str, row: int, value: Any) -> Callable[[Workbook], None]:
    """Type a value into a cell."""

    def change(book: Workbook) -> None:
        cell(book, sheet, column, row).value = value

    return change


def place(sheet: str, column: str, row: int) -> str:
    """The name of a cell of the small workbook: `limits!D7`."""
    return f"{sheet}!{cell(_opened(), sheet, column, row).coordinate}"


@lru_cache
def _opened() -> Workbook:
    """The small workbook, for looking at."""
    return load_workbook(io.BytesIO(small()))


def refused(raw: bytes) -> tuple[Problem, ...]:
    """The problems for which a workbook is refused."""
    with pytest.raises(DocumentError) as caught:
        back(raw)
    return caught.value.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Code and cell of each problem; of a warning too."""
    return [(problem.code, problem.at.cell if problem.at else "") for problem in problems]
