"""Which plugins are installed: the entry points of every distribution, read one distribution at a time, so that
metadata broken in one of them hides no other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from importlib.metadata import distribution as find_distribution
from types import ModuleType

from .hookspecs import ENTRY_POINT_GROUP
from .origin import Origin, normalized, said

UNNAMED = "?"


@dataclass(frozen=True, slots=True)
class Offer:
    """A plugin that a distribution offers, before anything of it is imported."""

    origin: Origin
    module: str  # dotted name; empty where the entry point does not name one
    provides: frozenset[str] = frozenset()  # top-level modules that the distribution installs
    load: Callable[[], object] | None = None  # None where there is a fault
    fault: str | None = None  # what is wrong with the metadata


def installed() -> tuple[Offer, ...]:
    """What all distributions on the path offer, sorted. The first of two copies of a distribution counts, as in an import."""
    seen: set[str] = set()
    found: list[Offer] = []
    for distribution in distributions():
        if not _may_offer(distribution):
            continue
        name, version = _identity(distribution)
        if normalized(name) in seen or _is_hidden(distribution, name):
            continue
        if name != UNNAMED:
            seen.add(normalized(name))
        found.extend(_offers(distribution, name, version))
    return tuple(sorted(found, key=lambda offer: offer.origin))


def _may_offer(distribution: Distribution) -> bool:
    """A quick look, since to read the metadata of every distribution takes longer than to assess a dossier."""
    try:
        return ENTRY_POINT_GROUP in (distribution.read_text("entry_points.txt") or "")
    except Exception:  # noqa: BLE001  # metadata of others, in any state; said below
        return True


def _is_hidden(distribution: Distribution, name: str) -> bool:
    """Whether a copy that stands earlier on the path, and may offer nothing, is the one that an import finds."""
    try:
        return name != UNNAMED and find_distribution(name).locate_file("") != distribution.locate_file("")
    except Exception:  # noqa: BLE001  # metadata of others, in any state; then it stands for itself
        return False


def in_memory(modules: Mapping[str, ModuleType]) -> tuple[Offer, ...]:
    """Modules that are no distribution: for tests, and for trying out a plugin in a notebook."""
    return tuple(
        Offer(Origin(name, f"{name} (in memory)", "0"), module.__name__, frozenset(), lambda module=module: module)  # type: ignore[misc]  # bound here
        for name, module in sorted(modules.items())
    )


def _identity(distribution: Distribution) -> tuple[str, str]:
    try:
        metadata = distribution.metadata
        return metadata["Name"] or UNNAMED, metadata["Version"] or "?"
    except Exception:  # noqa: BLE001  # metadata of others, in any state; what matters of it is read again below
        return UNNAMED, "?"


def _offers(distribution: Distribution, name: str, version: str) -> Iterator[Offer]:
    try:
        if ENTRY_POINT_GROUP not in (distribution.read_text("entry_points.txt") or ""):
            return
        points = [point for point in distribution.entry_points if point.group == ENTRY_POINT_GROUP]
        provides = frozenset(_top_level(distribution))
    except Exception as error:  # noqa: BLE001  # metadata of others, in any state
        yield Offer(Origin("?", name, version), "", fault=said(f"{type(error).__name__}: {error}"))
        return
    for point in points:
        yield Offer(Origin(point.name, name, version), _module(point), provides, point.load)


def _module(point: EntryPoint) -> str:
    return point.value.partition("[")[0].partition(":")[0].strip()


def _top_level(distribution: Distribution) -> Iterator[str]:
    for path in distribution.files or ():
        top = path.parts[0]
        if len(path.parts) > 1:
            if not top.endswith((".dist-info", ".egg-info", ".data")) and top not in ("..", "__pycache__"):
                yield top
        elif path.suffix in (".py", ".so", ".pyd"):
            yield top.partition(".")[0]
