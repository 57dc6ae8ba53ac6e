"""Workers may die: the batch ends all the same, and what it leaves is the same to the byte, in a pool as on a Dask cluster."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from tests.batch.mortal import dies
from tests.batch.warehouse import PART, begun, made, tree, until
from tests.cli.reception import PLAIN
from tests.cli.reception import run as command

from tijian.batch.executors.cluster import Cluster
from tijian.batch.executors.local import TRIES, LocalPool
from tijian.batch.job import Outcome
from tijian.batch.running import carry_out
from tijian.catalogues import Catalogue
from tijian.model.problem import InputError

Ground = tuple[str, "list[subprocess.Popen[bytes]]"]


def test_workers_of_the_pool_that_are_killed_cost_nothing_but_time(wide: Path, finished: Path, known: Catalogue, tmp_path: Path) -> None:
    prepared = made(wide, tmp_path / "out", known)
    seen: list[Outcome] = []

    def watch(outcome: Outcome) -> None:
        seen.append(outcome)
        if len(seen) == 1:
            for child in psutil.Process().children():
                if "spawn_main" in " ".join(child.cmdline()):
                    child.kill()

    summary = carry_out(prepared, LocalPool(2), watch)
    assert summary.exit_code == 0
    assert len(seen) == len(prepared.parts)
    assert tree(tmp_path / "out") == tree(finished)


def test_a_partition_of_which_every_worker_dies_is_named_and_the_run_ends(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    prepared = made(wide, tmp_path / "out", known)
    few = replace(prepared, parts=prepared.parts[:2])
    summary = carry_out(few, LocalPool(2, dies))
    assert [problem.code for problem in summary.problems] == ["E988", "E988"]
    assert (summary.exit_code, summary.total("unread")) == (3, 2 * PART)
    assert str(TRIES) in summary.problems[0].text.zh


def started(*words: str, **environment: str) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", *words], stdin=quiet, stdout=quiet, stderr=quiet, env={**os.environ, **PLAIN, **environment}
    )


ALONE = ("--no-dashboard", "--host", "127.0.0.1")
WORKER = ("--nthreads", "1", *ALONE, "--local-directory")


def scheduler() -> tuple[str, "subprocess.Popen[bytes]"]:
    """Where a new scheduler is, on this machine alone, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return f"tcp://127.0.0.1:{port}", started("distributed.cli.dask_scheduler", "--port", str(port), *ALONE)


def ended(processes: "list[subprocess.Popen[bytes]]") -> None:
    """Ends processes that were started here, and those that they started."""
    alive = [process for process in processes if process.poll() is None]
    family = [one for process in alive for one in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True))]
    for one in family:
        one.kill()
    for process in processes:
        process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A scheduler and two workers, each minded by a nanny."""
    folder = tmp_path_factory.mktemp("cluster")
    url, first = scheduler()
    processes = [first]
    for name in ("one", "two"):
        words = ("distributed.cli.dask_worker", url, "--nworkers", "1", *WORKER, str(folder / name))
        processes.append(started(*words, POLARS_MAX_THREADS="1"))
    try:
        yield url, processes[1:]
    finally:
        ended(processes)


def kill_worker(nanny: "subprocess.Popen[bytes]") -> None:
    """Kills the worker that this nanny minds; it will start another."""
    (worker,) = (one for one in psutil.Process(nanny.pid).children() if "spawn_main" in " ".join(one.cmdline()))
    worker.send_signal(signal.SIGKILL)


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_twice_writes_the_same_bytes(cluster: Ground, wide: Path, known: Catalogue, tmp_path: Path) -> None:
    url, nannies = cluster
    small = 6  # rows: twenty partitions, so that there is a middle
    words = ("--partition-rows", str(small), "--audit", "0", "--lang", "en")
    process = begun([str(wide), str(tmp_path / "there"), *words, "--engine-url", url])
    assert process.stderr is not None
    lines = iter(process.stderr)
    for nanny in nannies:
        until(lines, "rows/s")
        kill_worker(nanny)
    rest = "".join(lines)
    process.communicate()
    assert process.returncode == 0, rest
    assert command("batch", wide, tmp_path / "here", *words, "--workers", "1").exit_code == 0
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    later = made(wide, tmp_path / "other", known).passport
    with pytest.raises(InputError) as refused:
        Cluster(url, replace(later, product="999.0"))
    assert {problem.code for problem in refused.value.problems} == {"E985"}
    assert "999.0" in refused.value.problems[0].text.zh


def test_a_cluster_that_is_not_there_is_said_and_nothing_is_lost(wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijian.batch.executors.cluster.PATIENCE", 1)
    ran = command("batch", wide, tmp_path / "out", "--engine-url", "tcp://127.0.0.1:1")
    assert (ran.exit_code, "E990" in ran.stderr) == (3, True), ran.stderr


@pytest.mark.slow
def test_a_scheduler_that_is_killed_is_said_and_what_was_done_stays_done(wide: Path, finished: Path, tmp_path: Path) -> None:
    url, first = scheduler()
    worker = started("distributed.cli.dask_worker", url, "--no-nanny", *WORKER, str(tmp_path / "space"), POLARS_MAX_THREADS="1")
    words = [str(wide), str(tmp_path / "out"), "--partition-rows", str(PART), "--audit", "0", "--lang", "en"]
    try:
        process = begun([*words, "--engine-url", url])
        assert process.stderr is not None
        lines = iter(process.stderr)
        until(lines, "rows/s")
        first.send_signal(signal.SIGKILL)
        rest = "".join(lines)
        process.communicate()
    finally:
        ended([first, worker])
    assert (process.returncode, rest.count("E990")) == (3, 2), rest  # said once, and how to have it explained
    assert "Traceback" not in rest
    assert list((tmp_path / "out" / "done").iterdir())
    assert not list((tmp_path / "out").rglob(".*"))
    ran = command("batch", *words, "--resume", "--workers", "1")
    assert ran.exit_code == 0, ran.stderr
    assert "were judged before" in ran.stderr
    assert tree(tmp_path / "out") == tree(finished)
