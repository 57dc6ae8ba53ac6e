"""Where the tests of the command line come in: runs it here or in a process of its own, on bundled dossiers or on a small shop of rules."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click.testing import CliRunner, Result

from tijian_cli.bilingual import Group
from tijian_cli.main import cli

DEMO = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "demo"
PLAIN = {
    "COLUMNS": "100",
    "TIJIAN_LANG": "",
    "LC_ALL": "",
    "LC_MESSAGES": "",
    "LANG": "",
    "NO_COLOR": "",
    "TIJIAN_RULESET_PATH": "",
    "TIJIAN_DEBUG": "",
}

KETTLE = """\
schema: tijian/ruleset@1
category: kettle
edition: "2021"
title: {zh: 电水壶, en: Kettles}
in_force: {from: "2021-01-01", until: "2022-12-31"}
product:
  lid: {type: boolean, label: {zh: 有盖, en: with a lid}}
sections: {K1: {title: {zh: 现场, en: On site}}}
site_checks:
  K-V: {section: K1, class: veto, ask: {zh: 有执照, en: There is a licence}, source: {basis: proposal}, advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}}
  K-K: {section: K1, class: key, ask: {zh: 有记录, en: There are records}, source: {basis: proposal}, advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}}
  K-G: {section: K1, class: general, ask: {zh: 有盖子, en: There is a lid}, applies: lid, source: {basis: proposal}, advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: bad, capable: "no", when: "fails('K-V')", says: {zh: 不行, en: Not good}}
  - {grade: good, capable: "yes", when: "true", says: {zh: 可以, en: Good}}
"""
CASE = """\
- name: a kettle factory without a licence is bad
  given: {assessed_on: "2021-05-01", product: {lid: true}, answers: {all: conform, K-V: major}}
  expect: {grade: bad, certain: true}
"""
DOSSIER = """\
schema: tijian/dossier@1
assessment: K-001
category: kettle
assessed_on: "2021-05-01"
enterprise: {name: 水壶厂, district: 静安区}
team: [{name: 甲}, {name: 乙}]
product: {lid: true}
answers: {K-V: conform, K-K: conform, K-G: conform}
sampling: {state: none}
"""


def run(*words: str | Path, given: bytes | None = None, **environment: str) -> Result:
    """`tijian WORDS` in this process, in Chinese unless the environment says otherwise."""
    return CliRunner().invoke(cli, [str(word) for word in words], input=given, env={**PLAIN, **environment})


def process(*words: str | Path, environment: Mapping[str, str] = PLAIN, given: bytes | None = None) -> "subprocess.CompletedProcess[bytes]":
    """`tijian WORDS` in a process of its own."""
    return subprocess.run(command(words), env=surroundings(environment), input=given, capture_output=True, check=False)


def command(words: Sequence[str | Path]) -> list[str]:
    """What starts `tijian WORDS`."""
    return [sys.executable, "-c", "import sys; from tijian_cli.main import main; sys.exit(main())", *(str(word) for word in words)]


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process: UTF-8 whatever this machine speaks, unless asked otherwise."""
    return {**os.environ, **PLAIN, "PYTHONIOENCODING": "utf-8", **environment}


def shop(folder: Path, *, rules: str = KETTLE, case: str = CASE, edition: str = "2021") -> Path:
    """A directory of rulesets with one small category."""
    (folder / "kettle" / "cases").mkdir(parents=True, exist_ok=True)
    (folder / "kettle" / f"{edition}.yaml").write_text(rules, "utf-8")
    (folder / "kettle" / "cases" / "all.yaml").write_text(case, "utf-8")
    return folder


def dossier(folder: Path, *, name: str = "kettle.yaml", **changes: str) -> Path:
    """A dossier of a kettle factory; `changes` replace text in it."""
    text = DOSSIER
    for old, new in changes.items():
        assert old.replace("_", " ") in text or old in text
        text = text.replace(old if old in text else old.replace("_", " "), new)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def every_command() -> list[tuple[str, ...]]:
    """The words of every command and group there is."""

    def below(words: tuple[str, ...], group: click.Command) -> list[tuple[str, ...]]:
        found = [words]
        if isinstance(group, Group):
            context = click.Context(group)
            for name in group.list_commands(context):
                inner = group.get_command(context, name)
                assert inner is not None
                found += below((*words, name), inner)
        return found

    return below((), cli)
