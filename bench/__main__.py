"""`make bench` (or `python -m bench [ROOM…]`): run every room of the bench, or those named, and print what each measured."""

import os
import pkgutil
import platform
import sys
from importlib import import_module
from pathlib import Path

FRAME = {"__main__", "measured"}  # every other module here is a room with a `measure()`


def main(wanted: list[str]) -> int:
    """Measure, print, and return the exit code: 2 where a room is not known."""
    rooms = sorted({module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])} - FRAME)
    if unknown := sorted(set(wanted) - set(rooms)):
        print(f"no such room: {', '.join(unknown)}; there are: {', '.join(rooms)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    for room in wanted or rooms:
        print(f"\n{room}")
        for measured in import_module(f"bench.{room}").measure():
            print(f"  {measured}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
