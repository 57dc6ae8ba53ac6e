"""Tables on a terminal of any width: words are not cut to make room, and what is left out is named."""

import pytest

from tijian_cli.bilingual import Words
from tijian_cli.language import Language
from tijian_cli.layout import cells
from tijian_cli.paper import Column, Look, Paper

COLUMNS = [
    Column(Words("名称", "Name"), room=True),
    Column(Words("评估", "Judged"), right=True),
    Column(Words("区间", "95 % interval"), right=True, spare=True),
    Column(Words("中位", "Median"), right=True, spare=True),
    Column(Words("发现率", "Findings"), right=True),
]
ROWS = [
    ["Food-processing machinery 食品加工设备与配套设施", "26", "59.5–90.8", "97.59", "10.5%"],
    ["Doors", "1", "3", "100.00", "0%"],
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 64, 70, 80, 100, 140])
def test_no_word_of_a_table_is_cut_and_a_column_that_is_missing_is_named(width: int, language: Language) -> None:
    paper = Paper(language, Look(width=width))
    paper.table(COLUMNS, ROWS)
    shown = paper.text()
    assert all(cells(line) <= width for line in shown.split("\n"))
    assert [word for word in ("Food-processing", "machinery", "Doors", "10.5%", "26") if word not in shown] == []
    for place, column in enumerate(COLUMNS):
        title, value = column.title(language), ROWS[0][place]
        assert all(word in shown for word in title.split())
        if column.spare and value not in shown:
            assert title in shown.split("\n")[-2], "left out without a word"


def test_everything_is_shown_where_there_is_room() -> None:
    paper = Paper("en", Look(width=140))
    paper.table(COLUMNS, ROWS)
    assert all(value in paper.text() for row in ROWS for value in row)
    assert "left out" not in paper.text()


def test_what_is_not_spare_is_never_left_out() -> None:
    paper = Paper("en", Look(width=60))
    paper.table([Column(Words("名", f"Figures{place}"), right=True) for place in range(8)], [["1234567890"] * 8])
    assert paper.text().count("1234567890") == 8
