"""How long a verdict takes, and whether memory stays flat: the bundled dossiers through `direct`, `rete` and the whole `assess`.

`direct` and `rete` are timed from typed facts to the explained verdict, both completions; `assess` from a dossier to its result.
Memory is this process's resident set after 10 000 and after 100 000 assessments with both engines. Aim: grows by less than 10 MB.
"""

import gc
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path

import psutil

import tijian
from tijian.engines.agreement import Conclude
from tijian.engines.choice import choose
from tijian.facts.gather import Facts, gather
from tijian.model.dossier import Dossier
from tijian.model.result import Verdict
from tijian.scoring.board import Scorer
from tijian.verdict import compose
from tijian.verdict.completions import draw

from .measured import Measured, quantiles

TIMED = 2_000
WARM, LONG = 10_000, 100_000


def measure(*, quick: bool = False) -> list[Measured]:
    """Microseconds a dossier (every percentile over the same dossiers), then megabytes."""
    catalogue = tijian.catalogue()
    dossiers = bundled()
    prepared = []
    for dossier in dossiers:
        entry = catalogue.entry(dossier.category, dossier.assessed_on)
        prepared.append((gather(entry.program, dossier, catalogue.derivation(dossier, entry.program.ruleset)), entry.scorer))
    both = partial(tijian.assess, catalogue=catalogue)
    count = len(dossiers) if quick else TIMED
    found = []
    for name, engines in (("direct", choose("direct").engines), ("rete", choose("rete").engines)):
        calls = [partial(explained, facts, scorer, engines) for facts, scorer in prepared]
        found += timed(f"{name}: typed facts to explained verdict, both completions", calls, count)
    found += timed("assess: dossier to result, both engines", [partial(both, dossier) for dossier in dossiers], count)
    found += timed("assess: dossier to result, direct alone", [partial(both, dossier, engine="direct") for dossier in dossiers], count)
    return found if quick else [*found, *memory(both, dossiers)]


def explained(facts: Facts, scorer: Scorer, engines: Sequence[tuple[str, Conclude]]) -> Verdict:
    """The verdict with the atoms that decide it, what is pending, whether it may be issued, and its caveats. Facts keep what is
    counted of them; it is counted anew here, as for every dossier."""
    facts = replace(facts)
    ends = draw(facts, scorer, engines)
    return compose.verdict(compose.Settled(facts, scorer, ends, adopted=False), compose.decided_by(facts, ends))


def bundled() -> list[Dossier]:
    """The demo's dossiers."""
    folder = Path(str(files("tijian_rulesets") / "demo"))
    return [tijian.read_dossier(file) for file in sorted(folder.glob("*.yaml"))]


def timed(name: str, calls: Sequence[Callable[[], object]], count: int) -> list[Measured]:
    """p50 and p99 of a call, in microseconds."""
    for call in calls:
        call()
    samples = []
    for call in itertools.islice(itertools.cycle(calls), count):
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
