"""A golden case: what is given to a ruleset and what it must answer. It lives beside the rules it proves."""

from typing import Any

from pydantic import ConfigDict

from .dossier import Answer, ClueFound, Reading, Sample, Sampling, Scalar
from .kinds import AttributeName, Day, Flag, Id, Name
from .outcome import Capable, State
from .text import Model


class CaseGiven(Model):
    """给定 The dossier of a case in short form: `all` in answers stands for every site check not named."""

    assessed_on: Day
    produced_on: Day | None = None
    group: str | None = None
    product: dict[AttributeName, Scalar] = {}
    answers: dict[Id, Answer] = {}
    results: dict[Id, Reading] = {}
    samples: tuple[Sample, ...] = ()
    sampling: Sampling | None = None
    clues: tuple[ClueFound, ...] = ()


class CaseExpected(Model):
    """期望 What must come out. Only the keys that are given are compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: Id | None = None
    capable: Capable | None = None
    certain: Flag | None = None
    issued: Flag | None = None
    grounds: str | None = None
    worst: Id | None = None
    best: Id | None = None
    possible: tuple[Id, ...] | None = None
    pending: tuple[dict[str, str], ...] | None = None
    decided_by: tuple[str, ...] | None = None
    not_issued_because: tuple[str, ...] | None = None
    caveats: tuple[str, ...] | None = None
    states: dict[Id, State] | None = None
    diagnoses: tuple[Id, ...] | None = None
    clues: tuple[Id, ...] | None = None
    scores: dict[Id, Any] | None = None


class Case(Model):
    """One golden case."""

    name: Name
    given: CaseGiven
    expect: CaseExpected
