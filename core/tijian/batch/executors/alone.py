"""This very process, for a single partition or a single worker: no process is started that would cost more than it saves."""

from collections.abc import Iterable

from ..job import Outcomes, Task
from ..worker import carried_out


class Alone:
    """One partition after the other, here."""

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, in order."""
        for task in tasks:
            yield carried_out(task)
