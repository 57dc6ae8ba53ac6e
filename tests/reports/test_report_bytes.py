"""The same report gives the same bytes: in two runs, in another order, on another day; and no clock, user or machine is in the file."""

import io
import subprocess
import sys
import zipfile

import pytest
from tests.reports import reporting as at

from tijian.reports.model import Kind
from tijian.reports.press import FORMS, Form, Press

_AGAIN = """
import hashlib, sys
from tests.reports import reporting as at
for form in ("pdf", "html", "docx"):
    made = at.press().print(at.report(at.result("mask_d")), form).data
    print(form, hashlib.sha256(made).hexdigest())
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["enterprise", "overall", "industry"])
def test_a_fresh_press_gives_the_same_bytes_whatever_it_printed_before(kind: Kind, form: Form) -> None:
    _, made = next(iter(at.series().reports(kind, "zh")))
    at.press().print(at.report(at.result("fire_door_visit_stopped"), "en"), form)
    assert at.press().print(made, form).data == Press().print(made, form).data


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", _AGAIN],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") == 3


@pytest.mark.parametrize("kind", ["overall", "regional", "industry"])
def test_the_order_in_which_results_come_changes_nothing_in_a_report_on_many(kind: Kind) -> None:
    forward = [one for _, one in at.series(at.many()).reports(kind, "zh")]
    backward = [one for _, one in at.series(tuple(reversed(at.many()))).reports(kind, "zh")]
    assert forward == backward


def test_the_date_of_a_document_is_that_of_the_assessment() -> None:
    import pikepdf

    one = at.result("mask_b")
    with pikepdf.open(io.BytesIO(at.press().print(at.report(one), "pdf").data)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:" + one.assessed_on.replace("-", ""))
    with zipfile.ZipFile(io.BytesIO(at.press().print(at.report(one), "docx").data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = parts.read("docProps/core.xml").decode()
    assert f"{one.assessed_on}T00:00:00Z" in about
    assert "python-docx" not in about
