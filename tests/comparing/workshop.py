"""A small ruleset for the tests of comparing, and short ways to change it and to look at what is found."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tijian.authoring.diff import Difference, Differences, diff
from tijian.model.ruleset import ResolvedRuleset

Plain = dict[str, Any]

OURS = {"basis": "proposal"}
READ = {"basis": "standard", "clause": "GB 1-2020 5.1", "confidence": "verified", "cite": "S1"}

SMALL: Plain = {
    "category": "kettle",
    "edition": "2021",
    "title": {"zh": "电水壶", "en": "Kettles"},
    "in_force": {"from": "2021-01-01"},
    "status": "illustrative",
    "product": {
        "standard": {"choices": ["A", "B", "C"], "label": {"zh": "执行标准", "en": "Standard"}},
        "grade": {"choices": ["I", "II", "III"], "asked_when": "standard == 'A'", "label": {"zh": "等级", "en": "Grade"}},
        "cordless": {"type": "boolean", "label": {"zh": "无绳", "en": "Cordless"}},
        "volume": {"type": "number", "unit": "L", "range": [Decimal(0), Decimal(10)], "label": {"zh": "容量", "en": "Volume"}},
    },
    "define": {"by_2024": "produced_on >= '2024-05-01'"},
    "scales": {"shine": ["dull", "fair", "bright"]},
    "sections": {"K1": {"title": {"zh": "现场", "en": "On site"}}, "K2": {"title": {"zh": "检验", "en": "Inspection"}}},
    "site_checks": {
        "K1.1": {"section": "K1", "class": "veto", "ask": {"zh": "有执照", "en": "A licence"}, "source": OURS},
        "K1.2": {
            "section": "K1",
            "class": "key",
            "ask": {"zh": "有记录", "en": "Records"},
            "evidence": [{"zh": "记录本", "en": "the book"}],
            "applies": "cordless",
            "risk": {"zh": "查不到", "en": "Nothing can be traced"},
            "advice": {"correct": {"zh": "补", "en": "Mend it"}, "within_days": 7},
            "source": OURS,
        },
    },
    "rule_checks": {
        "K2.1": {"section": "K2", "class": "general", "ask": {"zh": "容量相符", "en": "Volume"}, "fails_when": "volume > 5", "source": OURS}
    },
    "sample_tests": {
        "K-T1": {
            "name": {"zh": "耐压", "en": "Strength"},
            "class": "key",
            "basis": "mandatory",
            "unit": "V",
            "range": [Decimal(0), Decimal(5000)],
            "limits": [{"when": "standard == 'A'", "require": ">= 1000"}, {"require": ">= 500"}],
            "source": READ,
        },
        "K-T2": {
            "name": {"zh": "溶出", "en": "Migration"},
            "class": "general",
            "basis": "declared",
            "unit": "mg/kg",
            "parts": {"Pb": [{"require": "<= 1.0"}], "Cd": [{"require": "unknown"}]},
            "part_names": {"Pb": {"zh": "铅", "en": "lead"}, "Cd": {"zh": "镉", "en": "cadmium"}},
            "source": READ,
        },
    },
    "diagnoses": {
        "K-D1": {"when": "fails('K-T1') && minor('K1.2')", "says": {"zh": "失控", "en": "Out of control"}, "explains": ["K-T1", "K1.2"]}
    },
    "clue_codes": {"L01": {"title": {"zh": "涉嫌无证", "en": "No licence"}, "urgency": "immediate", "law": {"zh": "某条"}, "source": OURS}},
    "clues": {"K-L1": {"code": "L01", "when": "fails('K1.1')"}},
    "scoring": {
        "model": "flat",
        "blocks": {"site": Decimal(70), "tests": Decimal(30)},
        "credit": {"minor": Decimal("0.5")},
        "coverage": Decimal(80),
        "tests_alone": False,
    },
    "verdicts": [
        {"grade": "D", "capable": "no", "when": "count('veto', 'fail') > 0 || score('site') < 60", "says": {"zh": "不具备", "en": "Not capable"}},
        {"grade": "B", "capable": "yes", "when": "count('key', 'minor') > 2", "says": {"zh": "基本具备", "en": "Nearly"}},
        {"grade": "A", "capable": "yes", "when": "true", "says": {"zh": "充分", "en": "Capable"}},
    ],
}  # fmt: skip

GONE = object()


def plain(*changes: tuple[str, Any]) -> Plain:
    """The small ruleset with changes: `("site_checks/K1.1/class", "key")`; GONE takes away, a callable gets what was there."""
    made: Plain = _copy(SMALL)
    for path, value in changes:
        *above, last = path.split("/")
        place: Any = made
        for name in above:
            place = place[int(name) if isinstance(place, list) else name]
        key: Any = int(last) if isinstance(place, list) else last
        if value is GONE:
            del place[key]
        else:
            place[key] = value(place[key]) if callable(value) else value
    return made


def _copy(value: Any) -> Any:
    """A copy that shares nothing, not even what was shared."""
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


def ruleset(*changes: tuple[str, Any]) -> ResolvedRuleset:
    """The small ruleset with changes, validated."""
    return ResolvedRuleset.model_validate(plain(*changes))


def found(*changes: tuple[str, Any]) -> Differences:
    """What the changes made of the small ruleset."""
    return diff(ruleset(), ruleset(*changes))


def entries(differences: Differences) -> list[tuple[str, str, str, str]]:
    """Area, id, field and change of each difference."""
    return [(one.area, one.id, one.field, one.change) for one in differences.items]


def differing(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], **both: Any) -> list[Difference]:
    """What differs where K-T1 had the limit rows `old` and has `new`; `both`: further fields of the test on either side."""
    test = {**SMALL["sample_tests"]["K-T1"], **both}
    return list(diff(*(ruleset(("sample_tests/K-T1", {**test, "limits": list(rows)})) for rows in (old, new))).items)
