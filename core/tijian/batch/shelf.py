"""OUT: where everything of a batch stands, and how a file gets there: written beside, synced, renamed. Half a file is never there.

    job.json            what is judged, by what: `--resume` goes on only with the very same
    verdicts/  rejected/  findings/  counts/      one file a partition, where it has any
    done/               one line a partition, written last: it is done when this is there
    converted/          the wide datasets made of dossiers that were given
    summary.json        written when all is done

The files of a partition are called category-edition-number-digest; the digest is that of the input they were made from and of who judged.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import orjson

from ..model.problem import InputError, Position, Problem
from ..model.text import text
from .job import Done

JOB: Final = "job.json"
SUMMARY: Final = "summary.json"
DONE: Final = "done"
CONVERTED: Final = "converted"
VERDICTS, REJECTED, FINDINGS, COUNTS = "verdicts", "rejected", "findings", "counts"
KINDS: Final = (VERDICTS, REJECTED, FINDINGS, COUNTS)
_PART: Final = ".part"
_UNSAID: Final = frozenset({"number", "name", "resumed", "worker", "peak"})  # of `Done`: what the name says, or another run would not


class Shelf:
    """The directory OUT."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def open(self, *, resume: bool) -> None:
        """Makes it, or takes it up again. Raises InputError where it holds something else (E980), or cannot be made (E989)."""
        with writing(self.out):
            there = sorted(self.out.iterdir()) if self.out.exists() else []
            begun = (self.out / JOB).is_file()
            if there and not (begun and resume) and not (resume and _only_ours(there)):
                raise InputError(_occupied(self.out, there[0], begun=begun))
            for kind in (*KINDS, DONE):
                (self.out / kind).mkdir(parents=True, exist_ok=True)
            for left in self.out.rglob(f".*{_PART}"):  # of a run that was killed while it wrote
                left.unlink(missing_ok=True)

    def claim(self, job: bytes, *, resume: bool) -> None:
        """Says what is done here. Raises InputError (E982) where something else was begun here."""
        path = self.out / JOB
        if resume and path.is_file():
            with writing(path):
                begun = path.read_bytes()
            if begun != job:
                raise InputError(_another_job(path, begun, job))
            return
        write_whole(path, job)

    def done(self, number: int, name: str) -> Done | None:
        """The partition, if these very files of it are there and whole; what is left of another input at its place is taken away."""
        marker = self.out / DONE / f"{name}.json"
        label = name.rsplit("-", 1)[0]
        for kind in (*KINDS, DONE):
            for old in (self.out / kind).glob(f"{label}-*"):
                if not old.name.startswith(f"{name}."):
                    old.unlink(missing_ok=True)
        try:
            said: dict[str, Any] = orjson.loads(marker.read_bytes())
            sizes = said.pop("files")
            if any((self.out / file).stat().st_size != size for file, size in sizes.items()):
                return None
            tally = tuple((kind, grade, count) for kind, grade, count in said.pop("tally"))
            refused = tuple((code, count) for code, count in said.pop("refused"))
            return Done(**said, number=number, name=name, tally=tally, refused=refused, resumed=True)
        except (OSError, ValueError, KeyError, TypeError):  # not there, or not whole: it is judged (again)
            return None

    def put(self, done: Done, files: dict[str, bytes]) -> None:
        """Writes the files of a partition, by kind, and then says that it is done. Raises InputError (E989)."""
        sizes = {}
        for kind, data in files.items():
            file = f"{kind}/{done.name}.parquet"
            write_whole(self.out / file, data)
            sizes[file] = len(data)
        said = {key: value for key, value in asdict(done).items() if key not in _UNSAID}
        write_whole(self.out / DONE / f"{done.name}.json", orjson.dumps({**said, "files": sizes}, option=orjson.OPT_SORT_KEYS) + b"\n")

    def stray(self, names: set[str]) -> list[Path]:
        """Files of partitions that do not belong to these."""
        found = [file for kind in (*KINDS, DONE) for file in sorted((self.out / kind).iterdir())]
        return [file for file in found if file.name.rsplit(".", 1)[0] not in names]


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file beside its place, syncs and renames it. Raises InputError (E989) where that cannot be done: nothing is left then."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}{_PART}")
    with writing(path):
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what a disk says into E989. Raises InputError."""
    try:
        yield
    except OSError as error:
        said = text(f"写不进 {path.name}：{error.strerror or error}", f"cannot write {path.name}: {error.strerror or error}")
        hint = text(
            "腾出空间或改权限，再加 --resume 运行；已完成的分片都在，写了一半的没有留下",
            "make room, or change the permissions, and run again with --resume; what is done stays done, and no half of a file was left",
        )
        raise InputError(Problem("E989", said, at=Position(str(path)), hint=hint)) from error


def _only_ours(there: list[Path]) -> bool:
    """Whether a run was stopped here before it could say what it was to do."""
    return all(one.name in (*KINDS, DONE, CONVERTED) for one in there)


def _occupied(out: Path, first: Path, *, begun: bool) -> Problem:
    if begun:
        said = text("这里已有一次成批评估", "a batch was begun here already")
        hint = text("接着做加 --resume；重新做就换一个目录", "go on with --resume, or name another directory to begin anew")
    else:
        said = text(f"目录不是空的（有 {first.name}）", f"the directory is not empty (there is {first.name})")
        hint = text("换一个空目录或不存在的目录", "name an empty directory, or one that is not there")
    return Problem("E980", said, at=Position(str(out)), hint=hint)


def _another_job(path: Path, begun: bytes, job: bytes) -> Problem:
    try:
        old, new = orjson.loads(begun), orjson.loads(job)
        differs = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
    except ValueError:
        differs = ["schema"]
    named = "、".join(differs)
    said = text(f"OUT 里是另一次成批评估，不同的是：{named}", f"OUT holds another batch; what differs: {', '.join(differs)}")
    hint = text(
        "用当时的输入、细则、选项和版本接着做，或换一个目录重新做",
        "go on with the input, rulesets, options and version of then, or name another directory",
    )
    return Problem("E982", said, at=Position(str(path)), hint=hint)
