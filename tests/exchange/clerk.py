"""Fills in a checklist as a person would: looks for the sheet, the head of a column, the row with the id, and writes into that cell.

It knows a checklist by what is printed on it and nothing of how it is made or read; openpyxl stands for the spreadsheet program.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tijian.model.dossier import Dossier, ReadingGiven
from tijian.model.ruleset import ResolvedRuleset

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "visit": "基本情况", "product": "产品属性", "checks": "核查表", "samples": "样品", "results": "检测结果", "clues": "线索",
        "item": "项目", "fill in": "填写", "assessor": "评估人员", "name": "姓名", "organization": "所在机构",
        "id": "编号", "outcome": "结论", "note": "说明", "evidence": "证据编号", "by": "核查人", "attribute id": "代号", "the product": "产品",
        "sample": "样品", "part": "组分", "planned": "安排", "value": "实测值", "u": "U", "lod": "检出限", "declared": "明示值", "unit": "报告单位",
        "sample id": "样品编号", "produced_on": "生产日期", "lab": "承检机构", "report": "报告编号", "retest_of": "复检哪个样品", "conclusion": "复检结论",
        "code": "线索代码", "facts": "看到的事实",
        "assessment": "评估编号", "assessed_on": "评估日期", "institution": "评估机构", "enterprise": "企业名称", "uscc": "统一社会信用代码",
        "district": "所在区", "group": "企业类别", "size": "企业规模", "sampling": "抽样情况",
        "conform": "符合", "minor": "轻微缺陷", "major": "不符合", "not_applicable": "不适用", "not_checked": "未核查",
        "yes": "是", "no": "否", "food": "食品相关", "industrial": "其他工业", "small": "小型", "medium": "中型", "large": "大型", "micro": "微型",
        "done": "已完成", "pending": "待出结果", "none": "未抽样", "final": "以复检为准", "additional": "两次并计",
    },
    "en": {
        "visit": "Visit", "product": "Product", "checks": "Checks", "samples": "Samples", "results": "Results", "clues": "Clues",
        "item": "Item", "fill in": "Fill in", "assessor": "Assessor", "name": "Name", "organization": "Organization",
        "id": "Id", "outcome": "Outcome", "note": "Note", "evidence": "Evidence", "by": "By", "attribute id": "Id", "the product": "Product",
        "sample": "Sample", "part": "Part", "planned": "Planned", "value": "Value ", "u": "U", "lod": "LOD", "declared": "Declared", "unit": "Reported in",
        "sample id": "Sample id", "produced_on": "Produced on", "lab": "Laboratory", "report": "Report", "retest_of": "Retest of", "conclusion": "Retest counts",
        "code": "Clue code", "facts": "Facts seen",
        "assessment": "Assessment no.", "assessed_on": "Date of assessment", "institution": "Institution", "enterprise": "Enterprise",
        "uscc": "Unified social credit code", "district": "District", "group": "Group", "size": "Size", "sampling": "Sampling",
        "conform": "Conform", "minor": "Minor", "major": "Major", "not_applicable": "Not applicable", "not_checked": "Not checked",
        "yes": "Yes", "no": "No", "food": "Food-related", "industrial": "Other industrial", "small": "Small", "medium": "Medium", "large": "Large", "micro": "Micro",
        "done": "Done", "pending": "Results to come", "none": "None taken", "final": "Final", "additional": "Additional",
    },
}  # fmt: skip
CELLS_FOR_VALUES = 5


@dataclass
class Table:
    """A table on a sheet: the row of its head, and the columns by what is printed there."""

    sheet: Worksheet
    head: int
    columns: dict[str, int]

    def row(self, wanted: Mapping[str, str]) -> int:
        """The row in which each named column says so (its first line)."""
        for row in range(self.head + 1, self.sheet.max_row + 1):
            if all(first_line(self.sheet.cell(row, self.columns[column]).value) == said for column, said in wanted.items()):
                return row
        raise LookupError(wanted)

    def write(self, row: int, column: str, value: Any) -> None:
        """Types a value into a cell, which is formatted as text: an equals sign begins no formula there."""
        cell = self.sheet.cell(row, self.columns[column])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


class Clerk:
    """Has a workbook on the desk."""

    def __init__(self, raw: bytes, language: str = "zh") -> None:
        self.book = load_workbook(io.BytesIO(raw))
        self.words = WORDS[language]

    def table(self, sheet: str, *heads: str) -> Table:
        """The table with these heads."""
        page = self.book[self.words[sheet]]
        wanted = [self.words[head] for head in heads]
        for row in page.iter_rows():
            named = {first_line(cell.value): int(cell.column or 0) for cell in row if isinstance(cell.value, str)}
            if all(word in named for word in wanted):
                return Table(page, int(row[0].row or 0), dict(named))
        raise LookupError(heads)

    def visit(self, field: str, value: Any) -> None:
        """A field of the visit."""
        table = self.table("visit", "item", "fill in")
        page, column = table.sheet, table.columns[self.words["item"]]
        (row,) = [
            row for row in range(table.head, page.max_row + 1) if str(page.cell(row, column).value or "").rstrip(" *") == self.words[field]
        ]
        table.write(row, self.words["fill in"], value)

    def answer(self, check: str, outcome: str | None = None, **others: Any) -> None:
        """An answer: an outcome and what goes with it (note, evidence, by)."""
        table = self.table("checks", "id", "outcome")
        row = table.row({self.words["id"]: check})
        if outcome is not None:
            table.write(row, self.words["outcome"], self.words.get(outcome, outcome))
        for key, value in others.items():
            table.write(row, self.words[key], value)

    def cell(self, sheet: str, column: str, **wanted: str) -> Any:
        """A cell, to do something odd to it."""
        heads = {
            "checks": ("id", "outcome"),
            "results": ("id", "planned"),
            "samples": ("sample", "sample id"),
            "product": ("attribute id",),
        }
        table = self.table(sheet, *heads[sheet])
        row = table.row({self.words[key]: said for key, said in wanted.items()})
        return table.sheet.cell(row, table.columns[self.words.get(column, column)])

    def fill_in(self, dossier: Dossier, rules: ResolvedRuleset) -> "Clerk":
        """Everything that a dossier says."""
        words = self.words
        enterprise = dossier.enterprise
        fields = {
            "assessment": dossier.assessment, "assessed_on": dossier.assessed_on, "institution": dossier.institution,
            "enterprise": enterprise.name, "uscc": enterprise.uscc, "district": enterprise.district,
            "group": enterprise.group and words[enterprise.group], "size": enterprise.size and words.get(enterprise.size, enterprise.size),
            "sampling": words[dossier.sampling.state],
        }  # fmt: skip
        for field, value in fields.items():
            if value is not None:
                self.visit(field, value)
        team = self.table("visit", "assessor", "name")
        for number, person in enumerate(dossier.team, 1):
            team.write(team.head + number, words["name"], person.name)
            if person.organization is not None:
                team.write(team.head + number, words["organization"], person.organization)
        self._product(dossier)
        for check, answer in dossier.answers.items():
            others = {"note": answer.note or answer.reason, "evidence": "、".join(answer.evidence), "by": answer.by}
            self.answer(check, answer.outcome, **{key: value for key, value in others.items() if value})
        for number, sample in enumerate(dossier.samples, 1):
            self._sample(number, sample)
            for test, reading in sample.results.items():
                self._result(number, test, reading, rules)
        for test in dossier.sampling.plan or ():
            self.cell("results", "planned", id=test).value = "√"
        clues = self.table("clues", "code", "facts")
        for number, clue in enumerate(dossier.clues, 1):
            clues.write(clues.head + number, words["code"], clue.code)
            clues.write(clues.head + number, words["facts"], clue.facts.zh)
            clues.write(clues.head + number, words["evidence"], "\n".join(clue.evidence) or None)
        return self

    def _product(self, dossier: Dossier) -> None:
        columns = {
            words: sample.product for number, sample in enumerate(dossier.samples, 1) for words in [f"{self.words['sample']} {number}"]
        }
        table = self.table("product", "attribute id", "the product")
        for column, values in {self.words["the product"]: dossier.product, **columns}.items():
            for name, value in values.items():
                table.write(table.row({self.words["attribute id"]: name}), column, self._typed(value))

    def _sample(self, number: int, sample: Any) -> None:
        table = self.table("samples", "sample", "sample id")
        row = table.row({self.words["sample"]: str(number)})
        for key in ("id", "produced_on", "lab", "report", "retest_of", "conclusion"):
            value = getattr(sample, key)
            if value is not None:
                table.write(row, self.words["sample id" if key == "id" else key], self.words[value] if key == "conclusion" else value)

    def _result(self, number: int, test: str, reading: ReadingGiven, rules: ResolvedRuleset) -> None:
        table = self.table("results", "id", "planned")
        id_, sample, part_ = (self.words[key] for key in ("id", "sample", "part"))
        names = rules.sample_tests[test].part_names
        for part, one in reading.parts.items() or [(None, reading)]:
            printed = "" if part is None else names[part]("zh" if self.words is WORDS["zh"] else "en") if part in names else part
            row = table.row({id_: test, sample: str(number), part_: printed})
            shown = [self._typed(value) for value in one.values]
            cells = shown[: CELLS_FOR_VALUES - 1]
            if rest := shown[CELLS_FOR_VALUES - 1 :]:
                cells.append(rest[0] if len(rest) == 1 else "；".join(map(str, rest)))
            for place, value in enumerate(cells, 1):
                table.write(row, f"{self.words['value']}{place}", value)
            for key in ("u", "lod", "declared", "unit"):
                value = getattr(one, key)
                if value is not None:
                    table.write(row, self.words[key], self._typed(value))

    def _typed(self, value: Any) -> str:
        """What a person types into a cell that is formatted as text."""
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def hand_in(self) -> bytes:
        """The bytes that are saved."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def first_line(value: Any) -> str:
    """What a cell says in its first line."""
    return "" if value is None else str(value).split("\n")[0].strip()
