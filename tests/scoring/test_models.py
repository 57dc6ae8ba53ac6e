"""The scoring models against sums done by hand, and their two promises: monotone, and internal (semantics §4)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.ward import RULES

from tijian.authoring.program import compile_ruleset
from tijian.model.ruleset import ResolvedRuleset
from tijian.plugin import BlendedModel, Scored
from tijian.scoring.board import Board, Scorer

MODELS = ("flat", "flat-unweighted", "tree", "absolute")


class MostFailing(BlendedModel):
    """A plugin's model: the lowest credit counts. Monotone, but not internal."""

    def score(self, items: Sequence[Scored]) -> Fraction | None:
        return min((100 * item.credit for item in items), default=None)


def scorer(model: str, **changes: object) -> Scorer:
    data = {**RULES, **changes, "scoring": {**RULES["scoring"], "model": model}}
    return Scorer(compile_ruleset(ResolvedRuleset.model_validate(data), ""), {"most-failing": MostFailing()})


@cache
def plain(model: str) -> Scorer:
    return scorer(model)


def counted(states: dict[str, str]) -> dict[str, str]:
    """The states that count, in the worst completion: what is not known is a failure."""
    settled = {name: "fail" if state in ("unchecked", "pending") else state for name, state in states.items()}
    return {name: state for name, state in settled.items() if state not in ("not_applicable", "not_sampled")}


def board(made: Scorer, states: dict[str, str]) -> Board:
    """The scores of the states of the checks that count."""
    return made.board(EVERY - states.keys(), {name: state for name, state in states.items() if state != "pass"})


# A1 veto, A2 and A3 key (weight 3 each) in S1; A4, A5 general (weight 1) in S2; T1 a key test; credit of minor 0.5; blocks 70, 30
EVERY = RULES["site_checks"].keys() | RULES["sample_tests"].keys()
STATES = {"A1": "pass", "A2": "minor", "A3": "fail", "A4": "pass", "A5": "minor", "T1": "pass"}
BY_HAND: dict[str, dict[str, Fraction]] = {
    "flat": {
        "site": Fraction(600, 11),
        "S1": Fraction(50),
        "S2": Fraction(75),
        "tests": Fraction(100),
        "total": Fraction(600, 11) * 70 / 100 + 30,
    },
    "flat-unweighted": {"site": Fraction(60), "S1": Fraction(50), "S2": Fraction(75), "tests": Fraction(100), "total": Fraction(72)},
    "tree": {"site": Fraction(125, 2), "S1": Fraction(50), "S2": Fraction(75), "tests": Fraction(100), "total": Fraction(295, 4)},
    "absolute": {"site": Fraction(0), "S1": Fraction(0), "S2": Fraction(0), "tests": Fraction(100), "total": Fraction(0)},
}


@pytest.mark.parametrize("model", MODELS)
def test_scores_are_those_reckoned_by_hand(model: str) -> None:
    made = scorer(model)
    scores = board(made, counted(STATES))
    assert {name: scores[name] for name in BY_HAND[model]} == BY_HAND[model]


def test_a_tree_weighs_its_sections() -> None:
    sections = {"S1": {"title": {"zh": "一"}, "weight": Decimal(3)}, "S2": {"title": {"zh": "二"}, "weight": Decimal(1)}}
    made = scorer("tree", sections=sections)
    assert board(made, counted(STATES))["site"] == (3 * Fraction(50) + Fraction(75)) / 4


def test_a_section_of_which_nothing_counts_leaves_the_tree_with_its_weight() -> None:
    made = scorer("tree")
    scores = board(made, counted({"A1": "pass", "A2": "fail"}))
    assert scores["site"] == 50
    assert scores["S2"] is None


@pytest.mark.parametrize("model", MODELS)
def test_a_block_of_nothing_leaves_the_total_with_its_share(model: str) -> None:
    made = scorer(model)
    only_tests = board(made, counted({"T1": "pass"}))
    assert (only_tests["site"], only_tests["total"]) == (None, only_tests["tests"])
    only_site = board(made, counted({"A1": "pass"}))
    assert (only_site["tests"], only_site["total"]) == (None, only_site["site"])
    assert board(made, counted({}))["total"] is None


def test_a_model_of_a_plugin_scores_blocks_sections_and_total() -> None:
    made = scorer("most-failing")
    scores = board(made, counted(STATES))
    assert {name: scores[name] for name in ("site", "S1", "S2", "tests", "total")} == {
        "site": 0,
        "S1": 0,
        "S2": 50,
        "tests": 100,
        "total": 30,
    }


states = st.sampled_from(["pass", "minor", "fail", "unchecked", "not_applicable"])
dossiers = st.fixed_dictionaries(
    dict.fromkeys(("A1", "A2", "A3", "A4", "A5"), states) | {"T1": st.sampled_from(["pass", "fail", "pending", "not_sampled"])}
)
BETTER = {"fail": "minor", "minor": "pass", "unchecked": "pass", "pending": "pass"}


@pytest.mark.parametrize("model", MODELS)
@given(dossier=dossiers, which=st.sampled_from(["A1", "A2", "A3", "A4", "A5", "T1"]))
def test_a_better_state_never_lowers_a_score(model: str, dossier: dict[str, str], which: str) -> None:
    made = plain(model)
    if dossier[which] not in BETTER:
        return
    before, after = (board(made, counted(one)) for one in (dossier, {**dossier, which: BETTER[dossier[which]]}))
    for name in before.names:
        value = before[name]
        assert value is None or (after[name] is not None and value <= (after[name] or 0))


@pytest.mark.parametrize("model", MODELS)
@given(dossier=dossiers, which=st.sampled_from(["A1", "A2", "A3", "A4", "A5", "T1"]))
def test_without_a_check_a_score_lies_between_its_fail_and_its_pass(model: str, dossier: dict[str, str], which: str) -> None:
    made = plain(model)
    low, out, high = (board(made, counted({**dossier, which: state})) for state in ("fail", "not_applicable", "pass"))
    for name in out.names:
        value = out[name]
        assert value is None or (low[name] or 0) <= value <= (high[name] or 0)


@given(st.decimals(min_value="0.000001", max_value="999999", places=6), st.decimals(min_value="0", max_value="1", places=9))
def test_weights_and_credits_are_taken_exactly_as_written(weight: Decimal, credit: Decimal) -> None:
    site = {**RULES["site_checks"], "A2": {**RULES["site_checks"]["A2"], "weight": weight}}
    scoring = {**RULES["scoring"], "credit": {"minor": credit}}
    compiled = compile_ruleset(ResolvedRuleset.model_validate({**RULES, "site_checks": site, "scoring": scoring}), "")
    made = Scorer(compiled, {})
    assert board(made, {"A1": "pass", "A2": "minor"})["site"] == 100 * (3 + Fraction(weight) * Fraction(credit)) / (3 + Fraction(weight))


@pytest.mark.parametrize("model", [*MODELS, "most-failing"])
@given(dossier=dossiers, which=st.sampled_from(["A1", "A2", "A3", "A4", "A5", "T1"]), state=st.sampled_from(["pass", "minor", "fail"]))
def test_the_scores_with_one_check_changed_are_those_reckoned_anew(model: str, dossier: dict[str, str], which: str, state: str) -> None:
    made, states = plain(model), {"A1": "pass", **counted(dossier), which: "fail"}
    changed, anew = made.changed(board(made, states), which, state), board(made, {**states, which: state})
    assert {name: changed[name] for name in changed.names} == {name: anew[name] for name in anew.names}


def test_points_lost_are_the_total_with_that_check_alone_at_pass_less_the_total() -> None:
    made, states = plain("flat"), {"A1": "pass", "A2": "minor", "A3": "fail"}
    lost = made.points_lost(board(made, states))
    assert lost == {"A2": Fraction(100 * 3, 2 * 9), "A3": Fraction(100 * 3, 9)}
