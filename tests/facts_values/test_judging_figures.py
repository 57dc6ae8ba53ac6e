"""Figures against interval requirements: not detected, uncertainty, plausibility, declared values, specimens, sampling plans."""

from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
from tests.facts_values.laboratory import codes, judged, reading

from tijian.conditions.requirement import parse_requirement
from tijian.facts.judge import reported

# ── an interval value: inside passes, disjoint fails, otherwise inconclusive ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("require", "value", "state"),
    [
        ("<= 20", "20", "pass"), ("<= 20", "20.01", "fail"), ("< 20", "20", "fail"), ("< 20", "19.99", "pass"),
        (">= 95.0", "95.0", "pass"), (">= 95.0", "94.9", "fail"), ("> 95.0", "95.0", "fail"), ("> 95.0", "95.1", "pass"),
        ("4.0 ~ 8.5", "4.0", "pass"), ("4.0 ~ 8.5", "8.5", "pass"), ("4.0 ~ 8.5", "3.9", "fail"), ("4.0 ~ 8.5", "8.6", "fail"),
        ("4.0 ~ 8.5 (excl +)", "8.5", "fail"), ("4.0 ~ 8.5 (excl -)", "4.0", "fail"),
        ("0 +2/-1", "-1", "pass"), ("0 +2/-1", "-1.1", "fail"), ("-4.0 ~ 2.0", "-3.5", "pass"),
        ("<= 0.01", "<0.01", "pass"), ("< 0.01", "<0.01", "pass"), ("< 0.01", "≤0.01", "inconclusive"), ("<= 0.01", "≤0.01", "pass"),
        ("<= 0.01", "<0.02", "inconclusive"), (">= 0.01", "<0.01", "fail"), (">= 0.01", "≤0.01", "inconclusive"),
        (">= 5", ">5", "pass"), ("> 5", ">5", "pass"), ("<= 5", ">5", "fail"), ("<= 6", ">5", "inconclusive"), ("> 5", "≥5", "inconclusive"),
        (">= 0", "<0.01", "pass"), ("0 ~ 1", ">0.5", "inconclusive"),
    ],
)  # fmt: skip
def test_a_value_inside_passes_disjoint_fails_otherwise_nothing_is_concluded(require: str, value: str, state: str) -> None:
    assert judged(require, value).state == state


# ── not detected ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "keys", "state"),
    [
        ({"values": "ND", "lod": Decimal("0.3")}, {}, "pass"),  # LOD ≤ limit
        ({"values": "未检出", "lod": Decimal("0.5")}, {}, "pass"),
        ({"values": "ND", "lod": Decimal("0.6")}, {}, "inconclusive"),  # LOD > limit: the method is not fit
        ("ND(LOD=0.3)", {}, "pass"),
        ("未检出(0.6)", {}, "inconclusive"),
        ({"values": "ND(0.6)", "lod": Decimal("0.3")}, {}, "inconclusive"),  # its own goes first
        ("ND", {"lod": Decimal("0.3")}, "pass"),  # the item's detection limit
        ({"values": "ND", "lod": Decimal("0.6")}, {"lod": Decimal("0.3")}, "inconclusive"),  # the reported one goes before the item's
        ("ND(LOQ=0.5)", {}, "pass"),  # between LOD and LOQ: < LOQ
        ("<0.5", {}, "pass"),
    ],
)
def test_not_detected_is_below_its_detection_limit(given: Any, keys: dict[str, Any], state: str) -> None:
    found = judged("<= 0.5", given, **keys)
    assert found.state == state
    assert found.remarks == ()


COLD = {"range": (Decimal(-100), Decimal(100))}


@pytest.mark.parametrize(
    ("require", "written", "state"),
    [
        (">= -20", "<5", "inconclusive"), (">= -20", "≤5", "inconclusive"), (">= -20", "<-20", "fail"), ("<= -20", "<-20", "pass"),
        ("<= 5", "<5", "pass"), ("-3 ~ 3", "<3", "inconclusive"), ("-3 ~ 3", "≤-4", "fail"), (">= -20", "ND(5)", "inconclusive"),
        ("< 5", "ND(5)", "pass"), (">= -20", ">-20", "pass"),
    ],
)  # fmt: skip
def test_what_is_below_a_figure_may_be_below_zero_where_the_range_is(require: str, written: str, state: str) -> None:
    assert judged(require, written, **COLD).state == state
    assert judged(require, [written, written], specimens="mean", **COLD).state == state


def test_a_value_below_a_figure_is_at_least_zero_where_the_range_is_not_below_it() -> None:
    assert judged(">= 0", "<5").state == judged(">= 0", "<5", range=(Decimal(0), Decimal(9))).state == "pass"
    assert codes(judged("<= 5", "<-20")) == ["F501"]


def test_not_detected_lies_strictly_below_its_detection_limit() -> None:
    assert judged("< 0.5", "ND(0.5)").state == "pass"
    assert judged("< 0.5", "ND", lod=Decimal("0.5")).state == "pass"


def test_not_detected_without_any_detection_limit_is_a_finding_and_no_pass() -> None:
    found = judged("<= 0.5", "未检出")
    assert (found.state, codes(found)) == ("inconclusive", ["F505"])


def test_a_detection_limit_that_is_no_number_is_not_taken_to_be_the_tests_own() -> None:
    found = judged("<= 0.5", {"values": ["ND", "ND"], "lod": "低"}, lod=Decimal("0.3"))
    assert (found.state, codes(found)) == ("inconclusive", ["F511"])
    assert judged("<= 0.5", {"values": ["ND", "ND"], "lod": "/"}, lod=Decimal("0.3")).state == "pass"


# ── decision rules: TL = 100, U = 4 ────────────────────────────────────────────────────────────────────────────────────

ZONES = [  # value, simple, guard band, nonbinary, conditional, borderline
    ("95", "pass", "pass", "pass", False, False),
    ("96", "pass", "pass", "pass", False, True),
    ("96.1", "pass", "fail", "inconclusive", True, True),
    ("100", "pass", "fail", "inconclusive", True, True),
    ("100.1", "fail", "fail", "inconclusive", True, True),
    ("104", "fail", "fail", "inconclusive", True, True),
    ("104.1", "fail", "fail", "fail", False, False),
]


@pytest.mark.parametrize(("value", "simple", "guard", "nonbinary", "conditional", "borderline"), ZONES)
def test_the_zones_of_the_decision_rules(value: str, simple: str, guard: str, nonbinary: str, conditional: bool, borderline: bool) -> None:
    given = {"values": value, "u": 4}
    found = {rule: judged("<= 100", given, decision=rule) for rule in ("simple", "guard_band", "nonbinary")}
    assert [found[rule].state for rule in found] == [simple, guard, nonbinary]
    assert [found[rule].conditional for rule in found] == [False, False, conditional]
    assert {one.borderline for one in found.values()} == {borderline}
    assert {one.margin_value for one in found.values()} == {100 - Decimal(value)}


@pytest.mark.parametrize(
    ("value", "state"), [("3", "fail"), ("3.8", "inconclusive"), ("5", "pass"), ("8", "pass"), ("8.4", "inconclusive"), ("9", "fail")]
)
def test_a_requirement_with_two_ends_is_shrunk_at_both(value: str, state: str) -> None:
    assert judged("4.0 ~ 8.5", {"values": value, "u": "0.3"}, decision="nonbinary").state == state


@pytest.mark.parametrize("decision", ["guard_band", "nonbinary"])
@pytest.mark.parametrize("u", [None, "—", "x", -1])
def test_no_usable_uncertainty_where_one_is_needed_leaves_the_test_unknown(decision: str, u: Any) -> None:
    for value in ("1", "1000"):
        found = judged("<= 100", {"values": value, "u": u}, decision=decision)
        assert found.state == "inconclusive"
        assert "F510" in codes(found)
        assert not found.conditional


def test_an_uncertainty_wider_than_the_requirement_fails_all_with_a_warning() -> None:
    found = judged("10.0 ± 0.1", {"values": "10.0", "u": "0.2"}, decision="guard_band")
    assert (found.state, codes(found)) == ("fail", ["W505"])
    assert judged("10.0 ± 0.1", {"values": "<20", "u": "0.2"}, decision="guard_band").state == "fail"


def test_an_interval_value_across_the_guard_is_not_named_conditional() -> None:
    found = judged("<= 100", {"values": "<97", "u": 4}, decision="nonbinary")
    assert (found.state, found.conditional) == ("inconclusive", False)


# ── margin and 临界 ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("require", "value", "margin"),
    [
        ("<= 20", "18.5", "1.5"), ("<= 20", "20", "0"), ("<= 20", "21.25", "-1.25"), (">= 95", "96.2", "1.2"),
        ("4.0 ~ 8.5", "7.5", "1.0"), ("4.0 ~ 8.5", "4.5", "0.5"), ("4.0 ~ 8.5", "3.9", "-0.1"), ("4.0 ~ 8.5", "9", "-0.5"),
        ("<= 20", "<5", "15"), ("<= 5", ">8", "-3"), ("<= 20", "<30", None), ("> 5", "5", "0"),
    ],
)  # fmt: skip
def test_the_margin_is_the_exact_distance_to_the_nearest_end(require: str, value: str, margin: str | None) -> None:
    found = judged(require, value)
    assert (None if found.margin is None else Decimal(found.margin)) == (None if margin is None else Decimal(margin))


def test_the_margin_is_that_of_the_compared_value() -> None:
    assert judged("<= 0.5", "0.549", compare="rounded").margin == "0"
    assert judged("<= 10", ["9", "8"], specimens="mean").margin == "1.5"
    assert judged("<= 10", ["9", "8"]).margin == "1"
    assert judged(">= 10", ["9", "x"]).margin == "-1"
    assert judged(">= 10", ["11", "x"]).margin is None


@pytest.mark.parametrize(
    ("given", "within", "borderline"),
    [
        ({"values": "98", "u": 2}, None, True), ({"values": "97.9", "u": 2}, None, False), ({"values": "102", "u": 2}, None, True),
        ({"values": "98"}, None, False), ({"values": "98"}, Decimal(2), True), ({"values": "102.1"}, Decimal(2), False),
        ({"values": "98", "u": 1}, Decimal(5), False),  # U was reported: it alone counts
    ],
)  # fmt: skip
def test_borderline_is_within_u_or_within_the_tests_own_distance_without_one(given: Any, within: Decimal | None, borderline: bool) -> None:
    assert judged("<= 100", given, **({"borderline_within": within} if within else {})).borderline is borderline


# ── plausibility ───────────────────────────────────────────────────────────────────────────────────────────────────────

PERCENT = {"range": (Decimal(0), Decimal(100)), "unit": "%"}


@pytest.mark.parametrize(
    ("value", "keys", "state", "said"),
    [
        ("96", PERCENT, "pass", []),
        ("101", PERCENT, "pass", ["W501"]),
        ("-1", PERCENT, "inconclusive", ["F507"]),
        ("-0", PERCENT, "fail", ["N502"]),
        ("<120", PERCENT, "inconclusive", ["W501"]),
        (">99", PERCENT, "pass", []),
        ("0.2", {"range": (Decimal(1), Decimal(14))}, "fail", ["W501"]),
        ("<2", {"range": (Decimal(1), Decimal(14))}, "fail", []),
        ("-3", {"range": (Decimal(-5), Decimal(5))}, "fail", []),
        ("-6", {"range": (Decimal(-5), Decimal(5))}, "inconclusive", ["F507"]),
        ("-6", {}, "fail", []),
        ("<-6", {"range": (Decimal(-5), Decimal(5))}, "inconclusive", ["F507"]),
    ],
)
def test_an_implausible_value_is_a_warning_and_a_negative_one_is_not_used(
    value: str, keys: dict[str, Any], state: str, said: list[str]
) -> None:
    for written in (value, Decimal(value)) if value[0] not in "<>" else (value,):
        found = judged(">= 95", written, **keys)
        assert (found.state, codes(found)) == (state, said)


def test_more_decimals_than_the_method_gives_are_kept_with_a_warning() -> None:
    found = judged("<= 20", "20.01", decimals=1)
    assert (found.state, codes(found)) == ("fail", ["W502"])
    assert judged("<= 20", "20.0", decimals=1).remarks == ()


# ── declared values ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("require", "value", "declared", "state"),
    [
        (">= declared", "60", Decimal(60), "pass"), (">= declared", "59.9", Decimal(60), "fail"), (">= 0.9 × declared", "54", Decimal(60), "pass"),
        (">= 0.9 × declared", "53.9", Decimal(60), "fail"), ("declared ± 5", "65", Decimal(60), "pass"), ("declared ± 5", "65.1", "60", "fail"),
        ("<= declared", "<5", "5", "pass"),
    ],
)  # fmt: skip
def test_a_limit_on_the_declared_value_is_held_against_it(require: str, value: str, declared: Any, state: str) -> None:
    found = judged(require, {"values": value, "declared": declared})
    assert found.state == state
    assert found.requirement.startswith(require)
    assert f"(declared = {declared})" in found.requirement


@pytest.mark.parametrize(("declared", "code"), [(None, "F512"), ("/", "F512"), ("约60", "F511"), ("<60", "F511"), (True, "F511")])
def test_without_a_usable_declared_value_nothing_is_concluded(declared: Any, code: str) -> None:
    found = judged(">= declared", {"values": "60", "declared": declared})
    assert (found.state, codes(found)) == ("inconclusive", [code])


@pytest.mark.parametrize(
    ("require", "declared", "keys", "state"),
    [
        (">= 0.9 × declared", "0", {}, "inconclusive"), (">= declared", "-5", {}, "inconclusive"), ("> declared", "0", {}, "inconclusive"),
        (">= 0.9 × declared", "0.01", {}, "pass"), ("<= declared", "0", {}, "fail"), ("declared ± 5", "0", {}, "fail"),
        (">= declared", "-5", {"range": (Decimal(-50), Decimal(90))}, "pass"), (">= declared", "-50", {"range": (Decimal(-50), Decimal(90))}, "inconclusive"),
        ("declared ± 5", "-60", {"range": (Decimal(-50), Decimal(90))}, "inconclusive"),
        ("<= declared", "-5", {"range": (Decimal(0), Decimal(90))}, "inconclusive"),
    ],
)  # fmt: skip
def test_a_declared_value_that_every_value_would_meet_asks_nothing_and_concludes_nothing(
    require: str, declared: str, keys: dict[str, Any], state: str
) -> None:
    found = judged(require, {"values": "60", "declared": declared}, **keys)
    assert (found.state, codes(found)) == (state, ["F511"] if state == "inconclusive" else [])


def test_rounding_goes_to_the_last_place_of_the_declared_value() -> None:
    assert judged(">= declared", {"values": "59.6", "declared": "60"}, compare="rounded").state == "pass"
    assert judged(">= declared", {"values": "59.6", "declared": "60.0"}, compare="rounded").state == "fail"


# ── specimens ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("specimens", "values", "state"),
    [
        ("each", ["96", "95"], "pass"), ("each", ["96", "94"], "fail"), ("each", ["96", "x"], "inconclusive"), ("each", ["94", "x"], "fail"),
        ("mean", ["96", "94"], "pass"), ("mean", ["96", "93.9"], "fail"), ("mean", ["99", "x"], "inconclusive"), ("mean", [">99", "94"], "pass"),
        ("min", ["96", "95"], "pass"), ("min", ["96", "94"], "fail"), ("min", ["99", "x"], "inconclusive"), ("min", ["<94", "99"], "fail"),
        ("max", ["96", "94"], "pass"), ("max", ["94", "93"], "fail"), ("max", ["94", "<99"], "inconclusive"),
        ("mean", ["95"], "pass"), ("min", ["94"], "fail"),
    ],
)  # fmt: skip
def test_specimens_combine_as_the_test_says(specimens: str, values: list[str], state: str) -> None:
    assert judged(">= 95", values, specimens=specimens).state == state


@pytest.mark.parametrize(
    ("require", "specimens", "values", "state"),
    [
        ("< 5", "min", ["≤5", "<5"], "pass"), ("< 5", "min", ["≤5", "≤5"], "inconclusive"), ("> 5", "max", ["≥5", ">5"], "pass"),
        ("> 5", "min", ["≥5", ">5"], "inconclusive"), ("> 5", "min", [">5", ">5"], "pass"), ("<= 5", "min", ["≥5", ">5"], "inconclusive"),
        ("< 5", "max", ["<5", "<5"], "pass"), ("< 5", "max", ["≤5", "<5"], "inconclusive"), ("< 5", "mean", ["≤5", "<5"], "pass"),
    ],
)  # fmt: skip
def test_an_extreme_reaches_an_end_only_where_its_specimens_can(require: str, specimens: str, values: list[str], state: str) -> None:
    assert judged(require, values, specimens=specimens).state == state


def test_an_unreadable_specimen_is_a_finding_that_names_it() -> None:
    found = judged(">= 95", ["96", "约97"])
    assert codes(found) == ["F501"]
    assert "第 2 个样件" in found.remarks[0].text.zh


def leakage(passing: int, failing: int, unreadable: int = 0) -> list[str]:
    return ["10"] * passing + ["12"] * failing + ["x"] * unreadable


@pytest.mark.parametrize(
    ("values", "state", "said"),
    [
        (leakage(46, 4), "pass", []), (leakage(50, 0), "pass", []), (leakage(45, 5), "fail", []),
        (leakage(45, 4), "inconclusive", ["F515"]), (leakage(40, 0), "inconclusive", ["F515"]),
        (leakage(46, 1), "pass", ["W506"]), (leakage(0, 5), "fail", ["W506"]), (leakage(40, 5), "fail", ["W506"]),
        (leakage(45, 4, 1), "inconclusive", ["F501"]), (leakage(46, 3, 1), "pass", ["F501"]), (leakage(44, 5, 1), "fail", ["F501"]),
        (leakage(47, 4), "inconclusive", ["F515"]),
        ([*leakage(46, 4), ""], "pass", ["F518"]),
    ],
)  # fmt: skip
def test_46_of_50_is_decided_as_soon_as_the_rest_cannot_change_it(values: list[str], state: str, said: list[str]) -> None:
    found = judged("<= 11", values, specimens="46 of 50")
    assert (found.state, codes(found)) == (state, said)


def test_the_margin_of_46_of_50_is_that_of_the_specimen_that_tips_the_scale() -> None:
    values = [str(n) for n in range(1, 51)]
    assert judged("<= 46", values, specimens="46 of 50").margin == "0"
    assert judged("<= 45", values, specimens="46 of 50").margin == "-1"
    assert judged("<= 5", ["10"] * 5, specimens="46 of 50").margin == "-5"
    assert judged("<= 5", [str(n) for n in range(6, 12)], specimens="46 of 50").margin == "-2"


def test_groups_are_averaged_first_and_must_be_whole() -> None:
    wearers = [["7", "9", "8", "8", "8"]] * 8 + [["9", "9", "9", "9", "8"]] * 2
    assert judged("<= 8", [*chain(*wearers)], specimens="8 of 10", groups_of=5).state == "pass"
    assert judged("<= 8", [*chain(*wearers[1:], wearers[-1])], specimens="8 of 10", groups_of=5).state == "fail"
    found = judged("<= 8", ["7"] * 9, groups_of=5)
    assert (found.state, codes(found)) == ("inconclusive", ["F515"])
    assert judged("<= 8", ["9"] * 5 + ["7"] * 4 + ["x"], groups_of=5).state == "fail"


def test_a_value_for_display_shows_what_was_compared() -> None:
    assert judged("<= 8", ["7", "8"], specimens="mean").value == "mean(7, 8) = 7.5"
    assert judged("<= 8.0", ["7.02", "8"], specimens="mean", compare="rounded").value == "mean(7.02, 8) = 7.51 → 7.5"
    assert judged("<= 8", ["<7", "8"], specimens="mean").value == "mean(<7, 8) = [4, 7.5)"
    assert judged("<= 8", [], specimens="mean").value == "—"
    assert judged("<= 8", "ND", lod=Decimal("0.30")).value == "ND(LOD=0.3)"
    assert judged("<= 8", ["7"] * 12).value.endswith(", … (n=12)")


# ── sampling plans ─────────────────────────────────────────────────────────────────────────────────────────────────────

PLAN = "n=5, c=2, m=100, M=1000"


@pytest.mark.parametrize(
    ("values", "state", "said"),
    [
        (["10", "20", "30", "40", "50"], "pass", []), (["101", "1000", "10", "20", "100"], "pass", []),
        (["101", "102", "103", "10", "20"], "fail", []), (["10", "20", "30", "40", "1001"], "fail", []),
        (["10", "20", "30", "40"], "inconclusive", ["F515"]), (["101", "102", "103"], "fail", ["W506"]), (["1001"], "fail", ["W506"]),
        (["10", "20", "30", "40", "x"], "inconclusive", ["F501"]), (["101", "102", "103", "x", "20"], "fail", ["F501"]),
        (["101", "102", "30", "40", "<200"], "inconclusive", []), (["101", "30", "30", "40", "<200"], "pass", []),
        (["10", "20", "30", "40", "50", "60"], "pass", ["W506"]), (["10", "20", "30", "40", "50", ""], "pass", ["F518"]),
    ],
)  # fmt: skip
def test_a_sampling_plan_allows_c_values_above_m_and_none_above_big_m(values: list[str], state: str, said: list[str]) -> None:
    found = judged(PLAN, values)
    assert (found.state, codes(found)) == (state, said)
    assert found.requirement == PLAN


def test_the_margin_of_a_plan_is_to_the_limit_that_decides() -> None:
    assert judged(PLAN, ["10", "20", "30", "40", "50"]).margin == "70"
    assert judged(PLAN, ["101", "950", "30", "40", "50"]).margin == "50"
    assert judged(PLAN, ["101", "102", "103", "40", "50"]).margin == "-1"


# ── unknown, and what counts as reported ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["5", "ND", "x", None, {"values": [], "u": "?"}])
def test_a_requirement_that_is_not_at_hand_makes_the_test_informational_whatever_was_measured(written: Any) -> None:
    found = judged("unknown", written)
    assert (found.state, found.requirement, found.margin) == ("informational", "unknown", None)


def test_a_reading_of_blanks_reports_nothing_but_a_word_or_a_figure_does() -> None:
    absent = parse_requirement("absent", None)
    assert not reported(reading([None, "", "/", "无"]))
    assert reported(reading([None, "ND"]))
    assert reported(reading(["无"]), absent)
    assert not reported(reading(["/"]), absent)
    assert reported(reading({"parts": {"Pb": 1, "Sb": None}}))
    assert not reported(reading({"parts": {"Pb": None}}))
