"""The pages leave nothing out and say nothing that is gone: sections, words, fields, commands; and their Chinese is punctuated as Chinese."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, get_args

import click
import pytest
import yaml
from pydantic import BaseModel
from tests.docs.pages import PAGES, ROOT, blocks

from tijian.compare import model as comparison
from tijian.model import campaign, case, dossier, outcome, result, ruleset
from tijian.model.adoption import Adopted, Adoption
from tijian_cli.main import cli

SEMANTICS = (ROOT / "docs" / "semantics.md").read_text("utf-8")
FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")
SOURCES = [file for root in ("core", "cli", "plugins", "tests") for file in sorted((ROOT / root).rglob("*.py"))]
CHINESE = r"[\u3007\u4e00-\u9fff]"


def code_of(page: str) -> set[str]:
    """The words of a page that stand in code: spans, and blocks."""
    spans = re.findall(r"(?s)```.*?```|`[^`\n]+`", page)
    return {word for span in spans for word in re.findall(r"[A-Za-z_][A-Za-z0-9_-]*", span)}


def test_the_sections_are_one_to_eight_and_each_speaks_both_languages() -> None:
    parts = re.split(r"(?m)^## (\d)\. ", SEMANTICS)[1:]
    assert parts[::2] == [str(number) for number in range(1, 9)]
    for section in parts[1::2]:
        prose = re.sub(r"(?s)```.*?```", "", section)
        assert re.search(CHINESE + "{8}", prose)
        assert re.search(r"(?:[A-Za-z,;]+ ){12}", prose)


def test_each_section_that_the_code_cites_is_there() -> None:
    cited = {number for file in SOURCES for number in re.findall(r"semantics,? §(\d+)", file.read_text("utf-8"))}
    assert cited
    assert cited <= {str(number) for number in range(1, 9)}


@pytest.mark.parametrize(
    "words",
    [
        get_args(outcome.State),
        get_args(outcome.Answered),
        get_args(outcome.SiteClass),
        get_args(outcome.TestClass),
        get_args(outcome.Capable),
        tuple(sorted(outcome.BUILT_IN_MODELS)),
        tuple(re.findall(r'reason="(\w+)"', (ROOT / "core" / "tijian" / "verdict" / "issuing.py").read_text("utf-8"))),
        tuple(sorted(result.Verdict.model_fields.keys() - {"says"})),
    ],
    ids=lambda words: words[0],
)
def test_each_word_of_an_assessment_is_explained(words: tuple[str, ...]) -> None:
    assert set(words) - code_of(SEMANTICS) == set()


def test_the_verdict_table_of_the_page_is_that_of_the_shared_catalogue() -> None:
    catalogue = yaml.safe_load((ROOT / "rulesets" / "tijian_rulesets" / "common" / "2021.yaml").read_text("utf-8"))
    (table,) = [block.text for page in PAGES if page.name == "semantics.md" for block in blocks(page) if block.language == "text"]
    shown = [re.split(r" {2,}", line) for line in table.splitlines()]
    assert [(grade, capable, when) for grade, _, capable, when in shown] == [
        (row["grade"], row["capable"], row["when"]) for row in catalogue["verdicts"]
    ]


def models_of(module: Any) -> list[type[BaseModel]]:
    """The models that a module defines."""
    return [
        one for one in vars(module).values() if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == module.__name__
    ]


READ_AND_WRITTEN = [*models_of(ruleset), *models_of(dossier), *models_of(case), *models_of(campaign), Adopted, Adoption]


def fields_of(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("model", READ_AND_WRITTEN, ids=lambda model: model.__name__)
def test_each_field_that_a_person_may_write_stands_on_the_page_of_formats(model: type[BaseModel]) -> None:
    made_by_us = {"overridden", "dropped"} if model is ruleset.ResolvedRuleset else set()
    assert fields_of(model) - made_by_us - code_of(FORMATS) == set()


@pytest.mark.parametrize(
    "model",
    [
        result.Result,
        result.RulesetRef,
        result.Attributes,
        result.Verdict,
        result.Scores,
        result.CheckOutcome,
        result.Engines,
        result.Receipt,
    ],
)
def test_each_field_of_a_result_stands_on_the_page_of_formats(model: type[BaseModel]) -> None:
    table = FORMATS.split("## 结果")[1].split("\n## ")[0]
    assert fields_of(model) - {"schema"} - code_of(table) == set()


def test_each_field_of_a_comparison_and_of_its_groups_stands_on_the_page_of_formats() -> None:
    table = FORMATS.split("\n## 比较 · Comparison")[1].split("\n## ")[0]
    listed = code_of(table) | {"by", "enterprises"}  # of a group: which dimension it is of, and how many it has
    for model in (comparison.Comparison, comparison.Group, comparison.Verdicts, comparison.Spread):
        assert {field.name for field in dataclasses.fields(model)} - listed == set()


def commands_below(group: click.Group, path: str = "tijian") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands_below(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_each_command_and_each_option_stands_on_the_page_of_formats_and_no_other() -> None:
    part = FORMATS.split("## 命令行")[1].split("\n上面的目录")[0]
    found = dict(commands_below(cli))
    options = {name for command in found.values() for option in command.params if isinstance(option, click.Option) for name in option.opts}
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", part)) == options
    groups = {name.split()[1] for name in found if name.count(" ") == 2}
    spelt = set()
    for line in part.splitlines():
        if not line.startswith("| `tijian "):
            continue
        group = ""  # a row begins with the full name; in the row of a group the commands after it are named alone
        for words in re.findall(r"`((?:tijian )?[a-z][a-z -]*[a-z])", re.split(r"(?<!\\)\|", line)[1]):
            path = words.removeprefix("tijian ").split()
            group = path[0] if words.startswith("tijian ") and path[0] in groups else group if not words.startswith("tijian ") else ""
            spelt.add(" ".join(["tijian", group, *path[path[0] == group :][:1]]) if group else f"tijian {path[0]}")
    assert spelt == set(found)


def test_each_file_that_the_page_of_architecture_names_is_there() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", (ROOT / "docs" / "architecture.md").read_text("utf-8")))
    there = [file.as_posix() for file in SOURCES]
    assert named
    assert {name for name in named if not any(file.endswith(f"/{name}") for file in there)} == set()


OURS = [ROOT / "docs" / name for name in ("semantics.md", "formats.md", "architecture.md")]


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.name)
def test_chinese_sentences_have_chinese_punctuation(page: Any) -> None:
    prose = re.sub(r"(?s)```.*?```|`[^`\n]+`|\]\([^)]*\)", "]", page.read_text("utf-8"))
    found = [line for line in prose.splitlines() if re.search(rf"{CHINESE}[,;:!?()]|[,;:!?(]{CHINESE}", line)]
    assert found == []
