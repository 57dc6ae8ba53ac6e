"""Attributes that a plugin derives: asked once for each distinct combination of what they read, of days too where its hook takes a day."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.columnar.test_columnar_corners import rules as corner_rules
from tests.oracle.dice import as_read, as_yaml
from tests.plugin.kit import load, plugin_module

from tijian.authoring.resolve import Library
from tijian.catalogues import Catalogue
from tijian.engines.columnar import Plan
from tijian.model.problem import PluginError
from tijian.plugin import Category, text
from tijian.verdict.plainly import plan_for

DAYS = (dt.date(2021, 3, 1), dt.date(2021, 5, 1), None)
KINDS = ("A", "B", "C", None)
LOADS = (Decimal(3), Decimal("12.5"), None)


def rules() -> dict[str, Any]:
    words = {"zh": "项", "en": "item"}
    check = {"section": "S", "class": "key", "ask": words, "source": {"basis": "proposal"}}
    base = corner_rules()
    test = {"name": words, "class": "key", "basis": "declared", "source": {"basis": "proposal"}, "applies": "band != 'none'"}
    return base | {
        "category": "derive",
        "product": {"kind": {"choices": ["A", "B", "C"]}, "load": {"type": "number"}, "valve": {"type": "boolean", "asked_when": "kind == 'A'"}},
        "derived": {
            "band": {"choices": ["low", "high", "none"], "reads": ["kind", "load"]},
            "most": {"type": "number", "reads": ["kind"]},
            "said": {"type": "text", "reads": ["valve"]},
        },
        "site_checks": {"C1": check | {"applies": "band == 'low' || said == 'yes'", "may_skip": True}, "C2": check},
        "rule_checks": {"R1": check | {"fails_when": "most > 2.5 && band != 'high'"}},
        "sample_tests": {"T1": test | {"limits": [{"when": "band == 'low'", "require": ">= 5"}, {"require": ">= 9"}]}},
        "diagnoses": {},
        "verdicts": [{"grade": "B", "capable": "no", "when": "count('key', 'minor') > 0 || band == 'none'"}, {"grade": "A", "capable": "yes", "when": "true"}],
    }  # fmt: skip


def by_product(asked: list[Any]) -> Callable[..., Any]:
    def tijian_derive(product: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append(tuple(sorted(product.items())))
        found: dict[str, Any] = {}
        if "kind" in product:
            found["most"] = {"A": Decimal("2.5"), "B": Decimal("2.5000001"), "C": Decimal(3)}[product["kind"]]
            found["band"] = "none" if product["kind"] == "C" else "high" if product.get("load", 0) > 10 else "low"
        if "valve" in product:
            found["said"] = "yes" if product["valve"] else "no"
        return found

    return tijian_derive


def by_day(asked: list[Any]) -> Callable[..., Any]:
    plain = by_product([])

    def tijian_derive(product: Mapping[str, Any], produced_on: str | None, assessed_on: str) -> Mapping[str, Any]:
        asked.append((tuple(sorted(product.items())), produced_on, assessed_on))
        late = produced_on is not None and produced_on > "2021-04-01"
        return {**plain(product), **({"band": "high"} if late else {}), **({"said": "yes"} if assessed_on > "2021-08-01" else {})}

    return tijian_derive


def planned(tmp_path: Path, derive: Callable[..., Any]) -> Plan:
    file = tmp_path / "derive" / "2021.yaml"
    file.parent.mkdir()
    file.write_text(as_yaml(as_read(rules())), "utf-8")
    module = plugin_module(tijian_categories=lambda: [Category("derive", text("推算", "derive"), "industrial")], tijian_derive=derive)
    known = Catalogue(load(agency=module), Library([tmp_path]))
    return plan_for(known.edition("derive", "2021").program, known.plugins)


def frame(of: Plan) -> pl.DataFrame:
    rows = []
    for number, (kind, load_, valve, day, figure, assessed) in enumerate(
        product(KINDS, LOADS, (True, False, None), DAYS, (Decimal(4), Decimal(6), None), (dt.date(2021, 7, 1), dt.date(2021, 8, 12)))
    ):
        made: dict[str, Any] = dict.fromkeys(of.layout.columns)
        made |= {"assessment": f"A{number}", "enterprise": "企业", "assessed_on": assessed, "team": 2, "sampling": "done", "sample": "S-1"}
        made |= {
            "product:kind": kind,
            "product:load": load_,
            "product:valve": valve,
            "produced_on": day,
            "result:T1": figure,
            "answer:C1": 3,
            "answer:C2": 1,
        }
        rows.append(made)
    return pl.DataFrame(rows, schema=of.layout.schema())


@pytest.mark.parametrize("way", [by_product, by_day])
def test_derived_attributes_are_those_of_the_plain_interpreter(tmp_path: Path, way: Callable[[list[Any]], Callable[..., Any]]) -> None:
    asked: list[Any] = []
    of = planned(tmp_path, way(asked))
    data = frame(of)
    judged = of.judge(data, states=True)
    columns_asked = len(asked)
    assert judged.states is not None
    assert of.one_by_one is not None
    wanted = [of.one_by_one(of.layout.dossier(one)) for one in data.iter_rows(named=True)]
    assert judged.states.to_dicts() == [one["states"] for one in wanted]
    assert judged.verdicts.to_dicts() == [{name: one[name] for name in of.schema} for one in wanted]
    handed = data.filter(pl.col("product:kind") == "B").height  # 2.5000001 does not fit a column of six decimals
    assert judged.handed_to_direct == handed
    assert columns_asked <= handed * 2 + 200, "once a combination, not once a row"


def test_a_second_frame_asks_nothing_again(tmp_path: Path) -> None:
    asked: list[Any] = []
    of = planned(tmp_path, by_product(asked))
    data = frame(of).filter(pl.col("product:kind") != "B")
    of.judge(data)
    before = len(asked)
    assert 0 < before <= len(KINDS) * len(LOADS) * 3
    of.judge(data)
    assert len(asked) == before


def test_a_plugin_at_fault_is_an_error_and_no_verdict(tmp_path: Path) -> None:
    def tijian_derive(product: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"band": "nonsense"}

    of = planned(tmp_path, tijian_derive)
    with pytest.raises(PluginError):
        of.judge(frame(of))
