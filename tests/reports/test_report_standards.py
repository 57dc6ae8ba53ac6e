"""The standards in an association's report: every date and limit is one that the ruleset judges by, and nothing depends on what was found."""

import datetime as dt
import re
from functools import cache

import pytest
from tests.campaign.ground import BUNDLED
from tests.reports import reporting as at

import tijian
from tijian.authoring.confidence import figures
from tijian.campaign.folder import Found, read_folder
from tijian.model.dossier import Dossier
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.text import Language
from tijian.reports.consumers import consumers
from tijian.reports.model import Block, Items, Paragraph, Table
from tijian.reports.standards import standards
from tijian.reports.voice import Voice

CATEGORIES = sorted(at.known().library.categories())


@cache
def editions(category: str) -> tuple[ResolvedRuleset, ...]:
    return tuple(at.known().edition(category, one.edition).program.ruleset for one in at.known().library.editions(category))


def used(category: str) -> ResolvedRuleset:
    return at.known().entry(category, "2021-08-10").program.ruleset


def blocks(category: str, language: Language = "zh") -> list[Block]:
    return list(standards([used(category)], editions(category), Voice(language)))


def words(found: list[Block]) -> str:
    said = [block.text for block in found if isinstance(block, Paragraph)]
    said += [line for block in found if isinstance(block, Items) for line in block.items]
    said += [cell.text for block in found if isinstance(block, Table) for row in block.rows for cell in row]
    return "\n".join([*said, *(block.caption for block in found if isinstance(block, Table))])


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_sureness_of_every_limit_is_told(category: str) -> None:
    first = blocks(category)[0]
    assert isinstance(first, Paragraph)
    total = int(re.search(r"限值 (\d+) 条", first.text)[1])  # type: ignore[index]
    parts = [int(one) for one in re.findall(r" (\d+)(?=[；。])", first.text)]
    assert total == len(list(figures(used(category)))) == sum(parts)


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_edition_stands_with_its_days_and_the_one_that_judged_is_marked(category: str) -> None:
    tables = [block for block in blocks(category) if isinstance(block, Table) and block.caption.startswith("细则的各版")]
    assert len(tables) == (len(editions(category)) > 1)
    for table in tables:
        assert [row[1].text.split(" ")[0] for row in table.rows] == [one.in_force.from_ for one in editions(category)]
        [mine] = [row[0].text for row in table.rows if "本次所用" in row[0].text]
        assert mine.startswith(used(category).edition)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_day_of_production_that_a_limit_goes_by_is_told_and_no_other(category: str) -> None:
    ruleset = used(category)
    read = " ".join([*(one.row.when or "" for one in figures(ruleset)), *(test.applies or "" for test in ruleset.sample_tests.values())])
    for _ in ruleset.define:  # a definition may read another
        read += " ".join(meant for name, meant in ruleset.define.items() if re.search(rf"\b{name}\b", read) and meant not in read)
    days = set(re.findall(r"produced_on [<>=]+ '(\d{4}-\d\d-\d\d)'", read))
    assert set(re.findall(r"(\d{4}-\d\d-\d\d) 起生产的产品[：，]", words(blocks(category)))) == days


def test_what_only_rubber_is_tested_for_does_not_change_on_the_day_of_paper() -> None:
    """The two materials switch on days of their own, in one named condition."""
    paper, rubber = (
        next(block.text for block in blocks("food_contact") if isinstance(block, Paragraph) and block.text.startswith(f"{day} 起生产"))
        for day in ("2023-06-30", "2024-09-06")
    )
    assert "橡胶、硅橡胶）" in rubber
    assert "重金属（以Pb计，橡胶、硅橡胶）" not in paper
    assert "纸制品甲醛" in paper
    assert "纸制品甲醛" not in rubber
    assert "高锰酸钾消耗量（部分产品）" in paper


def test_a_limit_that_stays_is_not_told_to_change() -> None:
    """4900 N of helmets is that of both editions; only how sure it is differs."""
    assert "4900" not in words(blocks("safety_helmet"))


def test_a_respirator_made_since_its_standard_changed_is_tested_by_other_limits() -> None:
    [table] = [block for block in blocks("respirator") if isinstance(block, Table) and "2021-07-01" in block.caption]
    rows = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert rows["实用性能（2019版新增）（部分产品）"] == ("不检", "应符合")
    inhaling = rows["吸气阻力（2019版）（部分产品）"]
    limits = {one.row.require for one in figures(used("respirator")) if one.id == "RSP-T06"}
    assert inhaling[0] == "不检"
    assert {f"<= {one}" for one in re.findall(r"≤ (\d+) Pa", inhaling[1])} == limits
    assert "凭记忆，未核实" in inhaling[1]


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_the_engine_judges_otherwise_from_a_day_on_is_told_of_that_day(category: str) -> None:
    """Bundled dossiers, their samples made the day before and on the day: every test that is asked or limited otherwise is named."""
    ruleset = used(category)
    days = {found[0] for block in blocks(category) if (found := re.findall(r"\d{4}-\d\d-\d\d(?= 起生产)", words([block])))}
    some = [
        one.dossier for one in bundled_dossiers() if one.dossier is not None and one.dossier.category == category and one.dossier.samples
    ]
    for day in sorted(days):
        told = "\n".join(words([block]) for block in blocks(category) if words([block]).startswith(day) or day in caption(block))
        for dossier in some[:4]:
            eve = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
            before, after = (judged(dossier, made) for made in (eve, day))
            for name in before.keys() & after.keys():
                if before[name] != after[name]:
                    assert ruleset.sample_tests[name].name.zh in told, (day, name, before[name], after[name])


def caption(block: Block) -> str:
    return block.caption if isinstance(block, Table) else ""


@cache
def bundled_dossiers() -> tuple[Found, ...]:
    return read_folder(BUNDLED, at.known()).found


def judged(dossier: Dossier, made: str) -> dict[str, tuple[bool, str | None]]:
    """Whether each test is asked of a product made on a day, and by which requirement."""
    samples = tuple(one.model_copy(update={"produced_on": made}) for one in dossier.samples)
    result = tijian.assess(dossier.model_copy(update={"samples": samples}), at.known(), "direct")
    return {
        one.id: (one.state == "not_applicable", one.requirement)
        for one in result.checks
        if one.kind == "test" and (one.requirement is not None or one.state == "not_applicable")
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_risk_told_to_buyers_is_one_of_a_safety_item_and_each_is_told_once(language: Language) -> None:
    for category in CATEGORIES:
        ruleset = used(category)
        found = list(consumers([ruleset], Voice(language)))
        rows = [(row[0].text, row[1].text) for block in found if isinstance(block, Table) for row in block.rows]
        safety = {(one.name(language), one.risk(language)) for one in ruleset.sample_tests.values() if one.class_ == "key" and one.risk}
        assert rows
        assert set(rows) <= safety
        assert len({risk for _, risk in rows}) == len(rows)


@pytest.mark.parametrize(("language", "foreign"), [("en", r"[\u4e00-\u9fff]"), ("zh", r"\b(unknown|conforms|absent|declared)\b")])
def test_each_language_reads_alone(language: Language, foreign: str) -> None:
    """But for the grades that stand on a door's nameplate."""
    for category in CATEGORIES:
        tables = [block for block in blocks(category, language) if isinstance(block, Table)]
        cells = [re.sub("[甲乙丙]级", "", cell.text) for table in tables for row in table.rows for cell in row]
        assert [cell for cell in cells if re.search(foreign, cell)] == []
