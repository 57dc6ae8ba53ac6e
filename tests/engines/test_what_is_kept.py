"""What is kept from one dossier to the next, to be quick, changes no byte of a result; and what is tried once for several holds for each."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from tests.engines.ward import facts as ward_facts
from tests.engines.ward import scorer as ward_scorer

import tijian
from tijian.authoring import digest as fingerprint
from tijian.authoring.digest import canonical, digest, keep
from tijian.catalogues import Catalogue
from tijian.engines.choice import choose
from tijian.facts.gather import Facts, gather
from tijian.model.dossier import Dossier
from tijian.model.text import Text
from tijian.scoring.board import Scorer
from tijian.verdict.completions import draw
from tijian.verdict.issuing import _judged_by_unverified, _turning, _turns

FOLDER = Path(str(files("tijian_rulesets"))) / "demo"


@cache
def dossiers() -> tuple[Dossier, ...]:
    return tuple(tijian.read_dossier(file) for file in sorted(FOLDER.glob("mask_*.yaml")))


def results(catalogue: Catalogue, order: Sequence[Dossier]) -> dict[str, str]:
    return {one.assessment: tijian.assess(one, catalogue, engine="direct").model_dump_json(by_alias=True) for one in order}


def test_the_dossiers_judged_before_change_no_byte_of_a_result() -> None:
    alone = {name: text for one in dossiers() for name, text in results(tijian.catalogue(), [one]).items()}
    together = tijian.catalogue()
    assert results(together, dossiers()) == alone
    assert results(together, dossiers()[::-1]) == alone


def test_a_kept_form_is_that_of_the_model_and_never_that_of_a_changed_copy() -> None:
    said = Text(zh="符合", en="conforms")
    before = canonical(said)
    assert keep(said) is said
    changed = said.model_copy(update={"en": "does not conform"})
    assert canonical({"all": [said]}) == b'{"all":[' + before + b"]}"
    assert canonical(said) == before
    assert canonical(changed) == before.replace(b"conforms", b"does not conform")


def test_what_is_kept_is_bounded_and_forgetting_it_changes_no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "_kept", {})
    monkeypatch.setattr(fingerprint, "_MOST_KEPT", 3)
    texts = [Text(zh=f"第{number}项") for number in range(10)]
    digests = [digest(text) for text in texts]
    for text in texts:
        keep(text)
        assert len(fingerprint._kept) <= 3
    assert [digest(text) for text in texts] == digests


@cache
def judged() -> tuple[tuple[Facts, Scorer], ...]:
    catalogue = tijian.catalogue()
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        one = tijian.read_dossier(file)
        entry = catalogue.entry(one.category, one.assessed_on)
        found.append((gather(entry.program, one, catalogue.derivation(one, entry.program.ruleset)), entry.scorer))
    return tuple(found)


def test_tests_of_one_kind_tried_once_turn_the_grade_as_each_tried_by_itself() -> None:
    several = 0
    for facts, scorer in judged():
        ends = draw(facts, scorer, choose("direct").engines)
        names = [name for name, fact in facts.checks.items() if fact.check.kind == "test" and fact.counted and not fact.unknown]
        several += len(names) > 1
        assert set(_judged_by_unverified(facts)) <= set(names)
        assert _turning(facts, scorer, ends, names) == [
            name for name in names if any(_turns(facts, scorer, end, name) for end in ends.apart)
        ]
    assert several > 3


def test_a_check_that_a_row_names_through_a_diagnosis_is_named() -> None:
    program = ward_facts(
        {}
    ).program  # row D concluded('D3'), D3 concluded('D1'), D1 fails('A2') && minor('A3'); T1 only in D2, which no row reads
    assert program.named_by_verdicts == {"A1", "A2", "A3", "A4"}


def test_both_ends_are_one_case_where_nothing_is_unknown_and_two_where_something_is() -> None:
    known = draw(ward_facts({}, "12"), ward_scorer(), choose("direct").engines)
    assert known.worst is known.best
    unknown = draw(ward_facts({"A4": "not_checked"}, "12"), ward_scorer(), choose("direct").engines)
    assert unknown.worst.case.faults == {"A4": "fail"}
    assert unknown.best.case.faults == {}
