"""How the product judges a generated pair, and in what it differs from the oracle."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle.dice import as_yaml
from tests.oracle.oracle import oracle

from tijian.assessment import assess
from tijian.authoring.dossier_file import read_dossier
from tijian.authoring.resolve import Library
from tijian.catalogues import Catalogue, catalogue
from tijian.engines.choice import Choice
from tijian.model.result import Result, Score, ScoreSpan


@cache
def _installed() -> Catalogue:
    return catalogue()


@contextmanager
def ruleset_of(rules: dict[str, Any]) -> Iterator[Catalogue]:
    """A catalogue that holds this ruleset alone, read from a file as an agency would write it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, rules["category"], f"{rules['edition']}.yaml")
        file.parent.mkdir()
        file.write_text(as_yaml(rules), "utf-8")
        yield Catalogue(_installed().plugins, Library([Path(folder)]))


def judge(rules: dict[str, Any], dossier: dict[str, Any], engine: Choice = "direct") -> Result:
    """The product's result of one pair."""
    with ruleset_of(rules) as alone:
        return assess(read_dossier(dossier), alone, engine=engine)


def span(score: Score | ScoreSpan | None) -> tuple[Fraction | None, Fraction | None]:
    """The exact ends of a score."""
    if score is None:
        return (None, None)
    ends = (score.low, score.high) if isinstance(score, ScoreSpan) else (score, score)
    low, high = (100 * Fraction(end.numerator) / Fraction(end.denominator) for end in ends)
    return (low, high)


def truncated(exact: Fraction | None) -> Fraction:
    """A number as it is shown: two places, toward zero; nothing is shown as 0."""
    return Fraction(int((exact or 0) * 100), 100)


def spans(result: Result) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """Every score of a result."""
    score = result.score
    blocks = {"total": score.total, "site": score.site, "tests": score.tests}
    return {name: span(each) for name, each in {**score.sections, **blocks}.items()}


def seen(result: Result) -> dict[str, Any]:
    """A result in the words of the oracle."""
    verdict = result.verdict
    return {
        "states": {c.id: c.state for c in result.checks},
        "scores": spans(result),
        **{k: getattr(verdict, k) for k in ("grade", "capable", "worst", "best", "certain", "issued", "grounds")},
        "possible": set(verdict.possible),
        "pending": {("check", p.check) if p.check else ("attribute", p.attribute) for p in verdict.pending},
        "decided_by": {check for atom in verdict.decided_by for check in atom.checks},
        "points_lost": {c.id: Fraction(c.points_lost or 0) for c in result.checks},
        "diagnoses": {d.id for d in result.diagnoses},
        "possible_diagnoses": set(result.possible.diagnoses),
        "clues": {c.id for c in result.clues if c.id is not None},
        "possible_clues": set(result.possible.clues),
        "actions": [(a.id, list(a.checks)) for a in result.actions],
        "possible_actions": {a.id: set(a.checks) for a in result.possible.actions},
        "due": {a.id: a.due for a in result.actions},
        "weak_figure": any("figure" in c.reason for c in verdict.caveats),
        "coverage": Fraction(verdict.coverage) if verdict.coverage is not None else None,
        "hand_clues": sorted(c.code for c in result.clues if c.id is None),
        "illustrative": any(c.reason == "illustrative" for c in verdict.caveats),
    }


def expected(rules: dict[str, Any], dossier: dict[str, Any]) -> dict[str, Any]:
    """What the oracle says, in the shape of `seen`."""
    found = oracle(rules, dossier)
    scores = {name: (low, found["scores"]["best"][name]) for name, low in found["scores"]["worst"].items()}
    points = {name: truncated(lost) for name, lost in found["points_lost"].items()}
    coverage = None if found["coverage"] is None else truncated(found["coverage"])
    due = {name: day for name, _, day in found["actions"]}
    actions = [(name, checks) for name, checks, _ in found["actions"]]
    return found | {
        "scores": scores,
        "coverage": coverage,
        "hand_clues": sorted(found["hand_clues"]),
        "points_lost": points,
        "due": due,
        "actions": actions,
    }


def differences(rules: dict[str, Any], dossier: dict[str, Any], result: Result) -> dict[str, tuple[Any, Any]]:
    """What the product says otherwise than the oracle: what → (oracle, product)."""
    wanted, found = expected(rules, dossier), seen(result)
    if wanted["pending"] <= found["pending"] <= wanted["pending_at_most"]:
        wanted["pending"] = found["pending"]
    if found["weak_figure"] in wanted["weak_figure"]:
        wanted["weak_figure"] = found["weak_figure"]
    return {key: (wanted[key], found[key]) for key in found if wanted[key] != found[key]}
