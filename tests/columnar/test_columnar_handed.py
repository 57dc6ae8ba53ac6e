"""Rows that columns cannot judge go to the plain interpreter, are counted, and come back in their places."""

import datetime as dt
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from tests.columnar.test_columnar_corners import rules as corner_rules
from tests.oracle.dice import as_read
from tests.properties.product import ruleset_of

from tijian.authoring.digest import canonical
from tijian.authoring.dossier_file import read_dossier
from tijian.catalogues import catalogue
from tijian.engines.columnar import Plan, plan
from tijian.plugin.manager import load_plugins
from tijian.verdict.plainly import Interpreter, plan_for


def plan_of(rules: dict[str, Any]) -> Plan:
    with ruleset_of(as_read(rules)) as alone:
        return plan_for(alone.edition(rules["category"], rules["edition"]).program, alone.plugins)


@pytest.fixture(scope="module")
def corner() -> Plan:
    return plan_of(corner_rules())


def row(of: Plan, number: int, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = dict.fromkeys(of.layout.columns)
    made |= {name: 1 for name in made if name.startswith("answer:")}
    made |= {
        "assessment": f"A{number}",
        "enterprise": "企业",
        "assessed_on": dt.date(2021, 8, 12),
        "team": 2,
        "sampling": "done",
        "sample": "S-1",
    }
    return made | {"product:kind": "A", "product:valve": True} | more


def frame(of: Plan, *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=of.layout.schema(), orient="row")


def agree(of: Plan, rows: pl.DataFrame, handed: int) -> None:
    """Every row is judged as its dossier is, in its place, and so many of them were handed over."""
    judged = of.judge(rows, findings=True, states=True)
    assert judged.handed_to_direct == handed
    assert isinstance(of.one_by_one, Interpreter)
    assert judged.states is not None
    assert judged.findings is not None
    wanted = [of.one_by_one(of.layout.dossier(one)) for one in rows.iter_rows(named=True)]
    assert judged.verdicts.to_dicts() == [{name: one[name] for name in of.schema} for one in wanted]
    assert judged.states.to_dicts() == [one["states"] for one in wanted]
    told = [(one["assessment"], state, name) for one in wanted for name, state in one["states"].items() if state in ("fail", "minor")]
    found = [one for one in judged.findings.iter_rows() if one[1] in ("fail", "minor")]
    assert sorted(found) == sorted(told)
    places = {name: place for place, name in enumerate(rows.get_column("assessment"))}
    assert [places[name] for name, _, _ in found] == sorted(places[name] for name, _, _ in found), "in the order of the rows"


def whole(of: Plan, number: int) -> str:
    """A dossier of two samples, as JSON."""
    made = {
        "schema": "tijian/dossier@1",
        "assessment": f"A{number}",
        "category": of.layout.ruleset.category,
        "assessed_on": "2021-08-12",
        "enterprise": {"name": "企业"},
        "answers": {"K1": "conform"},
        "sampling": {"state": "done"},
        "samples": [{"id": "S-1", "results": {"mean": Decimal(9)}}, {"id": "S-2", "results": {"mean": Decimal(1)}}],
    }
    return canonical(read_dossier(made)).decode()


ODD: dict[str, dict[str, Any]] = {
    "a sample made after the assessment": {"produced_on": dt.date(2021, 8, 13)},
    "a result without a sample": {"sample": None, "result:mean": Decimal(5)},
    "a day without a sample": {"sample": None, "produced_on": dt.date(2021, 8, 1)},
    "a figure too large to be made anything of": {"result:mean": Decimal("123456789012.5"), "result:mean:more": [Decimal(-1)] * 5},
    "another specimen too large": {"result:mean": Decimal(5), "result:mean:more": [Decimal("999999999999.5")] * 40},
    "a declared value too large": {"result:share-of-declared": Decimal(5), "result:share-of-declared:declared": Decimal(999999999999)},
    "an uncertainty too large": {
        "result:guarded": Decimal(5),
        "result:guarded:u": Decimal(999999999999),
        "result:guarded:more": [Decimal(5)] * 3,
    },
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_row_is_handed_over_and_the_others_are_not(corner: Plan, name: str) -> None:
    agree(corner, frame(corner, row(corner, 0), row(corner, 1, **ODD[name]), row(corner, 2, **{"result:mean": Decimal(6)})), handed=1)


def test_whole_dossiers_are_judged_in_their_places(corner: Plan) -> None:
    some = [row(corner, number, rest=whole(corner, number) if number % 3 == 1 else None, **{"answer:K1": 3}) for number in range(7)]
    agree(corner, frame(corner, *some), handed=2)


def test_a_figure_compared_as_it_stands_may_be_as_large_as_its_column(corner: Plan) -> None:
    agree(corner, frame(corner, row(corner, 0, **{"result:least": Decimal("199999999999.999999")})), handed=0)


def test_an_empty_frame_has_no_verdicts(corner: Plan) -> None:
    judged = corner.judge(frame(corner).clear(), findings=True)
    assert judged.verdicts.schema == pl.Schema(corner.schema)
    assert judged.verdicts.height == judged.handed_to_direct == 0
    assert judged.findings is not None


def test_without_the_plain_interpreter_odd_rows_are_an_error_and_not_a_guess(corner: Plan) -> None:
    alone = plan(corner.layout.ruleset, load_plugins(entry_points=False))
    with pytest.raises(ValueError, match="one_by_one"):
        alone.judge(frame(corner, row(corner, 0, rest=whole(corner, 0))))


# ── a tree of so many sections that 64 bits do not hold its common denominator ───────────────────────
def tree(sections: int, checks: int, model: str = "tree") -> dict[str, Any]:
    words = {"zh": "项", "en": "item"}
    check = {"ask": words, "class": "general", "source": {"basis": "proposal"}}
    return corner_rules() | {
        "category": "tall",
        "sections": {f"S{number}": {"title": words, "weight": Decimal(number % 3 + 1)} for number in range(sections)},
        "site_checks": {
            f"C{section}.{number}": check | {"section": f"S{section}", "may_skip": number == 1, "weight": Decimal(number % 2 + 1)}
            for section in range(sections)
            for number in range(checks)
        },
        "sample_tests": {},
        "diagnoses": {},
        "scoring": {
            "model": model,
            "blocks": {"site": 70, "tests": 30},
            "credit": {"minor": Decimal("0.5")},
            "coverage": 0,
            "tests_alone": False,
        },
        "verdicts": [
            {"grade": "D", "capable": "no", "when": "score('total') <= 0"},
            {"grade": "C", "capable": "no", "when": "score('site') < 50 || score('S0') < 50"},
            {"grade": "B", "capable": "yes", "when": "score('total') <= 83.5"},
            {"grade": "A", "capable": "yes", "when": "true"},
        ],
    }


@pytest.mark.parametrize(
    ("model", "sections", "some"), [("tree", 19, True), ("tree", 3, False), ("absolute", 19, False), ("flat", 19, False)]
)
def test_scores_beyond_64_bits_are_exact_or_handed_over(model: str, sections: int, some: bool) -> None:
    of = plan_of(tree(sections, 6, model))
    rows = []
    for number in range(240):
        answers = {
            f"answer:C{section}.{check}": [1, 1, 1, 2, 3, 4, 0, 1][
                (number * 7 + section * 3 + check * (number % 5)) % 8 if number % 4 else 0
            ]
            for section in range(sections)
            for check in range(6)
        }
        if number % 10 == 1:  # half of all there is: a hundredth to the last bit
            answers = dict.fromkeys(answers, 2)
        if number % 10 == 2:  # nothing at all
            answers = dict.fromkeys(answers, 3)
        rows.append(row(of, number, sampling="none", sample=None) | answers)
    data = frame(of, *rows)
    handed = of.judge(data).handed_to_direct
    assert (handed > 0) == some, "both ways are tried"
    assert handed < 60, "a row that is all, or nothing, or plainly between two hundredths is not handed over"
    agree(of, data, handed)


def test_a_plugins_own_scoring_model_is_judged_one_by_one() -> None:
    known = catalogue()
    with ruleset_of(as_read(tree(2, 3, "flat"))) as alone:
        program = alone.edition("tall", "2021").program
    ruleset = program.ruleset.model_copy(update={"scoring": program.ruleset.scoring.model_copy(update={"model": "agency.model"})})
    asked: list[str] = []

    def one_by_one(dossier: Any) -> dict[str, Any]:
        asked.append(dossier.assessment)
        flat = plan_for(program, known.plugins).one_by_one
        assert flat is not None
        return dict(flat(dossier))

    of = plan(ruleset, known.plugins, one_by_one)
    assert of.judge(frame(of, row(of, 0), row(of, 1))).handed_to_direct == 2
    assert asked == ["A0", "A1"]
