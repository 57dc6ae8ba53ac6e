"""The rows of docs/bad-inputs.md about a batch that is cut off: by a full disk, a kill, Ctrl-C. Each runs the real command."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from tests.batch.warehouse import begun, stock, tree, until
from tests.batch.warehouse import known as installed
from tests.batch.warehouse import run as batch
from tests.cli.reception import command, run, surroundings

PART = 20
WORDS = ("--partition-rows", str(PART), "--audit", "0", "--lang", "en")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stock(tmp_path_factory.mktemp("wide"))


@pytest.fixture(scope="module")
def whole(wide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a batch leaves that nothing happened to."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert batch(wide, out, installed(), rows=PART).exit_code == 0
    return out


def test_row_72_a_disk_that_takes_no_more_stops_the_batch_and_leaves_no_half_of_a_file(wide: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sizes = sorted(file.stat().st_size for file in (whole / "counts").iterdir())
    room = sizes[len(sizes) // 2] // 1024  # kilobytes a file may have: enough for some partitions, not for all
    limited = ["bash", "-c", f'ulimit -f {room}; exec "$@"', "limited", *command(("batch", wide, out, *WORDS, "--workers", "1"))]
    ran = subprocess.run(limited, env=surroundings({}), capture_output=True, check=False)
    assert ran.returncode == 3, ran.stderr.decode()
    assert b"E989" in ran.stderr
    assert b"--resume" in ran.stderr
    assert not list(out.rglob(".*"))
    assert not (out / "summary.json").exists()
    again = run("batch", wide, out, *WORDS, "--workers", "1", "--resume")
    assert again.exit_code == 0, again.stderr
    assert tree(out) == tree(whole)


@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)], ids=["kill -9", "Ctrl-C"])
def test_row_73_cut_off_in_the_middle_and_resumed_a_batch_leaves_the_same_bytes(
    how: signal.Signals, code: int, wide: Path, whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    running = begun([str(wide), str(out), *WORDS])
    assert running.stderr is not None
    seen = until(iter(running.stderr), "rows/s")
    os.killpg(running.pid, how)
    rest = running.stderr.read()
    running.communicate()
    assert running.returncode == code, "".join(seen) + rest
    done = len(list((out / "done").iterdir()))
    assert 0 < done < len(list((whole / "done").iterdir()))
    assert not (out / "summary.json").exists()
    if how == signal.SIGINT:
        assert "--resume" in rest
        assert not list(out.rglob(".*"))
    again = run("batch", wide, out, *WORDS, "--workers", "1", "--resume")
    assert again.exit_code == 0, again.stderr
    assert f"{done * PART} more were judged before" in again.stderr
    assert tree(out) == tree(whole)
