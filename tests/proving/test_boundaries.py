"""What `ruleset cases` makes of a small ruleset with a test of each kind: each limit, one last place on either side, the right states."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.reception import run
from tests.proving.slate import PLAIN_TESTS, opened, slate

from tijian.model.case import Case
from tijian.model.dossier import Reading
from tijian.proving.boundaries import boundaries
from tijian.proving.cases import judge_case, read_cases


@dataclass(frozen=True)
class Made:
    """What the generator made of the slate."""

    folder: Path
    text: str
    cases: tuple[Case, ...]

    def alone(self, test: str) -> list[tuple[Case, Reading, str]]:
        """The cases in which a test is reported alone and its state is expected: the reading and the state."""
        return [
            (case, case.given.results[test], case.expect.states[test])
            for case in self.cases
            if set(case.given.results) == {test} and set(case.expect.states or ()) == {test} and case.expect.states
        ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = slate(tmp_path_factory.mktemp("slate"))
    text = boundaries(*opened(folder)).text
    slate(folder, cases=text)
    return Made(folder, text, tuple(one.case for one in read_cases(folder / "slate" / "cases", "slate")))


FIGURES: dict[str, tuple[tuple[str, ...], str, Callable[[Decimal], bool]]] = {
    # the ends of the requirement, its last place, and what must hold of a value: written here, by hand
    "T-GE": (("2.50",), "0.01", lambda value: value >= Decimal("2.50")),
    "T-GT": (("12",), "1", lambda value: value > Decimal(12)),
    "T-LE": (("0.8",), "0.1", lambda value: value <= Decimal("0.8")),
    "T-LT": (("7.0",), "0.1", lambda value: value < Decimal(7)),
    "T-IN": (("4.0", "8.5"), "0.1", lambda value: Decimal(4) <= value <= Decimal("8.5")),
}


def test_there_is_a_test_here_for_every_kind_of_requirement(made: Made) -> None:
    assert {name for name in PLAIN_TESTS if not made.alone(name)} == set()


def test_every_case_comes_out_as_it_says_when_judged(made: Made) -> None:
    catalogue, _ = opened(made.folder)
    cases = read_cases(made.folder / "slate" / "cases", "slate")
    assert len(cases) == len({one.case.name for one in cases}) > 50
    assert [(one.case.name, out.differences, out.error) for one in cases if not (out := judge_case(one, catalogue, "direct")).passed] == []


@pytest.mark.parametrize("test", FIGURES)
def test_a_figure_is_shown_at_the_limit_and_one_last_place_on_either_side(made: Made, test: str) -> None:
    ends, place, holds = FIGURES[test]
    found = {_number(reading): state for _, reading, state in made.alone(test)}
    wanted = {Decimal(end) + by for end in ends for by in (-Decimal(place), Decimal(0), Decimal(place))}
    assert found == {value: "pass" if holds(value) else "fail" for value in wanted}


def _number(reading: Reading) -> Decimal:
    (value,) = reading.values
    return Decimal(str(value))


def _reported(made: Made, test: str) -> dict[tuple[str, ...], str]:
    """The specimens of a test reported alone, in words, and the state."""
    return {tuple(str(value) for value in reading.values): state for _, reading, state in made.alone(test)}


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        ("T-OK", {"符合": "pass", "不符合": "fail"}),
        ("T-NO", {"未检出": "pass", "检出": "fail"}),
        ("T-SCALE", {"heavy": "fail", "light": "pass", "none": "pass"}),
    ],
)
def test_what_is_reported_in_words_is_shown_on_both_sides(made: Made, test: str, wanted: dict[str, str]) -> None:
    assert _reported(made, test) == {(word,): state for word, state in wanted.items()}


def test_a_figure_relative_to_the_declared_value_is_shown_about_it_and_without_it(made: Made) -> None:
    told = [(reading.declared, _number(reading), state) for _, reading, state in made.alone("T-DECLARED")]
    with_it = {(Decimal(str(declared)), value): state for declared, value, state in told if declared is not None}
    assert [state for declared, _, state in told if declared is None] == ["inconclusive"]
    assert set(with_it.values()) == {"pass", "fail"}
    assert with_it == {pair: "pass" if pair[1] >= Decimal("0.9") * pair[0] else "fail" for pair in with_it}
    assert {value - Decimal("0.9") * declared for declared, value in with_it} == {Decimal("-0.1"), Decimal(0), Decimal("0.1")}


def test_of_nine_of_ten_enough_and_one_too_few_are_shown(made: Made) -> None:
    """`<= 3`, nine of ten: nine good ones pass whatever the tenth, two bad ones fail, all else is open."""

    def mine(values: tuple[str, ...]) -> str:
        good = sum(Decimal(value) <= 3 for value in values)
        return "pass" if good >= 9 else "fail" if len(values) - good >= 2 else "inconclusive"

    found = _reported(made, "T-COUNT")
    assert found == {values: mine(values) for values in found}
    assert {("3",) * 9, ("4",) * 2, ("2",) * 8, (*("2",) * 9, "4"), (*("2",) * 8, "4", "4")} <= found.keys()


def test_a_sum_is_shown_at_its_limit_and_on_either_side(made: Made) -> None:
    found: dict[Decimal, str] = {}
    for _, reading, state in made.alone("T-SUM"):
        assert set(reading.parts) == {"alpha", "beta"}
        total = sum((Decimal(str(value)) for part in reading.parts.values() for value in part.values), Decimal(0))
        found[total] = state
    assert found == {Decimal(99): "pass", Decimal(100): "pass", Decimal(101): "fail"}


def test_a_figure_that_is_not_at_hand_is_never_judged(made: Made) -> None:
    assert set(_reported(made, "T-UNKNOWN").values()) == {"informational"}


def test_a_row_is_shown_at_its_limit_where_its_condition_begins_and_just_before(made: Made) -> None:
    found = {(Decimal(str(case.given.product["width"])), _number(reading)): state for case, reading, state in made.alone("T-ROWS")}
    assert found == {(wide, value): "pass" if value >= (9 if wide >= 50 else 5) else "fail" for wide, value in found}
    assert {wide for wide, _ in found} >= {Decimal(49), Decimal(50)}
    assert {(Decimal(50), Decimal(8)), (Decimal(50), Decimal(9)), (Decimal(49), Decimal(4)), (Decimal(49), Decimal(5))} <= found.keys()


def test_each_site_check_fails_alone_and_a_veto_check_has_no_minor(made: Made) -> None:
    alone = {
        (name, str(answer.outcome)): (case.expect.states or {}).get(name)
        for case in made.cases
        if len(case.given.answers) == 2
        for name, answer in case.given.answers.items()
        if name != "all" and not case.given.results
    }
    for name in ("S-V", "S-K", "S-G"):
        assert alone[name, "major"] == "fail"
        assert alone[name, "minor"] == ("unchecked" if name == "S-V" else "minor")


def test_the_same_ruleset_makes_the_same_file_to_the_byte(made: Made, tmp_path: Path) -> None:
    assert boundaries(*opened(slate(tmp_path))).text == made.text


@pytest.mark.parametrize(("language", "said"), [("zh", "个边界案例"), ("en", "boundary cases")])
def test_the_command_writes_them_to_a_file(made: Made, tmp_path: Path, language: str, said: str) -> None:
    out = tmp_path / "boundaries_2021.yaml"
    done = run("ruleset", "cases", slate(tmp_path / "rules") / "slate" / "2021.yaml", "-o", out, "--lang", language)
    assert done.exit_code == 0, done.output
    assert said in done.stderr
    assert "W807" in done.stderr  # the share of tests that must be judged decides nothing here
    assert out.read_text("utf-8") == made.text
