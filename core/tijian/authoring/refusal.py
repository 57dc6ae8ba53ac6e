"""How this room says no: `DocumentError`, and the short way to write a bilingual problem.

Every reader here collects problems and raises them together; whoever called knows whether the file was
an input or a ruleset and raises `InputError` or `RulesetError` with the same problems.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ..model.problem import Position, Problem, TijianError
from ..model.text import text

MOST_PROBLEMS = 200  # of one file: nobody reads more, and a hostile file must not make more


class DocumentError(TijianError):
    """A file cannot be read, or does not say what its model wants. Exit 3 unless re-raised as something better known."""

    exit_code = 3


def complaint(
    code: str,
    zh: str,
    en: str,
    at: Position | None = None,
    *,
    hint: tuple[str, str] | None = None,
    excerpt: str | None = None,
    also: tuple[Position, ...] = (),
    warning: bool = False,
) -> Problem:
    """A `Problem`, written compactly: what and why in `zh` and `en`, what to do in `hint`."""
    advice = None if hint is None else text(*hint)
    return Problem(code, text(zh, en), at, advice, excerpt, also, warning)


def limited(problems: list[Problem]) -> list[Problem]:
    """The first problems by place, and a last one that says that there are more."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    kept = sorted((p for p in problems if p.code != "E125"), key=lambda p: p.order)[:MOST_PROBLEMS]
    last = kept[-1].at
    at = None if last is None else Position(last.file, last.line, last.column, cell=last.cell)
    words = (f"问题太多，只列出前 {MOST_PROBLEMS} 个", f"too many problems: only the first {MOST_PROBLEMS} are listed")
    return [*kept, complaint("E125", *words, at)]


@contextmanager
def refusing_as(kind: type[TijianError]) -> Iterator[None]:
    """Raise a `DocumentError` from inside as `kind`, with the same problems."""
    try:
        yield
    except DocumentError as error:
        raise kind(error.problems) from None
