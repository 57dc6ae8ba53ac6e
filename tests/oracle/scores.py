"""Scores for the oracle: each model as semantics §4 words it, in exact fractions. None is the score of nothing."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .states import Judged

Score = Fraction | None


def fraction(written: Any) -> Fraction:
    return Fraction(str(written))


def scoring_of(ruleset: Mapping[str, Any]) -> dict[str, Any]:
    """The scoring part with the defaults of the page."""
    given = ruleset.get("scoring") or {}
    ours = {"model": "flat", "blocks": {"site": 70, "tests": 30}, "credit": {"minor": "0.5"}, "coverage": 80, "tests_alone": False}
    return {**ours, **given}


def scores(ruleset: Mapping[str, Any], checks: Iterable[Judged], states: Mapping[str, str]) -> dict[str, Score]:
    """site, tests, total and each section (by id), for states without an unknown one."""
    scoring = scoring_of(ruleset)
    model = scoring["model"]
    credit = {"pass": Fraction(1), "minor": fraction(scoring["credit"]["minor"]), "fail": Fraction(0)}
    counted = [(c, credit[states[c.id]]) for c in checks if states[c.id] in credit]
    sections = ruleset.get("sections", {})

    def mean(pairs: list[tuple[Fraction, Fraction]]) -> Score:
        weight = sum(w for w, _ in pairs)
        return 100 * sum((w * c for w, c in pairs), Fraction(0)) / weight if weight else None

    def flat(chosen: list[tuple[Judged, Fraction]]) -> Score:
        if model == "absolute":
            return None if not chosen else Fraction(100 * all(c == 1 for _, c in chosen))
        return mean([(Fraction(1) if model == "flat-unweighted" else fraction(check.weight), c) for check, c in chosen])

    site = [pair for pair in counted if pair[0].kind != "test"]
    tests = [pair for pair in counted if pair[0].kind == "test"]
    found: dict[str, Score] = {name: flat([p for p in site if p[0].section == name]) for name in sections}
    if model == "tree":
        found["site"] = mean([(fraction(sections[s].get("weight", 1)), x / 100) for s in sections if (x := found[s]) is not None])
    else:
        found["site"] = flat(site)
    found["tests"] = flat(tests)
    blocks = [(fraction(scoring["blocks"][b]), x / 100) for b in ("site", "tests") if (x := found[b]) is not None]
    if model == "absolute":
        found["total"] = flat(counted)
    elif len(blocks) == 1:
        found["total"] = 100 * blocks[0][1]
    else:
        found["total"] = mean(blocks)
    return found
