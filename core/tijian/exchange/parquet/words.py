"""The small numbers that stand in a wide row for answers and for what a laboratory wrote, and what each means.

    answer:<check>       0 or null not checked · 1 conform · 2 minor · 3 major · 4 not applicable, with its reason
                         -2 -3 minor, major without a note or evidence · -4 not applicable without a reason
    result:<test>:is     null or 0 the figure itself · 1 < · 2 ≤ · 3 > · 4 ≥ · 5 not detected, the figure is the LOD
                         6 not detected, no LOD · 7 does not conform · 8 conforms · 9 detected · 10 absent · 11 not readable

The layout, the writers of rows and the engine that reads them come in here.
"""

from typing import Final

from ...model.outcome import Answered

NOT_CHECKED: Final = 0
CONFORM: Final = 1
MINOR: Final = 2
MAJOR: Final = 3
NOT_APPLICABLE: Final = 4
ANSWERS: Final[dict[Answered, int]] = {
    "not_checked": NOT_CHECKED,
    "conform": CONFORM,
    "minor": MINOR,
    "major": MAJOR,
    "not_applicable": NOT_APPLICABLE,
}

POINT: Final = 0
BELOW: Final = 1
AT_MOST: Final = 2
ABOVE: Final = 3
AT_LEAST: Final = 4
NOT_DETECTED_LOD: Final = 5
NOT_DETECTED: Final = 6
FAILS: Final = 7
CONFORMS: Final = 8
DETECTED: Final = 9
ABSENT: Final = 10
UNREADABLE: Final = 11
WITH_FIGURE: Final = frozenset({POINT, BELOW, AT_MOST, ABOVE, AT_LEAST, NOT_DETECTED_LOD})
SIGNS: Final = {BELOW: "<", AT_MOST: "≤", ABOVE: ">", AT_LEAST: "≥"}
SAID: Final = {FAILS: "不符合", CONFORMS: "符合", DETECTED: "检出", ABSENT: "阴性", UNREADABLE: "（读不出）", NOT_DETECTED: "未检出"}

MOST_SPECIMENS: Final = 1000
SAMPLING: Final = ("none", "pending", "done")
GROUPS: Final = ("food", "industrial")
