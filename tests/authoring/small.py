"""Small files for the tests of authoring: the least that is valid, and short ways to read them and to look at what is refused."""

from pathlib import Path

import pytest

from tijian.authoring.document import Document, DocumentError, Syntax, read_document
from tijian.authoring.dossier_file import read_dossier
from tijian.authoring.resolve import Library, Loaded
from tijian.model.problem import InputError, Problem, RulesetError

COMMON = """\
schema: tijian/ruleset@1
category: common
edition: "2021"
title: {zh: 通用核查项}
sections: {S1: {title: {zh: 原料控制}}}
site_checks:
  C1.1: {section: S1, class: veto, ask: {zh: 证照齐全}, source: {basis: proposal}}
  C1.2: {section: S1, class: general, weight: 2, ask: {zh: 台账完整}, source: {basis: proposal}}
clue_codes:
  L01: {title: {zh: 涉嫌无证生产}, urgency: immediate, law: {zh: 某条}, source: {basis: proposal}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "count('veto','fail') > 0"}
  - {grade: A, capable: yes, when: "true"}
"""

MASK = """\
schema: tijian/ruleset@1
category: mask
edition: "2021"
title: {zh: 口罩}
in_force: {from: "2021-07-01", until: "2023-12-31"}
includes: [common/2021]
override: {C1.2: {weight: 3}}
product:
  standard: {choices: [A1, B1]}
site_checks:
  M-S1:
    section: S1
    class: key
    weight: 3
    ask: {zh: 按批检验}
    source: {basis: proposal}
"""

DOSSIER = """\
schema: tijian/dossier@1
assessment: A-1
category: mask
assessed_on: "2021-08-12"
enterprise: {name: 示例厂}
sampling: {state: none}
answers:
  C1.1: conform
"""


def write(root: Path, **files: str) -> Path:
    """Write ruleset files under `root`: ``write(root, mask_2021=…)`` makes `mask/2021.yaml`."""
    for name, text in files.items():
        category, _, edition = name.rpartition("_")
        path = root / category / f"{edition}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def read(text: str | bytes, syntax: Syntax = "yaml") -> Document:
    """The document of a text, called f.yaml or f.json."""
    return read_document(text, f"f.{syntax}", syntax=syntax)


def refused(text: str | bytes, syntax: Syntax = "yaml") -> tuple[Problem, ...]:
    """The problems for which reading a text is refused."""
    with pytest.raises(DocumentError) as caught:
        read(text, syntax)
    return caught.value.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem."""
    return [(p.code, p.at.line if p.at else 0, p.at.column if p.at else 0) for p in problems]


def problems_in_dossier(text: str) -> tuple[Problem, ...]:
    """What is wrong with a dossier, sorted by place."""
    with pytest.raises(InputError) as caught:
        read_dossier("d.yaml", text=text)
    return tuple(sorted(caught.value.problems, key=lambda problem: problem.order))


def changed(old: str, new: str, text: str = MASK) -> str:
    """A file with one thing written otherwise."""
    assert old in text
    return text.replace(old, new, 1)


def resolved(root: Path, day: str = "2021-08-12", category: str = "mask") -> Loaded:
    """The ruleset in force on a day."""
    return Library([root]).resolve(category, day)


def unresolved(
    root: Path, kind: type[RulesetError] | type[InputError] = RulesetError, day: str = "2021-08-12", category: str = "mask"
) -> Problem:
    """The one problem that keeps it from being resolved."""
    with pytest.raises(kind) as caught:
        resolved(root, day, category)
    (problem,) = caught.value.problems
    return problem
