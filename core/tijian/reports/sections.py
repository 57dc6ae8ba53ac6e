"""Sections of a report, numbered in the order in which they come; one with nothing in it is left out. Every builder comes in here."""

from collections.abc import Iterator, Sequence

from .model import Block, Heading
from .voice import Voice


def numbered(voice: Voice, *sections: tuple[str, Sequence[Block]]) -> Iterator[Block]:
    """Heading and blocks of every section that has blocks."""
    held = [(title, blocks) for title, blocks in sections if blocks]
    for number, (title, blocks) in enumerate(held, 1):
        yield Heading(voice.section(number, title))
        yield from blocks
