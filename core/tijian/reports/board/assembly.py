"""The page put together: one HTML file with its style sheet, its script and its data, which fetches nothing and runs nothing else.

The Content-Security-Policy admits the one style sheet and the one script by their hashes, and Trusted Types forbid making markup of
text. The data stand there compressed, in letters that mean nothing to HTML; the script sets them as text, never as markup.
"""

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Iterable
from typing import Any, Final

from ...compare.model import Comparison
from ...compare.rows import rows_of
from ...model.campaign import Campaign
from ...model.result import Result
from ...model.text import Language, text
from ..literal import literal
from .cells import summed
from .data import board_data
from .details import BLOCK, Details
from .scripts import PAGE, joined

MOST_DETAILED: Final = 20_000  # rows, beyond which a page with every finding in words would be too large to open
MOST_ROWS: Final = 250_000  # rows, beyond which the page has sums alone
_TITLE: Final = text("质量安全保证能力评估看板", "Quality and safety capability assessment")


def write(
    comparison: Comparison,
    results: Iterable[Result] = (),
    campaign: Campaign | None = None,
    *,
    language: Language = "zh",
    most_detailed: int = MOST_DETAILED,
    most_rows: int = MOST_ROWS,
) -> bytes:
    """The board of `results`, which `comparison` is about, as an HTML file in UTF-8. The same input gives the same bytes.

    `campaign` says how the groups of categories are told apart, and what every reader must know. `language` is the one in which the
    page opens; it has both. Beyond `most_detailed` rows findings are named without their evidence and correction, beyond `most_rows`
    there are only sums; the page says so.
    """
    rows = rows_of(results, campaign)
    data, columns = board_data(comparison, rows, campaign.about if campaign else None)
    if len(rows) > most_rows:
        return assemble({**summed(data), "detailed": 0, "language": language}, [])
    details = Details(rows, {item: number for number, item in enumerate(columns.items.things)})
    packed = [_packed(block) for block in details.blocks()] if len(rows) <= most_detailed else []
    return assemble({**data, "texts": details.texts, "detailed": BLOCK if packed else 0, "language": language}, packed)


def assemble(data: dict[str, Any], details: Iterable[str]) -> bytes:
    """The page of this data (`tijian/board@1`, docs/board.md): whoever has only sums comes in here."""
    language: Language = data["language"]
    style, script = (PAGE / "board.css").read_text("utf-8"), joined()
    title = data["title"] or [_TITLE.zh, _TITLE.en]
    slots = {
        "language": "zh-Hans" if language == "zh" else "en",
        "title": html.escape(literal(title[-1] if language == "en" else title[0])),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "style": style,
        "script": script,
        "data": _packed(data),
        "details": "".join(f'<script type="application/octet-stream" id="details-{n}">{one}</script>\n' for n, one in enumerate(details)),
    }
    parts = (PAGE / "board.html").read_text("utf-8").split("@@")
    return "".join(slots[part] if place % 2 else part for place, part in enumerate(parts)).encode("utf-8")


def _packed(thing: Any) -> str:
    """JSON, compressed (RFC 1950), in base64."""
    written = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(zlib.compress(written, 9)).decode("ascii")


def _hash(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode('utf-8')).digest()).decode('ascii')}'"
