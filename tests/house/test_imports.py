"""Who imports whom, where import-linter has no word for it; and that its contracts really catch what they forbid."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = {"core": "tijian", "plugins": "tijian_plugins", "rulesets": "tijian_rulesets", "cli": "tijian_cli"}
MODEL = ROOT / "core" / "tijian" / "model"
HEAVY = ("openpyxl", "xlsxwriter", "polars", "pyarrow", "typst", "docxtpl", "sqlalchemy", "durable", "pint", "celpy")


def imported_outside_model(file: Path) -> Iterator[str]:
    """What a module of the model imports from elsewhere than the model, the standard library and pydantic."""
    depth = len(file.relative_to(MODEL).parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level > depth:
            yield "." * node.level + (node.module or "")
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        yield from (name for name in names if name.split(".")[0] not in sys.stdlib_module_names | {"pydantic", "pydantic_core"})


@pytest.mark.parametrize("file", sorted(MODEL.rglob("*.py")), ids=lambda file: file.relative_to(MODEL).as_posix())
def test_the_model_imports_pydantic_and_the_standard_library_alone(file: Path) -> None:
    assert list(imported_outside_model(file)) == []


def test_the_help_of_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys; sys.argv = ['tijian', '--help']; from tijian_cli.main import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "tijian_cli" in loaded
    assert loaded & set(HEAVY) == set()


FAULTS = {
    "a lower room enters a higher one": ("core/tijian/conditions/planted.py", "import tijian.authoring"),
    "a room enters the public face": ("core/tijian/facts/planted.py", "import tijian\nimport tijian.assessment"),
    "the model enters a room": ("core/tijian/model/planted.py", "from tijian.conditions import parse"),
    "the engine enters the command line": ("core/tijian/planted.py", "import tijian_cli"),
    "durable-rules outside its room": ("core/tijian/scoring/planted.py", "from durable.engine import Host"),
    "openpyxl outside the exchange": ("core/tijian/facts/planted.py", "import openpyxl"),
    "XlsxWriter outside the exchange": ("cli/tijian_cli/planted.py", "from xlsxwriter import Workbook"),
    "click outside the command line": ("core/tijian/insight/planted.py", "import click"),
    "a category enters the engine": ("plugins/tijian_plugins/planted.py", "from tijian.facts import answers"),
    "a category enters another": ("plugins/tijian_plugins/planted.py", "import tijian_plugins.other"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_forbidden_import_breaks_a_contract(tmp_path: Path, fault: str) -> None:
    for root, package in SOURCES.items():
        shutil.copytree(ROOT / root / package, tmp_path / root / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "plugins/tijian_plugins/other.py").write_text('"""Another category."""\n', "utf-8")
    (tmp_path / "core/tijian/assess.py").touch()
    place, line = FAULTS[fault]
    (tmp_path / place).write_text(line + "\n", "utf-8")
    lint_imports = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert lint_imports
    command = [lint_imports, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(tmp_path / root) for root in SOURCES), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "planted" in done.stdout
