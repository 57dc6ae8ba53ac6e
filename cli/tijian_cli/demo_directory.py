"""The directory that `tijian demo --out` fills: whole or untouched, and nobody's own work in it is ever lost.

Everything is first written aside, in the same directory, and put in place when all of it is there. `SHA256SUMS` lists what the
demonstration wrote (`sha256sum -c SHA256SUMS` checks it): those files it may replace or take away, no others, and none that a
person has changed since.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import signal
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

    from tijian.model.problem import InputError
    from tijian.model.text import Text

LIST: Final = "SHA256SUMS"
_ASIDE: Final = ".tijian-unfinished-"
_FIRST: Final = "# tijian demo: "
_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


class DemoDirectory:
    """One directory for one demonstration (`kind`). `put` every file, inside `with`; at its end all of them are in place.

    Where the work fails or is interrupted the directory is as it was.
    """

    def __init__(self, path: Path, kind: str) -> None:
        """Raises InputError: E711 it cannot be a directory, E716 it holds something else, E715 a file in it was changed."""
        self.path = path
        self._kind = kind
        self._ours = self._listed()
        self._made: list[Path] = []  # directories that were not there before
        self._aside: Path | None = None
        self._new: dict[str, str] = {}  # path → digest, in the order written

    def __enter__(self) -> DemoDirectory:
        from .output import make_directory, refused

        self._made = [one for one in (self.path, *self.path.parents) if not one.exists()]
        try:
            make_directory(self.path)
            for left in self.path.glob(f"{_ASIDE}*"):  # of a run that was killed
                shutil.rmtree(left)
            self._aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self.path))
        except OSError as error:
            raise refused(self.path, error) from error
        return self

    def put(self, name: str, data: bytes) -> None:
        """Writes a file; `name` is its path in the directory, with slashes. Raises InputError (E711), on a full disk say."""
        from .output import nameable, refused

        assert self._aside is not None
        nameable(self.path / name)
        place = self._aside / name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        except OSError as error:
            raise refused(self.path / name, error) from error
        self._new[name] = hashlib.sha256(data).hexdigest()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with _undisturbed():
            try:
                if kind is None:
                    self._publish()
                    self._made = []
            finally:
                if self._aside is not None:
                    shutil.rmtree(self._aside, ignore_errors=True)
                for one in self._made:  # the innermost first; one that somebody has put a file into stays
                    if one.is_dir() and not any(one.iterdir()):
                        one.rmdir()

    # ── what is there already ───────────────────────────────────────────────────────────────────────

    def _listed(self) -> dict[str, set[str]]:
        """What an earlier run wrote here: path → its digests. Raises InputError."""
        from tijian.model.text import text

        from .output import refused

        if not self.path.is_dir():
            if self.path.exists():
                raise refused(self.path, NotADirectoryError(20, "is a file, not a directory"))
            return {}
        try:
            strangers = sorted(one.name for one in self.path.iterdir() if not one.name.startswith("."))
            lines = (self.path / LIST).read_text("utf-8").splitlines() if LIST in strangers else []
        except (OSError, UnicodeDecodeError) as error:
            raise refused(self.path, error if isinstance(error, OSError) else OSError(0, f"{LIST}: {error}")) from error
        if not strangers:
            return {}
        if not lines or lines[0] != _FIRST + self._kind:
            held = "、".join(strangers[:3]) + ("…" if len(strangers) > 3 else "")
            said = text(
                f"目录里有别的东西（{held}），不是这一演示写的；什么也没有动",
                f"the directory holds something else ({held}), not written by this demonstration; nothing was touched",
            )
            raise _refusal("E716", [self.path], said, text("换一个空的或新的目录", "name an empty or a new directory"))
        found: dict[str, set[str]] = defaultdict(set)
        for line in lines[1:]:
            if (match := _LINE.fullmatch(line)) and not {"..", "/"} & set(PurePosixPath(match[2]).parts):
                found[match[2]].add(match[1])
        self._refuse([self.path / name for name, digests in found.items() if _differs(self.path / name, digests)])
        return dict(found)

    @staticmethod
    def _refuse(changed: list[Path]) -> None:
        """Somebody's edits are never lost."""
        from tijian.model.text import text

        said = text(
            "这个文件不是演示写的，或写后改动过；没有写入任何文件",
            "this file is not the demonstration's, or was changed since; nothing was written",
        )
        if changed:
            raise _refusal("E715", changed, said, text("换一个目录；不要它了就先删除", "choose another directory, or delete it first"))

    # ── putting in place ────────────────────────────────────────────────────────────────────────────

    def _publish(self) -> None:
        """Puts every file in its place and takes away what is no longer written. Raises InputError.

        The list says first what was and what will be, so that a run that is killed here leaves nothing that the next would not know.
        """
        from .output import refused

        assert self._aside is not None
        strangers = [self.path / name for name in self._new if name not in self._ours]
        self._refuse([path for path in strangers if path.exists() or path.is_symlink()])
        new = list(self._new.items())
        before = [(name, digest) for name, digests in self._ours.items() for digest in digests]
        gone = [name for name in self._ours if name not in self._new]
        place = self.path / LIST
        try:
            self._list(new + before)
            for name in self._new:
                place = self.path / name
                place.parent.mkdir(parents=True, exist_ok=True)
                (self._aside / name).replace(place)
            for name in gone:
                place = self.path / name
                place.unlink(missing_ok=True)
                if place.parent != self.path and place.parent.is_dir() and not any(place.parent.iterdir()):
                    place.parent.rmdir()
            self._list(new)
        except OSError as error:
            raise refused(place, error) from error

    def _list(self, files: list[tuple[str, str]]) -> None:
        assert self._aside is not None
        words = [_FIRST + self._kind, *(f"{digest}  {name}" for name, digest in sorted(set(files)))]
        (self._aside / LIST).write_bytes("".join(f"{line}\n" for line in words).encode())
        (self._aside / LIST).replace(self.path / LIST)


def _differs(path: Path, digests: set[str]) -> bool:
    """Whether something is there and has none of these digests; what cannot be read is not ours to replace."""
    if not path.exists():
        return path.is_symlink()
    try:
        return not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() not in digests
    except OSError:
        return True


def _refusal(code: str, paths: list[Path], said: Text, hint: Text) -> InputError:
    from tijian.model.problem import InputError, Position, Problem

    return InputError([Problem(code, said, at=Position(str(path)), hint=hint) for path in paths])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits: this takes milliseconds, and half of it would be worse than all or nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
