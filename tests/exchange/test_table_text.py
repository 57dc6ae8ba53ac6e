"""A text table says what was put into it: Python's own csv module writes, we read."""

import csv
import io

from hypothesis import assume, given
from hypothesis import strategies as st

from tijian.exchange.table_text import read_table

CELLS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=8)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


@given(
    head=st.lists(st.text("样品检测项abc", min_size=1, max_size=4), min_size=2, max_size=4),
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(ENCODINGS),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_the_csv_module_writes_is_read_back_cell_by_cell(
    head: list[str], rows: list[list[str]], separator: str, encoding: str, quoting: int
) -> None:
    wanted = [head, *(row[: len(head)] for row in rows)]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(wanted)  # type: ignore[arg-type]
    raw = stream.getvalue().encode(encoding)
    if encoding == "gb18030":
        assume(not _is_utf8(raw))  # what is both is taken for UTF-8
    found = read_table(raw, "x.csv")
    kept = [row for row in wanted if any(cell.strip() for cell in row)]
    assert [[cell.text for cell in row] for row in found.rows] == kept
    lines = stream.getvalue().split("\n")
    for row in found.rows:
        for cell in row:
            first = cell.text.split("\n")[0].replace('"', '""')
            assert lines[cell.at.line - 1][cell.at.column - 1 :].lstrip('"').startswith(first.lstrip('"'))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
