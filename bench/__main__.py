"""`make bench` (or `python -m bench [--quick] [ROOM…]`): run every room of the bench, or those named, and print what each measured.

`--quick` measures little, in seconds: it shows that everything runs and that all contenders agree; its figures say nothing.
"""

import os
import pkgutil
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

FRAME = {
    "__main__",
    "by_hand",
    "generate",
    "measured",
    "processes",
    "trial",
    "subject",
    "contenders",
}  # every other module here is a room with a `measure()`


def main(words: list[str]) -> int:
    """Measure, print, and return the exit code: 2 where a room is not known."""
    quick, wanted = "--quick" in words, [word for word in words if word != "--quick"]
    rooms = sorted({module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])} - FRAME)
    if unknown := sorted(set(wanted) - set(rooms)):
        print(f"no such room: {', '.join(unknown)}; there are: {', '.join(rooms)}", file=sys.stderr)
        return 2
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {machine()}")
    for room in wanted or rooms:
        print(f"\n{room}", flush=True)
        for measured in import_module(f"bench.{room}").measure(quick=quick):
            print(f"  {measured}" if not str(measured).startswith("###") else f"\n{measured}", flush=True)
    return 0


def machine() -> str:
    """What this is measured on: system, processor, cores, memory."""
    import psutil

    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        model = next(
            (line.partition(":")[2].strip() for line in cpuinfo.read_text("utf-8").splitlines() if line.startswith("model name")), model
        )
    return f"{platform.system()} {platform.machine()}, {model}, {os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
