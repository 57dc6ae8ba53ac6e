"""What a batch writes: a verdict for every dossier, the same as `assess` gives it, and a reason for every row that has none."""

import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.batch.warehouse import CAMPAIGN, ROWS, made, rejected, run, tree, verdicts
from tests.cli.reception import run as command

import tijian
from tijian.authoring.dossier_lines import read_lines
from tijian.catalogues import Catalogue
from tijian.model.adoption import Adopted, Adoption
from tijian.model.dossier import Dossier
from tijian.model.result import Result, Score, ScoreSpan
from tijian.model.text import text

COLUMNS = [
    "assessment",
    "category",
    "edition",
    "grade",
    "worst",
    "best",
    "certain",
    "issued",
    "capable",
    "site_low",
    "site_high",
    "tests_low",
    "tests_high",
    "total_low",
    "total_high",
    "fails",
    "minors",
    "unknowns",
]
EVERY = 7  # of the bundled campaign every seventh dossier is judged


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [line.dossier for line in read_lines(CAMPAIGN / "dossiers.jsonl") if line.dossier is not None][::EVERY]


@pytest.fixture(scope="module")
def lines(dossiers: list[Dossier], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dossiers as lines of JSON, with three that are none: spoilt, of no ruleset, of a number used before."""
    path = tmp_path_factory.mktemp("lines") / "dossiers.jsonl"
    written = [one.model_dump_json(by_alias=True, exclude_none=True) for one in dossiers]
    strange = {**json.loads(written[0]), "assessment": "X-1", "category": "moon_boots"}
    twin = {**json.loads(written[1]), "assessment": dossiers[2].assessment}
    path.write_text("\n".join([*written, "{", json.dumps(strange), json.dumps(twin)]), "utf-8")
    return path


@pytest.fixture(scope="module")
def judged(lines: Path, known: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("judged") / "out"
    assert run(lines, out, known, findings=True, audit=3).exit_code == 0
    return out


def ends(score: Score | ScoreSpan | None) -> tuple[Decimal | None, Decimal | None]:
    match score:
        case None:
            return None, None
        case Score(value=value):
            return Decimal(value), Decimal(value)
        case _:
            return Decimal(score.low.value), Decimal(score.high.value)


def row_of(result: Result) -> dict[str, object]:
    one, states = result.verdict, [check.state for check in result.checks]
    row: dict[str, object] = {
        "assessment": result.assessment,
        "category": result.category,
        "edition": result.ruleset.edition,
        **{name: getattr(one, name) for name in ("grade", "worst", "best", "certain", "issued", "capable")},
    }
    for name in ("site", "tests", "total"):
        row[f"{name}_low"], row[f"{name}_high"] = ends(getattr(result.score, name))
    unknown = sum(state in ("unchecked", "pending", "inconclusive") for state in states)
    return {**row, "fails": states.count("fail"), "minors": states.count("minor"), "unknowns": unknown}


def test_each_verdict_is_the_one_that_assess_gives_the_dossier(judged: Path, dossiers: list[Dossier], known: Catalogue) -> None:
    expected = [row_of(tijian.assess(one, known)) for one in dossiers if one.assessment != dossiers[2].assessment]
    found = verdicts(judged).to_dicts()
    assert found == sorted(expected, key=lambda row: str(row["assessment"]))


def test_the_columns_are_those_that_are_promised_and_a_grade_stands_only_where_it_is_certain(finished: Path) -> None:
    found = verdicts(finished)
    assert found.columns == COLUMNS
    assert found.height == ROWS
    assert found.filter(pl.col("grade").is_null() == pl.col("certain")).is_empty()
    assert found["grade"].null_count() > 0


def test_what_cannot_be_judged_is_rejected_with_line_and_reason_and_the_rows_add_up(judged: Path, dossiers: list[Dossier]) -> None:
    found = rejected(judged)
    assert sorted(found["code"]) == ["E105", "E142", "E973", "E973"]
    assert set(found.filter(pl.col("code") == "E973")["assessment"]) == {dossiers[2].assessment}
    spoilt = found.filter(pl.col("code") == "E105").row(0, named=True)
    assert (spoilt["file"], spoilt["row"]) == ("dossiers.jsonl", len(dossiers) + 1)
    assert all(found["reason_zh"].to_list())
    assert all(found["reason_en"].to_list())
    summary = json.loads((judged / "summary.json").read_text())
    assert summary["rows"] == len(dossiers) + 3 == summary["judged"] + summary["rejected"]
    assert summary["judged"] == len(dossiers) - 1
    assert summary["rejected_because"] == {"E105": 1, "E142": 1, "E973": 2}


def test_findings_are_those_of_assess_one_a_line(judged: Path, dossiers: list[Dossier], known: Catalogue) -> None:
    told = pl.concat([pl.read_parquet(file) for file in sorted((judged / "findings").iterdir())])
    found = {(row["assessment"], row["kind"], row["id"]) for row in told.iter_rows(named=True)}
    expected: set[tuple[str, str, str]] = set()
    for result in (tijian.assess(one, known) for one in dossiers if one.assessment != dossiers[2].assessment):
        expected |= {(result.assessment, one.state, one.id) for one in result.checks if one.state in ("fail", "minor")}
        expected |= {(result.assessment, "diagnosis", one.id) for one in result.diagnoses}
        expected |= {(result.assessment, "clue", one.id) for one in result.clues if one.id is not None}
    assert found == expected
    assert told.height == len(found)


def test_several_processes_and_one_write_the_same_bytes_and_the_command_sums_up(wide: Path, finished: Path, tmp_path: Path) -> None:
    ran = command("batch", str(wide), str(tmp_path / "out"), "--partition-rows", "20", "--audit", "0", "--format", "json")
    assert ran.exit_code == 0, ran.stderr
    assert tree(tmp_path / "out") == tree(finished)
    assert ran.stdout == (finished / "summary.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        (
            "zh",
            ("读入 120 行 = 评估 120 + 拒收 0", "0 行放不进", "另评 7 行，没有不同"),
            ("本次评估 120 行", "行/秒", "内存峰值：最大的进程"),
        ),
        (
            "en",
            ("120 rows in = 120 judged + 0 rejected", "0 of them", "7 rows judged again"),
            ("120 rows judged in", "rows/s", "peak memory:"),
        ),
    ],
)
def test_the_end_says_rows_audit_and_what_direct_judged_and_beside_it_rate_and_memory(
    language: str, said: tuple[str, ...], told: tuple[str, ...], wide: Path, tmp_path: Path
) -> None:
    ran = command("batch", str(wide), str(tmp_path / "out"), "--workers", "1", "--audit", "7", "--lang", language)
    assert all(words in ran.stdout for words in said), ran.stdout
    assert all(words in ran.stderr for words in told), ran.stderr
    assert "MB" not in ran.stdout  # what another run would not say stands beside


def test_other_partitions_give_the_same_verdicts(wide: Path, finished: Path, known: Catalogue, tmp_path: Path) -> None:
    from tests.batch.warehouse import made

    from tijian.batch.executors.alone import Alone
    from tijian.batch.running import carry_out

    carry_out(made(wide, tmp_path / "out", known, rows=77), Alone())
    assert verdicts(tmp_path / "out").equals(verdicts(finished))


def test_a_batch_is_by_an_adopted_ruleset_only_where_each_assessment_was_made_after_its_adoption(
    wide: Path, known: Catalogue, tmp_path: Path
) -> None:
    files = sorted(wide.rglob("*.parquet"))
    days = sorted(str(pl.read_parquet(file, columns=["assessed_on"]).min().item()) for file in files)
    plain = made(wide, tmp_path / "plain", known).summary.datasets.values()
    rulesets = tuple(Adopted(category=one.category, edition=one.edition, digest=one.digest) for one in plain)
    for day, status in ((days[0], {"adopted"}), ("2199-01-01", {"illustrative"})):
        adoption = Adoption(schema_="tijian/adoption@1", authority=text("某局"), adopted_on=day, rulesets=rulesets)
        found = made(wide, tmp_path / day, known, adoption=adoption).summary.datasets.values()
        assert {one.status for one in found} == status
        assert {one.adopted_by is None for one in found} == {status == {"illustrative"}}


def test_without_counts_the_verdicts_are_the_same_to_the_byte_and_nothing_is_drawn_from_it(
    judged: Path, lines: Path, known: Catalogue, tmp_path: Path
) -> None:
    assert run(lines, tmp_path / "out", known, findings=True, counts=False, audit=3).exit_code == 0
    plain, whole = (tree(out / "verdicts") for out in (tmp_path / "out", judged))
    assert sorted(plain.values()) == sorted(whole.values())
    assert not any((tmp_path / "out" / "counts").iterdir())
    told = command("compare", str(tmp_path / "out"))
    assert told.exit_code == 3
    assert "E997" in told.stderr
    assert command("report", "overall", str(tmp_path / "out"), "-o", str(tmp_path / "reports"), "--format", "html").exit_code == 3
    begun = command("batch", str(lines), str(tmp_path / "out"), "--resume")
    assert "E982" in begun.stderr  # with counts it is another job
    (tmp_path / "out" / "job.json").write_text("{}", "utf-8")
    told = command("compare", str(tmp_path / "out"))
    assert (told.exit_code, "E994" in told.stderr) == (3, True)
