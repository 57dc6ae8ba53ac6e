"""docs/bad-inputs.md and the tests say the same: each row has tests where the table says, each numbered test has its row, each code exists."""

import re
from pathlib import Path

from tijian.model.codes import all_codes

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs" / "bad-inputs.md"
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]


def rows_with_tests() -> set[tuple[int, str]]:
    """(row, file) of every test that carries a number: test_row_12_…, test_rows_41_and_42_…, test_rows_69_to_71_…"""
    found = set()
    for file in HERE.glob("test_bad_*.py"):
        for first, joint, last in re.findall(r"(?m)^def test_rows?_(\d\d)(?:_(and|to)_(\d\d))?_", file.read_text("utf-8")):
            rows = range(int(first), int(last or first) + 1) if joint == "to" else {int(first), int(last or first)}
            found |= {(row, file.name) for row in rows}
    return found


def test_each_row_of_the_table_is_tested_where_it_says_and_no_numbered_test_is_without_a_row() -> None:
    assert {(int(row[0]), file) for row in ROWS for file in row[3].split(", ")} == rows_with_tests()
    assert [int(row[0]) for row in ROWS] == sorted({int(row[0]) for row in ROWS})


def test_each_code_in_the_table_exists() -> None:
    assert {code for row in ROWS for code in re.findall(r"\b[EFWN]\d{3}\b", row[2])} - set(all_codes()) == set()
