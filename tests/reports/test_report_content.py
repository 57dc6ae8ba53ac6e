"""What each report says, and to whom: the enterprise hears of its findings and rights, the district of clues, the association of nobody."""

import pytest
from tests.reports import reporting as at

from tijian.model.text import Language
from tijian.reports.model import Bars, Card, Facts, Report, Standing, Table
from tijian.reports.press import FORMS

LANGUAGES: list[Language] = ["zh", "en"]


def _words(report: Report) -> str:
    return at.words_of_html(at.press().print(report, "html").data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_enterprise_is_not_told_of_clues(language: Language) -> None:
    one = at.result("mask_d")
    assert one.clues
    said = _words(at.report(one, language))
    for clue in one.clues:
        for words in (clue.title(language), clue.law(language), clue.facts(language)):
            assert at.squeezed(words) not in said
    assert "涉嫌" not in said
    assert "线索" not in said


@pytest.mark.parametrize("form", FORMS)
def test_the_district_is_told_of_every_clue_with_facts_law_and_evidence(form: str) -> None:
    results = at.many()
    for _, one in at.series().reports("regional", "zh"):
        mine = [each for each in results if (each.enterprise.district or "") == one.subject]
        cards = [block for block in one.blocks if isinstance(block, Card)]
        assert len(cards) == sum(len(each.clues) for each in mine)
        for each in mine:
            for clue in each.clues:
                assert any(card.id == clue.code and clue.facts("zh") in dict(card.rows).values() for card in cards)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_its_basis_its_correction_and_its_day(language: Language) -> None:
    one = at.result("fire_door_type_test_differs")
    made = at.report(one, language)
    cards = {block.id: block for block in made.blocks if isinstance(block, Card)}
    found = [check for check in one.checks if check.state in ("fail", "minor")]
    assert found
    for check in found:
        correction = next(each for action in one.actions for each in action.corrections if each.check == check.id)
        card = cards[check.id]
        rows = list(dict(card.rows).values())
        assert any(correction.basis(language) in words for words in rows)
        for words in (correction.risk, correction.correct, correction.prevent, correction.proof):
            assert words is None or words(language) in rows
        assert any(correction.due in tag.text for tag in card.tags)
        for evidence in check.evidence:
            assert any(evidence in words for words in rows)


@pytest.mark.parametrize("name", ["mask_a", "mask_uncertain", "mask_one_assessor", "respirator_edition_switch", "fire_door_visit_stopped"])
def test_every_caveat_stands_beside_the_grade(name: str) -> None:
    one = at.result(name)
    block = at.report(one).blocks[0]
    assert isinstance(block, Standing)
    assert [each.text for each in block.caveats] == [each.text("zh") for each in one.verdict.caveats]
    assert block.issued == one.verdict.issued


def test_a_verdict_that_is_not_issued_says_so_on_every_page_and_why() -> None:
    one = at.result("mask_one_assessor")
    made = at.report(one)
    assert "预览" in made.preview
    said = _words(made)
    for reason in one.verdict.not_issued_because:
        assert at.squeezed(reason.text("zh")) in said
    pdf = at.words_of_pdf(at.press().print(made, "pdf").data)
    assert pdf.count(at.squeezed(made.preview)) >= 3


def test_what_is_unknown_is_listed_with_whether_it_can_change_the_grade() -> None:
    one = at.result("mask_uncertain")
    tables = [block for block in at.report(one).blocks if isinstance(block, Table)]
    rows = {row[0].text.split()[0]: row[-1].text for table in tables for row in table.rows if len(row) == 5}
    for pending in one.verdict.pending:
        assert rows[pending.check or ""] == "会"


def test_a_test_shows_its_value_its_limit_and_its_margin() -> None:
    one = at.result("mask_d")
    said = _words(at.report(one))
    for check in one.checks:
        if check.kind == "test" and check.state in ("pass", "fail") and check.margin is not None:
            assert check.margin in said
    assert "≥95%" in said


def test_a_retest_shows_both_results() -> None:
    one = at.result("mask_retest")
    retested = [check for check in one.checks if any(sample.replaced_by for sample in check.samples)]
    said = _words(at.report(one))
    for check in retested:
        for sample in check.samples:
            assert at.squeezed(f"样品 {sample.sample}") in said


def test_the_receipt_is_in_the_report_and_the_digest_of_the_result_at_the_foot_of_each_page() -> None:
    one = at.result("mask_b")
    made = at.report(one)
    assert one.receipt.result in made.footer
    facts = [words for block in made.blocks if isinstance(block, Facts) for _, words in block.rows]
    assert {one.receipt.result, one.receipt.dossier, one.receipt.ruleset} <= set(facts)
    pdf = at.words_of_pdf(at.press().print(made, "pdf").data)
    assert pdf.count(one.receipt.result) >= 4


def test_objection_rights_name_the_fifteen_days_only_where_something_was_tested() -> None:
    assert "十五日" in _words(at.report(at.result("mask_d")))
    untested = at.result("fire_door_visit_stopped")
    assert not any(check.samples for check in untested.checks)
    assert "十五日" not in _words(at.report(untested))


def test_peers_are_shown_from_four_enterprises_on_and_never_named() -> None:
    series = at.series()
    few = at.series(at.many()[:3])
    for found, shown in ((series, True), (few, False)):
        (_, made), *_ = found.reports("enterprise", "zh")
        bars = next(block for block in made.blocks if isinstance(block, Bars))
        assert any(bar.mark is not None for bar in bars.bars) is shown
        others = [each.enterprise.name for each in found.results if each.enterprise.name != made.subject]
        assert not any(at.squeezed(name) in _words(made) for name in others)


def test_peers_are_those_with_a_verdict_and_how_many_they_are_is_not_said() -> None:
    """With the number of enterprises, which the association's report has, their number would say how many verdicts are not issued."""
    peers = next(group for group in at.campaign().comparison.categories if group.key == "mask")
    for one in (at.result("mask_a"), at.result("mask_uncertain")):
        mark = next(block for block in at.report(one, "zh", peers).blocks if isinstance(block, Bars)).mark
        assert "已出具结论的中位数" in mark
        assert ("含本企业" in mark) == one.verdict.issued
        assert not any(character.isdigit() for character in mark)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1])
def test_a_campaign_with_nothing_or_one_result_still_gives_its_reports(count: int, language: Language) -> None:
    series = at.series(at.many()[:count])
    for kind in ("overall", "regional", "industry", "enterprise"):
        for _, made in series.reports(kind, language):
            assert at.press().print(made, "pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["overall", "regional", "industry", "enterprise"])
def test_an_english_report_speaks_no_chinese_of_its_own(kind: str) -> None:
    """Names, notes and units come from the dossier; headings, labels and captions are ours."""
    for _, made in at.series().reports(kind, "en"):  # type: ignore[arg-type]
        ours = [made.title, made.reader]
        for block in made.blocks:
            if isinstance(block, Table):
                ours += [column.title for column in block.columns]
            if isinstance(block, Bars):
                ours += [block.label, block.drawing, block.note, block.mark, *(column.title for column in block.columns)]
            if isinstance(block, Facts):
                ours += [name for name, _ in block.rows]
            if isinstance(block, Card):
                ours += [name for name, _ in block.rows]
        assert not [words for words in ours if any("\u4e00" <= character <= "\u9fff" for character in words)]


def test_two_enterprises_of_one_name_are_told_apart_by_their_files() -> None:
    from tijian.reports.file_names import FileNames

    names = FileNames()
    given = [names.give(parts, "pdf") for parts in (("甲厂", "1"), ("甲厂", "1"), ("甲/厂", "1"), ("甲_厂", "1"))]
    assert len(set(given)) == 4
