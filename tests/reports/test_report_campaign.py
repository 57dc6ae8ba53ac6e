"""The reports of the bundled campaign, all 199 in both languages: every caveat beside its grade, every gap named, the fiction said."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import pytest
from tests.campaign.ground import bundled
from tests.reports import reporting as at

from tijian.model.result import Result
from tijian.model.text import Language
from tijian.reports.literal import every_string
from tijian.reports.model import Bars, Facts, Items, Kind, Report, Standing, Table
from tijian.reports.series import Series

LANGUAGES: list[Language] = ["zh", "en"]
KINDS: list[Kind] = ["overall", "regional", "industry", "enterprise"]
SIGNS = {"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}


@lru_cache(maxsize=1)
def series() -> Series:
    done = bundled()
    return Series(done.results, done.campaign, done.not_judged, done.names, at.ruleset, at.known())


@lru_cache(maxsize=8)
def reports(kind: Kind, language: Language) -> tuple[tuple[str, Report], ...]:
    return tuple(("_".join(parts), report) for parts, report in series().reports(kind, language))


def strings(report: Report) -> Iterator[str]:
    """Every string of a report."""
    held: list[str] = []

    def keep(words: str) -> str:
        held.append(words)
        return words

    every_string(report, keep)
    yield from held


def signs(results: list[Result]) -> Counter[str]:
    return Counter(SIGNS[one.reason] for result in results if result.verdict.issued for one in result.verdict.caveats)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_report_says_of_which_campaign_it_is_and_that_it_is_invented(kind: Kind, language: Language) -> None:
    campaign = bundled().campaign
    assert campaign.about is not None
    for _, report in reports(kind, language):
        rows = [words for block in report.blocks if isinstance(block, Facts) for _, words in block.rows]
        assert campaign.about(language) in rows
        assert campaign.ordered_by(language) in rows
        assert campaign.title(language) in [*rows, report.subject]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_has_a_hole(kind: Kind, language: Language) -> None:
    for name, report in reports(kind, language):
        torn = [words for words in strings(report) if re.search(r"None(?! of)|: \.|：[。；]|\(\)|（）|, \.|、。|\{", words)]
        assert torn == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grade_of_an_enterprise_has_every_caveat_beside_it(language: Language) -> None:
    for (_, report), result in zip(reports("enterprise", language), series().ordered, strict=True):
        [standing] = [block for block in report.blocks if isinstance(block, Standing)]
        assert [one.sign for one in standing.caveats] == [SIGNS[one.reason] for one in result.verdict.caveats]
        assert standing.issued == result.verdict.issued == (not report.preview)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grade_in_a_districts_list_has_its_caveats_and_the_list_explains_them(language: Language) -> None:
    for _, report in reports("regional", language):
        tables = [block for block in report.blocks if isinstance(block, Table)]
        mine = [one for one in series().ordered if any(one.enterprise.name == row[0].text for table in tables[:1] for row in table.rows)]
        assert [one.enterprise.name for one in mine] == [row[0].text for row in tables[0].rows]
        for result, row in zip(mine, tables[0].rows, strict=True):
            expected = {SIGNS[one.reason] for one in result.verdict.caveats}
            assert set(row[2].text) & set(SIGNS.values()) == expected
            assert all(f"{sign} " in tables[0].note for sign in expected)
            assert ("预览" in row[2].text or "preview" in row[2].text) != result.verdict.issued


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_district_learns_of_each_verdict_that_is_not_issued_why_and_what_it_lacks(language: Language) -> None:
    listed = []
    for _, report in reports("regional", language):
        tables = [block for block in report.blocks if isinstance(block, Table) and len(block.columns) == 4]
        listed += [(row[0].text, row[2].text, row[3].text) for table in tables for row in table.rows]
    held = {one.enterprise.name: one for one in bundled().results if not one.verdict.issued}
    assert {name for name, _, _ in listed} == held.keys()
    assert len(listed) == len(held)
    for name, why, lacks in listed:
        result = held[name]
        assert all(one.text(language).lower() in why.lower() for one in result.verdict.not_issued_because)
        unknown = [one.id for one in result.checks if one.state in ("unchecked", "pending", "inconclusive")]
        if len(unknown) <= 4:
            assert all(one in lacks for one in unknown)
        else:
            assert str(len(unknown)) in lacks
        assert lacks != "—"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_district_learns_why_each_of_its_enterprises_is_not_capable_with_the_caveats_beside_the_grade(language: Language) -> None:
    told = []
    for _, report in reports("regional", language):
        tables = [block for block in report.blocks if isinstance(block, Table) and len(block.columns) == 3 and "□" not in str(block)]
        told += [(row[0].text, row[1].text, row[2].text) for table in tables for row in table.rows]
    short = {one.enterprise.name: one for one in bundled().results if one.verdict.issued and one.verdict.capable != "yes"}
    assert {name for name, _, _ in told} == short.keys()
    assert len(told) == len(short)
    for name, grade, why in told:
        verdict = short[name].verdict
        assert grade[0] == verdict.grade
        assert set(grade[1:]) - {" "} == {SIGNS[one.reason] for one in verdict.caveats}
        assert all(check in why for atom in verdict.decided_by if len(atom.checks) <= 4 for check in atom.checks)
        assert any(character.isdigit() for character in why)


@pytest.mark.parametrize("language", LANGUAGES)
def test_grades_that_are_counted_have_the_number_of_each_caveat_beside_them(language: Language) -> None:
    [(_, report)] = reports("overall", language)
    charts = [block for block in report.blocks if isinstance(block, Bars) and block.drawing in ("等级分布", "Grades")]
    assert len(charts) == 4  # by category, group, size, district
    districts = {one.title(language): one.key for one in series().comparison.districts}
    for bar in charts[3].bars:
        mine = [one for one in bundled().results if one.enterprise.district == districts[bar.label]]
        place = [column.title for column in charts[3].columns].index("附注" if language == "zh" else "Caveats")
        found = {part[0]: int(part[1:]) for part in bar.figures[place].text.split()}
        assert found == signs(mine)
    [chart] = [block for block in report.blocks if isinstance(block, Bars) and "※10" in block.caption]
    assert all(f"{sign}{count}" in chart.caption for sign, count in signs(list(bundled().results)).items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grades_of_a_trade_have_the_signs_of_their_caveats_beside_them(language: Language) -> None:
    for (name, report), category in zip(reports("industry", language), bundled().campaign.categories, strict=True):
        assert name == bundled().campaign.categories[category].title(language)
        chart = next(block for block in report.blocks if isinstance(block, Bars) and block.label in ("等级", "Grade"))
        mine = [one for one in bundled().results if one.category == category]
        assert set(chart.caption) & set(SIGNS.values()) == set(signs(mine))


def test_a_trade_is_not_told_of_sizes_from_which_a_small_count_follows() -> None:
    """Six enterprises in three sizes of which each is under three would be two of each: nothing says that they are."""
    for _, report in reports("industry", "zh"):
        rows = dict(row for block in report.blocks if isinstance(block, Facts) for row in block.rows)
        sizes = rows.get("企业规模", "")
        assert "<" not in sizes
        assert all(int(count) >= 3 for count in re.findall(r"\d+", sizes))


def test_the_bureau_is_told_of_the_risks_with_their_figures() -> None:
    [(_, report)] = reports("overall", "zh")
    [risks] = [
        block.items for block in report.blocks if isinstance(block, Items) and any("安全性指标（A类）" in one for one in block.items)
    ]
    told = "\n".join(risks)
    urgent = [clue for one in bundled().results for clue in one.clues if clue.urgency == "immediate"]
    poor = sum(one.verdict.capable == "no" and one.verdict.issued for one in bundled().results)
    assert f"不合格 {series().comparison.tests.safety.count} 批次" in told
    assert f"线索 {len(urgent)} 条" in told
    assert all(clue.district is not None and clue.district in told for clue in urgent)
    assert f"不具备质量安全保证能力的 {poor} 份" in told
    assert "C2.4" in told
    assert "示例市轻工塑料检测中心的发现与同行明显不同" in told


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh", r"\b(absent|conforms|ND|LOD|frame|height|diagonal|lead)\b"), ("en", r"[\u4e00-\u9fff]{2}")]
)
def test_values_and_requirements_are_in_the_language_of_the_report(language: Language, foreign: str) -> None:
    """But for a unit that the ruleset has in Chinese alone (次), and the words of a laboratory."""
    titles = {"实测", "要求"} if language == "zh" else {"Required"}
    for _, report in reports("enterprise", language):
        for block in report.blocks:
            if isinstance(block, Table):
                places = [place for place, column in enumerate(block.columns) if column.title in titles]
                assert [row[place].text for row in block.rows for place in places if re.search(foreign, row[place].text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grades_of_a_district_and_of_the_city_have_their_caveats_beside_them_and_the_chart_explains_them(language: Language) -> None:
    for (_, report), district in zip(reports("regional", language), series().comparison.districts, strict=True):
        chart = next(block for block in report.blocks if isinstance(block, Bars))
        mine = [one for one in bundled().results if one.enterprise.district == district.key]
        for bar, results in zip(chart.bars, (mine, list(bundled().results)), strict=True):
            assert {part[0]: int(part[1:]) for part in bar.figures[1].text.split()} == signs(results)
        assert all(f"{sign} " in chart.note for sign in signs(list(bundled().results)))


def test_an_english_report_says_in_english_what_the_product_is_where_and_by_whom_it_was_assessed() -> None:
    """But for an enterprise's and a person's name, and a nameplate's designation as it is written."""
    told = {"District", "Institution", "Product", "Ruleset"}
    for _, report in reports("enterprise", "en"):
        rows = dict(row for block in report.blocks if isinstance(block, Facts) for row in block.rows)
        said = {name: re.sub(r"Fire designation or grade on the nameplate: [^;]*", "", rows[name]) for name in told}
        assert {name: words for name, words in said.items() if re.search(r"[\u4e00-\u9fff]", words)} == {}
