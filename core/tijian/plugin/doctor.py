"""What works on this machine and what does not, as data for `tijian doctor`: Python, engines, plugins, rulesets, terminal, disk.

Never raises: an examination that fails is itself a finding.
"""

import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TextIO

from ..authoring.load import DEMO
from ..model.problem import Problem
from ..model.text import Text
from .manager import Plugins, load_plugins
from .origin import said

PYTHONS: Final = ((3, 11), (3, 14))  # from, and below
_SAMPLE: Final = "体检 ✓ ≥ ±"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at. `name` is stable, for scripts: python, durable-rules, plugin:mask, rulesets:mask, terminal, temp."""

    name: str
    ok: bool
    text: Text
    hint: Text | None = None


def doctor(plugins: Plugins | None = None, ruleset_path: Sequence[Path] = (), terminal: TextIO | None = None) -> list[Examined]:
    """Every examination, in a fixed order. `plugins`: those of the run (loaded here, if left out); `ruleset_path`: directories of YAML."""
    found: list[Examined] = []
    loaded = plugins

    def attend(name: str, examine: Callable[[], Iterator[Examined]]) -> None:
        try:
            found.extend(examine())
        except Exception as error:  # noqa: BLE001  # the doctor always runs, and says what could not be looked at
            words = said(f"{type(error).__name__}: {error}")
            found.append(Examined(name, False, Text(zh=f"检查 {name} 时出错: {words}", en=f"examining {name} failed: {words}")))

    def with_plugins() -> Iterator[Examined]:
        nonlocal loaded
        loaded = load_plugins() if loaded is None else loaded
        return _plugins(loaded)

    attend("python", _python)
    attend("durable-rules", _durable_rules)
    attend("plugins", with_plugins)
    attend("rulesets", lambda: _rulesets(loaded, ruleset_path))
    attend("terminal", lambda: _terminal(sys.stdout if terminal is None else terminal))
    attend("temp", _temp)
    return found


def _python() -> Iterator[Examined]:
    words = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    low, below = (".".join(str(part) for part in one) for one in PYTHONS)
    hint = Text(zh=f"请使用 Python {low} 以上、{below} 以下的版本", en=f"use a Python from {low} on, below {below}")
    ok = PYTHONS[0] <= sys.version_info[:2] < PYTHONS[1]
    yield Examined("python", ok, Text(zh=words, en=words), None if ok else hint)


def _durable_rules() -> Iterator[Examined]:
    if importlib.util.find_spec("durable") is not None:
        try:
            words = f"durable-rules {version('durable-rules')}"
        except PackageNotFoundError:
            words = "durable-rules"
        yield Examined("durable-rules", True, Text(zh=f"{words}: 两个引擎互相核对", en=f"{words}: two engines check each other"))
        return
    text = Text(zh="没有 durable-rules: 只用一个引擎(single-engine)", en="no durable-rules: one engine runs alone (single-engine)")
    hint = Text(
        zh="需要 Python 3.13 以下和 C 编译器: pip install durable-rules",
        en="it needs a Python below 3.13 and a C compiler: pip install durable-rules",
    )
    yield Examined("durable-rules", False, text, hint)


def _plugins(plugins: Plugins) -> Iterator[Examined]:
    for one in plugins.loaded:
        brings = ", ".join(category.id for category in one.claims.categories) or "-"
        yield Examined(
            f"plugin:{one.origin.name}",
            True,
            Text(zh=f"{one.origin.zh}: 类别 {brings}", en=f"{one.origin.en}: categories {brings}"),
        )
    for failed in plugins.failed:
        yield from (_examined(f"plugin:{failed.origin.name}", problem) for problem in failed.problems)
    yield from (_examined("plugins", warning) for warning in plugins.warnings)
    if not plugins.loaded:
        text = Text(zh="没有加载任何插件", en="no plugin is loaded")
        yield Examined("plugins", False, text, Text(zh="请重新安装体检，或安装类别插件", en="install Tijian again, or a category's plugin"))


def _examined(name: str, problem: Problem) -> Examined:
    where = f" ({problem.at.file}:{problem.at.line})" if problem.at else ""
    text = Text(zh=f"{problem.code} {problem.text.zh}{where}", en=f"{problem.code} {problem.text('en')}{where}")
    return Examined(name, problem.warning, text, problem.hint)


def _rulesets(plugins: Plugins | None, ruleset_path: Sequence[Path]) -> Iterator[Examined]:
    editions: dict[str, set[str]] = {name: set() for name in (plugins.categories() if plugins else ())}
    roots = [(root.path, root.without) for root in (plugins.ruleset_roots() if plugins else ())]
    for path in ruleset_path:
        if path.is_dir():
            roots.append((path, frozenset()))
        else:
            text = Text(zh=f"细则目录不存在: {said(str(path))}", en=f"no such directory of rulesets: {said(str(path))}")
            yield Examined("rulesets", False, text, Text(zh="检查 --ruleset-path", en="look at --ruleset-path"))
    for path, without in roots:
        for file in path.glob("*/*.yaml"):
            if file.parent.name not in {*without, DEMO}:
                editions.setdefault(file.parent.name, set()).add(file.stem)
    for category, found in sorted(editions.items()):
        name = f"rulesets:{category}"
        if found:
            words = ", ".join(sorted(found))
            yield Examined(name, True, Text(zh=f"{said(category)}: 版本 {said(words)}", en=f"{said(category)}: editions {said(words)}"))
        else:
            hint = Text(zh="需要一个目录 <类别>/<版本>.yaml", en="it needs a directory <category>/<edition>.yaml")
            yield Examined(name, False, Text(zh=f"{category}: 没有评估细则", en=f"{category}: no ruleset"), hint)


def _terminal(stream: TextIO) -> Iterator[Examined]:
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        _SAMPLE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        text = Text(
            zh=f"终端编码 {encoding} 不能显示全部文字，缺的以 ? 代替",
            en=f"terminal encoding {encoding} cannot show every character: ? stands for those",
        )
        yield Examined(
            "terminal", False, text, Text(zh="设置 PYTHONUTF8=1，或使用 UTF-8 终端", en="set PYTHONUTF8=1, or use a UTF-8 terminal")
        )
    else:
        yield Examined("terminal", True, Text(zh=f"终端编码 {encoding}", en=f"terminal encoding {encoding}"))


def _temp() -> Iterator[Examined]:
    where = "?"
    try:
        where = tempfile.gettempdir()
        with tempfile.TemporaryFile() as file:
            file.write(b"tijian")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        text = Text(
            zh=f"临时目录 {where} 不可写: {said(str(error))}", en=f"the temporary directory {where} is not writable: {said(str(error))}"
        )
        yield Examined("temp", False, text, Text(zh="腾出磁盘空间，或设置 TMPDIR", en="free some disk space, or set TMPDIR"))
    else:
        yield Examined("temp", True, Text(zh=f"临时目录可写: {where}", en=f"the temporary directory is writable: {where}"))
