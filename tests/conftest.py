"""What every test session keeps: no silent skips where all must run, repeatable examples, no test of durable-rules where it cannot be.

A test that needs durable-rules is marked `rete`. On Python 3.13 there is no durable-rules, so such tests are deselected; on an older Python
without it (no C compiler) they are skipped. With TIJIAN_NO_SKIP=1, which .ci/run sets, every skip is a failure.
"""

import importlib.util
import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

NO_SKIP = os.environ.get("TIJIAN_NO_SKIP") == "1"

# No deadline: a slow machine is not a fault. In CI the same examples each time; elsewhere new ones, which may find new faults.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if NO_SKIP else "here")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, or skip, what needs durable-rules where it is not there."""
    if importlib.util.find_spec("durable") is not None:
        return
    needing = [item for item in items if item.get_closest_marker("rete")]
    if sys.version_info >= (3, 13):
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]
    else:
        for item in needing:
            item.add_marker(pytest.mark.skip(reason="durable-rules is not installed (it needs a C compiler)"))


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that says what was skipped; an expected failure (`xfail`) stays one."""
    if NO_SKIP and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped where every test must run (TIJIAN_NO_SKIP=1): {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report
