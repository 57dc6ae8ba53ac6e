"""附表 Two dimensions together: categories by size of enterprise, and the categories of each district.

`overall` comes in here. A cell says how many were judged, and of how many issued verdicts how many are capable.
"""

from collections.abc import Iterator

from ..compare.model import Cell as Crossing
from ..compare.model import Comparison, Cross, Group
from .model import Block, Cell, Column, Table
from .voice import Voice


def annex(one: Comparison, voice: Voice) -> Iterator[Block]:
    """The tables that have anything to say."""
    for cross in one.crosses:
        if cross.rows == "category" and cross.columns == "size" and _says_more(cross):
            yield _by_size(one, cross, voice)
        if cross.rows == "category" and cross.columns == "district" and _says_more(cross):
            yield _matrix(one, cross, voice)
            yield _by_district(one, cross, voice)


def _says_more(cross: Cross) -> bool:
    """Whether the columns tell anything that the rows alone do not."""
    return len({cell.column for cell in cross.cells}) > 1


def _by_size(one: Comparison, cross: Cross, voice: Voice) -> Table:
    held = {(cell.row, cell.column): cell for cell in cross.cells}
    sizes = [group for group in one.sizes if any(column == group.key for _, column in held)]
    categories = _titles(one.categories, voice)
    return Table(
        caption=voice("品类与企业规模：已评（具备 / 出具）", "Categories by size: judged (capable / issued)"),
        columns=(
            Column(voice("品类", "Category"), 36),
            *(Column(voice.text(group.title), 16, "right") for group in sizes),
        ),
        rows=tuple(
            (Cell(title), *(Cell(_said(held[key, size.key], voice) if (key, size.key) in held else "—") for size in sizes))
            for key, title in categories.items()
        ),
        note=_note(voice),
    )


def _matrix(one: Comparison, cross: Cross, voice: Voice) -> Table:
    """How many were judged of each category in each district, with the sums; categories by number, their names stand below."""
    held = {(cell.row, cell.column): cell.judged for cell in cross.cells}
    categories, districts = _titles(one.categories, voice), _titles(one.districts, voice)

    def row(title: str, counts: list[int]) -> tuple[Cell, ...]:
        return (Cell(title), *(Cell(str(count) if count else "·") for count in counts), Cell(str(sum(counts))))

    rows = [row(title, [held.get((category, district), 0) for category in categories]) for district, title in districts.items()]
    sums = [sum(held.get((category, district), 0) for district in districts) for category in categories]
    return Table(
        caption=voice("区与品类：已评份数", "Districts and categories: how many were judged"),
        columns=(
            Column(voice("区", "District"), 22),
            *(Column(str(number), 6, "right") for number in range(1, len(categories) + 1)),
            Column(voice("合计", "All"), 9, "right"),
        ),
        rows=(*rows, row(voice("合计", "All"), sums)),
        note=voice.clauses(f"{number} {title}" for number, title in enumerate(categories.values(), 1)),
    )


def _by_district(one: Comparison, cross: Cross, voice: Voice) -> Table:
    categories = _titles(one.categories, voice)
    rows = []
    for district, title in _titles(one.districts, voice).items():
        mine = [cell for cell in cross.cells if cell.column == district]
        named = voice.clauses(f"{categories.get(cell.row, cell.row)} {_said(cell, voice)}" for cell in mine)
        rows.append((Cell(title), Cell(named or "—")))
    return Table(
        caption=voice("各区的品类：已评（具备 / 出具）", "Districts and their categories: judged (capable / issued)"),
        columns=(Column(voice("区", "District"), 18), Column(voice("品类", "Categories"), 82)),
        rows=tuple(rows),
        note=_note(voice),
    )


def _titles(groups: tuple[Group, ...], voice: Voice) -> dict[str, str]:
    return {group.key: voice.text(group.title) for group in groups}


def _said(cell: Crossing, voice: Voice) -> str:
    return f"{cell.judged}" + voice.bracketed(f"{cell.capable.count}/{cell.capable.of}").replace(" ", "\u00a0")


def _note(voice: Voice) -> str:
    return voice(
        "结论的附注见上文各品类、各区的表；家数很少，不宜比较。",
        "The caveats of the verdicts stand in the tables above. The numbers are small: not to compare by.",
    )
