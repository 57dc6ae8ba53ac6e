"""What a word on the command line stands for where a campaign may stand: its directory, or a bundled one by its name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

BATCH: Final = "job.json"  # what a directory has that `tijian batch` wrote
BUNDLED: Final = ("tijian_rulesets", "campaigns")  # where the bundled campaigns are, as package data


def folder_of(source: str) -> Path | None:
    """The directory that `source` names: the user's own, or that of a bundled campaign; None where it is a file."""
    path = Path(source)
    if path.is_dir():
        return path
    if path.exists() or "/" in source or "\\" in source or source.startswith("."):
        return None
    package, folder = BUNDLED
    bundled = files(package).joinpath(folder, source)
    return Path(str(bundled)) if bundled.joinpath("campaign.yaml").is_file() else None
