"""Assessment numbers that are used more than once are found whatever file they stand in, however few hashes are held at a time."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tijian.batch.numbers import used_twice
from tijian.batch.source import WideFile, partitions

NUMBERS = st.lists(
    st.lists(st.one_of(st.none(), st.sampled_from([f"N-{n}" for n in range(9)]), st.text(max_size=3)), max_size=12), max_size=4
)


def file_of(folder: Path, place: int, numbers: list[str | None]) -> WideFile:
    path = folder / f"{place}.parquet"
    pl.DataFrame({"assessment": numbers}, schema={"assessment": pl.String}).write_parquet(path)
    return WideFile(path, path.name, "mask", "2021", "", rows=len(numbers), size=1, groups=(len(numbers),))


@settings(max_examples=40, deadline=None)
@given(NUMBERS, st.integers(1, 30))
def test_exactly_the_numbers_that_stand_twice_are_found(
    tmp_path_factory: pytest.TempPathFactory, every: list[list[str | None]], held: int
) -> None:
    folder = tmp_path_factory.mktemp("numbers")
    files = [file_of(folder, place, numbers) for place, numbers in enumerate(every)]
    counted = Counter(number for numbers in every for number in numbers if number is not None)
    assert set(used_twice(files, held)) == {number for number, count in counted.items() if count > 1}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 50), max_size=8), max_size=5), st.integers(1, 40))
def test_partitions_hold_every_row_once_in_order_and_never_more_than_they_may(every: list[list[int]], most: int) -> None:
    files = [
        WideFile(Path(f"{place}"), f"{place}", "mask", "2021", "", rows=sum(groups), size=1, groups=tuple(groups))
        for place, groups in enumerate(every)
    ]
    made = list(partitions(files, most))
    assert [one.number for one in made] == list(range(len(made)))
    assert all(0 < one.rows <= most for one in made)
    for file in files:
        mine = [one for one in made if one.name == file.name]
        assert [row for one in mine for row in range(one.first, one.first + one.rows)] == list(range(file.rows))
        for one in mine:  # the row groups that it reads hold its rows
            before = sum(file.groups[: one.group])
            assert before <= one.first
            assert one.first + one.rows <= before + sum(file.groups[one.group : one.group + one.groups])
