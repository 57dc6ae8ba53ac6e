"""The fence around plugin code in the child process: no sockets, no writing, no other programs, bounded memory.

A fence against accidents, not a sandbox: an audit hook sees what Python reports and nothing that C code does by itself,
and code that wants to get past it can. Code that is not trusted needs a sandbox of the operating system.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset(
    {
        *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"),
        *("os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "os.chflags"),
        *("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2", "pty.spawn"),
        *("os.kill", "os.killpg", "signal.pthread_kill", "webbrowser.open"),
        *("winreg.CreateKey", "winreg.DeleteKey", "winreg.DeleteValue", "winreg.SetValue", "winreg.SaveKey", "winreg.LoadKey"),
    }
)
_REFUSED_FAMILIES: Final = ("socket.", "subprocess.", "shutil.")
_HARMLESS: Final = frozenset({"socket.gethostname", "shutil.get_terminal_size"})


class Refused(PermissionError):
    """What plugin code gets that tries what the fence refuses."""


def offence(event: str, args: tuple[Any, ...]) -> str | None:
    """What is wrong with an audit event, in a few words; None where it is allowed."""
    if event == "open":
        path, mode, flags = args
        writes = (isinstance(flags, int) and flags & _WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
        return f"open {path!r} for writing" if writes and path != os.devnull else None
    if event == "sqlite3.connect":
        return None if args and args[0] == ":memory:" else event
    if event in _REFUSED or (event.startswith(_REFUSED_FAMILIES) and event not in _HARMLESS):
        return event
    return None


def put_up(note: Callable[[str], None]) -> None:
    """Refuse from here on, in this process and for good (an audit hook cannot be taken down); `note` hears of each refusal."""

    def fence(event: str, args: tuple[Any, ...]) -> None:
        if (wrong := offence(event, args)) is not None:
            note(wrong)
            raise Refused(f"a plugin may not do this: {wrong}")

    sys.dont_write_bytecode = True
    sys.addaudithook(fence)


class Memory:
    """The bound on this process's address space while plugin code runs. It is lifted before our own code says what went wrong: a plugin
    that left not a byte must not keep us from saying so.
    """

    __slots__ = ("_bounded", "_free")

    def __init__(self, size: int) -> None:
        """Bound to `size` bytes from the next `bound()` on. Leaves no core dumps."""
        self._bounded = self._free = None
        try:
            import resource
        except ImportError:  # Windows has no such limit
            return
        free = resource.getrlimit(resource.RLIMIT_AS)
        bounded = (size if free[1] == resource.RLIM_INFINITY else min(size, free[1]), free[1])
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, bounded)
            resource.setrlimit(resource.RLIMIT_AS, free)
        except (ValueError, OSError):  # systems that name the limit and do not have it
            return
        self._bounded, self._free = (partial(resource.setrlimit, resource.RLIMIT_AS, one) for one in (bounded, free))

    @property
    def limited(self) -> bool:
        return self._bounded is not None

    def bound(self) -> None:
        if self._bounded is not None:
            self._bounded()

    def lift(self) -> None:
        if self._free is not None:
            self._free()
