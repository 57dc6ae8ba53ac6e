"""The one door through which plugin code is called in this process: what it raises is caught, what it prints goes to stderr.

A raised exception becomes a PluginError that names the plugin and the place in its code; the traceback goes to the log
`tijian.plugin`. This is no fence: code that hangs, exits the process or opens files does so (see `isolate`).
"""

import logging
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from types import TracebackType
from typing import Final, TypeVar

from ..model.problem import PluginError, Position, Problem
from ..model.text import Text
from .fence import Refused
from .origin import Origin, said

log = logging.getLogger("tijian.plugin")
T = TypeVar("T")
before_words: Final[list[Callable[[], None]]] = []  # done before a fault is put in words: the child process lifts its memory limit


def call(origin: Origin, doing: str, function: Callable[[], T], *, home: str) -> T:
    """What `function` returns. Raises PluginError for whatever it raises; `home` is the plugin's top-level module."""
    try:
        with redirect_stdout(sys.stderr):
            return function()
    except PluginError:
        raise
    except (Exception, SystemExit) as error:  # code of others: whatever it raises is its fault, never ours
        for prepare in before_words:
            prepare()
        log.error("%s: %s raised", origin.en, doing, exc_info=error)  # noqa: TRY400  # the same, with the error named
        raise PluginError(raised(origin, doing, error, home)) from error


def raised(origin: Origin, doing: str, error: BaseException, home: str) -> Problem:
    """The problem that an exception of a plugin is."""
    words = f"{type(error).__name__}: {_message(error)}".rstrip(": ")
    at = place(error.__traceback__, home)
    if isinstance(error, MemoryError):
        return origin.problem("E632", f"执行 {doing} 时内存不足", f"ran out of memory in {doing}", at=at)
    if isinstance(error, Refused):
        return origin.problem("E633", f"执行 {doing} 时被隔离层拒绝: {words}", f"was refused by the fence in {doing}: {words}", at=at)
    return origin.problem("E620", f"执行 {doing} 时出错: {words}", f"raised in {doing}: {words}", at=at, hint=LOOK_IN_LOG)


LOOK_IN_LOG = Text(
    zh="完整的调用栈在标准错误输出（日志 tijian.plugin）中，请交给插件作者",
    en="the traceback is on stderr (log tijian.plugin): give it to the plugin's author",
)


def place(traceback: TracebackType | None, home: str) -> Position | None:
    """The last line of the plugin's own code that the exception went through."""
    found = None
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == home:
            found = Position(traceback.tb_frame.f_code.co_filename, traceback.tb_lineno, 1)
        traceback = traceback.tb_next
    return found


def _message(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:  # noqa: BLE001  # an exception whose own text raises: the type must do
        return ""
    return said(words)
