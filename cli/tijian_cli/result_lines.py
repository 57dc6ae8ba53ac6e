"""Files of results, read line by line: however long one is, no more than a line of it is held."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO, Any, Final

MOST_RESULTS: Final = 1 << 30  # characters
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # as PowerShell does
_LONGEST_MARK: Final = max(len(mark) for mark, _ in _MARKS)


def result_files(sources: Iterable[object]) -> Iterator[tuple[str, Iterator[str]]]:
    """Each file, by its name, with its lines. The lines raise InputError where it cannot be read, or has no end."""
    yield from ((str(source), lines_of(str(source))) for source in sources)


def lines_of(source: str) -> Iterator[str]:
    """The lines of a file, or of stdin (`-`). Raises InputError."""
    from tijian.authoring.document import unreadable
    from tijian.model.problem import InputError

    try:
        if source == "-":
            yield from _lines(sys.stdin.buffer)
        else:
            with Path(source).open("rb") as stream:
                yield from _lines(stream)
    except (OSError, ValueError) as error:
        raise InputError(unreadable(source, error)) from error


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """By the byte order mark, where there is one: other programs save with it. Raises OSError where there is no end to it."""
    whole: Any = stream
    bytes_of = whole if hasattr(whole, "peek") else BufferedReader(whole)
    encoding = next((name for mark, name in _MARKS if bytes_of.peek(_LONGEST_MARK).startswith(mark)), "utf-8")
    text = TextIOWrapper(bytes_of, encoding, errors="replace", newline="\n")
    left = MOST_RESULTS
    try:
        while line := text.readline(left + 1):
            left -= len(line)
            if left < 0:
                raise OSError(27, f"more than {MOST_RESULTS >> 20} MiB")
            yield line
    finally:
        text.detach()  # the stream is not ours to close
