"""An association's report gives nobody away: cells of one or two are withheld, and no subtraction brings them back."""

from collections import Counter
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from tests.reports import reporting as at

from tijian.model.result import Result, SampleOutcome
from tijian.model.text import Language
from tijian.model.words import SIZE
from tijian.reports.industry_trade import _line
from tijian.reports.model import Bars, Callout, Card, Report, Table
from tijian.reports.suppress import LEAST, secret, tellable, withheld
from tijian.reports.voice import Voice

B = TypeVar("B", Bars, Callout, Table)
COUNTS = some.lists(some.integers(0, 30), min_size=2, max_size=7)


@given(COUNTS)
def test_one_and_two_are_withheld(counts: list[int]) -> None:
    for count, gone in zip(counts, withheld(counts), strict=True):
        assert gone or count == 0 or count >= LEAST


@given(COUNTS)
@example([5, 1, 4, 1, 1])  # three that add up to 3, each of them somebody: 1 each
@example([9, 1, 1])
@example([1, 2, 8])
def test_a_reader_with_the_total_cannot_work_a_withheld_count_out(counts: list[int]) -> None:
    """All fillings of the gaps that a reader could believe, knowing their sum and that somebody is behind each: no small one is certain."""
    hidden = withheld(counts)
    held = [count for count, gone in zip(counts, hidden, strict=True) if gone and count]
    if not held:
        return
    if not secret(held):  # nothing to be done: everything is withheld, and the report shows no line at all
        assert all(gone for count, gone in zip(counts, hidden, strict=True) if count)
        return
    for place, count in enumerate(held):
        if count < LEAST:
            most = sum(held) - (len(held) - 1)  # with one behind each of the others
            believable = [value for value in range(1, most + 1) if _can_be(sum(held) - value, len(held) - 1)]
            assert len(believable) > 1, place


def _can_be(total: int, many: int) -> bool:
    """Whether so many counts, somebody behind each, may add up to this."""
    return total >= many if many else total == 0


@given(COUNTS)
def test_nothing_is_withheld_without_need(counts: list[int]) -> None:
    if all(count == 0 or count >= LEAST for count in counts):
        assert not any(withheld(counts))


@given(some.integers(0, 40), some.integers(0, 40))
def test_a_share_is_told_only_where_neither_side_is_one_or_two(part: int, rest: int) -> None:
    told = tellable(part, part + rest)
    assert told == (part + rest >= LEAST and part not in (1, 2) and rest not in (1, 2))


def test_an_association_reads_no_name_no_number_and_no_clue() -> None:
    results = at.many()
    for _, made in at.series().reports("industry", "zh"):
        said = at.words_of_html(at.press().print(made, "html").data)
        for each in results:
            assert each.enterprise.name not in said
            assert each.assessment not in said
        assert "涉嫌" not in said
        assert not any(isinstance(block, Card) for block in made.blocks)


def test_a_district_a_size_and_a_kind_of_product_are_named_only_where_three_enterprises_stand_behind_them() -> None:
    campaign = at.campaign().campaign
    assert campaign is not None
    for category, (_, made) in zip(campaign.categories, at.campaign().reports("industry", "zh"), strict=True):
        mine = [one for one in at.campaign().ordered if one.category == category]
        for by, counts in (
            ("按区", Counter(one.enterprise.district or "" for one in mine)),
            ("按企业规模", Counter(SIZE[one.enterprise.size or ""]("zh") for one in mine)),
        ):
            line = next((block for block in made.blocks if isinstance(block, Bars) and block.caption == by), None)
            if line is None:  # nothing of it may be told
                assert any(0 < count < LEAST for count in counts.values())
                continue
            told = {bar.label: int(bar.figures[0].text) for bar in line.bars}
            rest = {name: count for name, count in counts.items() if name not in told}
            assert all(count == counts[name] >= LEAST for name, count in told.items() if not name.startswith("其他"))
            assert sum(told.values()) == len(mine)
            assert not rest or secret(tuple(rest.values()))
            assert bool(rest) == any(0 < count < LEAST for count in counts.values())


@given(some.lists(some.integers(0, 12), min_size=1, max_size=8))
@example([2])
@example([5, 1])
@example([9, 1, 1])
def test_a_line_of_a_trade_adds_up_and_gives_no_small_count_away(counts: list[int]) -> None:
    blocks = list(_line("按区", "区", [(f"{place}区", count) for place, count in enumerate(counts)], Voice("zh")))
    bars = [bar for block in blocks if isinstance(block, Bars) for bar in block.bars]
    shown = {bar.label: int(bar.figures[0].text) for bar in bars}
    small = [count for count in counts if 0 < count < LEAST]
    if not small:
        assert sorted(shown.values()) == sorted(count for count in counts if count)
        return
    assert all(count >= LEAST for count in shown.values())
    assert not shown or sum(shown.values()) == sum(counts)
    held = [count for place, count in enumerate(counts) if count and f"{place}区" not in shown]
    assert not shown or secret(held)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_two_enterprises_nothing_is_told(language: Language) -> None:
    """Whatever was found in them, the report is the same."""
    pairs = [tuple(at.renamed(at.result(f"mask_{letter}"), number) for number, letter in enumerate(two)) for two in ("ab", "bb", "ad")]
    made = [next(report for _, report in at.series(pair).reports("industry", language)) for pair in pairs]
    assert made[0].blocks == made[1].blocks == made[2].blocks
    assert not any(isinstance(block, Bars) for block in made[0].blocks)


def test_a_grade_of_one_enterprise_is_withheld_together_with_another() -> None:
    masks = [at.renamed(at.result("mask_a"), number) for number in range(5)] + [
        at.renamed(at.result("mask_b"), number) for number in range(5, 9)
    ]
    results = (*masks, at.renamed(at.result("mask_d"), 9))
    (_, made), *_ = at.series(results).reports("industry", "zh")
    grades = next(block for block in made.blocks if isinstance(block, Bars) and block.label == "等级")
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


def _industry(results: tuple[Result, ...]) -> Report:
    (_, made), *_ = at.series(results).reports("industry", "zh")
    return made


def _blocks(made: Report, kind: type[B]) -> list[B]:
    return [block for block in made.blocks if isinstance(block, kind)]


def test_three_grades_of_one_enterprise_each_give_no_chart() -> None:
    made = _industry(tuple(at.renamed(at.result(f"mask_{letter}"), number) for number, letter in enumerate("abd")))
    assert not [bars for bars in _blocks(made, Bars) if bars.label == "等级"]
    assert "各类的企业过少，不列出" in at.words_of_html(at.press().print(made, "html").data)


def test_how_many_verdicts_carry_a_caveat_does_not_tell_how_many_are_not_issued() -> None:
    """The ruleset is illustrative, so every issued verdict carries ※: ten of them among twelve would say that two are not issued."""
    issued = [at.renamed(at.result("mask_a"), number) for number in range(5)] + [at.renamed(at.result("mask_b"), n) for n in range(5, 10)]
    open_ = [at.renamed(at.result("mask_uncertain"), number) for number in (10, 11)]
    for results, told in (((*issued, *open_), False), (tuple(issued), True)):
        [caveats] = [callout for callout in _blocks(_industry(results), Callout) if callout.title == "等级的附注"]
        assert any("※" in line for line in caveats.lines)
        assert any("份已出具" in line for line in caveats.lines) is told


def test_a_test_that_one_enterprise_failed_with_many_batches_is_not_told() -> None:
    fine = [at.renamed(at.result("mask_a"), number) for number in range(6)]
    test = next(one.id for one in fine[0].checks if one.kind == "test" and one.state == "pass" and one.samples)
    told = [_with_batches(one, test, 4 if number == 0 else 1, fails=number == 0) for number, one in enumerate(fine)]
    some = [_with_batches(one, test, 1, fails=number < 3) for number, one in enumerate(fine)]
    for results, shown in ((told, False), (some, True)):
        tables = [table for table in _blocks(_industry(tuple(results)), Table) if table.caption.startswith("不合格检测项")]
        assert any(row[0].text.startswith(test) for table in tables for row in table.rows) is shown


def _with_batches(of: Result, test: str, batches: int, *, fails: bool) -> Result:
    """The same result with so many samples of a test, all of which fail or pass."""
    state = "fail" if fails else "pass"

    def sampled(first: SampleOutcome) -> tuple[SampleOutcome, ...]:
        return tuple(first.model_copy(update={"sample": f"X-{number}", "state": state}) for number in range(batches))

    checks = (one.model_copy(update={"state": state, "samples": sampled(one.samples[0])}) if one.id == test else one for one in of.checks)
    return of.model_copy(update={"checks": tuple(checks)})
