"""Golden cases in a sheet: one row a case, what is given and expected as short YAML, so that any case fits.

The cells of `expect.…` are YAML down to single words: a blank cell expects nothing in particular, `null` expects that there is none.
"""

import re
from collections.abc import Sequence
from typing import Final

from ..authoring.as_written import as_written
from ..model.case import Case, CaseExpected
from .columns import Cells, Column
from .ruleset_fields import Field, Plain, Yaml

CASES: Final = "cases"
FILE: Final = Column("file", "写入 cases/ 下的哪个文件", "the file below cases/ that it goes into", needed=True, width=18)
FILE_NAME: Final = re.compile(
    r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))\w(?:[\w .-]{0,62}\w)?"
)  # no file of another place or system
_GIVEN: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("group", "企业类别：food | industrial", "group: food, industrial", 10),
    ("product", "产品属性，一行一个“属性: 值”", "attributes, one `name: value` a line", 34),
    ("answers", "核查答案；all 代表其余各项", "answers; all stands for the others", 26),
    ("results", "检测结果", "results", 26),
    ("samples", "样品（YAML）", "samples (YAML)", 26),
    ("sampling", "抽样：{state: done | pending | none}", "sampling", 16),
    ("clues", "人工提出的线索（YAML）", "clues raised by hand (YAML)", 16),
)
_WIDE: Final = frozenset({"states", "diagnoses", "clues", "scores"})


def _expected(name: str) -> Yaml:
    column = Column(
        f"expect.{name}",
        f"期望 {name}（空白：不比较）",
        f"expected {name} (blank: not compared)",
        "yaml",
        width=24 if name in _WIDE else 10,
    )
    return Yaml(column, ("expect", name))


FIELDS: Final[tuple[Field, ...]] = (
    Plain(Column("name", "案例说明什么", "what the case shows", needed=True, width=40), ("name",)),
    Plain(Column("assessed_on", "评估日期", "date of assessment", "day", needed=True, width=12), ("given", "assessed_on")),
    Plain(
        Column("produced_on", "生产日期（空白：同评估日期）", "date of production (blank: the same)", "day", width=12),
        ("given", "produced_on"),
    ),
    *(Yaml(Column(name, zh, en, "yaml", width=width), ("given", name)) for name, zh, en, width in _GIVEN),
    *(_expected(name) for name in CaseExpected.model_fields),
)
CASE_COLUMNS: Final[Sequence[Column]] = (FILE, *(column for field in FIELDS for column in field.columns))


def case_row(file: str, case: Case) -> Cells:
    """The row of a case."""
    data = as_written(case)
    found: Cells = {FILE.name: file}
    for field in FIELDS:
        found |= field.cells(data)
    return found
