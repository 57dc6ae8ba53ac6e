"""The least statistics of the overall and the regional report, each recounted from the results: planned and done, items, crosses, deadlines."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from tests.campaign.ground import bundled
from tests.reports import reporting as at

from tijian.campaign.judging import Judged
from tijian.compare import compare
from tijian.compare.rows import rows_of
from tijian.model.campaign import Campaign, NotAssessed
from tijian.model.result import Result
from tijian.model.text import Language
from tijian.model.words import WHY_NOT_ASSESSED
from tijian.reports.model import Bars, Facts, Paragraph, Report, Table
from tijian.reports.overall import overall
from tijian.reports.regional import regional

CLASSES = {"key": "A类", "general": "B类", "minor": "C类"}


def _overall(language: Language = "zh") -> Report:
    [(_, made)] = at.campaign().reports("overall", language)
    return made


def _tables(made: Report, caption: str) -> Iterator[Table]:
    return (block for block in made.blocks if isinstance(block, Table) and block.caption.startswith(caption))


def _texts(made: Report) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Paragraph)]


def _items(results: list[Result]) -> dict[tuple[str, str], Counter[str]]:
    """Batches of each item by outcome: what stands in the end."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in results:
        for check in one.checks:
            if check.kind == "test":
                found[check.id, check.class_].update(sample.state for sample in check.samples if sample.replaced_by is None)
    return {key: counts for key, counts in found.items() if counts["pass"] + counts["fail"]}


def _rows(table: Table) -> dict[tuple[str, str], str]:
    return {(row[0].text.split()[0], row[2].text): row[3].text for row in table.rows}


def test_every_item_that_was_tested_stands_with_its_batches_and_failures() -> None:
    [table] = _tables(_overall(), "检测过的全部项目")
    expected = _items(list(bundled().results))
    assert _rows(table) == {
        (name, CLASSES[class_]): f"{counts['fail']} / {counts['fail'] + counts['pass']}" for (name, class_), counts in expected.items()
    }


def test_items_that_failed_stand_safety_apart_from_use_and_marking() -> None:
    failed = {key: counts["fail"] for key, counts in _items(list(bundled().results)).items() if counts["fail"]}
    [safety], [others] = _tables(_overall(), "不合格的安全性指标"), _tables(_overall(), "不合格的使用性能")
    assert {name for name, _ in _rows(safety)} == {name for name, class_ in failed if class_ == "key"}
    assert {name for name, _ in _rows(others)} == {name for name, class_ in failed if class_ != "key"}


def test_the_table_of_districts_and_categories_adds_up_both_ways() -> None:
    [table] = _tables(_overall(), "区与品类")
    campaign = bundled().campaign
    held = Counter((one.enterprise.district, one.category) for one in bundled().results)
    for district, row in zip(campaign.districts, table.rows, strict=False):
        counts = [held[district.zh, category] for category in campaign.categories]
        assert [cell.text for cell in row] == [district.zh, *(str(one) if one else "·" for one in counts), str(sum(counts))]
    last = [cell.text for cell in table.rows[-1]]
    assert last[1:] == [str(sum(held[one.zh, category] for one in campaign.districts)) for category in campaign.categories] + ["170"]
    names = [one.title.zh for one in campaign.categories.values()]
    assert table.note == "；".join(f"{number} {name}" for number, name in enumerate(names, 1))


def test_the_veto_and_key_checks_that_fail_most_are_those() -> None:
    [table] = _tables(_overall(), "不符合次数最多的否决项、关键项")
    found = Counter(
        check.id
        for one in bundled().results
        for check in one.checks
        if check.kind != "test" and check.class_ in ("veto", "key") and check.state == "fail"
    )
    counts = [int(row[2].text.split(" / ")[0]) for row in table.rows]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == max(found.values())
    assert all(int(row[2].text.split(" / ")[0]) <= found[row[0].text.split()[0]] for row in table.rows)


def test_what_is_due_is_counted_by_the_follow_up_and_nothing_is_said_to_be_done() -> None:
    [said] = [text for text in _texts(_overall()) if "按期完成" in text]
    due = [action.due for one in bundled().results for action in one.actions]
    phase = bundled().campaign.phases["follow_up"]
    numbers = [int(one) for one in re.findall(r" (\d+) 项", said)]
    assert numbers == [
        len(due),
        sum(day < phase.from_ for day in due),
        sum(phase.covers(day) for day in due),
        sum(day > phase.until for day in due),
    ]
    assert "尚无数据" in said
    assert (phase.from_, phase.until) == ("2021-10-08", "2021-10-30")


def test_a_district_has_its_own_categories_checks_and_tests() -> None:
    for (_, made), district in zip(at.campaign().reports("regional", "zh"), bundled().campaign.districts, strict=True):
        mine = [one for one in bundled().results if one.enterprise.district == district.zh]
        fails = Counter(check.id for one in mine for check in one.checks if check.kind != "test" and check.state == "fail")
        tables = list(_tables(made, "不符合的核查项"))
        assert bool(tables) == bool(fails)
        for table in tables:
            told = {row[0].text.split()[0]: int(row[2].text.split(" / ")[0]) for row in table.rows}
            assert all(count == fails[name] for name, count in told.items())
            assert list(told.values()) == sorted(fails.values(), reverse=True)[: len(told)]
        failed = {name for (name, _), counts in _items(mine).items() if counts["fail"]}
        assert {
            name for caption in ("不合格的安全性", "不合格的使用") for table in _tables(made, caption) for name, _ in _rows(table)
        } == failed


def _without(done: Judged) -> tuple[Campaign, list[Result]]:
    """The campaign where four enterprises were not assessed: closed, moved, refused, and one without a word."""
    gone = dict(zip([one.assessment for one in done.results[:4]], ("closed", "moved", "refused", None), strict=True))
    planned = tuple(
        one.model_copy(update={"not_assessed": NotAssessed(why=why, note="已上门两次") if why else None})
        if (why := gone.get(one.assessment, "no")) != "no"
        else one
        for one in done.campaign.enterprises
    )
    return done.campaign.model_copy(update={"enterprises": planned}), [one for one in done.results if one.assessment not in gone]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_was_not_assessed_is_named_with_the_reason_and_stays_in_the_plan(language: Language) -> None:
    campaign, results = _without(bundled())
    one = compare(results, campaign, names=bundled().names)
    made = overall(one, campaign, language, results)
    facts = dict(row for block in made.blocks if isinstance(block, Facts) for row in block.rows)
    counted = facts["名单中未评估" if language == "zh" else "Planned, not assessed"]
    assert counted.startswith("4")
    assert all(f"{words(language)} 1" in counted for words in WHY_NOT_ASSESSED.values())
    assert "170" in facts["计划评估" if language == "zh" else "Planned"]
    [table] = _tables(made, "名单中未评估" if language == "zh" else "Enterprises of the list that were not")
    assert [row[0].text for row in table.rows] == [each.assessment for each in one.unassessed]
    assert sum("已上门两次" in row[3].text for row in table.rows) == 3
    assert "拒绝" in table.note or "refuse" in table.note
    districts = {each.district for each in one.unassessed}
    for group in one.districts:
        mine = [result for result in results if result.enterprise.district == group.key]
        part = regional(one, group, mine, campaign, language)
        named = {row[0].text for found in _tables(part, table.caption) for row in found.rows}
        assert named == {each.assessment for each in one.unassessed if each.district == group.key}
        assert bool(named) == (group.key in districts)


def test_a_campaign_in_which_everybody_was_assessed_says_so() -> None:
    facts = dict(row for block in _overall().blocks if isinstance(block, Facts) for row in block.rows)
    assert facts["名单中未评估"] == "0 家（停产、关闭 0；搬迁 0；拒绝评估 0）"


def test_how_many_enterprises_of_a_trade_passed_their_tests_is_a_recount() -> None:
    for category, (_, made) in zip(bundled().campaign.categories, at.campaign().reports("industry", "zh"), strict=True):
        rows = rows_of([one for one in bundled().results if one.category == category], None)
        worst: dict[str, int] = {}
        for row in rows:
            states = [(check.class_, sample.state) for check in row.result.checks for sample in check.samples if sample.replaced_by is None]
            if any(state in ("pass", "fail") for _, state in states):
                failed = {class_ for class_, state in states if state == "fail"}
                worst[row.enterprise] = 2 if "key" in failed else int(bool(failed))
        charts = [block for block in made.blocks if isinstance(block, Bars) and block.caption.startswith("抽检企业")]
        expected = [str(sum(one == outcome for one in worst.values())) for outcome in (0, 1, 2)]
        for chart in charts:
            assert str(len(worst)) in chart.caption
            told = [bar.figures[0].text for bar in chart.bars]
            assert all(one in (two, "不列出") for one, two in zip(told, expected, strict=True))
            assert not {"1", "2"} & set(told)
