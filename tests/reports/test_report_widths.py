"""The widths of a table's columns: they add up, keep to what was wished where there is room, and have room for every word where there is any."""

from hypothesis import given
from hypothesis import strategies as st

from tijian.reports.model import Align, Cell, Column, Table
from tijian.reports.widths import apart, widths

_WORDS = st.text(alphabet="abcXYZ019 -/中文（）", max_size=60)


def _table(wished: list[int], texts: list[list[str]], align: Align = "left") -> Table:
    columns = tuple(Column("t", width, align) for width in wished)
    return Table("", columns, tuple(tuple(Cell(text) for text in row) for row in texts))


@given(st.lists(st.tuples(st.integers(1, 90), _WORDS, _WORDS), min_size=1, max_size=9))
def test_widths_add_up_and_none_is_nothing(columns: list[tuple[int, str, str]]) -> None:
    found = widths(_table([one[0] for one in columns], [[one[1] for one in columns], [one[2] for one in columns]]))
    assert sum(found) == 1000
    assert len(found) == len(columns)
    assert min(found) > 0


def test_what_was_wished_stands_where_every_word_fits() -> None:
    assert widths(_table([50, 30, 20], [["a b c", "d", "e"], ["x", "y", "z"]])) == (500, 300, 200)


def test_a_long_word_gets_its_room_from_columns_that_have_more_than_they_need() -> None:
    before = widths(_table([80, 8, 12], [["words that break anywhere, " * 4, "A", "x"]]))
    after = widths(_table([80, 8, 12], [["words that break anywhere, " * 4, "ND(LOD=0.002)", "x"]]))
    assert after[1] > before[1]
    assert after[1] >= 150  # thirteen letters at 0.58 of the type's size, of fifty-two
    assert after[0] < before[0]


def test_a_short_cell_stands_on_one_line_where_there_is_room() -> None:
    wide = widths(_table([80, 8, 12], [["words that break anywhere, " * 4, "not conforming", "x"]]))
    assert wide[1] > widths(_table([80, 8, 12], [["words that break anywhere, " * 4, "conforming", "x"]]))[1]


def test_what_has_no_place_to_break_takes_no_more_than_a_piece() -> None:
    assert widths(_table([50, 50], [["A" * 300, "b"]])) == (500, 500)


def test_words_after_figures_stand_apart() -> None:
    columns = (Column("a"), Column("b", align="right"), Column("c"), Column("d"))
    assert apart(Table("", columns, ())) == (False, False, True, False)
