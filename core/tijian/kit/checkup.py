"""Whether a category is fit to ship: what `tijian plugin check` looks at, step by step, for a distribution or a directory of rulesets.

Every step is made even where an earlier one failed, as far as it can be, so that one run shows all there is to mend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..authoring.lint import lint
from ..authoring.load import SHARED, folders
from ..catalogues import Catalogue
from ..model.problem import InputError, PluginError, Problem, RulesetError, TijianError
from ..model.text import Text
from ..plugin.check_scoring import check_scoring_model
from ..plugin.origin import Origin, normalized
from ..proving.cases import CaseAt, judge_case
from ..proving.coverage import coverage
from ..proving.derivation import broken_promises, questions
from ..proving.replay import cases_of, replayed
from ..verdict.numbers import shown

SEEDS: Final = (11, 12)
NO: Final = 1  # the answer is no; a problem's own class says when it is more


@dataclass(frozen=True)
class Subject:
    """What is checked: the categories, and where they come from. `origins` is empty for a directory of rulesets."""

    name: str
    categories: tuple[str, ...]
    origins: tuple[Origin, ...]
    ruleset_path: tuple[Path, ...]
    prefer: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One thing looked at. `code`: 0 passed, 1 the answer is no, 4 at fault; `told`: what was seen; `problems`: what is wrong."""

    name: str
    title: Text
    code: int
    told: Text
    problems: tuple[Problem, ...] = ()


def subject(word: str, found: Catalogue, ruleset_path: Sequence[Path], prefer: Sequence[str]) -> Subject:
    """What `word` means: an installed distribution, or a directory of rulesets (which `found` must know).

    Raises InputError: E853 nothing of that name, E854 nothing in it to check.
    """
    place = Path(word)
    origins = tuple(one.origin for one in found.plugins.loaded if normalized(one.origin.distribution) == normalized(word))
    failed = [one for one in found.plugins.failed if normalized(one.origin.distribution) == normalized(word)]
    if origins or failed:
        claimed = {category.id for one in found.plugins.loaded if one.origin in origins for category in one.claims.categories}
        return Subject(word, tuple(sorted(claimed)), origins or tuple(one.origin for one in failed), tuple(ruleset_path), tuple(prefer))
    if not place.is_dir():
        raise InputError(_unknown(word))
    root = next(root for root in found.library.roots if root.path.resolve() == place.resolve())
    categories = tuple(sorted(set(folders(root)) - {SHARED}))
    if not categories:
        said = Text(zh=f"{word} 中没有评估细则", en=f"there are no rulesets in {word}")
        hint = _INSTALL if (place / "pyproject.toml").is_file() else _LAYOUT
        raise InputError(Problem("E854", said, hint=hint))
    return Subject(word, categories, (), tuple(ruleset_path), tuple(prefer))


_INSTALL: Final = Text(
    zh="这是一个软件包的源目录：先 pip install -e 它，再用软件包名检查",
    en="this is the source of a distribution: pip install -e it, then check it by its name",
)
_LAYOUT: Final = Text(zh="评估细则应在 <目录>/<品类>/<版本>.yaml", en="rulesets are <directory>/<category>/<edition>.yaml")


def _unknown(word: str) -> Problem:
    said = Text(zh=f"没有名为 {word} 的软件包或目录", en=f"there is no distribution and no directory named {word}")
    return Problem("E853", said, hint=Text(zh="tijian plugin list 列出已安装的", en="tijian plugin list shows those installed"))


def checkup(one: Subject, found: Catalogue, *, fail_under: int = 100) -> Iterator[Step]:
    """The steps, each as it is done. `found` should isolate plugins: their code is not trusted to end."""
    yield _loading(one, found)
    if not one.categories:
        return
    yield _linting(one, found)
    cases, unreadable = _cases(one, found)
    if any(origin == found.plugins.owner(category) for category in one.categories for origin in one.origins):
        deriving = _deriving(one, found, cases)
        yield deriving
        if {problem.code for problem in deriving.problems if not problem.warning} - {"E860", "E861"}:
            return  # it raises, hangs or answers what it may not: every case would fail of it, slowly
    yield _judging(found, cases, unreadable)
    yield _covering(one, found, fail_under)
    yield from _scoring(one, found)
    yield _replaying(one)


def _loading(one: Subject, found: Catalogue) -> Step:
    title = Text(zh="加载与接口版本", en="loading and API version")
    problems = [problem for failed in found.plugins.failed if failed.origin in one.origins for problem in failed.problems]
    problems += [warning for loaded in found.plugins.loaded if loaded.origin in one.origins for warning in loaded.warnings]
    names = "、".join(one.categories), ", ".join(one.categories)
    told = Text(zh=f"品类 {names[0] or '无'}", en=f"categories: {names[1] or 'none'}")
    return Step("load", title, _code(problems), told, tuple(problems))


def _linting(one: Subject, found: Catalogue) -> Step:
    problems: list[Problem] = []
    editions = 0
    for category in one.categories:
        try:
            for edition in found.library.editions(category):
                editions += 1
                loaded = found.library.load(category, edition.edition)
                problems += [*loaded.notes, *lint(loaded, found.plugins.scoring_models()), *found.plugins.lint(loaded.ruleset)]
        except RulesetError as error:
            problems += error.problems
    if not editions:
        said = Text(zh="没有评估细则", en="there is no ruleset")
        problems.append(Problem("E854", said, hint=_LAYOUT))
    told = Text(zh=f"{editions} 个版本", en=f"{editions} edition{'' if editions == 1 else 's'}")
    return Step("lint", Text(zh="评估细则检查", en="lint"), _code(problems), told, tuple(problems))


def _cases(one: Subject, found: Catalogue) -> tuple[list[CaseAt], list[Problem]]:
    cases: list[CaseAt] = []
    problems: list[Problem] = []
    for category in one.categories:
        try:
            cases += cases_of(found, category)
        except TijianError as error:
            problems += error.problems
    return cases, problems


def _judging(found: Catalogue, cases: Sequence[CaseAt], unreadable: Sequence[Problem]) -> Step:
    outcomes = [judge_case(case, found) for case in cases]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    problems = list(unreadable)
    for outcome in failed[:_SHOWN]:
        keys = ", ".join(difference.key for difference in outcome.differences) or ", ".join(
            problem.code for problem in (outcome.error.problems if outcome.error else ())
        )
        said = Text(zh=f"案例“{outcome.at.case.name}”不符：{keys}", en=f"case “{outcome.at.case.name}” comes out otherwise: {keys}")
        hint = Text(zh="tijian ruleset test 写明差异", en="tijian ruleset test shows the difference")
        problems.append(Problem("E864", said, at=outcome.at.at, hint=hint))
    told = Text(
        zh=f"{len(cases) - len(failed)} 个相符，{len(failed)} 个不符", en=f"{len(cases) - len(failed)} passed, {len(failed)} failed"
    )
    code = _code(unreadable) or (NO if failed or not cases else 0)
    return Step("cases", Text(zh="案例", en="cases"), code, told, tuple(problems))


_SHOWN: Final = 20  # failed cases named


def _covering(one: Subject, found: Catalogue, fail_under: int) -> Step:
    problems: list[Problem] = []
    zh, en = [], []
    short = False
    for category in one.categories:
        try:
            for edition in found.library.editions(category):
                covered = coverage(found, edition)
                percent = shown(covered.percent)
                zh.append(f"{edition.id} {percent}%")
                en.append(f"{edition.id} {percent}%")
                if covered.percent < fail_under:
                    short = True
                    missing = ", ".join(item.id for item in covered.items if item.missing)
                    said = Text(zh=f"{edition.id} 的案例没有覆盖：{missing}", en=f"the cases of {edition.id} do not cover: {missing}")
                    hint = Text(zh="tijian ruleset coverage 写明缺哪一边", en="tijian ruleset coverage shows which side is missing")
                    problems.append(Problem("E865", said, hint=hint))
        except TijianError as error:
            problems += error.problems
    code = NO if short and all(problem.code == "E865" for problem in problems) else _code(problems)
    return Step(
        "coverage", Text(zh="案例覆盖率", en="coverage"), code, Text(zh="，".join(zh) or "无", en=", ".join(en) or "none"), tuple(problems)
    )


def _deriving(one: Subject, found: Catalogue, cases: Sequence[CaseAt]) -> Step:
    asked = questions(found, cases)
    problems = broken_promises(asked, one.prefer)
    told = Text(zh=f"{len(asked)} 种产品，两个散列种子", en=f"{len(asked)} products, two hash seeds")
    return Step(
        "derive",
        Text(zh="派生属性只由产品决定", en="derived attributes depend on the product alone"),
        _code(problems),
        told,
        tuple(problems),
    )


def _scoring(one: Subject, found: Catalogue) -> Iterator[Step]:
    models = found.plugins.scoring_models()
    own = [name for loaded in found.plugins.loaded if loaded.origin in one.origins for name in loaded.claims.models]
    for name in sorted(own):
        problems = tuple(check_scoring_model(models[name]))
        yield Step(
            "scoring",
            Text(zh=f"评分模型 {name}", en=f"scoring model {name}"),
            _code(problems),
            Text(zh="单调、居中、确定", en="monotone, internal, deterministic"),
            problems,
        )


def _replaying(one: Subject) -> Step:
    title = Text(zh="结果可复现", en="results are reproducible")
    try:
        first, second = (replayed(one.categories, one.ruleset_path, one.prefer, seed) for seed in SEEDS)
    except PluginError as error:
        return Step("replay", title, _code(error.problems), Text(zh="未能完成", en="not finished"), error.problems)
    differing = [name for name, digest in first.items() if second.get(name) != digest]
    problems = tuple(_unstable(name) for name in differing[:_SHOWN])
    told = Text(zh=f"{len(first)} 个案例，两个散列种子", en=f"{len(first)} cases, two hash seeds")
    return Step("replay", title, _code(problems), told, problems)


def _unstable(name: str) -> Problem:
    said = Text(zh=f"案例“{name}”的结果随进程而变", en=f"the result of case “{name}” changes with the process")
    return Problem(
        "E862",
        said,
        hint=Text(zh="插件依赖了集合的顺序、时钟或随机数", en="the plugin depends on the order of a set, the clock or randomness"),
    )


def _code(problems: Sequence[Problem]) -> int:
    return PluginError.exit_code if any(not problem.warning for problem in problems) else 0
