"""Whether `tijian_derive` keeps its promises, asked what the golden cases ask: the same answer whenever and in whatever order it is
asked, in processes whose sets and dicts are ordered otherwise; and knowing less of a product may take answers away, never change one.

The plugin's code runs in child processes with a limit of time (`tijian.plugin.isolate`), so that one that hangs or exits is told, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Final

from ..catalogues import Catalogue
from ..model.problem import PluginError, Problem
from ..model.ruleset import Derived
from ..model.text import Text
from ..plugin.derived import Derivation, Value
from ..plugin.isolate import Isolation
from ..plugin.manager import Plugins, load_plugins
from ..plugin.origin import said
from .cases import CaseAt, judge_case

SEEDS: Final = (1, 2)  # of the order of sets in the two child processes


@dataclass(frozen=True)
class Question:
    """What a plugin was asked of one product."""

    category: str
    product: Mapping[str, Value]
    produced_on: str | None
    assessed_on: str
    declared: Mapping[str, Derived]

    @property
    def shown(self) -> str:
        known = ", ".join(f"{name}: {value}" for name, value in self.product.items())
        return said(f"{{{known}}}; produced_on {self.produced_on}; assessed_on {self.assessed_on}")

    def without(self, name: str) -> "Question":
        """The same product, known less well."""
        return replace(self, product={key: value for key, value in self.product.items() if key != name})


class _Overheard(Plugins):
    """Plugins that note what they would be asked to derive, and derive nothing: none of their code runs."""

    def __init__(self, plugins: Plugins) -> None:
        super().__init__(plugins.loaded, plugins.failed, plugins.warnings, plugins._lost)
        self.asked: dict[str, Question] = {}

    def derive(
        self, category: str, product: Mapping[str, Value], produced_on: str | None, assessed_on: str, declared: Mapping[str, Derived]
    ) -> Derivation:
        question = Question(category, dict(product), produced_on, assessed_on, declared)
        self.asked.setdefault(repr((category, sorted(product.items(), key=str), produced_on, assessed_on)), question)
        return Derivation({})


def questions(catalogue: Catalogue, cases: Sequence[CaseAt]) -> list[Question]:
    """What the cases make a plugin be asked, each once; it is not asked here."""
    overheard = _Overheard(catalogue.plugins)
    listening = Catalogue(overheard, catalogue.library)
    for case in cases:
        judge_case(case, listening, "direct")
    return [question for question in overheard.asked.values() if question.declared]


def broken_promises(asked: Sequence[Question], prefer: Sequence[str] = ()) -> list[Problem]:
    """Every promise that does not hold, each kind once, with the question that shows it; a plugin's own faults as they are.

    Installed plugins are asked, in two child processes with different hash seeds. Empty: all held for every question.
    """
    found: dict[str, Problem] = {}
    with ExitStack() as stack:
        first, second = (load_plugins(prefer, isolation=stack.enter_context(Isolation(hash_seed=seed))) for seed in SEEDS)
        for problem in _examined(first, second, asked):
            found.setdefault(problem.code, problem)
    return [found[code] for code in sorted(found)]


def _examined(first: Plugins, second: Plugins, asked: Sequence[Question]) -> Iterator[Problem]:
    answers: list[Derivation] = []
    for question in asked:
        answers.append(_answer(first, question))
        if any(not problem.warning for problem in answers[-1].problems):  # its own fault; one that hangs would hang at every question
            yield from answers[-1].problems
            return
    again = [_answer(second, question) for question in reversed(asked)][::-1]  # another seed, another order
    for question, answer, other in zip(asked, answers, again, strict=True):
        yield from answer.problems
        if dict(answer.values) != dict(other.values):
            zh = f"对同一产品给出了不同的派生属性：{_said(answer)} 与 {_said(other)}（{question.shown}）"
            en = f"derives differently for one product: {_said(answer)} and {_said(other)} ({question.shown})"
            yield _problem(first, question, "E860", zh, en, _PURE)
    for question, answer in zip(asked, answers, strict=True):
        for name in question.product:
            less = _answer(first, question.without(name))
            if any(answer.values.get(key) != value for key, value in less.values.items()):
                before, after = _said(less), _said(answer)
                zh = f"知道得更多时改变或收回了派生属性：不知道 {name} 时为 {before}，知道后为 {after}（{question.shown}）"
                en = f"changes or withdraws what it derived when more is known: {before} without {name}, {after} with it ({question.shown})"
                yield _problem(first, question, "E861", zh, en, _GROWING)


def _answer(plugins: Plugins, question: Question) -> Derivation:
    try:
        return plugins.derive(question.category, question.product, question.produced_on, question.assessed_on, question.declared)
    except PluginError as error:
        return Derivation({}, error.problems)


def _said(answer: Derivation) -> str:
    return said("{" + ", ".join(f"{name}: {value}" for name, value in answer.values.items()) + "}")


def _problem(plugins: Plugins, question: Question, code: str, zh: str, en: str, hint: Text) -> Problem:
    owner = plugins.owner(question.category)
    if owner is None:  # nobody derives: what differs is then nobody's answer
        return Problem(code, Text(zh=f"品类 {question.category} {zh}", en=f"category {question.category} {en}"), hint=hint)
    return owner.problem(code, zh, en, hint=hint)


_PURE: Final = Text(
    zh="tijian_derive 只能看参数：不看时钟、文件、随机数、集合的顺序，不记忆先前的调用",
    en="tijian_derive may look at its arguments alone: no clock, file, randomness, order of a set, memory of earlier calls",
)
_GROWING: Final = Text(
    zh="属性未知时不要给出默认值：不能确定的，就不给出",
    en="give no default for an attribute that is not known: leave out what cannot be told",
)
