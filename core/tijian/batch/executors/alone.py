"""This very process, for a single partition or a single worker: no process is started that would cost more than it saves."""

from collections.abc import Iterable

from ..job import Outcomes, Task
from ..worker import judge_partition


class Alone:
    """One partition after the other, here."""

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, in order."""
        for errand, partition in tasks:
            yield judge_partition(errand, partition)
