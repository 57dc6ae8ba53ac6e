"""Where the tests of the demonstration come in: the bundled campaign written once into a directory, by a process of its own."""

import atexit
import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from tests.cli.reception import command, surroundings

KINDS = ("overall", "regional", "industry", "enterprise")


@dataclass(frozen=True)
class Written:
    """What one run left: its directory, and what it said."""

    out: Path
    stdout: str
    stderr: str

    @property
    def files(self) -> dict[str, str]:
        """Every file with its digest."""
        found = (path for path in self.out.rglob("*") if path.is_file())
        return {path.relative_to(self.out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def write(name: str, **environment: str) -> Written:
    """`tijian demo --out NAME`, in a working directory of its own."""
    folder = Path(mkdtemp(prefix="tijian-demo-"))
    atexit.register(shutil.rmtree, folder, True)
    done = subprocess.run(
        command(["demo", "--out", name]),
        cwd=folder,
        env=surroundings(environment),
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 0, said
    return Written(folder / name, done.stdout.decode(), said)


@lru_cache(maxsize=1)
def written() -> Written:
    """The one that all tests look at."""
    return write("demo", PYTHONHASHSEED="1", TZ="Asia/Shanghai")
