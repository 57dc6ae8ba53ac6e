"""The pictures that are shown: one of each kind of report in each form, of the checklist and of the board, in both languages, and none too many."""

import re
from pathlib import Path

from PIL import Image

_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_KINDS = ("overall", "regional", "industry", "enterprise")
_NAMES = {f"{kind}-{form}-{language}.png" for kind in _KINDS for form in ("pdf", "html", "docx") for language in ("zh", "en")}
_NAMES |= {f"{what}-{language}.png" for what in ("checklist", "board") for language in ("zh", "en")}


def test_every_picture_is_there_and_shown_and_no_other() -> None:
    assert {one.name for one in _PICTURES.glob("*.png")} == _NAMES
    assert set(re.findall(r"\]\(([^)]+)\)", (_PICTURES / "README.md").read_text("utf-8"))) == _NAMES


def test_pictures_can_be_read_and_are_small() -> None:
    assert sum(one.stat().st_size for one in _PICTURES.iterdir() if one.is_file()) < 3_000_000
    for name in sorted(_NAMES):
        with Image.open(_PICTURES / name) as picture:
            assert picture.width == 1000
            assert picture.height > 600
            assert picture.mode == "P"
            assert len(picture.getcolors() or ()) > 20, f"{name} is empty"
