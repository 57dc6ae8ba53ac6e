"""The bench is fair before it is quick: every contender gives the same answer for the same dossiers, and the table comes out."""

import importlib.util
from functools import cache
from typing import Any

import pytest
from bench import peers
from bench.__main__ import main
from bench.contenders import ALL, BY_NAME, Contender
from bench.contenders.base import Judge
from bench.measured import Table
from bench.subject.dossiers import Row, rows
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan, plan
from bench.trial import Trial, compiled

MODULES = {
    "zen-engine": "zen",
    "common-expression-language": "cel",
    "clipspy": "clips",
    "rule-engine": "rule_engine",
    "durable-rules": "durable",
}


@cache
def size() -> Plan:
    return plan(40)


@cache
def some() -> tuple[Row, ...]:
    return tuple(rows(size(), 120))


@cache
def by_hand() -> tuple[Outcome, ...]:
    return tuple(answers(BY_NAME[peers.REFERENCE]))


def answers(one: Contender) -> list[Outcome]:
    judge: Judge = compiled(one, size())
    return judge.outcomes(judge.judge(judge.take(some())))


def contenders() -> list[Any]:
    marks = {"durable-rules": [pytest.mark.rete]}
    return [pytest.param(one, id=one.name, marks=marks.get(one.needs or "", [])) for one in ALL]


@pytest.mark.parametrize("one", contenders())
def test_every_contender_answers_as_the_loop_written_by_hand(one: Contender) -> None:
    if one.needs and importlib.util.find_spec(MODULES.get(one.needs, one.needs)) is None:
        pytest.skip(f"{one.needs} is not installed (extra: bench)")
    assert answers(one) == list(by_hand())


def test_the_dossiers_reach_every_grade_at_both_ends_and_every_kind_of_state() -> None:
    found = by_hand()
    assert {one.worst for one in found} == {one.best for one in found} == {row.grade for row in size().rows}
    assert any(one.worst != one.best for one in found)
    assert all(any(getattr(one, name) for one in found) for name in ("fails", "minors", "unknowns"))


@pytest.mark.parametrize("checks", [10, 100, 500])
def test_a_plan_has_the_checks_that_were_asked_for(checks: int) -> None:
    made = plan(checks)
    assert abs(made.checks - checks) <= 1
    names = [*(one.id for one in made.site), *(one.id for one in made.rules), *(one.id for one in made.tests)]
    assert len(set(names)) == len(names) == made.checks


@cache
def measured() -> dict[str, Trial]:
    tiny = peers.Size(1, 12, 20, 0.0, 40)
    return {name: peers.run(BY_NAME[name], tiny) for name in (peers.REFERENCE, peers.LATENCY)}


def test_the_table_comes_out_with_a_row_for_each_and_ratios_to_ours() -> None:
    here = [BY_NAME[name] for name in measured()]
    table = peers._table(
        here, {name: [trial] for name, trial in measured().items()}, {name: [1.0] for name in measured()}, peers.SIZES["quick"]
    )
    assert [row[0] for row in table.rows] == [peers.REFERENCE, peers.LATENCY]
    assert all(len(row) == len(table.head) for row in table.rows)
    ours = dict(zip(table.head, table.rows[1], strict=True))
    assert ours[f"× {peers.LATENCY}"] == "1.00"
    assert str(table).count("\n|") == 2 + len(table.rows)


def test_an_answer_that_differs_is_counted() -> None:
    trial = measured()[peers.REFERENCE]
    other = Trial(0, 0, [1], 1, 1, [[*trial.outcomes[0][:-1], -1], *trial.outcomes[1:]])
    assert peers._different([trial], trial) == 0
    assert peers._different([trial], other) == 1


def test_a_table_is_markdown() -> None:
    assert str(Table("t", ("a", "b"), (("1", "2"),), ("n",))) == "### t\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n\n- n"


def test_a_room_that_is_not_there_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "kitchen"]) == 2
    told = capsys.readouterr().err
    assert "kitchen" in told
    assert all(room in told for room in ("engine", "growth", "peers", "startup"))


def test_a_room_prints_the_machine_and_what_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "startup"]) == 0
    head, _, rest = capsys.readouterr().out.partition("\n")
    assert "cores" in head
    assert "tijian --help" in rest
