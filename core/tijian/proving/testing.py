"""The pytest support of a category: what an agency's own tests import.

    import pytest
    from tijian.proving.testing import CaseAt, Kit

    KIT = Kit("toys")                                   # installed; or Kit("toys", ruleset_path=["rules"]) for data alone

    @pytest.mark.parametrize("case", KIT.cases(), ids=Kit.name)
    def test_every_case_comes_out_as_expected(case: CaseAt) -> None:
        KIT.judge(case)

Every method raises AssertionError with what is wrong, where and what to do, as the command line would say it.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from ..authoring.diagnostics import render_all
from ..authoring.lint import lint
from ..catalogues import Catalogue, catalogue
from ..engines.choice import Choice
from ..model.problem import Problem
from ..model.result import Result
from ..verdict.numbers import shown
from .cases import CaseAt, judge_case
from .coverage import coverage
from .derivation import broken_promises, questions
from .replay import cases_of

__all__ = ["CaseAt", "Kit"]


class Kit:
    """The tests of one category. `ruleset_path`: directories of YAML, for one without code; `prefer`: as on the command line."""

    def __init__(self, category: str, ruleset_path: Sequence[str | Path] = (), prefer: Sequence[str] = ()) -> None:
        self.category = category
        self._path = tuple(ruleset_path)
        self._prefer = tuple(prefer)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue that the category is judged with. Raises RulesetError, PluginError."""
        return catalogue(self._path, self._prefer)

    def cases(self) -> list[CaseAt]:
        """Every golden case, of all editions: for `pytest.mark.parametrize`. Raises RulesetError for a file that cannot be read."""
        return cases_of(self.catalogue, self.category)

    @staticmethod
    def name(case: CaseAt) -> str:
        """The name of a case, for `ids=`."""
        return case.case.name

    def lint(self) -> None:
        """No edition has an error. (Warnings are said by `tijian ruleset lint`.)"""
        editions = self.catalogue.library.editions(self.category)
        assert editions, f"{self.category}: there is no ruleset; is the distribution installed?"
        for edition in editions:
            loaded = self.catalogue.library.load(self.category, edition.edition)
            problems = [*lint(loaded, self.catalogue.plugins.scoring_models()), *self.catalogue.plugins.lint(loaded.ruleset)]
            _nothing_in([problem for problem in problems if not problem.warning])

    def judge(self, case: CaseAt, engine: Choice = "both") -> Result:
        """The case comes out as it expects. Returns the result, for further assertions."""
        outcome = judge_case(case, self.catalogue, engine)
        if outcome.error is not None:
            _nothing_in(outcome.error.problems)
        told = [f"{one.key}: expected {one.expected!r}, found {one.found!r}" for one in outcome.differences]
        assert not told, "\n".join([f"{case.at.file}:{case.at.line}: {case.case.name}", *told])
        assert outcome.result is not None
        return outcome.result

    def coverage(self, at_least: int = 100) -> None:
        """The cases fire, and do not fire, at least this share (percent) of the rules of every edition."""
        for edition in self.catalogue.library.editions(self.category):
            covered = coverage(self.catalogue, edition)
            missing = [f"{item.kind} {item.id}: {', '.join(item.missing)}" for item in covered.items if item.missing]
            told = [f"{edition.id}: covered {shown(covered.percent)} %, wanted {at_least} %", *missing]
            assert covered.percent >= at_least, "\n".join(told)

    def derivation(self) -> None:
        """`tijian_derive` keeps its promises for every product of the cases; asked in child processes, so it must be installed."""
        _nothing_in(broken_promises(questions(self.catalogue, self.cases()), self._prefer))


def _nothing_in(problems: Sequence[Problem]) -> None:
    assert not problems, "\n" + render_all(problems, "zh", 120)
