"""A laboratory's CSV joins the dossiers it is given with: by sample, by assessment number where two have that sample, and by nothing else."""

import json
from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, Office, edited
from tests.cli.reception import run

from tijian.catalogues import catalogue
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.visits import one_visit, read_visits

TAKEN = edited(
    DOSSIER,
    (
        "sampling: {state: none}\n",
        'sampling: {state: done, plan: [M1, M2]}\nsamples:\n  - {id: S-1, produced_on: "2025-05-20", results: {M2: {values: [95, 96], u: 1}}}\n',
    ),
)
PARTED = """\
schema: tijian/ruleset@1
category: boat
edition: "1"
title: {zh: 纸船}
in_force: {from: "2025-01-01"}
sections: {S1: {title: {zh: 一}}}
site_checks:
  V1: {section: S1, class: veto, ask: {zh: 执照}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
sample_tests:
  P1: {name: {zh: 重金属}, class: key, basis: declared, unit: mg/kg, part_names: {Pb: {zh: 铅, en: lead}}, parts: {Pb: [{require: "<= 90"}], Cd: [{require: "<= 75"}]}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "count('veto', 'fail') > 0"}
  - {grade: A, capable: yes, when: "true"}
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.rules()
    return office


def joined(office: Office, table: str, dossier: str = TAKEN) -> Dossier:
    files = [str(office.dossier(dossier)), str(office.dossier(table, "results.csv"))]
    return one_visit(files, catalogue([office.root])).dossier


def test_rows_of_one_sample_and_test_are_its_specimens_in_their_order(office: Office) -> None:
    found = joined(
        office, "sample,test,value,unit,u,lod,declared,lab,report\nS-1,M1,12,mg/kg,0.5,0.1,,L1,R-9\nS-1,M1,14,mg/kg,0.5,0.1,,L1,R-9\n"
    )
    reading = found.samples[0].results["M1"]
    assert [str(value) for value in reading.values] == ["12", "14"]
    assert (str(reading.u), str(reading.lod), reading.unit, reading.declared) == ("0.5", "0.1", "mg/kg", None)
    assert (found.samples[0].lab, found.samples[0].report) == ("L1", "R-9")
    assert [str(value) for value in found.samples[0].results["M2"].values] == ["95", "96"]


def test_parts_are_known_by_id_and_by_name_in_either_language(office: Office) -> None:
    office.rules(PARTED)
    sampled = 'schema: tijian/dossier@1\nassessment: B-1\ncategory: boat\nassessed_on: "2025-06-02"\nenterprise: {name: 厂}\nsampling: {state: done}\nsamples: [{id: S-1}]\n'
    for lead in ("Pb", "铅", "Lead"):
        found = joined(office, f"样品,检测项,组分,结果\nS-1,P1,{lead},12\nS-1,P1,Cd,<5\n", sampled)
        assert {part: str(one.values[0]) for part, one in found.samples[0].results["P1"].parts.items()} == {"Pb": "12", "Cd": "<5"}


def test_a_result_that_the_dossier_has_already_must_be_the_same(office: Office) -> None:
    same = joined(office, "sample,test,value\nS-1,M2,95\nS-1,M2,96\n")
    assert str(same.samples[0].results["M2"].u) == "1"
    files = [str(office.dossier(TAKEN)), str(office.dossier("sample,test,value\nS-1,M2,95\n", "results.csv"))]
    visit = one_visit(files, catalogue([office.root]))
    assert [note.code for note in visit.notes] == ["F886"]
    assert visit.notes[0].at is not None
    assert visit.notes[0].at.line == 2
    seen = office.assess(Path(files[0]), Path(files[1]))
    assert (seen.code, seen.state("M2")) == (0, "inconclusive")


def test_rows_of_one_result_must_agree_on_what_they_share(office: Office) -> None:
    with pytest.raises(InputError) as refused:
        joined(office, "sample,test,value,u\nS-1,M1,12,0.5\nS-1,M1,13,0.6\n")
    (problem,) = refused.value.problems
    assert (problem.code, problem.at and problem.at.line, problem.also[0].line) == ("E909", 3, 2)


def test_one_table_is_shared_out_among_the_dossiers_it_is_given_with(office: Office) -> None:
    first = office.dossier(TAKEN, "a.yaml")
    second = office.dossier(edited(TAKEN, ("B-1", "B-2"), ("示例船厂", "另一船厂"), ("id: S-1", "id: S-7")), "b.yaml")
    table = office.dossier("sample,test,value\nS-1,M1,12\nS-7,M1,91\n", "results.csv")
    seen = office.assess(first, second, table)
    assert seen.code == 0
    states = [{one["id"]: one["state"] for one in json.loads(line)["checks"]}["M1"] for line in seen.out.splitlines()]
    assert states == ["pass", "fail"]


def test_where_two_dossiers_have_a_sample_of_one_name_the_number_decides(office: Office) -> None:
    first, second = office.dossier(TAKEN, "a.yaml"), office.dossier(edited(TAKEN, ("B-1", "B-2"), ("示例船厂", "另一船厂")), "b.yaml")
    table = office.dossier("sample,test,value\nS-1,M1,12\n", "results.csv")
    found = read_visits([str(first), str(second), str(table)], catalogue([office.root]))
    assert [problem.code for error in found.errors for problem in error.problems] == ["E908"]
    table = office.dossier("assessment,sample,test,value\nB-2,S-1,M1,12\nB-1,S-1,M1,13\n", "results.csv")
    found = read_visits([str(first), str(second), str(table)], catalogue([office.root]))
    assert [str(visit.dossier.samples[0].results["M1"].values[0]) for visit in found.read] == ["13", "12"]


def test_a_dossier_from_a_pipe_is_joined_too(office: Office) -> None:
    table = office.dossier("sample,test,value\nS-1,M1,12\n", "results.csv")
    done = run("assess", "-", table, "--format", "json", "--ruleset-path", office.root, given=TAKEN.encode())
    assert done.exit_code == 0
    assert {one["id"]: one["state"] for one in json.loads(done.stdout)["checks"]}["M1"] == "pass"


def test_what_was_joined_recomputes_from_the_same_files(office: Office) -> None:
    dossier, table = office.dossier(TAKEN), office.dossier("sample,test,value\nS-1,M1,12\n", "results.csv")
    done = run("assess", dossier, table, "--format", "json", "--ruleset-path", office.root)
    (office.folder / "results.jsonl").write_text(done.stdout, "utf-8")
    again = run("verify", office.folder / "results.jsonl", dossier, table, "--ruleset-path", office.root)
    assert (again.exit_code, again.stdout.split()[0]) == (0, "相同")
