"""Whatever is changed in a ruleset is found, once, where it is and as what it is; and nothing else is."""

from decimal import Decimal
from typing import Any

import pytest
from tests.comparing.workshop import GONE, OURS, READ, entries, found, ruleset

import tijian
from tijian.authoring.diff import diff
from tijian.authoring.differences import CHANGES, Condition
from tijian.catalogues import Catalogue
from tijian.model.text import Text


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return tijian.catalogue()


ADVICE = {"correct": {"zh": "补", "en": "Mend it"}}
PLANTED: list[tuple[list[tuple[str, Any]], list[tuple[str, str, str, str]]]] = [
    ([("title", {"zh": "水壶"})], [("ruleset", "2021", "title", "wording")]),
    ([("in_force/until", "2022-12-31")], [("ruleset", "2021", "in_force", "changed")]),
    ([("status", "adopted")], [("ruleset", "2021", "status", "changed")]),
    ([("dropped", ["C4.4"])], [("ruleset", "2021", "dropped", "changed")]),
    ([("overridden", {"C3.3": ["weight"]})], [("ruleset", "2021", "overridden", "changed")]),
    ([("product/colour", {"type": "text"})], [("product", "colour", "", "added")]),
    ([("product/cordless/label", {"zh": "分体", "en": "Cordless"})], [("product", "cordless", "label", "wording")]),
    ([("product/volume/unit", "mL")], [("product", "volume", "unit", "changed")]),
    ([("product/volume/range", [Decimal(0), Decimal(8)])], [("product", "volume", "range", "changed")]),
    ([("product/standard/choices", ["A", "B", "C", "D"])], [("product", "standard", "choices", "changed")]),
    ([("product/standard/choice_names", {"A": {"zh": "甲"}})], [("product", "standard", "choice_names.A", "wording")]),
    ([("product/standard/choices", ["B", "A", "C"])], [("product", "standard", "choices", "wording")]),
    ([("product/cordless", {"choices": ["yes", "no"]}), ("site_checks/K1.2/applies", GONE)], [
        ("product", "cordless", "type", "changed"), ("product", "cordless", "label", "wording"), ("site_checks", "K1.2", "applies", "changed"),
    ]),
    ([("product/grade/asked_when", "standard in ['A', 'B']")], [("product", "grade", "asked_when", "widened")]),
    ([("product/grade/asked_when", GONE)], [("product", "grade", "asked_when", "widened")]),
    ([("derived", {"size": {"choices": ["big", "small"], "reads": ["volume"]}})], [("derived", "size", "", "added")]),
    ([("define/by_2024", "produced_on >= '2024-06-01'")], [("define", "by_2024", "define", "narrowed")]),
    ([("define/by_2024", "!(produced_on < '2024-05-01')")], [("define", "by_2024", "define", "widened")]),  # of no date at all it holds
    ([("define/red", "cordless")], [("define", "red", "", "same_meaning")]),
    ([("scales/shine", ["dull", "bright"])], [("scales", "shine", "scale", "changed")]),
    ([("scales/shine", GONE)], [("scales", "shine", "", "removed")]),
    ([("sections/K3", {"title": {"zh": "仓储"}})], [("sections", "K3", "", "added")]),
    ([("sections/K1/weight", Decimal(2))], [("sections", "K1", "weight", "changed")]),
    ([("sections/K1/title", {"zh": "现场核查"})], [("sections", "K1", "title", "wording")]),
    ([("site_checks/K1.1", GONE), ("clues", {}), ("verdicts/0/when", "score('site') < 60")], [
        ("site_checks", "K1.1", "", "removed"), ("clues", "K-L1", "", "removed"), ("verdicts", "D", "when.group", "narrowed"),
    ]),
    ([("site_checks/K1.3", {"section": "K1", "class": "key", "ask": {"zh": "新"}, "source": OURS})], [("site_checks", "K1.3", "", "added")]),
    ([("site_checks/K1.1/class", "key")], [("site_checks", "K1.1", "class", "changed")]),
    ([("site_checks/K1.1/class", "general")], [("site_checks", "K1.1", "class", "changed")]),  # the weight follows it
    ([("site_checks/K1.1/weight", Decimal(4))], [("site_checks", "K1.1", "weight", "changed")]),
    ([("site_checks/K1.1/weight", Decimal("3.0"))], []),  # what it was by its class
    ([("site_checks/K1.1/section", "K2")], [("site_checks", "K1.1", "section", "changed")]),
    ([("site_checks/K1.1/ask", {"zh": "有有效执照"})], [("site_checks", "K1.1", "ask", "wording")]),
    ([("site_checks/K1.1/may_skip", True)], [("site_checks", "K1.1", "may_skip", "changed")]),
    ([("site_checks/K1.2/evidence", [])], [("site_checks", "K1.2", "evidence", "wording")]),
    ([("site_checks/K1.2/risk", {"zh": "追不到"})], [("site_checks", "K1.2", "risk", "wording")]),
    ([("site_checks/K1.2/applies", "cordless || standard == 'A'")], [("site_checks", "K1.2", "applies", "widened")]),
    ([("site_checks/K1.2/applies", "cordless && standard == 'A'")], [("site_checks", "K1.2", "applies", "narrowed")]),
    ([("site_checks/K1.2/applies", "standard == 'A'")], [("site_checks", "K1.2", "applies", "changed")]),
    ([("site_checks/K1.2/applies", "cordless == true")], [("site_checks", "K1.2", "applies", "same_meaning")]),
    ([("site_checks/K1.2/applies", "!(!cordless)")], [("site_checks", "K1.2", "applies", "same_meaning")]),
    ([("site_checks/K1.2/advice", {**ADVICE, "within_days": 10})], [("site_checks", "K1.2", "days", "changed")]),
    ([("site_checks/K1.2/advice", {**ADVICE, "within_days": {"fail": 7, "minor": 14}})], []),  # what 7 means
    ([("site_checks/K1.2/advice", ADVICE)], [("site_checks", "K1.2", "days", "changed")]),
    ([("site_checks/K1.2/advice/correct", {"zh": "补记"})], [("site_checks", "K1.2", "advice.correct", "wording")]),
    ([("site_checks/K1.2/advice/proof", {"zh": "记录"})], [("site_checks", "K1.2", "advice.proof", "wording")]),
    ([("site_checks/K1.1/source", READ)], [("site_checks", "K1.1", f"source.{name}", "changed") for name in ("basis", "clause", "confidence", "cite")]),
    ([("rule_checks/K2.1/fails_when", "volume > 4")], [("rule_checks", "K2.1", "fails_when", "tightened")]),
    ([("rule_checks/K2.1/fails_when", "volume >= 5")], [("rule_checks", "K2.1", "fails_when", "tightened")]),
    ([("rule_checks/K2.1/fails_when", "volume > 5.5")], [("rule_checks", "K2.1", "fails_when", "relaxed")]),
    ([("rule_checks/K2.1/fails_when", "volume < 5")], [("rule_checks", "K2.1", "fails_when", "changed")]),
    ([("rule_checks/K2.1/fails_when", "!(volume <= 5.0)")], [("rule_checks", "K2.1", "fails_when", "same_meaning")]),
    ([("sample_tests/K-T1/source/confidence", "recalled")], [("sample_tests", "K-T1", "source.confidence", "changed")]),
    ([("sample_tests/K-T1/source/note", {"zh": "表1"})], [("sample_tests", "K-T1", "source.note", "wording")]),
    ([("sample_tests/K-T1/basis", "declared")], [("sample_tests", "K-T1", "basis", "changed")]),
    ([("sample_tests/K-T1/method", "GB 1 6.1")], [("sample_tests", "K-T1", "method", "changed")]),
    ([("sample_tests/K-T1/unit", "kV")], [("sample_tests", "K-T1", "unit", "changed")]),
    ([("sample_tests/K-T1/name", {"zh": "电气强度"})], [("sample_tests", "K-T1", "ask", "wording")]),
    ([("sample_tests/K-T1/applies", "cordless")], [("sample_tests", "K-T1", "applies", "narrowed")]),
    ([("sample_tests/K-T1/range", [Decimal(0), Decimal(100)])], [("sample_tests", "K-T1", "range", "changed")]),
    ([("sample_tests/K-T1/specimens", "4 of 5")], [("sample_tests", "K-T1", "specimens", "changed")]),
    ([("sample_tests/K-T1/specimens", "mean")], [("sample_tests", "K-T1", "specimens", "relaxed")]),
    ([("sample_tests/K-T1/specimens", "min")], [("sample_tests", "K-T1", "specimens", "same_meaning")]),  # above a limit where each is
    ([("sample_tests/K-T1/specimens", "max")], [("sample_tests", "K-T1", "specimens", "relaxed")]),
    ([("sample_tests/K-T1/compare", "rounded")], [("sample_tests", "K-T1", "compare", "relaxed")]),
    ([("sample_tests/K-T1/decision", "guard_band")], [("sample_tests", "K-T1", "decision", "tightened")]),
    ([("sample_tests/K-T1/lod", Decimal(5))], [("sample_tests", "K-T1", "lod", "changed")]),
    ([("sample_tests/K-T1/groups_of", 5)], [("sample_tests", "K-T1", "groups_of", "changed")]),
    ([("sample_tests/K-T1/borderline_within", Decimal(5))], [("sample_tests", "K-T1", "borderline_within", "changed")]),
    ([("sample_tests/K-T2/parts/Hg", [{"require": "<= 0.1"}])], [("sample_tests", "K-T2", "part", "added")]),
    ([("sample_tests/K-T2/parts/Cd", GONE)], [("sample_tests", "K-T2", "part", "removed")]),
    ([("sample_tests/K-T2/parts/Cd", [{"require": "<= 0.1"}])], [("sample_tests", "K-T2", "limits", "known")]),
    ([("sample_tests/K-T2/parts/Pb", [{"require": "unknown"}])], [("sample_tests", "K-T2", "limits", "unknown")]),
    ([("sample_tests/K-T2/parts/Pb", [{"require": "<= 0.99"}])], [("sample_tests", "K-T2", "limits", "tightened")]),
    ([("sample_tests/K-T2/parts/Pb", [{"require": "<= 1.00"}])], [("sample_tests", "K-T2", "limits", "same_meaning")]),
    ([("sample_tests/K-T2/combine", "sum")], [("sample_tests", "K-T2", "combine", "changed")]),
    ([("sample_tests/K-T2/part_names/Pb", {"zh": "铅含量"})], [("sample_tests", "K-T2", "part_names.Pb", "wording")]),
    ([("sample_tests/K-T2/parts/Pb", [{"require": "<= 1.0", "source": {**READ, "clause": "GB 1 5.2"}}])], [("sample_tests", "K-T2", "source.clause", "changed")]),
    ([("diagnoses/K-D1/says", {"zh": "失去控制"})], [("diagnoses", "K-D1", "says", "wording")]),
    ([("diagnoses/K-D1/explains", ["K-T1"])], [("diagnoses", "K-D1", "explains", "changed")]),
    ([("diagnoses/K-D1/when", "minor('K1.2') && fails('K-T1')")], [("diagnoses", "K-D1", "when", "same_meaning")]),
    ([("diagnoses/K-D1/when", "fails('K-T1')")], [("diagnoses", "K-D1", "when.group", "widened")]),
    ([("diagnoses/K-D1/when", "fails('K-T1') && fails('K1.2')")], [("diagnoses", "K-D1", "when.group", "narrowed")]),
    ([("diagnoses/K-D1/when", "fails('K-T2')")], [("diagnoses", "K-D1", "when", "changed")]),
    ([("diagnoses/K-D1/advice", {**ADVICE, "within_days": 3})], [("diagnoses", "K-D1", "advice.correct", "wording"), ("diagnoses", "K-D1", "days", "changed")]),
    ([("clue_codes/L01/urgency", "normal")], [("clue_codes", "L01", "urgency", "changed")]),
    ([("clue_codes/L01/law", {"zh": "另一条"})], [("clue_codes", "L01", "law", "changed")]),
    ([("clues/K-L1/urgency", "normal")], [("clues", "K-L1", "urgency", "changed")]),
    ([("clues/K-L1/facts", {"zh": "没有执照"})], [("clues", "K-L1", "facts", "wording")]),
    ([("clues/K-L1/when", "minor('K1.1')")], [("clues", "K-L1", "when", "widened")]),
    ([("scoring/blocks", {"site": Decimal(60), "tests": Decimal(40)})], [("scoring", "scoring", "blocks.site", "changed"), ("scoring", "scoring", "blocks.tests", "changed")]),
    ([("scoring/credit/minor", Decimal("0.50"))], []),
    ([("scoring/model", "tree")], [("scoring", "scoring", "model", "changed")]),
    ([("scoring/coverage", Decimal(90))], [("scoring", "scoring", "coverage", "changed")]),
    ([("scoring/tests_alone", True)], [("scoring", "scoring", "tests_alone", "changed")]),
    ([("verdicts/0/when", "count('veto', 'fail') > 0 || score('site') < 65")], [("verdicts", "D", "when.group", "widened")]),
    ([("verdicts/0/when", "score('site') < 60.0 || count('veto', 'fail') >= 1")], [("verdicts", "D", "when", "same_meaning")]),
    ([("verdicts/1/when", "count('key', 'minor') >= 3")], [("verdicts", "B", "when", "same_meaning")]),
    ([("verdicts/1/when", "count('key', 'fail') > 2")], [("verdicts", "B", "when", "narrowed")]),
    ([("verdicts/1/capable", "after_rectification")], [("verdicts", "B", "capable", "changed")]),
    ([("verdicts/1/says", {"zh": "差不多"})], [("verdicts", "B", "says", "wording")]),
    ([("verdicts/1", GONE)], [("verdicts", "B", "", "removed")]),
    ([("verdicts", lambda rows: [rows[1], rows[0], rows[2]])], [("verdicts", "verdicts", "order", "changed")]),
    ([("verdicts", lambda rows: [{**rows[0], "when": "fails('K-T1')"}, *rows])], [
        ("verdicts", "D", "when", "changed"), ("verdicts", "D #2", "", "added"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), PLANTED, ids=[" ".join(path for path, _ in changes) for changes, _ in PLANTED])
def test_a_planted_change_is_found_as_what_it_is_and_nothing_else(
    changes: list[tuple[str, Any]], expected: list[tuple[str, str, str, str]]
) -> None:
    assert entries(found(*changes)) == expected


BACK = {
    "added": "removed", "removed": "added", "tightened": "relaxed", "relaxed": "tightened", "known": "unknown", "unknown": "known",
    "widened": "narrowed", "narrowed": "widened", "changed": "changed", "same_meaning": "same_meaning", "wording": "wording",
}  # fmt: skip


@pytest.mark.parametrize("changes", [changes for changes, _ in PLANTED], ids=[" ".join(path for path, _ in one) for one, _ in PLANTED])
def test_seen_from_the_other_side_each_difference_is_its_opposite(changes: list[tuple[str, Any]]) -> None:
    there, back = diff(ruleset(), ruleset(*changes)), diff(ruleset(*changes), ruleset())
    assert sorted((one.area, one.id, one.field, BACK[one.change]) for one in there.items) == sorted(entries(back))


def test_a_ruleset_does_not_differ_from_itself(catalogue: Catalogue) -> None:
    editions = [one for some in catalogue.library.categories().values() for one in some]
    assert editions
    for one in editions:
        itself = catalogue.library.load(one.category, one.edition).ruleset
        assert diff(itself, itself.model_copy()).items == ()


def test_fire_doors_of_2024_are_those_of_2008_with_ten_tests_more_and_two_rule_checks_less(catalogue: Catalogue) -> None:
    old, new = (catalogue.library.load("fire_door", edition).ruleset for edition in ("2008", "2024"))
    came = {one.id for one in diff(old, new).items if one.area == "sample_tests" and one.change == "added"}
    assert came == {name for name in new.sample_tests if name.startswith("FDR-T17.")}
    gone = diff(new, old)
    assert {one.id for one in gone.items if one.area == "sample_tests" and one.change == "removed"} == came
    assert {one.id for one in gone.items if one.area == "rule_checks"} == {"FDR-R1", "FDR-R2"}
    assert {one.area for one in gone.effective} == {"ruleset", "product", "rule_checks", "sample_tests"}


def test_counts_and_data_say_the_same_as_the_items(catalogue: Catalogue) -> None:
    old, new = (catalogue.library.load("fire_door", edition).ruleset for edition in ("2008", "2024"))
    differences = diff(old, new)
    data = differences.data()
    assert data["schema"] == "tijian/ruleset-diff@1"
    assert sum(data["counts"].values()) == len(differences.items) == len(data["differences"])
    assert set(data["counts"]) == set(CHANGES)
    for shown, one in zip(data["differences"], differences.items, strict=True):
        assert (shown["area"], shown["id"], shown["field"], shown["change"]) == (one.area, one.id, one.field, one.change)
        for name in ("old", "new"):
            said = getattr(one, name)
            if isinstance(said, Condition):
                assert shown[name] == {"condition": said.text}
            elif isinstance(said, Text):
                assert shown[name]["zh"] == said.zh
            else:
                assert shown[name] is None


def test_a_condition_that_became_stricter_in_one_group_says_only_what_differs() -> None:
    before = ("diagnoses/K-D1/when", "(fails('K-T1') || fails('K-T2')) && (minor('K1.1') || minor('K1.2'))")
    after = ("diagnoses/K-D1/when", "(fails('K-T1') || fails('K-T2')) && (minor('K1.1') || minor('K1.2') || fails('K2.1'))")
    (one,) = diff(ruleset(before), ruleset(after)).items
    assert (one.field, one.change, one.old) == ("when.group", "widened", None)
    assert one.new == Condition("fails('K2.1')", "new")
