"""体检 Tijian: from site checks and sample tests to a verdict that can be signed.

The public face: `catalogue`, `read_dossier`, `assess`, `explain` and `__version__`. Plugin authors also use
`tijian.plugin` and `tijian.model`. Nothing else is public.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assessment import assess
    from .catalogues import catalogue
    from .insight.explain import explain
    from .visits import read_dossier

__all__ = ["__version__", "assess", "catalogue", "explain", "read_dossier"]

_HOME = {"assess": "assessment", "catalogue": "catalogues", "read_dossier": "visits", "explain": "insight.explain"}


def __getattr__(name: str) -> Any:
    """Imports what is asked for only then: `tijian --help` must not pay for the engine."""
    from importlib import import_module

    if name == "__version__":
        return import_module("tijian.catalogues").product_version()
    if name in _HOME:
        return getattr(import_module(f"tijian.{_HOME[name]}"), name)
    raise AttributeError(f"module 'tijian' has no attribute {name!r}")
