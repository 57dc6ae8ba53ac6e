"""The promise of requirements.lock: whole, hashed, for every supported system, and without an address."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ENTRIES = re.split(r"(?m)^(?=\S)", LOCK)[1:]


def name_of(requirement: str) -> str:
    """The normalised name of the package that a requirement asks for."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, f"not a requirement: {requirement!r}"
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_each_locked_package_has_one_version_and_hashes(entry: str) -> None:
    first, *rest = entry.strip().split(" \\\n")
    assert re.fullmatch(r"[a-z0-9-]+==[^\s;]+( ; .+)?", first)
    assert rest
    assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}", line) for line in rest)


def test_the_lock_holds_no_address_and_no_option() -> None:
    assert "://" not in LOCK
    assert not re.search(r"(?m)^-", LOCK)


def test_the_lock_covers_every_dependency_of_the_project() -> None:
    wanted = PROJECT["dependencies"] + [r for extra in PROJECT["optional-dependencies"].values() for r in extra]
    assert {name_of(r) for r in wanted} <= {name_of(e) for e in ENTRIES}


def test_durable_rules_is_locked_for_pythons_before_3_13_alone() -> None:
    [entry] = [e for e in ENTRIES if e.startswith("durable-rules==")]
    assert "python_full_version < '3.13'" in entry.splitlines()[0]
