"""Values as a reader says them: parts by their names, ND in words; what is not understood stays as it was written."""

import pytest
from tests.reports import reporting as at

from tijian.model.result import CheckOutcome
from tijian.model.text import Language
from tijian.reports.spoken_values import spoken
from tijian.reports.voice import Voice


def said(language: Language, value: str | None, requirement: str | None, *, test: str = "FDR-T09", named: bool = True) -> CheckOutcome:
    """A test of the fire doors with this value, spoken. Its parts are `diagonal` and `twist`."""
    one = at.result("fire_door_grade_a")
    checks = tuple(
        check.model_copy(update={"value": value, "requirement": requirement}) if check.id == test else check for check in one.checks
    )
    made = spoken(one.model_copy(update={"checks": checks}), at.ruleset(one) if named else None, Voice(language))
    return next(check for check in made.checks if check.id == test)


def test_parts_go_by_their_names() -> None:
    chinese = said("zh", "diagonal 2.1, 2.0; twist 1.8", "diagonal <= 3; twist <= 5")
    assert chinese.value == "对角线差 2.1, 2.0；扭曲度 1.8"
    assert chinese.requirement == "对角线差 ≤ 3；扭曲度 ≤ 5"
    english = said("en", "diagonal 2.1, 2.0; twist 1.8", "diagonal <= 3; twist <= 5")
    assert english.value == "difference of diagonals 2.1, 2.0; twist 1.8"


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("zh", "ND", "未检出"), ("zh", "ND(LOD=0.02)", "未检出（检出限 0.02）"), ("en", "Cd 0.1; Pb ND(LOD=0.02)", "Cd 0.1; Pb not detected (LOD 0.02)"),
        ("zh", "Pb ND; extract absent", "Pb 未检出；extract absent"), ("zh", "12.5", "12.5"), ("zh", "符合", "符合"), ("zh", None, None),
        ("zh", "BRAND; #eval(\"ND1\")", "BRAND；#eval(\"ND1\")"),
    ],
)  # fmt: skip
def test_what_was_not_detected_is_said_in_words_and_nothing_else_is_touched(
    language: Language, value: str | None, words: str | None
) -> None:
    assert said(language, value, None, named=False).value == words


def test_a_requirement_without_parts_is_left_to_those_who_have_words_for_it() -> None:
    assert said("zh", "符合", "conforms").requirement == "conforms"
    assert said("zh", None, "extract absent; wipe absent", named=False).requirement == "extract 不得检出；wipe 不得检出"
