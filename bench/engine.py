"""How long a verdict takes, and whether memory stays flat: the bundled dossiers through `direct`, `rete` and the whole `assess`.

`direct` and `rete` are timed from typed facts to conclusions in both completions; `assess` from a dossier to its result.
Memory is this process's resident set after 10 000 and after 100 000 assessments with both engines. Aim: grows by less than 10 MB.
"""

import gc
import itertools
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path

import psutil

import tijian
from tijian.engines.choice import choose
from tijian.facts.gather import gather
from tijian.model.dossier import Dossier
from tijian.verdict.completions import draw

from .measured import Measured, quantiles

TIMED = 2_000
WARM, LONG = 10_000, 100_000


def measure() -> list[Measured]:
    """Microseconds a dossier (every percentile over the same dossiers), then megabytes."""
    catalogue = tijian.catalogue()
    dossiers = bundled()
    prepared = []
    for dossier in dossiers:
        entry = catalogue.entry(dossier.category, dossier.assessed_on)
        prepared.append((gather(entry.program, dossier, catalogue.derivation(dossier, entry.program.ruleset)), entry.scorer))
    both = partial(tijian.assess, catalogue=catalogue)
    found = []
    for name, engines in (("direct", choose("direct").engines), ("rete", choose("rete").engines)):
        calls = [partial(draw, facts, scorer, engines) for facts, scorer in prepared]
        found += timed(f"{name}: facts to conclusions, both completions", calls)
    found += timed("assess: dossier to result, both engines", [partial(both, dossier) for dossier in dossiers])
    found += timed("assess: dossier to result, direct alone", [partial(both, dossier, engine="direct") for dossier in dossiers])
    return [*found, *memory(both, dossiers)]


def bundled() -> list[Dossier]:
    """The demo's dossiers."""
    folder = Path(str(files("tijian_rulesets") / "demo"))
    return [tijian.read_dossier(file) for file in sorted(folder.glob("*.yaml"))]


def timed(name: str, calls: Sequence[Callable[[], object]]) -> list[Measured]:
    """p50 and p99 of a call, in microseconds."""
    for call in calls:
        call()
    samples = []
    for call in itertools.islice(itertools.cycle(calls), TIMED):
        start = time.perf_counter()
        call()
        samples.append((time.perf_counter() - start) * 1e6)
    return quantiles(name, "µs", samples)


def memory(judge: Callable[[Dossier], object], dossiers: list[Dossier]) -> list[Measured]:
    """Resident megabytes after WARM and after LONG assessments, and the difference."""
    turn = itertools.cycle(dossiers)
    resident = []
    for upto, done in ((WARM, 0), (LONG, WARM)):
        for _ in range(done, upto):
            judge(next(turn))
        gc.collect()
        resident.append(psutil.Process().memory_info().rss / 2**20)
    return [
        Measured(f"memory after {WARM} assessments", "MB", (resident[0],)),
        Measured(f"memory after {LONG} assessments", "MB", (resident[1],)),
        Measured("  grown by", "MB", (resident[1] - resident[0],)),
    ]
