"""Cells too small to print for readers outside the administration, and further ones, so that no subtraction gives them back.

A line is a row of counts whose total the reader knows. A count of 1 or 2 is withheld; then more of the line, the smallest first, until
their sum no longer says what each is. The reader knows that somebody is behind each of them: three counts that add up to 3 are 1 each.
`industry` comes in here.
"""

from collections.abc import Sequence
from typing import Final

LEAST: Final = 3  # the smallest count that is printed; 0 tells of nobody


def withheld(counts: Sequence[int]) -> tuple[bool, ...]:
    """Which counts of a line must not be printed. The line's total is taken as known, whether or not it is printed."""
    hidden = {place for place, count in enumerate(counts) if 0 < count < LEAST}
    while hidden and not secret([counts[place] for place in hidden]):
        left = [place for place in range(len(counts)) if place not in hidden]
        if not left:
            break
        # the smallest that holds somebody; where all the others are 0, one of them, so that the small one is not the only gap
        hidden.add(min(left, key=lambda place: (counts[place] == 0, counts[place], place)))
    return tuple(place in hidden for place in range(len(counts)))


def secret(held: Sequence[int]) -> bool:
    """Whether their sum leaves open what the counts are that are withheld together, of which each holds somebody."""
    behind = [count for count in held if count]
    return len(behind) > 1 and sum(behind) > len(behind)


def tellable(part: int, of: int, enterprises_few: bool = False) -> bool:
    """Whether `part` of `of` may be printed: neither those in it nor those outside it are one or two."""
    return not enterprises_few and of >= LEAST and not any(withheld((part, of - part)))
