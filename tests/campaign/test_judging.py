"""Judging a campaign: nothing is dropped, and what is odd is said."""

from pathlib import Path
from typing import Any

import pytest
from tests.campaign.ground import dossier, judged, lay, read
from tests.compare.harbour import catalogue

import tijian
from tijian.campaign.judging import Judged, judge
from tijian.compare import compare


def said(done: Judged) -> list[tuple[str, int]]:
    return [(problem.code, problem.at.line if problem.at else 0) for problem in done.about]


def test_results_come_in_natural_order_of_their_numbers(tmp_path: Path) -> None:
    done = judged(tmp_path, [dossier(10), dossier(9), dossier(1, "kite")])
    assert [result.assessment for result in done.results] == ["A-1", "A-9", "A-10"]
    assert done.exit_code == 0


def test_a_dossier_without_a_ruleset_is_listed_with_its_line_and_the_others_are_judged(tmp_path: Path) -> None:
    done = judged(tmp_path, [dossier(1), dossier(2, category="boot", answers={}), dossier(3, assessed_on="2031-01-01")])
    assert [result.assessment for result in done.results] == ["A-1"]
    assert [(one.assessment, one.problems[0].code, one.problems[0].at.line) for one in done.not_judged if one.problems[0].at] == [
        ("A-2", "E142", 2),
        ("A-3", "E144", 3),
    ]
    assert done.exit_code == 3
    comparison = compare(done.results, done.campaign, not_judged=done.not_judged)
    assert (comparison.judged, len(comparison.not_judged)) == (1, 2)


def test_a_number_used_twice_is_judged_under_neither(tmp_path: Path) -> None:
    done = judged(tmp_path, [dossier(1), dossier(2), dossier(1, name="别家")])
    assert [result.assessment for result in done.results] == ["A-2"]
    assert [
        (one.problems[0].code, one.problems[0].at.line, [other.line for other in one.problems[0].also])
        for one in done.not_judged
        if one.problems[0].at
    ] == [
        ("E933", 1, [3]),
        ("E933", 3, [1]),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"district": "东城区"}, [("F934", 1)]),
        ({"institution": "丙院"}, [("F935", 1)]),
        ({"assessed_on": "2025-04-01"}, [("W937", 1)]),
        ({"assessed_on": "2025-03-31"}, []),
        ({}, []),
    ],
)
def test_what_the_campaign_does_not_list_is_said_and_judged(tmp_path: Path, change: dict[str, Any], expected: list[Any]) -> None:
    done = judged(tmp_path, [dossier(1, **change)])
    assert said(done) == expected
    assert len(done.results) == 1


def test_a_category_that_the_campaign_does_not_list_is_said_and_judged(tmp_path: Path) -> None:
    categories = {"kite": {"title": {"zh": "风筝"}, "group": "industrial"}}
    done = judged(tmp_path, [dossier(1)], categories=categories)
    assert said(done) == [("F936", 1)]
    comparison = compare(done.results, done.campaign)
    assert [(group.key, group.judged) for group in comparison.categories] == [("kite", 0), ("boat", 1)]


def test_one_enterprise_twice_in_a_category_and_one_code_with_two_names_are_said(tmp_path: Path) -> None:
    code = "91310115MA1K3LAH4H"
    same = [dossier(1, name="同一家"), dossier(2, name=" 同一家"), dossier(3, "kite", name="同一家")]
    assert said(judged(tmp_path / "same", same)) == [("F450", 2)]
    assert said(judged(tmp_path / "names", [dossier(1, uscc=code), dossier(2, "kite", uscc=code, name="另一个名")])) == [("F451", 2)]


def test_the_plan_and_what_was_done_are_held_against_each_other(tmp_path: Path) -> None:
    planned = [{"assessment": f"A-{n}", "name": f"boat厂{n}", "category": "boat", "district": "东区"} for n in (1, 2)]
    done = judged(tmp_path, [dossier(1), dossier(3)], enterprises=planned)
    assert sorted(problem.code for problem in done.about) == ["W938", "W939"]
    missing = next(problem for problem in done.about if problem.code == "W939")
    assert missing.at is not None
    assert (Path(missing.at.file).name, missing.excerpt) == ("campaign.yaml", "- assessment: A-2")


def test_a_fault_of_our_own_in_one_dossier_is_said_and_the_others_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tijian.assess

    def falls(dossier: Any, *others: Any) -> Any:
        if dossier.assessment == "A-2":
            raise ZeroDivisionError("oops")
        return whole(dossier, *others)

    monkeypatch.setattr("tijian.campaign.judging.assess", falls)
    done = judged(tmp_path, [dossier(1), dossier(2), dossier(3), dossier(4, assessed_on="2031-01-01")])
    assert [(one.assessment, one.problems[0].code) for one in done.not_judged] == [("A-2", "E799"), ("A-4", "E144")]
    assert (len(done.results), done.exit_code) == (2, 5)  # the highest of theirs


def test_every_dossier_is_judged_under_the_adoption_file_of_its_campaign(tmp_path: Path) -> None:
    boat = catalogue().entry("boat", "2025-03-03").program
    covered = f'{{category: boat, edition: "{boat.ruleset.edition}", digest: "{boat.digest}"}}'
    words = f'schema: tijian/adoption@1\nauthority: {{zh: 示例局}}\nadopted_on: "2025-01-02"\nrulesets: [{covered}]\n'
    (lay(tmp_path, [dossier(1), dossier(2, "kite")]) / "adoption.yaml").write_text(words, "utf-8")
    boats, kites = judge(read(tmp_path), catalogue(), "direct").results
    assert (boats.ruleset.status, boats.ruleset.adopted_on) == ("adopted", "2025-01-02")
    assert (kites.ruleset.status, kites.ruleset.adopted_by) == ("illustrative", None)


def test_a_campaign_without_a_dossier_is_judged_to_nothing(tmp_path: Path) -> None:
    done = judged(tmp_path, [])
    assert (done.results, done.not_judged, done.about) == ((), (), ())
    assert compare(done.results, done.campaign).judged == 0


def test_the_titles_of_sections_come_from_the_rulesets_that_judged(tmp_path: Path) -> None:
    done = judged(tmp_path, [dossier(1), dossier(2, "kite")])
    assert done.names.section("boat", "S3").zh == "专项"
    assert done.names.section("other", "S3").zh == "S3"
