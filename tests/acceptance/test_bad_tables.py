"""Rows 30–61 of docs/bad-inputs.md, as they meet a laboratory's CSV: encodings and separators are said, torn rows refused where they stand,
a value gets what the same value gets in YAML, and a result that belongs to nobody is refused."""

from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, Office, Seen, edited

from tijian.exchange import table_text

SAMPLED = edited(
    DOSSIER, ("sampling: {state: none}\n", 'sampling: {state: done, plan: [M1]}\nsamples: [{id: S-1, produced_on: "2025-05-20"}]\n')
)
TABLE = "样品,检测项,实测值\nS-1,M1,12\n"


class Laboratory(Office):
    def joined(self, table: str | bytes, name: str = "results.csv", dossier: str = SAMPLED) -> Seen:
        """`tijian assess` of a dossier and a table."""
        return self.assess(self.dossier(dossier), self.dossier(table, name))

    def sound(self, table: str | bytes, name: str = "results.csv", dossier: str = SAMPLED) -> Seen:
        seen = self.joined(table, name, dossier)
        assert seen.code == 0, seen.err
        return seen

    def unsound(self, table: str | bytes, code: str, line: int = 0, column: int = 0, dossier: str = SAMPLED) -> str:
        seen = self.joined(table, dossier=dossier)
        assert seen.code == 3
        where = f"{self.folder / 'results.csv'}:{line}:{column}: {code} " if line else f"{self.folder / 'results.csv'}: {code} "
        assert where in seen.err, seen.err
        return seen.err


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    return Laboratory(tmp_path)


def test_the_table_that_is_spoiled_below_is_sound(laboratory: Laboratory) -> None:
    seen = laboratory.sound(TABLE)
    assert (seen.state("M1"), seen.value("M1"), seen.result["warnings"], seen.err) == ("pass", "12", [], "")


@pytest.mark.parametrize(
    "written",
    ["１２．５", "98%", "<0.01", "≤0.01", "未检出", "合格", "-1", "1001", "1 234", "12。5", "1e3", "½", "90", "90.01", "3月1日", "2025-03-01", "#DIV/0!", "=1+1", "TRUE"],
)  # fmt: skip
def test_rows_30_to_44_a_value_in_a_table_gets_what_the_same_value_gets_in_yaml(laboratory: Laboratory, written: str) -> None:
    in_table = laboratory.sound(TABLE.replace("12", written))
    quoted = written if written in ("-1", "1001", "90", "90.01") else f'"{written}"'
    in_yaml = laboratory.assess(laboratory.dossier(edited(SAMPLED, ('20"}', f'20", results: {{M1: {quoted}}}}}')), "other.yaml"))
    for about in ("checks", "warnings"):
        assert in_table.result[about] == in_yaml.result[about]


@pytest.mark.parametrize("blank", ["", " ", "/", "-", "—"])
def test_rows_30_to_44_a_blank_value_in_a_table_is_missing_and_never_a_pass(laboratory: Laboratory, blank: str) -> None:
    assert laboratory.sound(TABLE.replace("12", blank)).state("M1") == "inconclusive"
    both = laboratory.sound(f"{TABLE}S-1,M1,{blank}\n")
    assert (both.state("M1"), both.codes("M1")) == ("inconclusive", ["F518"])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (TABLE.encode("utf-8"), None),
        (TABLE.encode("utf-8-sig"), "UTF-8"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16"),
        (TABLE.encode("gb18030"), "GB 18030"),
        (TABLE.replace("\n", "\r\n").encode("gbk"), "GB 18030"),
        (TABLE.replace("\n", "\r").encode("utf-8"), None),
    ],
)
def test_row_52_any_usual_encoding_is_read_and_said(laboratory: Laboratory, raw: bytes, said: str | None) -> None:
    seen = laboratory.sound(raw)
    assert (seen.state("M1"), seen.value("M1")) == ("pass", "12")
    assert ("N900" in seen.err) == (said is not None)
    assert said is None or said in seen.err


def test_row_52_a_file_in_no_encoding_is_refused(laboratory: Laboratory) -> None:
    laboratory.unsound(b"\xff\xff\xff,\x81", "E900")
    laboratory.unsound(b"PK\x03\x04 a workbook", "E900")
    laboratory.unsound(b"\xff\xfe" + "样品".encode("utf-16-le") + b"\x00", "E900")
    laboratory.unsound("样品,检测项,实测值\nS-1,M1,1\x002\n", "E104", 2, 9)


@pytest.mark.parametrize(("sign", "noted"), [(",", False), (";", True), ("\t", True), ("，", True)])
def test_row_52_the_separator_is_found_and_said(laboratory: Laboratory, sign: str, noted: bool) -> None:
    seen = laboratory.sound(TABLE.replace(",", sign))
    assert (seen.value("M1"), "N901" in seen.err) == ("12", noted)


def test_row_52_a_separator_in_quotes_is_text(laboratory: Laboratory) -> None:
    seen = laboratory.sound('样品;检测项;实测值;"备注, 一, 二, 三"\nS-1;M1;"1""2";"a; b"\n')
    assert seen.codes("M1") == ["F501"]
    assert '1"2' in seen.words("F501")


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("样品,检测项,实测值\nS-1,M1\n", 2),
        ("样品,检测项,实测值\nS-1,M1,12\n\nS-1,M2,95,9\n", 4),
        ("样品,检测项,实测值,组分\nS-1,M1,12\n", 2),
    ],
)
def test_row_52_a_ragged_row_is_refused_where_it_stands(laboratory: Laboratory, table: str, line: int) -> None:
    laboratory.unsound(table, "E903", line, 1)


def test_row_52_every_ragged_row_is_named_at_once_and_empty_cells_at_the_end_do_no_harm(laboratory: Laboratory) -> None:
    err = laboratory.unsound(f"{TABLE}S-1\nS-1,M2,95,x\n", "E903", 3, 1)
    assert err.count("E903 ") == 2
    seen = laboratory.sound("样品,检测项,实测值,,\nS-1,M1,12,,\n,,,,\n\n")
    assert seen.value("M1") == "12"


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ('样品,检测项,实测值\nS-1,M1,"12\nS-1,M2,95\n', 2, 8),
        ('样品,检测项,实测值\nS-1,M1,"12"3\n', 2, 12),
        ('"样品,检测项,实测值\nS-1,M1,12\n', 1, 1),
    ],
)
def test_row_52_quotes_that_do_not_match_are_refused_where_they_stand(laboratory: Laboratory, table: str, line: int, column: int) -> None:
    laboratory.unsound(table, "E902", line, column)


def test_row_52_a_line_break_in_quotes_belongs_to_its_cell_and_is_said(laboratory: Laboratory) -> None:
    seen = laboratory.sound('样品,检测项,实测值\nS-1,M1,"12\n14"\nS-1,M2,95\n')
    assert (seen.value("M1"), seen.value("M2")) == ("12, 14", "95")
    assert f"{laboratory.folder / 'results.csv'}:2:1: N902 " in seen.err


def test_row_52_a_line_without_end_and_a_file_without_end_are_refused_at_a_cap(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    laboratory.unsound(TABLE + "S-1,M1," + "1" * 2_000_000 + "\n", "E901")
    laboratory.unsound(TABLE + 'S-1,M1,"' + "1" * 2_000_000 + "\n", "E902", 3, 8)
    monkeypatch.setattr(table_text, "MOST_BYTES", 100_000)
    laboratory.unsound(TABLE + "S-1,M1,1\n" * 20_000, "E901")


def test_row_52_an_empty_table_is_refused(laboratory: Laboratory) -> None:
    for raw in (b"", b"\xef\xbb\xbf", b" \n\n", "样品,检测项,实测值\n".encode()):
        laboratory.unsound(raw, "E906")


def test_row_52_columns_are_known_by_name_in_any_order_and_language(laboratory: Laboratory) -> None:
    seen = laboratory.sound("U,VALUE,备注,Test,Sample\n0.5,12,好,M1,S-1\n")
    assert (seen.value("M1"), seen.state("M1")) == ("12", "pass")
    assert "W900" in seen.err
    laboratory.unsound("样品,检测项\nS-1,M1\n", "E905", 1, 1)
    laboratory.unsound("样品,检测项,实测值,value\nS-1,M1,12,12\n", "E904", 1, 12)


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "@SUM(1)", "<script>"])
def test_row_53_what_looks_like_a_formula_in_a_table_stays_text(laboratory: Laboratory, value: str) -> None:
    seen = laboratory.sound(f"样品,检测项,实测值,报告编号\nS-1,M1,{value},{value}\n")
    assert seen.codes("M1") == ["F501"]
    assert value in seen.words("F501")


def test_row_61_a_result_without_a_sample_id_cannot_be_used(laboratory: Laboratory) -> None:
    seen = laboratory.sound("样品,检测项,实测值\n,M1,12\n")
    assert "F441" in seen.codes()
    assert seen.state("M1") == "inconclusive"


def test_row_61_a_result_of_a_sample_that_nobody_took_is_refused_with_the_samples_there_are(laboratory: Laboratory) -> None:
    assert "S-1" in laboratory.unsound("样品,检测项,实测值\nS-2,M1,12\n", "E907", 2, 1)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [("S-1,M9,12,,", "E409", 5), ("S-1,M1,12,Pb,", "E413", 11), ("S-1,M1,12,,B-2", "E907", 12)],
)
def test_a_row_of_an_unknown_test_part_or_assessment_is_refused_where_it_stands(
    laboratory: Laboratory, row: str, code: str, column: int
) -> None:
    laboratory.unsound(f"样品,检测项,实测值,组分,评估编号\n{row}\n", code, 2, column)


def test_a_laboratorys_own_words_for_its_columns_and_the_name_of_a_test_will_do(laboratory: Laboratory) -> None:
    seen = laboratory.sound("样品编号,检验项目,检验结果\nS-1,含量,12\n")
    assert (seen.state("M1"), seen.value("M1")) == ("pass", "12")
    assert "写编号：M1 含量" in laboratory.unsound("样品编号,检验项目,检验结果\nS-1,含,12\n", "E409", 2, 5)


def test_a_result_that_differs_from_the_dossiers_points_to_what_was_measured(laboratory: Laboratory) -> None:
    reported = edited(SAMPLED, ('20"}', '20", results: {M1: 13}}'))
    seen = laboratory.sound("样品,检测项,实测值,单位\nS-1,M1,12,mg/kg\n", dossier=reported)
    assert f"{laboratory.folder / 'results.csv'}:2:8: F886 " in seen.err


def test_a_table_alone_is_refused(laboratory: Laboratory) -> None:
    laboratory.rules()
    seen = laboratory.assess(laboratory.dossier(TABLE, "results.csv"))
    assert (seen.code, seen.out) == (3, "")
    assert "E910" in seen.err
