"""What is built is what is in the tree: a wheel holds every file of the four roots, the rulesets among them, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("core", "plugins", "rulesets", "cli")


@pytest.mark.slow
def test_a_wheel_holds_every_file_of_the_four_roots_and_nothing_else(tmp_path: Path) -> None:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *SOURCES]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    wanted = {name.split("/", 1)[1] for name in listed if name and (ROOT / name).is_file()}

    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert "tijian/py.typed" in held
    assert held == wanted
