"""Lint: ids and references. Every name must mean one thing, and whatever is named must be there."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from ..conditions.names import CONTEXT_NAMES, RESERVED_NAMES, SCORE_NAMES
from ..conditions.suggest import did_you_mean
from ..model.order import natural
from ..model.problem import Problem
from ..model.ruleset import Advice
from ..model.text import Text, text
from .document import Path, problem_at
from .loaded import Loaded

SCALE_FASTNESS = "fastness"
_LISTED = 10  # so many names can be read at a glance
_MEANS_CONTEXT = text("在条件中是背景（评估日期、品类等）", "is context in conditions (the date, the category and so on)")
_MEANS_SYNTAX = text("在条件中是保留字", "is a reserved word in conditions")
_ATTRIBUTE = text("属性", "an attribute")
_CALLED = {"product": _ATTRIBUTE, "derived": _ATTRIBUTE, "define": text("定义", "a definition")}
_KINDS = ("site_checks", "rule_checks", "sample_tests", "diagnoses")


def name_problems(loaded: Loaded, models: Collection[str]) -> Iterator[Problem]:
    """Problems of ids and references."""
    yield from _ids(loaded)
    yield from _attribute_names(loaded)
    yield from _references(loaded)
    ruleset = loaded.ruleset
    if ruleset.scoring.model not in models:
        yield _missing(loaded, "E306", ("scoring", "model"), "评分模型", "scoring model", ruleset.scoring.model, models)
    yield from _advice(loaded)


def _ids(loaded: Loaded) -> Iterator[Problem]:
    ruleset = loaded.ruleset
    places: dict[str, list[Path]] = defaultdict(list)
    for kind in _KINDS:
        for name in getattr(ruleset, kind):
            places[name].append((kind, name))
    for name, paths in places.items():
        if len(paths) > 1:
            also = [loaded.position(path, key=True) for path in paths[:-1]]
            said = text(
                f"编号 {name} 用了两次({paths[0][0]} 与 {paths[-1][0]})", f"id {name} is used twice ({paths[0][0]} and {paths[-1][0]})"
            )
            yield problem_at(loaded, "E301", said, paths[-1], key=True, also=also)
    if "all" in places:
        said = text("编号 all 留给用例使用（代表全部核查项）", "the id `all` is kept for golden cases (it stands for every site check)")
        yield problem_at(loaded, "E302", said, places["all"][0], key=True)
    for name in sorted(SCORE_NAMES & ruleset.sections.keys()):
        said = text(f"章节不能叫 {name}：score('{name}') 另有所指", f"no section can be called {name}: score('{name}') is another score")
        yield problem_at(loaded, "E302", said, ("sections", name), key=True)
    if SCALE_FASTNESS in ruleset.scales:
        said = text("fastness 是内置等级表，不能另行定义", "the scale `fastness` is built in and cannot be defined anew")
        yield problem_at(loaded, "E302", said, ("scales", SCALE_FASTNESS), key=True)
    for name, words in ruleset.scales.items():
        if len(set(words)) != len(words):
            said = text(f"等级表 {name} 有重复的等级", f"scale {name} has a grade twice")
            yield problem_at(loaded, "E303", said, ("scales", name))


def _attribute_names(loaded: Loaded) -> Iterator[Problem]:
    ruleset = loaded.ruleset
    seen: dict[str, Path] = {}
    for kind in ("product", "derived", "define"):
        for name in getattr(ruleset, kind):
            path: Path = (kind, name)
            if name in RESERVED_NAMES:
                meant = _MEANS_CONTEXT if name in CONTEXT_NAMES else _MEANS_SYNTAX
                said = text(f"{name} {meant.zh}，不能作{_CALLED[kind].zh}名", f"{name} {meant('en')} and cannot name {_CALLED[kind]('en')}")
                yield problem_at(loaded, "E302", said, path, key=True)
            if name in seen:
                said = text(f"名称 {name} 已在 {seen[name][0]} 中使用", f"the name {name} is already used in {seen[name][0]}")
                yield problem_at(loaded, "E301", said, path, key=True, also=[loaded.position(seen[name], key=True)])
            seen.setdefault(name, path)
    for kind in ("product", "derived"):
        for name, attribute in getattr(ruleset, kind).items():
            if attribute.choices is not None and len(set(attribute.choices)) != len(attribute.choices):
                said = text(f"属性 {name} 的选项有重复", f"attribute {name} has a choice twice")
                yield problem_at(loaded, "E303", said, (kind, name, "choices"))
            for place in attribute.choice_names:
                if place not in (attribute.choices or ()):
                    yield _missing(loaded, "E306", (kind, name, "choice_names", place), "选项", "choice", place, attribute.choices or ())
            if attribute.range is not None and attribute.range[0] > attribute.range[1]:
                said = text(f"属性 {name} 的范围上下限颠倒", f"the range of attribute {name} runs backwards")
                yield problem_at(loaded, "E305", said, (kind, name, "range"))
    for name, derived in ruleset.derived.items():
        for index, read in enumerate(derived.reads or ()):
            if read not in ruleset.product:
                yield _missing(loaded, "E306", ("derived", name, "reads", index), "产品属性", "product attribute", read, ruleset.product)


def _references(loaded: Loaded) -> Iterator[Problem]:
    ruleset = loaded.ruleset
    for kind in ("site_checks", "rule_checks"):
        for name, check in getattr(ruleset, kind).items():
            if check.section not in ruleset.sections:
                yield _missing(loaded, "E306", (kind, name, "section"), "章节", "section", check.section, ruleset.sections)
    for name, test in ruleset.sample_tests.items():
        if test.scale is not None and test.scale != SCALE_FASTNESS and test.scale not in ruleset.scales:
            scales = {*ruleset.scales, SCALE_FASTNESS}
            yield _missing(loaded, "E306", ("sample_tests", name, "scale"), "等级表", "scale", test.scale, scales)
    checks = {*ruleset.site_checks, *ruleset.rule_checks, *ruleset.sample_tests}
    for name, diagnosis in ruleset.diagnoses.items():
        for index, explained in enumerate(diagnosis.explains):
            if explained not in checks:
                yield _missing(loaded, "E306", ("diagnoses", name, "explains", index), "检查项", "check", explained, checks)
    for name, clue in ruleset.clues.items():
        if clue.code not in ruleset.clue_codes:
            yield _missing(loaded, "E306", ("clues", name, "code"), "线索代码", "clue code", clue.code, ruleset.clue_codes)


def _advice(loaded: Loaded) -> Iterator[Problem]:
    """A finding without advice leaves an enterprise without help: a warning."""
    ruleset = loaded.ruleset
    for kind in ("site_checks", "rule_checks", "sample_tests"):
        for name, check in getattr(ruleset, kind).items():
            advice: Advice | None = check.advice
            if advice is None:
                said = text(f"{name} 没有整改建议 advice", f"{name} has no advice")
                hint = text(
                    "写明怎样改、怎样防止再发生、用什么证明、几天内完成",
                    "say what to correct, how to prevent it, what proves it, within how many days",
                )
                yield problem_at(loaded, "W307", said, (kind, name), key=True, hint=hint, warning=True)


def _missing(loaded: Loaded, code: str, path: Path, zh: str, en: str, word: str, known: Collection[str]) -> Problem:
    near = did_you_mean(word, known)
    hint: Text | None = text(f"是不是“{near}”？", f"did you mean '{near}'?") if near else None
    names = sorted(known, key=natural)
    if 0 < len(names) <= _LISTED:
        zh_near, en_near = (hint.zh, hint("en")) if hint else ("", "")
        hint = text(f"{zh_near}有：{'、'.join(names)}", f"{en_near}{' ' if en_near else ''}there are: {', '.join(names)}")
    return problem_at(loaded, code, text(f"没有{zh} {word}", f"there is no {en} {word}"), path, hint=hint)
