"""The state of a check as a small number, ordered so that its sign and size say what becomes of it in the sums.

Known states are 1, 2, 3; what is not known is 0 or less (the codes of answers that cannot be used among them); what stays
outside is 4 or more. So an answer column can be counted as it stands.
"""

from typing import Final

PASS: Final = 1
MINOR: Final = 2
FAIL: Final = 3
UNCHECKED: Final = 0
PENDING: Final = -5
INCONCLUSIVE: Final = -6
NOT_APPLICABLE: Final = 4
NOT_SAMPLED: Final = 5
INFORMATIONAL: Final = 6

NAMES: Final[dict[int, str]] = {
    PASS: "pass",
    MINOR: "minor",
    FAIL: "fail",
    UNCHECKED: "unchecked",
    PENDING: "pending",
    INCONCLUSIVE: "inconclusive",
    NOT_APPLICABLE: "not_applicable",
    NOT_SAMPLED: "not_sampled",
    INFORMATIONAL: "informational",
}
NUMBERS: Final = {name: number for number, name in NAMES.items()}
