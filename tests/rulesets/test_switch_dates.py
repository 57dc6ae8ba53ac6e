"""On each day on which a standard changed, the sample made the day before is judged by the old limit and the one made on the day by the new.

The days are those of the standards. Limits follow the day of production, the edition of the ruleset follows the day of the assessment.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tijian import assess, catalogue, read_dossier
from tijian.catalogues import Catalogue

Reading = object
Judged = Mapping[str, tuple[Reading, str]]  # test → what the laboratory reports, and the state that must come of it


@dataclass(frozen=True)
class Switch:
    """标准换版 A day from which another limit holds; `before` and `after`: what must come of results of samples made on either side."""

    category: str
    day: str
    product: Mapping[str, object]
    before: Judged
    after: Judged
    editions: tuple[str, str] | None = None  # of the ruleset, where it changes with this day

    @property
    def eve(self) -> str:
        return shifted(self.day, -1)

    def __str__(self) -> str:
        return f"{self.category}-{self.day}{'' if self.editions else '-' + str(next(iter(self.product.values())))}"


def shifted(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


RESPIRATOR = {"facepiece": "随弃式", "has_valve": False, "flame_retardant": False, "filter_class": "KN95"}
BAG = {"kind": "不可降解", "food_contact": False, "nominal_load": 5, "thickness": Decimal("0.03")}
DOOR = {"designation": "A1.50（甲级）", "material": "钢质", "leaves": "单扇", "place": "疏散通道"}
MACHINE = {
    "contact_stainless": True, "martensitic": False, "contact_other_metal": False, "contact_polymer": True, "aseptic": False,
    "moving_parts": True, "declared_edition": "GB 16798-2023",
}  # fmt: skip

SWITCHES = (
    # before 2021-07-01 the maker could choose; from that day the 2019 edition judges, whatever is marked
    Switch(
        "respirator", "2021-07-01", {**RESPIRATOR, "standard": "GB 2626-2006"}, editions=("2006", "2019"),
        before={"RSP-T04": (300, "pass"), "RSP-T05": (251, "fail"), "RSP-T06": (170, "not_applicable"), "RSP-T16": ("符合", "not_applicable")},
        after={"RSP-T04": (300, "not_applicable"), "RSP-T06": (211, "fail"), "RSP-T07": (210, "pass"), "RSP-T16": ("不符合", "fail")},
    ),
    Switch(
        "respirator", "2021-07-01", {**RESPIRATOR, "standard": "GB 2626-2019"},
        before={"RSP-T06": (211, "fail"), "RSP-T04": (300, "not_applicable")},
        after={"RSP-T06": (211, "fail"), "RSP-T04": (300, "not_applicable")},
    ),
    Switch(
        "shopping_bag", "2020-12-31", {**BAG, "standard": "GB/T 21661-2020"}, editions=("2008", "2020"),
        before={
            "BAG-T02": ({"parts": {"length": 3, "width": 1}}, "fail"), "BAG-T06": ("5.9", "fail"), "BAG-T07": (8, "pass"),
            "BAG-T01.2020": ("0.03", "not_applicable"),
        },
        after={
            "BAG-T02": ({"parts": {"length": 3, "width": 1}}, "informational"), "BAG-T06": ("5.9", "informational"),
            "BAG-T07": (8, "not_applicable"), "BAG-T01.2020": ("0.03", "informational"),
        },
    ),
    Switch(  # a bag that declares the 2008 edition is judged by it on either side
        "shopping_bag", "2020-12-31", {**BAG, "standard": "GB/T 21661-2008"},
        before={"BAG-T06": ("5.9", "fail"), "BAG-T07": (7, "fail")},
        after={"BAG-T06": ("5.9", "fail"), "BAG-T07": (7, "fail")},
    ),
    Switch(
        "fire_door", "2026-05-01", DOOR, editions=("2008", "2024"),
        before={"FDR-T01": ("1.49", "fail"), "FDR-T02": ("1.50", "pass"), "FDR-T13": (12, "pass"), "FDR-T17.mechanical": ("符合", "not_applicable")},
        after={
            "FDR-T01": ("1.49", "informational"), "FDR-T02": ("1.50", "informational"), "FDR-T13": (12, "not_applicable"),
            "FDR-T17.mechanical": ("符合", "informational"),
        },
    ),
    Switch(
        "food_contact", "2024-09-06", {"material": "不锈钢", "martensitic": False}, editions=("2016", "2023"),
        before={"FCM-T02": ("0.05", "fail"), "FCM-T06": ("0.5", "pass"), "FCM-T07": ({"parts": {"As": "0.05"}}, "not_applicable")},
        after={"FCM-T06": ("0.5", "not_applicable"), "FCM-T07": ({"parts": {"As": "0.05"}}, "informational")},
    ),
    Switch(
        "food_contact", "2024-09-06", {"material": "橡胶", "infant_use": False},
        before={"FCM-T08": ("10.1", "fail"), "FCM-T10": ("1.0", "pass")},
        after={"FCM-T08": ("10.1", "informational"), "FCM-T10": ("1.0", "informational")},
    ),
    Switch(  # paper changed a year earlier, within one edition of the ruleset
        "food_contact", "2023-06-30", {"material": "纸", "infant_use": False, "food_type": "油脂类", "direct_use": True},
        before={"FCM-T11": ({"parts": {"Pb": "3.1", "As": "0.5"}}, "fail"), "FCM-T12": ("1.0", "pass")},
        after={"FCM-T11": ({"parts": {"Pb": "3.1", "As": "0.5"}}, "informational"), "FCM-T12": ("1.0", "informational")},
    ),
    Switch(
        "food_machinery", "2024-04-01", MACHINE, editions=("1997", "2023"),
        before={
            "FMC-T10": ("2.0", "fail"), "FMC-T10.polymer": ("0.8", "pass"), "FMC-T11": ("3.3", "fail"), "FMC-T12.declared": ("不符合", "fail"),
            "FMC-T12": ("符合", "not_applicable"), "FMC-T07.materials": ("符合", "not_applicable"),
        },
        after={
            "FMC-T10": ("2.0", "informational"), "FMC-T10.polymer": ("0.8", "informational"), "FMC-T11": ("3.3", "informational"),
            "FMC-T12.declared": ("符合", "not_applicable"), "FMC-T12": ("不符合", "fail"), "FMC-T07.materials": ("不符合", "fail"),
        },
    ),
    Switch(  # GB "4806.9"-2023: the metals of contact parts
        "food_machinery", "2024-09-06", MACHINE,
        before={"FMC-T01": ("0.05", "fail"), "FMC-T05": ("0.5", "pass"), "FMC-T06": ({"parts": {"As": "0.05"}}, "not_applicable")},
        after={"FMC-T05": ("0.5", "not_applicable"), "FMC-T06": ({"parts": {"As": "0.05"}}, "informational")},
    ),
    Switch(
        "food_contact_plastic", "2024-09-06", {"resin": "MF", "coloured": True, "pu_adhesive": False, "infant_use": False}, editions=("2016", "2023"),
        before={
            "FCP-T03": ("10.1", "fail"), "FCP-T06": ("2.5", "pass"), "FCP-T07": ("16", "fail"), "FCP-T02": ("10", "pass"),
            "FCP-T13": ("未检出", "not_applicable"),
        },
        after={
            "FCP-T03": ("10.1", "informational"), "FCP-T06": ("2.5", "informational"), "FCP-T07": ("16", "informational"),
            "FCP-T02": ("10", "informational"), "FCP-T13": ("0.02", "fail"),
        },
    ),
    Switch(
        "stationery", "2022-02-01", {"item": "课业簿册", "coated": False}, editions=("2007", "2020"),
        before={"STN-T13": ("86", "fail"), "STN-T14": ("符合", "not_applicable")},
        after={"STN-T13": ("86", "informational"), "STN-T14": ("不符合", "fail")},
    ),
    Switch(
        "stationery", "2022-02-01", {"item": "书包", "coated": False},
        before={"STN-T09": ("301", "fail")},
        after={"STN-T09": ("301", "informational")},
    ),
    Switch(
        "stationery", "2022-02-01", {"item": "修正制品", "coated": False},
        before={"STN-T05": ("10.1", "fail"), "STN-T06": ("10", "not_applicable")},
        after={"STN-T05": ("10.1", "fail"), "STN-T06": ("11", "fail")},
    ),
    Switch(
        "stationery", "2022-02-01", {"item": "彩泥"},
        before={"STN-T10": ("500", "not_applicable"), "STN-T02": ("10", "not_applicable")},
        after={"STN-T10": ("501", "fail"), "STN-T02": ("11", "fail")},
    ),
    Switch(  # the two days of readers are recalled
        "ic_card_reader", "2023-08-01", {"power": "交流市电", "class_1": True, "hand_held": False}, editions=("2011", "2022"),
        before={"ICR-T08.unearthed": ("0.26", "fail"), "ICR-T09": ("0.1", "pass")},
        after={"ICR-T08.unearthed": ("0.26", "informational"), "ICR-T09": ("0.1", "informational")},
    ),
    Switch(
        "ic_card_reader", "2022-07-01", {"emc_standard": "GB/T 9254-2008与GB/T 17618-2015", "emc_class": "B"},
        before={"ICR-T10": ({"parts": {"contact": "符合", "air": "不符合"}}, "fail"), "ICR-T11": ("不符合", "fail")},
        after={"ICR-T10": ({"parts": {"contact": "符合", "air": "不符合"}}, "informational"), "ICR-T11": ("不符合", "informational")},
    ),
)  # fmt: skip

CHANGES = {switch.category: switch for switch in SWITCHES if switch.editions}


@cache
def here() -> Catalogue:
    return catalogue()


def state_of(switch: Switch, test: str, reading: Reading, produced_on: str, assessed_on: str) -> str:
    """What comes of one result of a sample made on that day. An edition is told what it asks for."""
    asked = here().entry(switch.category, assessed_on).program.ruleset.product
    dossier: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": "SWITCH-001",
        "category": switch.category,
        "assessed_on": assessed_on,
        "enterprise": {"name": "示例企业"},
        "team": [{"name": "甲", "organization": "机构一"}, {"name": "乙", "organization": "机构二"}],
        "product": {name: value for name, value in switch.product.items() if name in asked},
        "answers": {},
        "sampling": {"state": "done", "plan": [test]},
        "samples": [{"id": "S-1", "produced_on": produced_on, "results": {test: reading}}],
    }
    [state] = [check.state for check in assess(read_dossier(dossier), here(), engine="direct").checks if check.id == test]
    return state


def judged() -> Iterator[Any]:
    for switch in SWITCHES:
        for side, made_on, expected in (("before", switch.eve, switch.before), ("after", switch.day, switch.after)):
            for test, (reading, state) in expected.items():
                yield pytest.param(switch, made_on, test, reading, state, id=f"{switch}-{side}-{test}")


@pytest.mark.parametrize(("switch", "made_on", "test", "reading", "state"), [*judged()])
def test_the_limit_is_that_of_the_day_of_production(switch: Switch, made_on: str, test: str, reading: Reading, state: str) -> None:
    """Assessed weeks later, by the ruleset in force then."""
    assert state_of(switch, test, reading, made_on, shifted(switch.day, 40)) == state


@pytest.mark.parametrize("switch", [*CHANGES.values()], ids=str)
def test_the_last_sample_of_the_old_ruleset_is_judged_alike_by_the_new_one(switch: Switch) -> None:
    """On its last day the earlier edition of the ruleset judges by the same limits as the later one does for samples of that day."""
    known = here().entry(switch.category, switch.eve).program.ruleset.sample_tests
    mine = {test: state_of(switch, test, reading, switch.eve, switch.eve) for test, (reading, _) in switch.before.items() if test in known}
    assert mine == {test: state for test, (_, state) in switch.before.items() if test in known}


@pytest.mark.parametrize("switch", [*CHANGES.values()], ids=str)
def test_the_edition_of_the_ruleset_changes_with_the_day_of_the_assessment(switch: Switch) -> None:
    editions = tuple(here().entry(switch.category, day).program.ruleset.edition for day in (switch.eve, switch.day))
    assert editions == switch.editions


@pytest.mark.parametrize("switch", [*CHANGES.values()], ids=str)
def test_no_day_is_without_a_ruleset_or_with_two(switch: Switch) -> None:
    assert switch.editions is not None
    old, new = (here().edition(switch.category, edition).program.ruleset.in_force for edition in switch.editions)
    assert (old.until, new.from_) == (switch.eve, switch.day)


def test_the_days_are_those_of_the_standards() -> None:
    assert {category: switch.day for category, switch in CHANGES.items()} == {
        "respirator": "2021-07-01",
        "shopping_bag": "2020-12-31",
        "fire_door": "2026-05-01",
        "food_contact": "2024-09-06",
        "food_machinery": "2024-04-01",
        "food_contact_plastic": "2024-09-06",
        "stationery": "2022-02-01",
        "ic_card_reader": "2023-08-01",
    }


@pytest.mark.parametrize("switch", SWITCHES, ids=str)
def test_each_switch_is_seen_by_some_test_that_comes_out_otherwise(switch: Switch) -> None:
    """A table that expects the same on both sides would prove nothing, except where the declared edition decides on both."""
    common = switch.before.keys() & switch.after.keys()
    changed = {test for test in common if switch.before[test][1] != switch.after[test][1]}
    assert bool(changed) == ("standard" not in switch.product or switch.editions is not None)
