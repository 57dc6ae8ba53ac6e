"""What every contender answers for one dossier, in whole numbers, so that two answers are equal or not."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """The grade in both completions of what is not known, what was found, and the site score in hundredths, cut toward zero."""

    worst: str
    best: str
    fails: int
    minors: int
    unknowns: int
    site_low: int
    site_high: int
