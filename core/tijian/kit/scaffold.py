"""A new distribution for a category, or a directory of rulesets alone: every file of it, from the forms in `forms/`.

What is written lints, passes its cases, is covered by them, builds and installs as it stands, so that an expert starts from
something that works and changes one thing at a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from string import Template
from typing import Final, Literal

from ..authoring.schema import schema_text
from ..model.kinds import ATTRIBUTE_PATTERN
from ..model.problem import InputError, Problem
from ..model.text import Text
from ..plugin.hookspecs import API

_FORBIDDEN: Final = re.compile(r"""["'`{}\[\],:#&*!|<>%@\\\x00-\x1f]""")
_LONGEST: Final = 60  # characters of a title
_SCHEMA: Final = "schemas/ruleset.schema.json"


class _Form(Template):
    """A form: `§{name}` is filled in. ($ and { stand for themselves: the forms are YAML, TOML and Python.)"""

    delimiter = "§"


@dataclass(frozen=True, slots=True)
class Start:
    """What a new category starts from. `id`: its id; `zh`, `en`: its name; `from_day`: the ISO day from which the edition is in force."""

    id: str
    zh: str
    en: str
    edition: str
    from_day: str
    group: Literal["food", "industrial"] = "industrial"
    data_only: bool = False

    @property
    def distribution(self) -> str:
        """The name of the distribution; of the directory too."""
        return f"{self.id.replace('_', '-')}-rules" if self.data_only else f"tijian-{self.id.replace('_', '-')}"

    @property
    def module(self) -> str:
        return f"tijian_{self.id}"

    @property
    def prefix(self) -> str:
        """What the ids of its items begin with: TOY of toys, ELE of electric_blanket."""
        return self.id.replace("_", "")[:3].upper()

    @property
    def rules(self) -> str:
        """The directory of rulesets inside the distribution, with a slash at the end; empty for data alone."""
        return "" if self.data_only else f"src/{self.module}/rulesets/"

    @property
    def boundaries(self) -> str:
        """Where the generated boundary cases belong."""
        return f"{self.rules}{self.id}/cases/boundaries_{self.edition}.yaml"


def refusals(start: Start) -> tuple[Problem, ...]:
    """What is wrong with the words given: E850 for a name that is no id, E851 for a title that cannot stand in YAML as it is."""
    return tuple(_refusals(start))


def _refusals(start: Start) -> Iterator[Problem]:
    if re.fullmatch(ATTRIBUTE_PATTERN, start.id) is None or start.id == "common":
        said = Text(zh=f"品类编号 {start.id!r} 不能用", en=f"{start.id!r} cannot be the id of a category")
        hint = Text(
            zh="小写字母开头，只含小写字母、数字和下划线，如 electric_blanket",
            en="a lower-case letter, then lower-case letters, digits and _, as in electric_blanket",
        )
        yield Problem("E850", said, hint=hint)
    for title in (start.zh, start.en):
        if not title.strip() or len(title) > _LONGEST or _FORBIDDEN.search(title):
            said = Text(zh=f"名称 {title!r} 不能用", en=f"{title!r} cannot be the title of a category")
            hint = Text(
                zh=f"用不超过 {_LONGEST} 个字的名称，不含引号、括号、逗号、冒号等符号；以后可在文件里改",
                en=f"use at most {_LONGEST} characters without quotes, brackets, commas or colons; it can be changed in the files later",
            )
            yield Problem("E851", said, hint=hint)


def files_of(start: Start) -> dict[str, str]:
    """Every file by its path inside the new directory, but for the boundary cases, which are made from the ruleset. Raises InputError."""
    if problems := refusals(start):
        raise InputError(problems)
    depth = (start.rules + start.id).count("/") + 1
    values = {
        "id": start.id,
        "zh": start.zh,
        "en": start.en,
        "edition": start.edition,
        "from_day": start.from_day,
        "group": start.group,
        "distribution": start.distribution,
        "module": start.module,
        "prefix": start.prefix,
        "api": ".".join(map(str, API)),
        "schema_from_ruleset": "../" * depth + _SCHEMA,
        "product": _form("product_plain" if start.data_only else "product_derived"),
        "sound": _product(start),
        "small": _product(start, large=False),
        "faulty": _product(start, made="made_by: 委托加工, maker_named: false"),
        "named": _product(start, made="made_by: 委托加工, maker_named: true"),
    }

    def filled(name: str) -> str:
        return _Form(_form(name)).substitute(values)

    rules = f"{start.rules}{start.id}"
    found = {
        "README.md": filled("readme_data.md" if start.data_only else "readme_package.md"),
        _SCHEMA: schema_text("ruleset"),
        f"{rules}/{start.edition}.yaml": filled("ruleset.yaml"),
        f"{rules}/cases/verdicts.yaml": filled("cases.yaml"),
    }
    if not start.data_only:
        found |= {
            "pyproject.toml": filled("pyproject.toml"),
            f"src/{start.module}/__init__.py": filled("plugin.py"),
            f"tests/test_{start.id}.py": filled("test.py"),
        }
    return found


def _form(name: str) -> str:
    return (resources(__package__) / "forms" / f"{name}.form").read_text("utf-8")


def _product(start: Start, *, large: bool = True, made: str = "made_by: 自产") -> str:
    """The product of a case, as a flow mapping."""
    lot = f"lot: {'大批' if large else '小批'}" if start.data_only else f"lot_pieces: {5000 if large else 200}"
    return f"{{{lot}, {made}}}"


def write(start: Start, into: Path) -> list[Path]:
    """Write the files into a directory that is not there yet, or is empty. Raises InputError: the words, E852 the place."""
    found = files_of(start)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        said = Text(zh=f"{into} 已经存在，不会覆盖", en=f"{into} is there already, and is not written over")
        raise InputError(
            Problem("E852", said, hint=Text(zh="另选目录（-o），或先移走它", en="choose another directory (-o), or move it away"))
        )
    written = []
    try:
        for name, words in found.items():
            place = into / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(words, encoding="utf-8", newline="\n")
            written.append(place)
    except OSError as error:
        said = Text(zh=f"不能写入 {into}：{error.strerror}", en=f"cannot write to {into}: {error.strerror}")
        raise InputError(Problem("E852", said)) from error
    return written
