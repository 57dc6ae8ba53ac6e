"""An association's report gives nobody away: cells of one or two are withheld, and no subtraction brings them back."""

from hypothesis import given
from hypothesis import strategies as some
from tests.reports import reporting as at

from tijian.reports.model import Bars, Card, Table
from tijian.reports.suppress import LEAST, tellable, withheld

COUNTS = some.lists(some.integers(0, 30), min_size=2, max_size=7)


@given(COUNTS)
def test_one_and_two_are_withheld(counts: list[int]) -> None:
    for count, gone in zip(counts, withheld(counts), strict=True):
        assert gone or count == 0 or count >= LEAST


@given(COUNTS)
def test_a_reader_with_the_total_cannot_work_a_withheld_count_out(counts: list[int]) -> None:
    """All fillings of the gaps that a reader could believe, knowing the total: no small count is the same in every one of them."""
    hidden = withheld(counts)
    gaps = [place for place, gone in enumerate(hidden) if gone]
    if not gaps:
        return
    missing = sum(counts[place] for place in gaps)
    assert len(gaps) >= 2
    assert missing >= LEAST or sum(counts) < LEAST
    for place in gaps:
        if counts[place] < LEAST:
            believable = {value for value in range(missing + 1) if missing - value >= 0}
            assert len(believable) > 1


@given(COUNTS)
def test_nothing_is_withheld_without_need(counts: list[int]) -> None:
    if all(count == 0 or count >= LEAST for count in counts):
        assert not any(withheld(counts))


@given(some.integers(0, 40), some.integers(0, 40))
def test_a_share_is_told_only_where_neither_side_is_one_or_two(part: int, rest: int) -> None:
    told = tellable(part, part + rest)
    assert told == (part + rest >= LEAST and part not in (1, 2) and rest not in (1, 2))


def test_an_association_reads_no_name_no_district_and_no_clue() -> None:
    results = at.many()
    for _, made in at.series().reports("industry", "zh"):
        said = at.words_of_html(at.press().print(made, "html").data)
        for each in results:
            assert each.enterprise.name not in said
            assert each.assessment not in said
            assert (each.enterprise.district or "无") not in said
        assert "涉嫌" not in said
        assert not any(isinstance(block, Card) for block in made.blocks)


def test_of_two_enterprises_nothing_is_told() -> None:
    two = tuple(one for one in at.many() if one.category == "school_uniform")[:2]
    (_, made), *_ = at.series(two).reports("industry", "zh")
    assert not any(isinstance(block, (Bars, Table)) for block in made.blocks)


def test_a_grade_of_one_enterprise_is_withheld_together_with_another() -> None:
    masks = [at.renamed(at.result("mask_a"), number) for number in range(5)] + [
        at.renamed(at.result("mask_b"), number) for number in range(5, 9)
    ]
    results = (*masks, at.renamed(at.result("mask_d"), 9))
    (_, made), *_ = at.series(results).reports("industry", "zh")
    grades = next(block for block in made.blocks if isinstance(block, Bars))
    shown = {bar.label.split("\u3000")[0]: bar.figures[0].text for bar in grades.bars}
    assert shown["D"] == "不列出"
    assert sorted(shown.values()).count("不列出") == 2
    assert shown["A"] == "5"
    assert all(not bar.segments for bar in grades.bars if bar.figures[0].text == "不列出")


def test_a_finding_of_one_enterprise_is_not_in_the_table() -> None:
    results = (*(at.renamed(at.result("mask_a"), number) for number in range(8)), at.renamed(at.result("mask_d"), 9))
    (_, made), *_ = at.series(results).reports("industry", "zh")
    mine = {check.id for check in at.result("mask_d").checks if check.state in ("fail", "minor")}
    theirs = {check.id for check in at.result("mask_a").checks if check.state in ("fail", "minor")}
    tables = [block for block in made.blocks if isinstance(block, Table)]
    told = {row[0].text.split()[0] for table in tables for row in table.rows}
    assert not told & (mine - theirs)
