"""The promises of certain answers, kept by the product on random pairs (the oracle is not asked here).

Worse is never better; what is unknown stays inside the span, whatever it turns out to be; certain and issued stay so;
the order in which things are written changes nothing; the engines agree.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from tests.oracle.dice import Dice, seeded
from tests.oracle.generate import seeded_pair
from tests.oracle.generate_tests import reading
from tests.oracle.reveal import reveal, unknowns
from tests.properties.product import judge, ruleset_of, spans

from tijian.assessment import assess
from tijian.authoring.dossier_file import read_dossier
from tijian.catalogues import Catalogue
from tijian.model.result import Result

Pair = tuple[dict[str, Any], dict[str, Any]]
UNKNOWN = {"unchecked", "pending", "inconclusive"}
RANK = {"fail": 0, "minor": 1, "pass": 2}


def result(alone: Catalogue, dossier: dict[str, Any]) -> Result:
    return assess(read_dossier(dossier), alone, engine="direct")


def states(found: Result) -> dict[str, str]:
    return {check.id: check.state for check in found.checks}


def some_pairs(name: str, count: int) -> Iterator[tuple[Dice, dict[str, Any], dict[str, Any]]]:
    for seed in range(count):
        yield (seeded(f"{name} dice {seed}"), *seeded_pair(f"{name} {seed}"))


# ── worse is never better ───────────────────────────────────────────────────────────────────────────
def other_facts(dice: Dice, rules: dict[str, Any], dossier: dict[str, Any]) -> dict[str, Any]:
    """The dossier with one answer or one result written otherwise."""
    other = copy.deepcopy(dossier)
    results = [(n, t) for n, sample in enumerate(other.get("samples", ())) for t in sample["results"]]
    if results and dice.chance(50):
        number, test = dice.pick(results)
        other["samples"][number]["results"][test] = reading(dice, rules["sample_tests"][test])
    else:
        answers = ["conform", {"outcome": "minor", "note": "n"}, {"outcome": "major", "note": "n"}]
        other["answers"][dice.pick(list(rules["site_checks"]))] = dice.pick(answers)
    return other


def test_a_worse_state_never_improves_grade_or_score() -> None:
    compared = 0
    for dice, rules, dossier in some_pairs("worse", 55):
        table = [row["grade"] for row in rules["verdicts"]]
        with ruleset_of(rules) as alone:
            before = result(alone, dossier)
            for _ in range(4):
                after = result(alone, other_facts(dice, rules, dossier))
                pairs = [(old, new) for old, new in zip(states(before).values(), states(after).values(), strict=True) if old != new]
                known = pairs and all(old in RANK and new in RANK for old, new in pairs)
                if not known or before.verdict.worst is None:
                    continue
                if all(RANK[new] < RANK[old] for old, new in pairs):
                    better, worse = before, after
                elif all(RANK[new] > RANK[old] for old, new in pairs):
                    better, worse = after, before
                else:
                    continue
                compared += 1
                for end in ("worst", "best"):
                    assert table.index(getattr(worse.verdict, end)) <= table.index(getattr(better.verdict, end))
                for name, (low, high) in spans(worse).items():
                    least, most = spans(better)[name]
                    assert low is None or (least is not None and low <= least)
                    assert high is None or (most is not None and high <= most)
    assert compared > 30


# ── knowing more ────────────────────────────────────────────────────────────────────────────────────
def paths(name: str, count: int, steps: int) -> Iterator[tuple[Result, Result]]:
    """Each start of a random path with each step of it, one unknown after another becoming known."""
    for dice, rules, dossier in some_pairs(name, count):
        with ruleset_of(rules) as alone:
            start = now = result(alone, dossier)
            for _ in range(steps):
                open_ = unknowns(rules, dossier, states(now))
                if not open_:
                    break
                dossier = reveal(dice, rules, dossier, dice.pick(open_))
                now = result(alone, dossier)
                yield start, now


def test_whatever_the_unknowns_turn_out_to_be_the_verdict_and_scores_stay_inside_the_span() -> None:
    steps = 0
    for start, now in paths("span", 40, 5):
        steps += 1
        assert set(now.verdict.possible) <= set(start.verdict.possible)
        for name, (low, high) in spans(start).items():
            least, most = spans(now)[name]
            assert least is None or (low is not None and low <= least)
            assert most is None or (high is not None and most <= high)
        assert (
            {d.id for d in start.diagnoses}
            <= {d.id for d in now.diagnoses}
            <= {d.id for d in start.diagnoses} | set(start.possible.diagnoses)
        )
        raised, possible = ({c.id for c in start.clues}, set(start.possible.clues))
        assert raised <= {c.id for c in now.clues} <= raised | possible
    assert steps > 90


def test_a_certain_grade_stays_and_an_issued_one_is_never_withdrawn() -> None:
    certain = issued = 0
    for start, now in paths("certain", 40, 5):
        if start.verdict.certain:
            certain += 1
            assert (now.verdict.certain, now.verdict.grade, now.verdict.capable) == (True, start.verdict.grade, start.verdict.capable)
        if start.verdict.issued:
            issued += 1
            assert now.verdict.issued
        assert start.verdict.certain or start.verdict.pending or start.verdict.possible == ("not_assessable",)
        assert start.verdict.issued != bool(start.verdict.not_issued_because)
    assert certain > 30
    assert issued > 5


@pytest.mark.parametrize("load", [0, 10])
def test_a_test_without_a_figure_counts_as_unknown_while_it_may_not_even_apply(load: int) -> None:
    """Its result misses the first row: were it found not to apply, that fault must not be buried, so nothing is certain before."""
    rules, dossier = seeded_pair("bare")
    text, ours = {"zh": "检测", "en": "A test"}, {"basis": "proposal"}
    limits = [{"when": "group == 'industrial'", "require": "> 90"}, {"require": "unknown"}]
    test = {"name": text, "class": "key", "basis": "mandatory", "applies": "load == 10", "limits": limits, "source": ours}
    rules |= {part: {} for part in ("define", "rule_checks", "diagnoses", "clues", "clue_codes")}
    rules |= {
        "product": {"load": {"type": "number"}},
        "sections": {"S1": {"title": text}},
        "site_checks": {"C1": {"section": "S1", "class": "key", "ask": text, "source": ours}},
        "sample_tests": {"T1": test},
        "verdicts": [
            {"grade": "D", "capable": "no", "when": "count_tests('key', 'fail') > 0"},
            {"grade": "A", "capable": "yes", "when": "true"},
        ],
        "scoring": rules["scoring"] | {"tests_alone": False},
    }
    dossier |= {"enterprise": {"name": "x", "group": "food"}, "answers": {"C1": "conform"}, "sampling": {"state": "done"}}
    dossier |= {"samples": [{"id": "S-1", "results": {"T1": "87"}}]}
    before, after = judge(rules, dossier | {"product": {}}), judge(rules, dossier | {"product": {"load": load}})
    assert before.verdict.grade in {None, after.verdict.grade}
    assert set(after.verdict.possible) <= set(before.verdict.possible)


def test_what_is_not_pending_cannot_matter() -> None:
    beside = 0
    for dice, rules, dossier in some_pairs("pending", 60):
        with ruleset_of(rules) as alone:
            start = result(alone, dossier)
            pending = {("check", p.check) if p.check else ("attribute", p.attribute) for p in start.verdict.pending}
            open_ = [] if start.verdict.certain else unknowns(rules, dossier, states(start))
            for what in [u for u in open_ if u not in pending][:3]:
                more = reveal(dice, rules, dossier, what)
                sampled = len(more.get("samples", ())) > len(dossier.get("samples", ()))  # a first sample says when it was made
                if sampled and ("attribute", "produced_on") in pending:
                    continue
                beside += 1
                assert result(alone, more).verdict.possible == start.verdict.possible
    assert beside > 10


def test_knowing_more_alters_nothing_that_was_known() -> None:
    for dice, rules, dossier in some_pairs("attribute", 50):
        with ruleset_of(rules) as alone:
            before = states(result(alone, dossier))
            for what in [u for u in unknowns(rules, dossier, before) if u[0] == "attribute"]:
                after = states(result(alone, reveal(dice, rules, dossier, what)))
                changed = {(old, after[name]) for name, old in before.items() if after[name] != old and old not in UNKNOWN}
                assert changed <= {("not_sampled", "not_applicable"), ("informational", "not_applicable")}


# ── order, engines ──────────────────────────────────────────────────────────────────────────────────
LISTS_IN_ORDER = {"verdicts", "limits", "parts", "samples", "values"}


def shuffled(dice: Dice, document: Any) -> Any:
    """The document with the items of every mapping written in another order."""
    if isinstance(document, dict):
        keys = list(document)
        mixed = [keys.pop(dice.whole(0, len(keys) - 1)) for _ in range(len(keys))]
        return {key: shuffled(dice, document[key]) for key in mixed}
    return [shuffled(dice, item) for item in document] if isinstance(document, list) else document


def test_the_order_of_what_is_written_changes_no_byte() -> None:
    for dice, rules, dossier in some_pairs("order", 40):
        before = judge(rules, dossier).model_dump_json(by_alias=True)
        assert judge(shuffled(dice, rules), shuffled(dice, dossier)).model_dump_json(by_alias=True) == before


def test_the_order_of_samples_changes_nothing_but_the_digest_of_the_dossier() -> None:
    mixed = 0
    for dice, rules, dossier in some_pairs("samples", 60):
        samples = list(dossier.get("samples", ()))
        if len(samples) < 2:
            continue
        mixed += 1
        other = [samples.pop(dice.whole(0, len(samples) - 1)) for _ in range(len(samples))]
        before, after = judge(rules, dossier), judge(rules, dossier | {"samples": other})
        assert _without_receipt(after) == _without_receipt(before)
    assert mixed > 10


def _without_receipt(found: Result) -> str:
    return found.model_dump_json(by_alias=True, exclude={"receipt"})


@pytest.mark.rete
def test_the_engines_agree_and_each_alone_says_the_same() -> None:
    for _, rules, dossier in some_pairs("engines", 30):
        with ruleset_of(rules) as alone:
            read = read_dossier(dossier)
            both, direct, rete = (assess(read, alone, engine=name) for name in ("both", "direct", "rete"))
        assert both.engines.agree is True
        dumps = [r.model_dump_json(exclude={"engines", "receipt", "trace"}) for r in (both, direct, rete)]
        assert dumps[0] == dumps[1] == dumps[2]
