"""A new category, unchanged, as an agency would ship it: built into a wheel, installed into a clean environment beside the product's
wheel, with what both need from the package index, and used there: its own tests, `plugin check`, an assessment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.walk import walk

from tijian.kit.first_cases import write_boundaries
from tijian.kit.scaffold import Start, write

ROOT = Path(__file__).parents[2]
TOYS = Start("toys", "玩具", "Toys", "2026", "2026-01-01")
DOSSIER = """\
schema: tijian/dossier@1
assessment: TOY-001
category: toys
assessed_on: "2026-03-02"
enterprise: {name: 示例玩具厂, district: 静安区, group: industrial}
team: [{name: 甲}, {name: 乙}]
product: {lot_pieces: 5000, made_by: 自产}
answers: {TOY-S1: conform, TOY-S2: {outcome: major, note: 无检验设备，也无委托合同}}
sampling: {state: none}
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a clean environment with both wheels; the scaffold's source lies beside it."""
    folder = tmp_path_factory.mktemp("shipped")
    write(TOYS, folder / "tijian-toys")
    write_boundaries(TOYS, folder / "tijian-toys")
    for source in (ROOT, folder / "tijian-toys"):
        must(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "wheels", source)
    must(sys.executable, "-m", "venv", folder / "clean")
    commands = folder / "clean" / ("Scripts" if os.name == "nt" else "bin")
    product, toys = (str(next((folder / "wheels").glob(f"{name}-*.whl"))) for name in ("tijian", "tijian_toys"))
    must(commands / "python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", product, f"{toys}[dev]")
    return commands


def must(*command: str | Path, cwd: Path | None = None) -> str:
    """The output of a command that must end well."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIJIAN_", "PYTEST_", "PYTHONPATH"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=kept | {"TIJIAN_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_it_is_fit_to_ship(environment: Path, tmp_path: Path) -> None:
    told = json.loads(must(environment / "tijian", "plugin", "check", "tijian-toys", "--format", "json", cwd=tmp_path))
    assert [step["step"] for step in told["steps"]] == ["load", "lint", "derive", "cases", "coverage", "replay"]
    assert told["passed"]


def test_the_transcript_of_electric_blankets_comes_out_again_with_the_installed_product(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guides = ROOT / "docs" / "guides"
    monkeypatch.setenv("GUIDE", str(guides / "electric-blanket"))  # where the files that a newcomer wrote are kept
    commands = walk(guides / "electric-blanket.md", tmp_path, environment)
    assert sum(command.startswith("tijian ") for command in commands) >= 10


def test_its_own_tests_pass(environment: Path) -> None:
    source = environment.parents[1] / "tijian-toys"
    told = must(environment / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=source)
    assert " passed" in told
    assert "skipped" not in told


def test_it_is_one_category_more_beside_the_products_eleven(environment: Path, tmp_path: Path) -> None:
    listed = json.loads(must(environment / "tijian", "ruleset", "list", "--format", "json", cwd=tmp_path))["rulesets"]
    assert sum(one["id"] == "toys/2026" for one in listed) == 1
    assert len({one["category"] for one in listed}) == 12


def test_a_dossier_of_it_is_judged_with_what_the_plugin_derives(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "toys.yaml").write_text(DOSSIER, "utf-8")
    result = json.loads(must(environment / "tijian", "assess", "toys.yaml", "--format", "json", cwd=tmp_path))
    assert result["attributes"]["derived"] == {"lot": "大批"}
    assert result["verdict"]["worst"] == result["verdict"]["best"] == "D"
    assert {check["id"]: check["state"] for check in result["checks"]}["TOY-S3"] == "unchecked"
    assert {"name": "tijian-toys", "version": "0.1.0"} in result["receipt"]["plugins"]
