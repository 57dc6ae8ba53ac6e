"""Plugins in memory to test with, and where the installed fixture distributions are."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tijian.plugin import hookimpl
from tijian.plugin.manager import Plugins, load_plugins


def plugin_module(name: str = "agency", /, **members: Any) -> ModuleType:
    """A plugin in memory: functions named like hooks are marked and taken for its own. `requires_api=None` leaves that out."""
    module = ModuleType(name)
    if (api := members.pop("requires_api", "1.0")) is not None:
        module.requires_api = api  # type: ignore[attr-defined]
    for member, value in members.items():
        if member.startswith("tijian_") and callable(value):
            value.__module__ = name
            value = hookimpl(value)
        setattr(module, member, value)
    return module


def load(**modules: ModuleType) -> Plugins:
    """Plugins in memory alone."""
    return load_plugins(modules=modules, entry_points=False)


@dataclass(frozen=True)
class Site:
    """Directories with the fixture distributions installed: those that can be imported without harm together, the deadly ones apart."""

    harmless: Path
    exits: Path
    hangs: Path
