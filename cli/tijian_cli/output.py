"""Where results go: to stdout as they come, or to a file that is either the whole new one or untouched."""

import errno
import os
import sys
import tempfile
from pathlib import Path

from . import manners

_NAMED = 3  # files that are in the way are named up to here, and counted beyond


class Output:
    """Results on their way out: `add` each, `close` when all are there. With a `path` nothing is written before `close`."""

    def __init__(self, path: Path | None, *, data: bool) -> None:
        self._path = path
        self._data = data
        self._held: list[str] = []
        if path is not None:
            writable(path)  # told at once, not after the work

    def add(self, words: str) -> None:
        """One result, with its newline at the end."""
        if self._path is not None:
            self._held.append(words)
        elif self._data:
            manners.write_data(words)
        else:
            manners.write_text(words)

    def close(self) -> None:
        """Writes the file, if there is one. Raises InputError (E711) where it cannot be written."""
        if self._path is not None:
            write_file(self._path, "".join(self._held))


def write_file(path: Path, words: str) -> None:
    """Writes a UTF-8 file whole, as `write_bytes` does."""
    write_bytes(path, words.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file whole: beside its place, synced to disk, then renamed, so that no half of it is ever there.

    Raises InputError (E711) where that cannot be done.
    """
    nameable(path)
    beside: str | None = None
    path = Path(os.path.realpath(path))  # through a link, to the file it stands for
    try:
        number, beside = tempfile.mkstemp(prefix=f".{path.name[:64]}.", suffix=".part", dir=path.parent)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except OSError as error:
        raise refused(path, error) from error
    finally:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)


def free(paths: list[Path], force: bool) -> None:
    """Raises InputError: E848 for every file that would be overwritten without leave, E711 where a name cannot be written here."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    for path in paths:
        nameable(path)
    said = text("文件已存在，没有覆盖", "the file is there already, and was not overwritten")
    hint = text("换一个位置；确要覆盖，加 --force", "choose another place, or add --force to overwrite it")
    there = [path for path in paths if path.exists()]
    if there and not force:
        named = [Problem("E848", said, at=Position(str(path)), hint=hint) for path in there[:_NAMED]]
        if (more := len(there) - _NAMED) > 0:
            rest = text(f"另有 {more} 个文件也已存在，都没有覆盖", f"{more} more files are there already, and none was overwritten")
            named.append(Problem("E848", rest, at=Position(str(there[_NAMED].parent)), hint=hint))
        raise InputError(named)


def make_directory(path: Path) -> None:
    """Makes a directory, if it is not there. Raises InputError (E711) where that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise refused(path, NotADirectoryError(error.errno, "is a file, not a directory")) from error
    except OSError as error:
        raise refused(path, error) from error


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced; for a new one those that the user's umask gives."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def writable(path: Path) -> None:
    """Raises InputError (E711) where a file cannot be written there."""
    nameable(path)
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:  # links that lead to each other: where they lead to is nowhere
            raise refused(path, error) from error
    if path.is_dir():
        raise refused(path, IsADirectoryError(21, "is a directory"))
    if path.exists() and not path.is_file():
        raise refused(path, OSError(22, "not a regular file"))
    if not path.parent.is_dir():
        raise refused(path, FileNotFoundError(2, "no such directory"))
    if not os.access(path.parent, os.W_OK):
        raise refused(path, PermissionError(13, "permission denied"))


def nameable(path: Path) -> None:
    """Raises InputError (E711) where the file names of this environment cannot hold that of `path`."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        what = OSError(errno.EILSEQ, f"{sys.getfilesystemencoding()} (PYTHONUTF8=1, LANG=C.UTF-8)")
        raise refused(path, what) from error


def refused(path: Path, error: OSError) -> Exception:
    """The InputError (E711) that says why `path` cannot be written."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    match error:
        case IsADirectoryError():
            zh, en = "这是目录，不是文件", "this is a directory, not a file"
        case NotADirectoryError():
            zh, en = "这是文件，不是目录", "this is a file, not a directory"
        case FileNotFoundError():
            zh, en = f"没有目录 {path.parent}", f"there is no directory {path.parent}"
        case PermissionError():
            zh, en = f"没有写入目录 {path.parent} 的权限", f"no permission to write in {path.parent}"
        case OSError(errno=errno.EILSEQ):
            zh, en = f"此环境的文件名写不了这些字：{error.strerror}", f"file names here cannot hold these characters: {error.strerror}"
        case _:
            zh, en = f"写不进去：{error.strerror or error}", f"it cannot be written: {error.strerror or error}"
    hint = text(
        "换一个位置，或先建目录、改权限；原文件未动",
        "choose another place, or make the directory, or change its permissions; nothing was changed",
    )
    return InputError(
        Problem("E711", text(f"不能写 {path.name}：{zh}", f"cannot write {path.name}: {en}"), at=Position(str(path)), hint=hint)
    )
