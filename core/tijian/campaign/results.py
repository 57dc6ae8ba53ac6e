"""Results from files, as `tijian assess --format json` writes them: a line that is none is said, and the others are compared.

Of several results with one assessment number nobody can tell which counts, so none is taken; the very same result twice counts once.
One that does not fit the digest on its own receipt, or that no engine can have said, is not taken either.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from ..insight.result_lines import Reader
from ..insight.sound import unsound
from ..insight.verify import of_itself
from ..model.problem import InputError, Position, Problem
from ..model.result import Result
from ..model.text import Text, text

_CHANGED: Final = text(
    "找回写出时的文件（UTF-8，没有另存过），或重新评估：tijian assess 案卷 --format json -o 结果.jsonl",
    "get the file as it was written (UTF-8, never saved again), or assess again: tijian assess DOSSIER --format json -o RESULTS.jsonl",
)
_MOST_NAMED: Final = 5  # faults of one line


@dataclass(frozen=True, slots=True)
class ReadResults:
    """The results that can be compared, and what is wrong with the others."""

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """3 where a line could not be taken, else 0."""
        return InputError.exit_code if any(not problem.warning for problem in self.problems) else 0


def results_of(files: Iterable[tuple[str, Iterable[str]]], kept: Callable[[Result], Result] = lambda result: result) -> ReadResults:
    """The results in files: (name, lines), read one by one. `kept` is asked what is to be held of a result that is taken.

    Raises InputError (E710) where a file is no file of results at all.
    """
    problems: list[Problem] = []
    held: dict[str, list[tuple[Position, Result]]] = defaultdict(list)
    asked: dict[str, frozenset[str]] = {}  # by the digest of a ruleset: the checks that its results have
    reader = Reader()
    with _nothing_collected():
        for file, written in files:
            for line in reader.lines(written, file):
                at = Position(file, line.number, 1)
                if line.problem is not None:
                    problems.append(line.problem)
                elif line.result is not None and (wrong := _wrong(line.result, asked)):
                    problems += [Problem("E712", what, at=at, hint=_CHANGED) for what in wrong]
                elif line.result is not None:
                    held[line.result.assessment].append((at, kept(line.result)))
    results = []
    for number, found in held.items():
        different = {result.receipt.result for _, result in found}
        if len(different) == 1:
            results.append(found[0][1])
        if len(found) > 1:
            problems.append(_twice(number, [at for at, _ in found], same=len(different) == 1))
    return ReadResults(tuple(results), tuple(sorted(problems, key=lambda problem: problem.order)))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Results hold no cycles: the collector would walk through all of them again and again, a quarter of the time, and find nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _wrong(result: Result, asked: dict[str, frozenset[str]]) -> list[Text]:
    """Why a result is not what an engine said; empty where it may be."""
    if found := [*of_itself(result).what, *unsound(result)][:_MOST_NAMED]:
        return found
    checks = frozenset(check.id for check in result.checks)
    if asked.setdefault(result.receipt.ruleset, checks) == checks:
        return []
    return [text("检查项与同一细则的别的结果不同", "its checks are not those of the other results by the same ruleset")]


def _twice(number: str, places: Sequence[Position], *, same: bool) -> Problem:
    said = text(
        f"评估“{number}”的几个结果不同，哪一个都没有采用",
        f"there are different results of the assessment “{number}”; none of them was taken",
    )
    if same:
        said = text(
            f"评估“{number}”的同一个结果给了不止一次，只计一次", f"the same result of “{number}” is there more than once; it counts once"
        )
    return Problem("E933", said, at=places[0], also=tuple(places[1:]), warning=same)
