"""How long the demonstration takes, and how much memory: `tijian demo --out`, and its 170 enterprise reports alone, as people run them.

Aim: the 170 PDFs within a minute and 500 MB on two cores. Memory is the peak of the process with its children; a fresh directory each time.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from .measured import Measured
from .processes import Spent, spent

RUNS = 3
TIJIAN = "import sys; from tijian_cli.main import main; sys.exit(main())"


def measure(*, quick: bool = False) -> list[Measured]:
    """Seconds and peak megabytes of a fresh process each. `quick`: one run of the summary alone."""
    if quick:
        return _command("tijian demo (the summary)", ("demo",), 1)
    return [
        *_command("tijian demo (the summary)", ("demo",)),
        *_command("tijian demo --out (board and 199 reports)", ("demo", "--out")),
        *_command("tijian report enterprise shanghai-2021 (170 PDF)", ("report", "enterprise", "shanghai-2021", "-o")),
    ]


def _command(name: str, words: Sequence[str], times: int = RUNS) -> list[Measured]:
    runs = [_run(words) for _ in range(times)]
    return [
        Measured(name, "s", tuple(run.wall for run in runs)),
        Measured("  peak memory", "MB", tuple(run.together for run in runs)),
    ]


def _run(words: Sequence[str]) -> Spent:
    """One run; a last option gets a directory. Raises CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [*words, str(Path(folder) / "out")] if words[-1].startswith("-") else list(words)
        return spent(["-c", TIJIAN, *asked])
