"""From an offer to a plugin that can be asked: import it, and hold it against the contract of `hookspecs`.

Every fault is a PluginError of that plugin alone; nothing here stops the loading of another.
"""

import inspect
import re
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import pluggy

from ..conditions.suggest import suggestion
from ..model.problem import PluginError, Position, Problem
from ..model.text import Text, text
from . import guard, hookspecs
from .offers import Offer
from .origin import Origin, normalized, said

CORE_DISTRIBUTION: Final = "tijian"
CORE_MODULES: Final = frozenset({"tijian", "tijian_cli", "tijian_plugins", "tijian_rulesets"})
HOOKS: Final = hookspecs.hook_arguments()
_PREFIX: Final = f"{hookspecs.PROJECT}_"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A plugin that imported and keeps the contract. It has a plugin manager of its own, so no plugin can wrap another's answers."""

    origin: Origin
    home: str  # its top-level module
    hook: Any  # pluggy's relay: hook.tijian_derive(...) -> list of answers
    hooks: frozenset[str]  # those it answers
    warnings: tuple[Problem, ...] = ()


def admit(offer: Offer) -> Admitted:
    """Import the module of an offer and check its API version and hooks. Raises PluginError."""
    origin = offer.origin
    if offer.fault is not None or offer.load is None:
        raise PluginError(
            origin.problem("E601", f"的元数据读不出来: {offer.fault}", f"has unreadable metadata: {offer.fault}", hint=REINSTALL)
        )
    _refuse_shadowing(offer)
    module = _imported(offer)
    if not isinstance(module, ModuleType):
        raise PluginError(
            origin.problem(
                "E601",
                f"的入口点指向 {type(module).__name__}，应指向模块",
                f"has an entry point to a {type(module).__name__}: it must name a module",
            )
        )
    home = module.__name__.partition(".")[0]
    warnings = _api(origin, module)
    found = _hooks(origin, module)
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, origin.name)
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        raise PluginError(
            origin.problem("E604", f"的钩子不合约定: {said(str(error))}", f"breaks the contract of a hook: {said(str(error))}")
        ) from error
    return Admitted(origin, home, manager.hook, found, warnings)


REINSTALL: Final = Text(zh="请重新安装该软件包", en="install the distribution again")


def _refuse_shadowing(offer: Offer) -> None:
    if normalized(offer.origin.distribution) == CORE_DISTRIBUTION:
        return
    tops = offer.provides | {offer.module.partition(".")[0]}
    if taken := sorted(top for top in tops if top in CORE_MODULES or top in sys.stdlib_module_names):
        names = ", ".join(taken)
        hint = Text(zh="请插件作者给模块改名", en="its author must rename the module")
        raise PluginError(
            offer.origin.problem(
                "E607", f"占用了标准库或体检的模块名 {names}", f"takes the name of a standard or Tijian module: {names}", hint=hint
            )
        )


def _imported(offer: Offer) -> object:
    """The imported module. Raises PluginError for whatever the import raises, or where it replaced a module of ours or Python's."""
    origin, home = offer.origin, offer.module.partition(".")[0]
    before = {name: module for name, module in sys.modules.items() if _ours(name)}
    assert offer.load is not None
    try:
        loaded = guard.call(origin, "import", offer.load, home=home)
    except PluginError as error:
        raise PluginError(_import_problem(origin, error, home)) from error.__cause__
    finally:
        replaced = sorted(name for name, module in before.items() if sys.modules.get(name) is not module)
        sys.modules.update({name: before[name] for name in replaced})
    if replaced:
        names = ", ".join(replaced)
        raise PluginError(
            origin.problem("E607", f"导入时替换了模块 {names}（已恢复）", f"replaced modules when imported: {names} (put back)")
        )
    return loaded


def _ours(module: str) -> bool:
    top = module.partition(".")[0]
    return top in CORE_MODULES or top in sys.stdlib_module_names


def _import_problem(origin: Origin, error: PluginError, home: str) -> Problem:
    """The problem of a failed import, in more useful words than 'it raised' where the cause is a common one."""
    cause, general = error.__cause__, error.problems[0]
    if general.code != "E620":  # out of memory, or refused by the fence
        return general
    if isinstance(cause, ModuleNotFoundError) and cause.name and cause.name.partition(".")[0] != home:
        hint = Text(
            zh=f"请安装提供 {cause.name} 的软件包，或重新安装该插件", en=f"install what provides {cause.name}, or install the plugin again"
        )
        return origin.problem("E602", f"缺少依赖 {cause.name}", f"lacks a dependency: {cause.name}", hint=hint, at=general.at)
    at = general.at
    if isinstance(cause, SyntaxError) and cause.filename:
        at = Position(cause.filename, cause.lineno or 0, cause.offset or 1)
    words = said(f"{type(cause).__name__}: {cause}")
    return origin.problem("E601", f"不能导入: {words}", f"does not import: {words}", at=at, hint=guard.LOOK_IN_LOG)


def _api(origin: Origin, module: ModuleType) -> tuple[Problem, ...]:
    major, minor = hookspecs.API
    stated = vars(module).get("requires_api")
    form = re.fullmatch(r"([0-9]{1,4})\.([0-9]{1,4})", stated) if isinstance(stated, str) else None
    hint = Text(zh=f'在模块中写明 requires_api = "{major}.{minor}"', en=f'state requires_api = "{major}.{minor}" in the module')
    if form is None:
        what = ("没有写明", "states no") if stated is None else (f"写错了({said(stated)})", f"misspells ({said(stated)}) its")
        raise PluginError(origin.problem("E605", f"{what[0]}接口版本 requires_api", f"{what[1]} requires_api", hint=hint))
    if int(form[1]) != major:
        zh, en = f"按接口 {stated} 编写，本程序的接口是 {major}.{minor}", f"is written for API {stated}: this Tijian has {major}.{minor}"
        raise PluginError(
            origin.problem(
                "E606", zh, en, hint=Text(zh="请安装与本程序相配的插件版本", en="install a version of the plugin made for this Tijian")
            )
        )
    if int(form[2]) > minor:
        zh, en = (
            f"按较新的接口 {stated} 编写，本程序的接口是 {major}.{minor}",
            f"is written for the newer API {stated}: this Tijian has {major}.{minor}",
        )
        return (origin.problem("W601", zh, en, hint=Text(zh="请升级体检", en="upgrade Tijian"), warning=True),)
    return ()


def _hooks(origin: Origin, module: ModuleType) -> frozenset[str]:
    """The hooks that a module answers. Raises PluginError with everything wrong about them."""
    problems: list[Problem] = []
    answered: set[str] = set()
    for name, function in sorted(vars(module).items()):
        options = getattr(function, f"{_PREFIX}impl", None) if inspect.isroutine(function) else None
        if not isinstance(options, dict):
            if name.startswith(_PREFIX) and callable(function) and getattr(function, "__module__", None) == module.__name__:
                problems.append(_unmarked(origin, name))
            continue
        hook = options.get("specname") or name
        if hook not in HOOKS:
            problems.append(_misspelt(origin, hook))
        elif options.get("wrapper") or options.get("hookwrapper") or hook in answered:
            problems.append(
                origin.problem("E604", f"的 {hook} 重复或是包装器", f"answers {hook} twice or with a wrapper: one plain function a hook")
            )
        else:
            problems.extend(_arguments(origin, hook, function))
        answered.add(hook)
    if problems:
        raise PluginError(problems)
    return frozenset(answered)


def _misspelt(origin: Origin, hook: str) -> Problem:
    hint = text(*(suggestion(hook, HOOKS) or ("钩子: " + "、".join(HOOKS), "hooks: " + ", ".join(HOOKS))))
    return origin.problem("E603", f"的 {said(hook)} 不是钩子", f"has {said(hook)}, which is no hook", hint=hint)


def _unmarked(origin: Origin, name: str) -> Problem:
    if name not in HOOKS:
        return _misspelt(origin, name)
    hint = Text(
        zh="在函数前加 @hookimpl(from tijian.plugin import hookimpl)", en="put @hookimpl above it (from tijian.plugin import hookimpl)"
    )
    return origin.problem(
        "E611", f"的 {name} 没有标 @hookimpl，不会被调用", f"has {name} without @hookimpl: it would never be called", hint=hint
    )


def _arguments(origin: Origin, hook: str, function: Any) -> list[Problem]:
    """A parameter that is no argument of the hook would be an error when called; one with a default would silently never be passed."""
    wrong = [
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name not in HOOKS[hook]
        or parameter.kind is not parameter.POSITIONAL_OR_KEYWORD
        or parameter.default is not parameter.empty
    ]
    if not wrong:
        return []
    names, takes = ", ".join(wrong), f"{hook}({', '.join(HOOKS[hook])})"
    hint = Text(zh=f"可用的参数: {takes}，可以少写，不可带默认值", en=f"it may take {takes}, or fewer, without defaults")
    return [origin.problem("E604", f"的 {hook} 参数不对: {names}", f"has wrong arguments in {hook}: {names}", hint=hint)]
