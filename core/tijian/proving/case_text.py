"""Golden cases written out as YAML that people review: one line of given and one of expect a case, in the dialect of every file here.

Whoever makes cases comes in with plain values (text, Decimal, bool, lists, mappings); what is written reads back as the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..authoring.yaml_words import flow


@dataclass(frozen=True, slots=True)
class Drafted:
    """A case as it will stand in a file."""

    name: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Cases under one heading."""

    title: str
    cases: list[Drafted] = field(default_factory=list)


def written(header: Iterable[str], chapters: Iterable[Chapter]) -> str:
    """The file: `header` as comments, then each chapter."""
    lines = [f"# {line}" for line in header]
    for chapter in chapters:
        if chapter.cases:
            lines += ["", f"# ── {chapter.title} ──"]
        for case in chapter.cases:
            lines += [f"- name: {flow(case.name)}", f"  given: {flow(case.given)}", f"  expect: {flow(case.expect)}"]
    return "\n".join(lines) + "\n"
