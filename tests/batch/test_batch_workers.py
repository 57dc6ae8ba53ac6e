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


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A scheduler and two workers, each minded by a nanny, on this machine alone."""
    folder = tmp_path_factory.mktemp("cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"tcp://127.0.0.1:{port}"
    alone = ("--no-dashboard", "--host", "127.0.0.1")
    processes = [started("distributed.cli.dask_scheduler", "--port", str(port), *alone)]
    for name in ("one", "two"):
        space = str(folder / name)
        words = ("distributed.cli.dask_worker", url, "--nthreads", "1", "--nworkers", "1", *alone, "--local-directory", space)
        processes.append(started(*words, POLARS_MAX_THREADS="1"))
    try:
        yield url, processes[1:]
    finally:
        family = [
            one for process in processes for one in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True))
        ]
        for one in family:
            one.kill()
        for process in processes:
            process.wait()


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
