"""A fault in any one operator of either engine must show as EngineDisagreement, never as a verdict."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.engines.ward import facts, scorer

from tijian.authoring.normal import NetRule, net_rules
from tijian.authoring.program import All, AnyOf
from tijian.conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from tijian.engines import direct
from tijian.engines.choice import choose
from tijian.engines.direct import Reading
from tijian.engines.protocol import Case, Conclusions
from tijian.model.problem import EngineDisagreement
from tijian.verdict.completions import draw

pytestmark = pytest.mark.rete

# one dossier an operator: where that operator alone decides a conclusion
CASES: dict[str, tuple[dict[str, str], str | None]] = {
    "and": ({"A2": "major"}, "12"),
    "or": ({"A4": "major"}, "12"),
    "fails": ({"A4": "minor"}, "12"),
    "minor": ({"A2": "major", "A3": "minor"}, "12"),
    "count": ({"A4": "major", "A5": "major"}, "12"),
    "score": ({"A2": "major", "A3": "conform", "A4": "major", "A5": "major"}, "12"),
    "concluded": ({"A2": "major", "A3": "major", "A4": "minor"}, "12"),
    "first row": ({"A1": "major"}, "12"),
}


@pytest.fixture(autouse=True)
def _no_kept_nets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nets are kept by digest: a faulty one must neither be met by another test nor be left behind."""
    from tijian.engines import rete

    monkeypatch.setattr(rete, "_nets", {})


def agreed(operator: str) -> Conclusions:
    """Both engines on the case of an operator. Raises EngineDisagreement."""
    answers, result = CASES[operator]
    return draw(facts(answers, result), scorer(), choose("both").engines).best.conclusions


def other(leaf: Callable[[Reading, Any], bool], kind: type, wrong: Callable[[Reading, Any], bool]) -> Callable[[Reading, Any], bool]:
    return lambda reading, atom: wrong(reading, atom) if isinstance(atom, kind) else leaf(reading, atom)


@pytest.mark.parametrize("operator", CASES)
def test_both_engines_agree_where_nothing_is_planted(operator: str) -> None:
    assert agreed(operator) == direct.conclude(facts(*CASES[operator]).program, _best(operator))


def _best(operator: str) -> Case:
    from tijian.verdict.completions import complete

    return complete(facts(*CASES[operator]), scorer(), "best")


DIRECT: dict[str, tuple[type, Callable[[Reading, Any], bool]]] = {
    "fails": (Fails, lambda reading, atom: reading.case.faults.get(atom.id) in ("fail", "minor")),
    "minor": (MinorOrWorse, lambda reading, atom: reading.case.faults.get(atom.id) == "fail"),
    "count": (Count, lambda reading, atom: reading.counts.get((atom.scope, atom.of, atom.state), 0) > atom.n),
    "score": (ScoreBelow, lambda _reading, _atom: False),
    "concluded": (Concluded, lambda _reading, _atom: False),
}


@pytest.mark.parametrize("operator", DIRECT)
def test_a_fault_in_an_atom_of_direct_is_seen(operator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, wrong = DIRECT[operator]
    monkeypatch.setattr(Reading, "leaf", other(Reading.leaf, kind, wrong))
    with pytest.raises(EngineDisagreement):
        agreed(operator)


@pytest.mark.parametrize(("operator", "kind"), [("and", All), ("or", AnyOf)])
def test_a_fault_in_and_or_of_direct_is_seen(operator: str, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    holds = Reading.holds

    def turned(reading: Reading, tree: Any) -> bool:
        if isinstance(tree, All | AnyOf) and isinstance(tree, kind):
            how = any if kind is All else all
            return how(turned(reading, item) for item in tree.items)
        return holds(reading, tree)

    monkeypatch.setattr(Reading, "holds", turned)
    with pytest.raises(EngineDisagreement):
        agreed(operator)


def test_a_fault_in_the_first_row_of_direct_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(direct, "enumerate", lambda rows: reversed(list(enumerate(rows))), raising=False)
    with pytest.raises(EngineDisagreement):
        agreed("first row")


def _without_an_atom(rules: tuple[NetRule, ...]) -> tuple[NetRule, ...]:
    return tuple(NetRule(rule.conclusion, rule.atoms[:1] if rule.conclusion == ("diagnosis", "D1") else rule.atoms) for rule in rules)


def _without_a_disjunct(rules: tuple[NetRule, ...]) -> tuple[NetRule, ...]:
    return tuple(
        rule
        for rule in rules
        if not (rule.conclusion == ("diagnosis", "D2") and isinstance(rule.atoms[0], Fails) and rule.atoms[0].id == "A4")
    )


@pytest.mark.parametrize(("operator", "fault"), [("and", _without_an_atom), ("or", _without_a_disjunct)])
def test_a_fault_in_and_or_of_rete_is_seen(operator: str, fault: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian.engines import rete

    true_rules = net_rules
    monkeypatch.setattr(rete, "net_rules", lambda program: fault(true_rules(program)))
    with pytest.raises(EngineDisagreement):
        agreed(operator)


RETE: dict[str, tuple[type, Callable[[Any, Case], bool]]] = {
    "fails": (Fails, lambda atom, case: case.faults.get(atom.id) in ("fail", "minor")),
    "minor": (MinorOrWorse, lambda atom, case: case.faults.get(atom.id) == "fail"),
    "count": (Count, lambda _atom, _case: False),
    "score": (ScoreBelow, lambda _atom, _case: False),
}


@pytest.mark.parametrize("operator", RETE)
def test_a_fault_in_an_atom_of_rete_is_seen(operator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian.engines.rete import Net

    kind, wrong = RETE[operator]
    holds = Net._holds
    monkeypatch.setattr(Net, "_holds", lambda net, atom, case: wrong(atom, case) if isinstance(atom, kind) else holds(net, atom, case))
    with pytest.raises(EngineDisagreement):
        agreed(operator)


def test_a_diagnosis_that_rete_does_not_chain_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian.engines.rete import Net

    run = Net._run
    monkeypatch.setattr(Net, "_run", lambda net, session, batch: run(net, session, batch) if "always" in batch else [])
    with pytest.raises(EngineDisagreement):
        agreed("concluded")


def test_a_fault_in_the_first_row_of_rete_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian.engines import rete

    monkeypatch.setattr(rete, "min", max, raising=False)
    with pytest.raises(EngineDisagreement):
        agreed("first row")


def test_a_disagreement_names_the_conclusion_and_the_facts_that_both_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reading, "leaf", other(Reading.leaf, Concluded, lambda _reading, _atom: False))
    with pytest.raises(EngineDisagreement) as raised:
        agreed("concluded")
    (problem,) = raised.value.problems
    assert raised.value.exit_code == 4
    assert problem.code == "E701"
    assert "diagnosis D3" in problem.text.zh
    assert "A2=fail" in problem.text.zh
