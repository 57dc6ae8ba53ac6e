"""What the fence of the child process refuses and what it lets through, event by event."""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from tijian.plugin.fence import offence

READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("open", ("f", "w", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)),
        ("open", ("f", "a", os.O_WRONLY | os.O_APPEND)),
        ("open", ("f", "x", os.O_WRONLY | os.O_CREAT | os.O_EXCL)),
        ("open", ("f", "r+", os.O_RDWR)),
        ("open", ("f", None, os.O_RDWR)),
        ("open", ("f", None, READ | os.O_CREAT)),
        ("socket.__new__", (None, 2, 1, 0)),
        ("socket.connect", (None, ("127.0.0.1", 1))),
        ("socket.getaddrinfo", ("host", 1, 0, 0, 0)),
        ("subprocess.Popen", ("sh", [], None, None)),
        ("os.system", (b"true",)),
        ("os.fork", ()),
        ("os.exec", ("sh", [], None)),
        ("os.posix_spawn", ("sh", [], None)),
        ("os.remove", ("f", -1)),
        ("os.rename", ("f", "g", -1, -1)),
        ("os.mkdir", ("d", 0o777, -1)),
        ("shutil.rmtree", ("d", None)),
        ("os.kill", (1, 9)),
        ("sqlite3.connect", ("file.db",)),
    ],
)
def test_writing_sockets_and_programs_are_offences(event: str, args: tuple[Any, ...]) -> None:
    assert offence(event, args)


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("open", ("f", "r", READ)),
        ("open", ("f", "rb", READ)),
        ("open", ("f", None, READ)),
        ("open", (os.devnull, "w", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)),
        ("import", ("json", None, None, None, None)),
        ("exec", (None,)),
        ("os.listdir", (".",)),
        ("os.scandir", (".",)),
        ("socket.gethostname", ()),
        ("sqlite3.connect", (":memory:",)),
    ],
)
def test_reading_importing_and_computing_are_none(event: str, args: tuple[Any, ...]) -> None:
    assert offence(event, args) is None


def test_the_events_that_the_fence_knows_are_those_that_this_python_raises(tmp_path: Path) -> None:
    seen: list[str] = []
    listening = [True]

    def listen(event: str, args: tuple[Any, ...]) -> None:
        if listening and offence(event, args):
            seen.append(event)

    sys.addaudithook(listen)
    try:
        file = tmp_path / "f"
        file.write_text("x")
        file.rename(tmp_path / "g")
        (tmp_path / "g").chmod(0o600)
        os.truncate(tmp_path / "g", 0)
        (tmp_path / "g").unlink()
        (tmp_path / "d").mkdir()
        (tmp_path / "d").rmdir()
        sqlite3.connect(tmp_path / "db").close()
    finally:
        listening.clear()  # a hook cannot be taken away
    assert {"open", "os.rename", "os.chmod", "os.truncate", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"} <= set(seen)
