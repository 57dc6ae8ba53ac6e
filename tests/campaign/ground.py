"""Where the tests of campaigns come in: a directory with a small campaign, its dossiers as wanted, and the bundled campaign, judged once."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from tests.compare.harbour import CAMPAIGN, catalogue, dossier

import tijian
from tijian.campaign.folder import Folder, read_folder
from tijian.campaign.judging import Judged, judge

BUNDLED = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "campaigns" / "shanghai-2021"


def lay(folder: Path, dossiers: list[Any], **changes: Any) -> Path:
    """Writes a campaign. A dossier that is a text is written as it is, as a line."""
    folder.mkdir(parents=True, exist_ok=True)
    words = yaml.safe_dump(CAMPAIGN | changes, allow_unicode=True, sort_keys=False)
    (folder / "campaign.yaml").write_text(words, "utf-8")
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in dossiers]
    (folder / "dossiers.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    return folder


def read(folder: Path) -> Folder:
    """The campaign in a directory."""
    return read_folder(folder, catalogue())


def judged(folder: Path, dossiers: list[Any], **changes: Any) -> Judged:
    """A campaign, judged."""
    return judge(read(lay(folder, dossiers, **changes)), catalogue(), "direct")


@lru_cache(maxsize=1)
def bundled() -> Judged:
    """The bundled campaign, judged."""
    known = tijian.catalogue()
    return judge(read_folder(BUNDLED, known), known)


__all__ = ["BUNDLED", "bundled", "dossier", "judged", "lay", "read"]
