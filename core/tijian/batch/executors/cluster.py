"""A Dask cluster: the same partitions, the same function, elsewhere. Input and OUT must be on a file system that every worker sees.

Dask runs the partitions of a lost worker again; since a partition is judged alike everywhere and leaves its files whole, that is safe.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from ...model.problem import InputError, Problem
from ...model.text import text
from ..job import Failed, Outcome, Outcomes, Passport, Task
from ..worker import carried_out, passport_here, refused_passport
from .local import died

PATIENCE: Final = 30  # seconds for a scheduler to answer, and for its first worker to be there
_AHEAD: Final = 3  # partitions a thread that are sent before they are wanted


class Cluster:
    """The cluster of the scheduler at `url`. Raises InputError where it does not answer (E990), or a worker has another version (E985)."""

    def __init__(self, url: str, passport: Passport, prefer: tuple[str, ...] = ()) -> None:
        with _answering(url):
            from distributed import Client

            _hushed()
            self._client: Any = Client(url, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
            self._client.wait_for_workers(1, timeout=PATIENCE)
        try:
            self._inspect(passport, prefer)
        except BaseException:
            self.close()
            raise
        self._url = url

    def _inspect(self, passport: Passport, prefer: tuple[str, ...]) -> None:
        """Every worker that is there now must be of this version; one that comes later looks for itself, in each errand."""
        found: dict[str, Any] = self._client.run(passport_here, prefer, on_error="return")
        problems = []
        for worker, answer in sorted(found.items()):
            if isinstance(answer, Exception):
                said = text(
                    f"工作进程 {worker} 上没有同样的 Tijian：{type(answer).__name__}: {answer}",
                    f"the worker {worker} does not have this Tijian: {type(answer).__name__}: {answer}",
                )
                problems.append(Problem("E985", said))
            elif answer != passport:
                problems.append(refused_passport(worker, answer, passport))
        if problems:
            raise InputError(problems)

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, as they come."""
        from distributed import as_completed

        left = iter(tasks)
        under_way: dict[Any, Task] = {}
        with _answering(self._url):
            threads = max(1, sum(self._client.nthreads().values()))
            coming: Any = as_completed(loop=self._client.loop)  # type: ignore[no-untyped-call]
            try:
                for task in islice(left, threads * _AHEAD):
                    self._send(task, under_way, coming)
                while under_way:
                    future = next(coming)
                    task = under_way.pop(future)
                    outcome = _outcome(future, task)
                    for further in islice(left, 1):
                        self._send(further, under_way, coming)
                    yield outcome
            finally:
                for future in under_way:
                    future.cancel(force=True)

    def _send(self, task: Task, under_way: dict[Any, Task], coming: Any) -> None:
        future = self._client.submit(carried_out, task, pure=False, retries=0)
        under_way[future] = task
        coming.add(future)

    def close(self) -> None:
        """Leaves the cluster, which goes on."""
        self._client.close()


def _outcome(future: Any, task: Task) -> Outcome:
    """What came of it; a partition of which several workers died is a failed one."""
    from distributed.scheduler import KilledWorker

    fault = future.exception()
    if fault is None:
        found: Outcome = future.result()
        return found
    if isinstance(fault, KilledWorker):
        return Failed(task[1].number, task[1].rows, (died(task, None),), 3)
    raise fault


def _hushed() -> None:
    """A lost scheduler is said once, by us, and not in the tracebacks that Dask logs."""
    if os.environ.get("TIJIAN_DEBUG") != "1":
        for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in ("distributed", "tornado", "asyncio")]:
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """Turns what a cluster that is not there raises into E990. Raises InputError."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("distributed", "dask"):
            raise
        from ..needed import not_installed

        raise not_installed("distributed") from missing
    except (OSError, TimeoutError, ValueError, CancelledError) as error:
        why = " ".join(str(error).split())[:200]
        said = text(f"集群 {url} 没有应答：{why}", f"the cluster {url} does not answer: {why}")
        hint = text(
            "核对地址（tcp://主机:8786），调度器和至少一个工作进程要已启动；已完成的分片都在，加 --resume 接着做",
            "check the address (tcp://host:8786); a scheduler and a worker must run. What is done stays done: go on with --resume",
        )
        raise InputError(Problem("E990", said, hint=hint)) from error
