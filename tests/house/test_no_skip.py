"""The promise of tests/conftest.py: with TIJIAN_NO_SKIP=1 nothing is skipped unseen."""

import os
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parents[1] / "conftest.py"

SESSION = {
    "test_in_test.py": "import pytest\ndef test_a(): pytest.skip('no tool a')\ndef test_b(): pass\n",
    "test_by_mark.py": "import pytest\n@pytest.mark.skipif(True, reason='no tool b')\ndef test_c(): pass\n",
    "test_by_import.py": "import pytest\npytest.importorskip('there_is_no_such_module')\ndef test_d(): pass\n",
    "test_expected.py": "import pytest\n@pytest.mark.xfail\ndef test_e(): assert False\n",
}


def outcome_of_a_session(folder: Path, no_skip: str) -> str:
    (folder / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    for name, text in SESSION.items():
        (folder / name).write_text(text, "utf-8")
    options = f"-q -rs -p no:cacheprovider -p no:xdist --continue-on-collection-errors --rootdir={folder}"
    environment = {**os.environ, "TIJIAN_NO_SKIP": no_skip, "PYTEST_ADDOPTS": options}
    done = subprocess.run([sys.executable, "-m", "pytest"], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def test_a_skip_stays_a_counted_skip_on_a_developers_machine(tmp_path: Path) -> None:
    assert "1 passed, 3 skipped, 1 xfailed" in outcome_of_a_session(tmp_path, "0")


def test_a_skip_of_every_kind_fails_where_everything_must_run_and_says_why(tmp_path: Path) -> None:
    told = outcome_of_a_session(tmp_path, "1")
    assert "1 failed, 1 passed, 1 xfailed, 2 errors" in told  # pytest calls a failure before the call of a test an error
    for reason in ("no tool a", "no tool b", "there_is_no_such_module"):
        assert reason in told
