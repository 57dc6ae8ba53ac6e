"""With which code `tijian batch` ends: what went wrong before what was rejected, and this before what the user asked to be told."""

from typing import Any

import pytest

from tijian.batch.summary import Summary, Tally
from tijian_cli.batch import _code


def of(*, exit_code: int = 0, converted_rejected: int = 0, issued: str = "", previews: str = "", **counts: Any) -> Summary:
    """A summary of two datasets; `issued` and `previews`: the grades of the second, a letter a verdict."""
    one, other = (Tally(category, "2021", "sha256:0", "illustrative", None) for category in ("mask", "fire_door"))
    one.issued.update("AAB")
    other.issued.update(issued)
    other.previews.update(previews)
    for name, count in counts.items():
        setattr(other, name, count)
    return Summary({"mask-2021": one, "fire_door-2021": other}, exit_code=exit_code, converted_rejected=converted_rejected)


@pytest.mark.parametrize(
    ("summary", "told", "code"),
    [
        (of(), (), 0),
        (of(issued="D"), (), 0),
        (of(issued="D"), ("D",), 1),
        (of(previews="D"), ("D",), 1),
        (of(issued="D"), ("C", "uncertain", "not-issued"), 0),
        (of(previews="A"), ("uncertain",), 0),
        (of(previews="A"), ("not-issued",), 1),
        (of(uncertain=1), ("uncertain",), 1),
        (of(uncertain=1), ("not-issued",), 1),
        (of(not_assessable=1), ("uncertain",), 1),
        (of(not_assessable=1), ("C", "not-issued"), 1),
        (of(rejected=1), (), 3),
        (of(converted_rejected=1), (), 3),
        (of(rejected=1, issued="D"), ("D",), 3),
        (of(exit_code=4, rejected=1, issued="D"), ("D",), 4),
    ],
)
def test_a_batch_ends_with_the_gravest_of_what_is_to_be_told(summary: Summary, told: tuple[str, ...], code: int) -> None:
    assert _code(summary, told) == code
