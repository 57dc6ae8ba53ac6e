"""What a result says about an input that could be used only in part: findings, warnings, notes."""

from typing import Literal

from .text import Model, Text

Severity = Literal["finding", "warning", "note"]  # finding: a check became unknown; note: something was normalised


class Remark(Model):
    """One remark; `check` and `sample` say what it is about (null: the dossier as a whole)."""

    code: str
    severity: Severity
    text: Text
    check: str | None = None
    sample: str | None = None
