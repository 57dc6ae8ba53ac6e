"""Random sample tests of every kind, and readings that fall on, beside and across their limits."""

import re
from decimal import Decimal
from typing import Any

from .dice import Dice
from .generate_conditions import over_attributes
from .generate_reach import applicable, reachable

NUMERIC = ("limit", "limit", "limit", "range", "plus_minus", "hundreds", "declared")
KINDS = (*NUMERIC, "ordinal", "absent", "conforms", "plates", "parts_each", "parts_sum")
FASTNESS = ("1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5")
SMOKE = ("ZA3", "ZA2", "ZA1")


def source(dice: Dice) -> dict[str, str]:
    if dice.chance(50):
        return {"basis": "proposal"}
    return {"basis": "standard", "clause": "GB 1-2000 5.4", "confidence": dice.pick(["verified", "secondary", "recalled", "weak"])}


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def advice(dice: Dice) -> dict[str, Any]:
    """What a check may carry beside: advice, risk."""
    found: dict[str, Any] = {}
    if dice.chance(60):
        found["advice"] = {"correct": words("改正", "Correct it")}
        if dice.chance(80):
            found["advice"]["within_days"] = dice.pick([7, 15, 20, 3, {"fail": 5, "minor": 20}])
        if dice.chance(30):
            found["advice"] |= {"prevent": words("预防", "Prevent it"), "proof": words("照片", "A photograph")}
    if dice.chance(30):
        found["risk"] = words("风险", "A risk")
    return found


def requirement(dice: Dice, kind: str, scale: tuple[str, ...] | None) -> str:
    """One requirement of a kind."""
    size = Decimal(dice.pick(["5", "20", "95.0", "90", "0.5", "14.25"]))
    sign = dice.pick([">=", ">", "<=", "<"])
    match kind:
        case "range":
            return f"{size} ~ {size + dice.pick([1, 10])}"
        case "plus_minus":
            ends = dice.pick([f"{size} ± {dice.pick(['0.5', '2'])}", f"{size} +2/-1", f"{size} +0.5/-0"])
            return ends + dice.pick(["", "", " (excl +)", " (excl -)", " (excl +-)"])
        case "hundreds":
            return f"{sign} 14×100"
        case "declared":
            return dice.pick([f"{sign} declared", f"{sign} 0.9 × declared", "declared ± 5"])
        case "ordinal":
            return f"{sign} {dice.pick(scale or FASTNESS)}"
        case "absent" | "conforms":
            return kind
        case "plates":
            return dice.pick(["n=5, c=2, m=100, M=1000", "n=2, c=0, m=10, M=20", "n=3, c=1, m=10, M=100"])
    return f"{sign} {size}"


def limits(dice: Dice, kind: str, rules: dict[str, Any], applies: str | None, scale: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
    """Rows with conditions on attributes, and a closing row."""
    many = dice.pick([0, 0, 1, 2])
    rows: list[dict[str, Any]] = [
        {"when": over_attributes(dice, rules["product"], rules["define"], dated=True, depth=1)} for _ in range(many)
    ]
    rows.append({})
    for row in rows:
        row["require"] = "unknown" if dice.chance(8) else requirement(dice, kind, scale)
        if dice.chance(20):
            row["source"] = source(dice)
    return reachable(rules, applies, rows)


def sample_test(dice: Dice, rules: dict[str, Any]) -> dict[str, Any]:
    """One test."""
    kind = dice.pick(KINDS)
    test: dict[str, Any] = {
        "name": words("检测", "A test"),
        "class": dice.pick(["key", "general", "minor"]),
        "basis": dice.pick(["mandatory", "declared"]),
        "source": source(dice),
        **advice(dice),
    }
    if dice.chance(30):
        test["weight"] = Decimal(dice.pick(["0.5", "1", "4"]))
    applies = over_attributes(dice, rules["product"], rules["define"], dated=True) if dice.chance(30) else None
    if applies is not None and applicable(rules, applies):
        test["applies"] = applies
    applies = test.get("applies")
    if kind == "parts_each":
        test |= {"combine": "each", "parts": {p: limits(dice, "limit", rules, applies) for p in ("Sb", "Pb")[: dice.whole(1, 2)]}}
    elif kind == "parts_sum":
        test |= {"combine": "sum", "parts": ["DEHP", "DBP"], "limits": limits(dice, "limit", rules, applies)}
    elif kind == "ordinal":
        name = dice.pick(["fastness", "smoke"])
        test |= {"scale": name, "limits": limits(dice, kind, rules, applies, SMOKE if name == "smoke" else FASTNESS)}
    else:
        test["limits"] = limits(dice, kind, rules, applies)
    lod = 60 if kind == "absent" else 20 if kind in {*NUMERIC, "parts_each", "parts_sum"} else 0
    if dice.chance(lod):
        test["lod"] = Decimal(dice.pick(["0.5", "3"]))
    if kind in NUMERIC:
        _numeric(dice, kind, test)
    return test


def _numeric(dice: Dice, kind: str, test: dict[str, Any]) -> None:
    test["unit"] = "%"
    if dice.chance(50):
        test["specimens"] = dice.pick(["each", "mean", "min", "max", "2 of 3"])
    if dice.chance(12):
        test["groups_of"] = 2
    if dice.chance(30):
        test["range"] = dice.pick([[0, 100], [0, 100], [-50, 100]])
    if kind != "declared" and dice.chance(30):
        test["compare"] = "rounded"
        if dice.chance(30):
            test["round_to"] = Decimal(dice.pick(["0.2", "0.5"]))
    elif dice.chance(30):
        test["decision"] = dice.pick(["guard_band", "nonbinary"])


def reading(dice: Dice, test: dict[str, Any]) -> Any:
    """A result of this test, in one of the forms that a dossier may use."""
    if dice.chance(4):
        return dice.pick([None, "", "-"])
    extras: dict[str, Any] = {}
    if dice.chance(80 if test.get("decision") else 15):
        extras["u"] = dice.pick([Decimal("0.5"), Decimal(1), "0.25"])
    if dice.chance(20):
        extras["lod"] = dice.pick([Decimal("0.2"), Decimal(3), "5"])
    parts = test.get("parts")
    if parts:
        every = parts if isinstance(parts, dict) else dict.fromkeys(parts, test["limits"])
        given = {p: value(dice, test, rows) for p, rows in every.items() if not dice.chance(8)}
        first = next(iter(every))
        return {"parts": given or {first: value(dice, test, every[first])}, **extras}
    rows = test["limits"]
    if "declared" in str(rows) and not dice.chance(15):
        extras["declared"] = dice.pick([Decimal(10), "20.5", Decimal(95), Decimal(0)])
    how = test.get("specimens", "each")
    many = 3 if " of " in how or any("n=" in r["require"] for r in rows) else dice.pick([1, 1, 2, 4])
    values = [value(dice, test, rows, extras.get("declared")) for _ in range(dice.whole(1, 5) if dice.chance(15) else many)]
    if dice.chance(2):
        values.append("")
    if extras or dice.chance(20):
        return {"values": values, **extras}
    return values[0] if len(values) == 1 and dice.chance(70) else values


def value(dice: Dice, test: dict[str, Any], rows: list[dict[str, Any]], declared: Any = None) -> Any:
    """One measured value near a limit of one of the rows; now and then something nobody can read."""
    wanted = dice.pick(rows)["require"]
    if wanted == "unknown":
        wanted = "<= 7"
    if wanted == "conforms":
        return dice.pick(["符合", "符合", "不符合", "conforms", "一二"])
    if dice.chance(4):
        return dice.pick(["合格", "1e3", "1,234.5", "一二", True])
    if wanted == "absent":
        return dice.pick(["阴性", "未检出", "ND", "无", "阳性", "检出", "<0.2", "<3", Decimal("0.5"), Decimal(1), Decimal(4)])
    if "scale" in test:
        return dice.pick(FASTNESS if test["scale"] == "fastness" else SMOKE)
    return _number(dice, wanted, declared)


def _number(dice: Dice, wanted: str, declared: Any) -> Any:
    if wanted.startswith("n="):
        text = dice.pick(["5", "10", "11", "20", "21", "100", "101", "1000", "1001", "<10", ">100", "0"])
        return text if dice.chance(50) or not text[0].isdigit() else Decimal(text)
    limit = wanted.replace("declared", str(declared or 10)).split("(")[0]
    sizes = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", limit)]
    exponent = min(int(n.as_tuple().exponent) for n in sizes)
    last = Decimal(1).scaleb(exponent)
    near = sizes[0]
    if "×" in limit:
        near, last = (Decimal(1400), Decimal(100)) if "100" in limit else (sizes[0] * sizes[1], last)
    elif "±" in limit:
        near += dice.pick([0, 1, -1]) * sizes[1]
    elif "/-" in limit:
        near += dice.pick([Decimal(0), sizes[1], -sizes[2]])
    elif "~" in limit:
        near = dice.pick(sizes)
    size = near + last * Decimal(dice.pick(["0", "0", "0", "1", "-1", "0.5", "-0.5", "0.51", "-0.49", "3", "-3", "30", "-2"]))
    if size < 0 and not dice.chance(20):
        size = -size
    if dice.chance(12) and size >= 0:
        return dice.pick(["<", "≤", ">"]) + format(size, "f")
    if dice.chance(5):
        return dice.pick(["ND", "未检出"])
    return format(size, "f") if dice.chance(40) else size
