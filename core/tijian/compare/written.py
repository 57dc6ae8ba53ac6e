"""A comparison as it leaves for programs: JSON (`tijian/comparison@1`), and a table of one dimension as CSV. Same input, same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final, Literal

from ..model.problem import Problem
from ..model.text import Language, Text, text
from ..model.words import CAVEAT_SIGN, REASON
from .model import SCHEMA, Comparison, Dimension, Group, Leniency, Share, Spread

By = Literal["category", "district", "section", "group", "institution", "size"]
_FORMULA: Final = re.compile(r"^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")  # what a spreadsheet would take for a formula
_FIGURE: Final = re.compile(r"^-?\d+(\.\d+)?$")


def comparison_json(comparison: Comparison) -> str:
    """The whole comparison on one line, with a newline."""
    return json.dumps({"schema": SCHEMA, **_plain(comparison)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.model_dump()
    if isinstance(value, Problem):
        at = value.at
        place = None if at is None else {"file": at.file, "line": at.line, "column": at.column, "cell": at.cell}
        return {"code": value.code, "text": _plain(value.text), "hint": _plain(value.hint), "at": place}
    if is_dataclass(value):
        return {one.name.rstrip("_"): _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def comparison_csv(comparison: Comparison, by: By, language: Language) -> str:
    """One table: a row a group (or a section). RFC 4180 with CRLF; a cell that a spreadsheet would run as a formula begins with `'`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in section_table(comparison, language) if by == "section" else group_table(comparison, by, language):
        writer.writerow([safe(cell) for cell in row])
    return stream.getvalue()


def safe(cell: str) -> str:
    """A cell that stays text in a spreadsheet; a plain figure stays a figure."""
    return f"'{cell}" if _FORMULA.match(cell) and not _FIGURE.match(cell) else cell


_HEAD: Final = (
    text("编号", "key"),
    text("名称", "title"),
    text("版本", "edition"),
    text("计划", "planned"),
    text("已评估", "judged"),
    text("未能评估", "not judged"),
    text("已出具", "issued"),
    text("等级已定而未出具", "certain, not issued"),
    text("等级未定", "open"),
    text("无法评估", "not assessable"),
)
_TAIL: Final = (
    text("具备", "capable"),
    text("具备%", "capable %"),
    text("95%下限", "95 % low"),
    text("95%上限", "95 % high"),
    text("总分n", "total n"),
    text("总分均值", "total mean"),
    text("总分中位数", "total median"),
    text("实地均值", "site mean"),
    text("检测均值", "tests mean"),
    text("共用项发现%", "findings in common checks %"),
    text("排名", "rank"),
    text("线索", "clues"),
)
_SECTION: Final = (
    text("章", "section"),
    text("名称", "title"),
    text("品类", "category"),
    text("n", "n"),
    text("均值", "mean"),
    text("中位数", "median"),
)
_ALL: Final = text("共用", "all")
_LENIENCY: Final = (  # of institutions alone
    text("可比", "compared"),
    text("每百项相差", "difference per 100 checks"),
    text("相差95%下限", "difference 95 % low"),
    text("相差95%上限", "difference 95 % high"),
    text("提示", "hint"),
)
_LENIENT: Final = text("偏松", "lenient")
_STRICT: Final = text("偏严", "strict")


def group_table(comparison: Comparison, by: Dimension, language: Language) -> Iterator[Sequence[str]]:
    """The head and the rows of a dimension."""
    grades = [one.grade for one in comparison.verdicts.grades]
    every = list(dict.fromkeys([*grades, *(one.grade for group in comparison.of(by) for one in group.verdicts.grades)]))
    yield [
        *(one(language) for one in _HEAD),
        *(text(f"等级{grade}", f"grade {grade}")(language) for grade in every),
        *(f"{mark} {REASON[reason](language)}" for reason, mark in CAVEAT_SIGN.items()),
        *(one(language) for one in _TAIL),
        *(one(language) for one in _LENIENCY if by == "institution"),
    ]
    held = {one.institution: one for one in comparison.leniency} if by == "institution" else {}
    for group in comparison.of(by):
        row = _row(group, every, language)
        yield [*row, *_lenient(held.get(group.key), language)] if by == "institution" else row


def _lenient(one: Leniency | None, language: Language) -> list[str]:
    """How strictly an institution assesses, as `tijian compare` shows it; blank where it cannot be compared."""
    if one is None or one.difference is None:
        return [""] * len(_LENIENCY)
    hint = (_LENIENT if one.difference.startswith("-") else _STRICT)(language) if one.stands_out else ""
    return [str(one.compared), one.difference, one.low or "", one.high or "", hint]


def _row(group: Group, grades: Sequence[str], language: Language) -> list[str]:
    verdicts = group.verdicts
    counted = {one.grade: one.share.count for one in verdicts.grades}
    caveats = {one.reason: one.results for one in verdicts.caveats}
    numbers = (group.judged, group.failed, verdicts.issued, verdicts.previews, verdicts.uncertain, verdicts.not_assessable)
    return [
        group.key,
        group.title(language),
        group.edition or "",
        "" if group.planned is None else str(group.planned),
        *map(str, numbers),
        *(str(counted.get(grade, 0)) for grade in grades),
        *(str(caveats.get(reason, 0)) for reason in CAVEAT_SIGN),
        *_share(verdicts.capable),
        str(group.total.n),
        *_means(group.total),
        group.site.mean or "",
        group.tests.mean or "",
        group.common_findings.percent or "",
        "" if group.rank is None else str(group.rank),
        str(group.clues),
    ]


def section_table(comparison: Comparison, language: Language) -> Iterator[Sequence[str]]:
    """The head, the common sections over all, and every section of each category."""
    yield [one(language) for one in _SECTION]
    for one in comparison.sections:
        yield [one.section, one.title(language), _ALL(language), str(one.spread.n), *_means(one.spread)]
    for group in comparison.categories:
        named = f"{group.key}/{group.edition}" if group.edition else group.key
        for one in group.sections:
            yield [one.section, one.title(language), named, str(one.spread.n), *_means(one.spread)]


def _share(one: Share) -> list[str]:
    return [str(one.count), one.percent or "", one.low or "", one.high or ""]


def _means(one: Spread) -> list[str]:
    return [one.mean or "", one.median or ""]
