"""Every built-in edition is proved: its boundary cases are those its rules make now, they fire everything, and they notice faults."""

from functools import cache
from typing import cast

import pytest

from tijian.authoring.resolve import Edition
from tijian.catalogues import Catalogue, catalogue
from tijian.proving.boundaries import boundaries, kept_at
from tijian.proving.coverage import Trials, coverage, trials
from tijian.proving.mutation import mutation
from tijian.proving.survivors import idle_reasons, read_reasons

pytestmark = pytest.mark.slow

LEAST = 95  # of 100 faults


@cache
def _everything() -> Catalogue:
    return catalogue()


EDITIONS = [edition for editions in _everything().library.categories().values() for edition in editions]


@pytest.fixture(scope="module", params=EDITIONS, ids=lambda edition: edition.id)
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each edition. Pytest keeps the tests of one together, so that its cases are judged once, also where several processes share the work."""
    return cast(Edition, request.param)


@pytest.fixture(scope="module")
def judged(edition: Edition) -> Trials:
    """The cases kept of the edition."""
    return trials(_everything(), _everything().edition(edition.category, edition.edition), edition)


def test_there_are_editions_to_prove() -> None:
    assert len({edition.category for edition in EDITIONS}) >= 11


def test_the_boundary_cases_kept_are_those_the_rules_make_now(edition: Edition) -> None:
    made = boundaries(_everything(), edition)
    kept = kept_at(edition).read_text("utf-8")
    assert kept == made.text, f"run: tijian ruleset cases {edition.id} -o {kept_at(edition)}, and review the difference"


def test_the_cases_fire_and_spare_everything_that_can_be(edition: Edition, judged: Trials) -> None:
    found = coverage(_everything(), edition, judged)
    assert [case.case.name for case in found.failing] == []
    assert {item.id: item.missing for item in found.items if item.missing} == {}
    assert found.percent == 100


def test_the_cases_notice_faults_and_what_they_do_not_has_a_reason(edition: Edition, judged: Trials) -> None:
    found = mutation(_everything(), _everything().edition(edition.category, edition.edition), judged)
    reasons = read_reasons(edition)
    assert found.percent >= LEAST
    assert [one.id for one in found.survivors if one.id not in reasons.by_id] == []
    assert [problem.text("en") for problem in idle_reasons(reasons, found)] == []
