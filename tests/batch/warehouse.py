"""Where the tests of batches come in: small wide datasets, batches of them run here or by the real command, and trees compared to the byte."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from bench.generate import generate
from tests.cli.reception import PLAIN

import tijian
from tijian.batch.executors.alone import Alone
from tijian.batch.job import Executor
from tijian.batch.running import Prepared, Wishes, carry_out, prepare
from tijian.batch.summary import Summary
from tijian.catalogues import Catalogue

ROOT = Path(__file__).parents[2]
CAMPAIGN = ROOT / "rulesets" / "tijian_rulesets" / "campaigns" / "shanghai-2021"
ROWS, PART = 120, 20  # of two categories: six partitions


def stock(folder: Path, rows: int = ROWS) -> Path:
    """A directory of wide datasets of two categories."""
    generate(folder, rows)
    return folder


def made(given: Path, out: Path, known: Catalogue, *, audit: int | None = 0, rows: int = PART, **wishes: Any) -> Prepared:
    """A batch ready to be carried out."""
    return prepare(Wishes(given, out, audit=audit, rows=rows, **wishes), known)


def run(
    given: Path, out: Path, known: Catalogue, executor: Executor | None = None, *, audit: int | None = 0, rows: int = PART, **wishes: Any
) -> Summary:
    """A batch carried out, here unless an executor is given."""
    return carry_out(made(given, out, known, audit=audit, rows=rows, **wishes), executor or Alone())


def verdicts(out: Path) -> pl.DataFrame:
    """All verdicts of a batch, by assessment; grades as words."""
    frames = [pl.read_parquet(file).with_columns(pl.col(pl.Enum).cast(pl.String)) for file in sorted((out / "verdicts").iterdir())]
    return pl.concat(frames).sort("assessment")


def rejected(out: Path) -> pl.DataFrame:
    """All rejected rows of a batch."""
    return pl.concat([pl.read_parquet(file) for file in sorted((out / "rejected").iterdir())])


def tree(out: Path) -> dict[str, str]:
    """Every file below OUT with the digest of its bytes."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def begun(words: Sequence[str]) -> "subprocess.Popen[str]":
    """The real command in a session of its own, its stderr to be read line by line."""
    command = [sys.executable, "-m", "tijian_cli", "batch", *words]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **PLAIN}, start_new_session=True
    )


def until(lines: Iterator[str], word: str) -> list[str]:
    """The lines up to the first one with a word in it. Fails where it never comes."""
    seen = []
    for line in lines:
        seen.append(line)
        if word in line:
            return seen
    raise AssertionError(f"never said {word!r}: {seen}")


def known() -> Catalogue:
    """The installed rulesets."""
    return tijian.catalogue()
