"""The overall report's two-way tables and its count of failures by class: each figure as a recount of the results has it."""

import re
from collections import Counter

import pytest
from tests.campaign.ground import bundled
from tests.reports import reporting as at

from tijian.model.result import Result
from tijian.model.text import Language
from tijian.reports.model import Paragraph, Report, Table
from tijian.reports.parts import SIGNS

CLASSES = {"veto": "否决项", "key": "关键项", "general": "一般项"}


def _overall(language: Language = "zh") -> Report:
    [(_, made)] = at.campaign().reports("overall", language)
    return made


def _table(caption: str, language: Language = "zh") -> Table:
    [found] = [block for block in _overall(language).blocks if isinstance(block, Table) and block.caption.startswith(caption)]
    return found


def _told(results: list[Result]) -> str:
    issued = [one for one in results if one.verdict.issued]
    return f"{len(results)}（{sum(one.verdict.capable == 'yes' for one in issued)}/{len(issued)}）"


def test_each_district_has_its_categories_with_how_many_are_capable() -> None:
    rows = {row[0].text: row[1].text for row in _table("各区的品类").rows}
    titles = {name: one.title.zh for name, one in bundled().campaign.categories.items()}
    assert list(rows) == [one.zh for one in bundled().campaign.districts]
    for district, words in rows.items():
        mine = [one for one in bundled().results if one.enterprise.district == district]
        expected = [f"{title} {_told(held)}" for name, title in titles.items() if (held := [one for one in mine if one.category == name])]
        assert words == "；".join(expected)


def test_each_category_has_its_sizes_with_how_many_are_capable() -> None:
    table = _table("品类与企业规模")
    sizes = {"大型": "large", "中型": "medium", "小型": "small", "微型": "micro"}
    heads = [column.title for column in table.columns[1:]]
    assert heads == list(sizes)
    for name, row in zip(bundled().campaign.categories, table.rows, strict=True):
        for head, cell in zip(heads, row[1:], strict=True):
            held = [one for one in bundled().results if one.category == name and one.enterprise.size == sizes[head]]
            assert cell.text == (_told(held) if held else "—")


@pytest.mark.parametrize(("language", "caption"), [("zh", "品类与企业规模"), ("en", "Categories by size")])
def test_the_tables_say_where_the_caveats_of_their_verdicts_stand(language: Language, caption: str) -> None:
    assert re.search("附注|caveats", _table(caption, language).note)


def test_failures_are_counted_by_class_and_minor_defects_beside_them() -> None:
    found = [(check.class_, check.state) for one in bundled().results for check in one.checks if check.kind != "test"]
    fails = Counter(class_ for class_, state in found if state == "fail")
    minors = sum(state == "minor" for _, state in found)
    listed = "、".join(f"{word} {fails[class_]}" for class_, word in CLASSES.items())
    said = [block.text for block in _overall().blocks if isinstance(block, Paragraph)]
    assert f"核查项不符合共 {fails.total()} 项次：{listed}；另有轻微缺陷 {minors} 项次。" in said


def test_an_enterprise_is_told_how_many_of_its_findings_are_of_each_class() -> None:
    one = at.result("mask_d")
    found = [check for check in one.checks if check.state in ("fail", "minor")]
    counts = Counter(
        "ABC"[("key", "general", "minor").index(each.class_)] + "类" if each.kind == "test" else CLASSES[each.class_] for each in found
    )
    said = next(block.text for block in at.report(one).blocks if isinstance(block, Paragraph) and "项发现" in block.text)
    told = dict(re.findall(r"(\S+?) (\d+)[、）]", said.partition("（")[2].partition("）")[0] + "）"))
    assert {word: int(count) for word, count in told.items()} == counts


def test_the_list_names_every_enterprise_with_its_grade_and_caveats_as_its_own_report_has_them() -> None:
    rows = [[cell.text for cell in row] for row in _table("评估对象名单").rows]
    results = at.campaign().ordered
    assert [(row[0], row[1]) for row in rows] == [(one.enterprise.name, one.enterprise.district) for one in results]
    for row, one in zip(rows, results, strict=True):
        assert ("预览" in row[3]) != one.verdict.issued
        assert all(SIGNS[caveat.reason] in row[3] for caveat in one.verdict.caveats)
        assert not one.verdict.grade or one.verdict.grade in row[3]
