"""A row of a checklist is grey exactly where the engine knows that its check does not apply: LibreOffice computes the formulas, the engine judges."""

import random
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import tijian
from tijian.authoring.program import Program, reads
from tijian.catalogues import Catalogue
from tijian.conditions.evaluate import ABSENT, Absent, evaluate
from tijian.conditions.parse import parse
from tijian.conditions.tree import Node
from tijian.exchange.checklist.formula import Greying
from tijian.exchange.grid import letters

Given = Mapping[str, str | Decimal | bool]
CATEGORIES = (
    "food_contact",
    "food_contact_plastic",
    "food_machinery",
    "ic_card_reader",
    "mask",
    "respirator",
    "school_uniform",
    "shopping_bag",
    "safety_helmet",
    "stationery",
)
PRODUCTS = 60  # of each category
FLAGS = ("是", "否")


@cache
def catalogue() -> Catalogue:
    return tijian.catalogue()


def conditions(program: Program) -> list[Node]:
    """Every condition of a ruleset that reads nothing but the product as it is declared."""
    product = set(program.ruleset.product)
    found = [node for node in (*(check.applies for check in program.checks.values()), *program.asked_when.values()) if node is not None]
    found += [row.when for check in program.checks.values() for rows in check.rows.values() for row in rows if row.when is not None]
    return list(dict.fromkeys(node for node in found if reads(node) <= product))


def products(program: Program, dice: random.Random) -> list[Given]:
    """Products of every kind, with blanks among what is known of them."""
    made: list[Given] = [{}]
    for _ in range(PRODUCTS):
        one: dict[str, str | Decimal | bool] = {}
        for name, attribute in program.ruleset.product.items():
            if dice.random() < 0.75:
                if attribute.choices:
                    one[name] = dice.choice(attribute.choices)
                elif attribute.type == "boolean":
                    one[name] = dice.random() < 0.5
                elif attribute.type == "number":
                    low, high = attribute.range or (Decimal(0), Decimal(100))
                    one[name] = low + (high - low) * dice.randint(0, 40) / 40
        made.append(one)
    return made


def known(program: Program, product: Given) -> Mapping[str, str | Decimal | bool | Absent | None]:
    """The product as the engine sees it: what is not asked is absent, what is asked and not given is unknown."""
    values: dict[str, str | Decimal | bool | Absent | None] = {}
    waiting = dict(program.ruleset.product)
    while waiting:
        for name in list(waiting):
            asked = program.asked_when.get(name)
            if asked is None or reads(asked) <= values.keys():
                holds = True if asked is None else evaluate(asked, values)
                values[name] = product.get(name) if holds else None if holds is None else ABSENT
                del waiting[name]
    return values


def typed(value: str | Decimal | bool) -> str:
    return FLAGS[0] if value is True else FLAGS[1] if value is False else f"{value:f}" if isinstance(value, Decimal) else value


def computed(
    office: str, formulas: Mapping[str, list[list[str]]], inputs: Mapping[str, list[list[str]]], folder: Path
) -> dict[str, list[list[bool]]]:
    """What LibreOffice makes of formulas: sheet by sheet, row by row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in inputs.items():
        page, results = book.create_sheet(name), book.create_sheet(f"{name} out")
        for at, row in enumerate(rows, 1):
            for column, said in enumerate(row, 1):
                if said:
                    page.cell(at, column, said)
        for at, row in enumerate(formulas[name], 1):
            for column, formula in enumerate(row, 1):
                results.cell(at, column, f"=IF({formula},1,0)")
    book.save(folder / "in.xlsx")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    line = [
        office,
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(folder / "in.xlsx"),
    ]
    subprocess.run(line, check=True, capture_output=True)
    done = load_workbook(folder / "out" / "in.xlsx", data_only=True)
    return {name: [[cell == 1 for cell in row] for row in done[f"{name} out"].iter_rows(values_only=True)] for name in inputs}


@pytest.mark.slow
def test_a_row_is_grey_where_the_engine_knows_that_it_does_not_apply_and_nowhere_else(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (libreoffice-calc-nogui) is not installed")
    dice = random.Random(7)
    inputs: dict[str, list[list[str]]] = {}
    formulas: dict[str, list[list[str]]] = {}
    expected: dict[str, list[list[bool]]] = {}
    for category in CATEGORIES:
        program = catalogue().edition(category, catalogue().library.editions(category)[-1].edition).program
        names, nodes = sorted(program.ruleset.product), conditions(program)
        cases = products(program, dice)
        assert nodes
        inputs[category] = [[typed(case[name]) if name in case else "" for name in names] for case in cases]
        expected[category] = [[evaluate(node, known(program, case)) is False for node in nodes] for case in cases]
        formulas[category] = []
        for row, _ in enumerate(cases, 1):
            places = {name: f"'{category}'!{letters(column)}{row}" for column, name in enumerate(names, 1)}
            greying = Greying(places.get, program.asked_when, {}, FLAGS)
            formulas[category].append([greying.never(node) or "FALSE" for node in nodes])
    found = computed(office, formulas, inputs, tmp_path)
    assert any(any(row) for rows in expected.values() for row in rows)
    for category in CATEGORIES:
        assert found[category] == expected[category], category


NOTHING = Greying({"a": "A1", "n": "B1", "day": "C1"}.get, {"b": parse("a == 'x'")}, {"a": {"x": "甲"}}, FLAGS)


@pytest.mark.parametrize(
    ("condition", "formula"),
    [
        ("a == 'x'", 'AND(A1<>"",A1<>"甲")'),
        ("a != 'y\"z'", 'A1="y""z"'),
        ("n > 5", 'AND(B1<>"",IFERROR(VALUE(B1)<=5,FALSE))'),
        ("5 < n", 'AND(B1<>"",IFERROR(VALUE(B1)<=5,FALSE))'),
        ("a in ['x', 'y']", 'AND(AND(A1<>"",A1<>"甲"),AND(A1<>"",A1<>"y"))'),
        ("day >= '2023-05-05'", 'AND(ISTEXT(C1),LEN(C1)=10,C1<"2023-05-05")'),
        ("derived == 'x'", None),  # a plugin computes it: the spreadsheet never knows
        ("derived == 'x' && n > 5", 'AND(B1<>"",IFERROR(VALUE(B1)<=5,FALSE))'),
        ("derived == 'x' || n > 5", None),
        ("b == 'z'", 'AND(A1<>"",A1<>"甲")'),  # not asked, so absent: equal to nothing
        ("b != 'z'", None),
        ("true", None),
        ("!true", "TRUE"),
    ],
)
def test_a_formula_is_true_only_where_the_condition_is_false_whatever_is_still_blank(condition: str, formula: str | None) -> None:
    assert NOTHING.never(parse(condition)) == formula
