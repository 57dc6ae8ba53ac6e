"""How long the demonstration takes, and how much memory: `tijian demo --out`, and its 170 enterprise reports alone, as people run them.

Aim: the 170 PDFs within a minute and 500 MB on two cores. Memory is the peak of the process (POSIX); a fresh directory each time.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .measured import Measured

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
        Measured(name, "s", tuple(seconds for seconds, _ in runs)),
        Measured("  peak memory", "MB", tuple(megabytes for _, megabytes in runs)),
    ]


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one run; a last option gets a directory. Raises RuntimeError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [*words, str(Path(folder) / "out")] if words[-1].startswith("-") else list(words)
        start = time.perf_counter()
        nowhere = subprocess.DEVNULL
        running = subprocess.Popen([sys.executable, "-c", TIJIAN, *asked], stdin=nowhere, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(running.pid, 0)
        seconds = time.perf_counter() - start
        running.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for
        if running.returncode:
            raise RuntimeError(f"tijian {' '.join(asked)} failed: exit code {running.returncode}")
    return seconds, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
