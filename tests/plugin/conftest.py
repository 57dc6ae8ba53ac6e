"""Plugins to test with: modules in memory, and fixture distributions that are really built and installed (offline)."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.plugin.kit import Site

from tijian.plugin.isolate import Isolation
from tijian.plugin.loaded import Loaded
from tijian.plugin.offers import installed

FIXTURES = Path(__file__).with_name("fixtures")
DEADLY = ("agency_exits_on_import", "agency_hangs_on_import")  # these would take the process that imports them with them

BUILD = """
import os, sys
from hatchling.build import build_wheel
into, *sources = sys.argv[1:]
for source in sources:
    os.chdir(source)
    build_wheel(into)
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("installed")
    found = Site(root / "harmless", root / "exits", root / "hangs")
    names = sorted(path.name for path in FIXTURES.iterdir() if (path / "pyproject.toml").exists())
    parts = (found.harmless, [name for name in names if name not in DEADLY]), (found.exits, DEADLY[:1]), (found.hangs, DEADLY[1:])
    for target, chosen in parts:
        wheels = root / f"{target.name}-wheels"
        wheels.mkdir()
        subprocess.run([sys.executable, "-c", BUILD, wheels, *(FIXTURES / name for name in chosen)], check=True, stdout=subprocess.DEVNULL)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--isolated", "install", "--quiet", "--no-input"]
        # as with any installation, pip's own warnings (an old pip, a cache it may not write) are no concern of these tests
        subprocess.run([*pip, "--no-index", "--no-deps", "--no-compile", "--target", target, *sorted(wheels.iterdir())], check=True)
    return found


@pytest.fixture(scope="session")
def report(site: Site) -> dict[str, Any]:
    """What a fresh Python with all harmless fixture distributions installed says of them; run once."""
    script = Path(__file__).with_name("report_installed.py")
    done = subprocess.run([sys.executable, script, site.harmless], check=True, capture_output=True, text=True, encoding="utf-8")
    said = json.loads(done.stdout)  # so nothing a plugin printed got into standard output
    assert isinstance(said, dict)
    return {**said, "stderr": done.stderr}


@pytest.fixture(scope="session")
def isolation() -> Iterator[Isolation]:
    with Isolation(time_limit=60, memory_limit=768 * 1024 * 1024) as shared:
        yield shared


@pytest.fixture
def isolated(site: Site, isolation: Isolation, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Loaded]:
    """Load an installed fixture in the child process; by the distribution's name."""
    monkeypatch.setattr(sys, "path", [*sys.path, *(str(target) for target in (site.harmless, site.exits, site.hangs))])
    offers = {offer.origin.distribution: offer for offer in installed()}
    return lambda name: isolation.load(offers[name])
