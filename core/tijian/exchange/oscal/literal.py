"""A stranger's words made fit for the data types of OSCAL, and still literal: a name never becomes markup, a link or a second line.

OSCAL's markup in JSON is Markdown (CommonMark with tables, quotes, sub- and superscript, and inserted parameters). What could mean
something there is preceded by a backslash, so that any reader shows the words as they were written.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ...model.text import Text

NOTHING: Final = "—"  # where a text must stand and there is none
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MARK: Final = re.compile(r'[\\`*{}\[\]<&~^|"_]')
_AT_THE_START: Final = re.compile(r"^(?:[#>+\-=]|\d{1,9}(?=[.)]))")


def string(words: str | None) -> str:
    """`words` as a StringDatatype: one line without blanks at its ends; empty where nothing is left. Controls and breaks become spaces."""
    return _BREAKS.sub(" ", words or "").strip().strip("\ufeff").strip()


def line(words: str) -> str:
    """`words` as a markup-line that shows them literally."""
    return _escaped(string(words)) or NOTHING


def lines(*parts: Text | str | None) -> str:
    """Paragraphs of markup that show the parts literally: each line of a part is one, Chinese before English. Empty for nothing."""
    return "\n\n".join(_escaped(one) for part in parts for one in _broken(part))


def labelled(zh: str, en: str, words: Text) -> list[str]:
    """A text behind a word that says what it is, for `lines`: Chinese, then English where there is a translation."""
    return [f"{zh}：{words.zh}", *([] if words.en is None else [f"{en}: {words.en}"])]


def both(words: Text) -> str:
    """A text in both languages on one line."""
    return words.zh if words.en is None or words.en == words.zh else f"{words.zh} · {words.en}"


@lru_cache(maxsize=4096)  # the same few hundred names, many thousand times
def token(words: str) -> str:
    """`words` as a TokenDatatype. What is none gets one that nobody else has: what cannot stand is left out, and a digest added."""
    clean = "".join(character if _in_token(character) else "-" for character in words)
    if clean == words and words and (words[0] == "_" or unicodedata.category(words[0])[0] == "L"):
        return words
    return f"_{clean}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _in_token(character: str) -> bool:
    return character in "._-" or unicodedata.category(character)[0] in "LN"


def _broken(part: Text | str | None) -> Iterator[str]:
    if part is None:
        return
    said = [part] if isinstance(part, str) else [part.zh] if part.en in (None, part.zh) else [part.zh, part.en or ""]
    for words in said:
        yield from (kept for one in re.split(r"[\r\n\x85\u2028\u2029]+", words) if (kept := string(one)))


def _escaped(words: str) -> str:
    """One line of Markdown that shows `words`."""
    marked = _MARK.sub(_marked, words)
    if (start := _AT_THE_START.match(marked)) is None:
        return marked
    return f"\\{marked}" if not start[0].isdigit() else f"{start[0]}\\{marked[start.end() :]}"


def _marked(found: re.Match[str]) -> str:
    return found[0] if found[0] == "_" and _inside(found.string, found.start()) else f"\\{found[0]}"


def _inside(words: str, place: int) -> bool:
    """Whether an underscore stands inside a word (IMG_0012), where it emphasises nothing."""
    return 0 < place < len(words) - 1 and words[place - 1].isalnum() and words[place + 1].isalnum()
