"""The small typed words that files are made of: ids, numbers as written, dates, conditions."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_.-]*$"
ATTRIBUTE_PATTERN = r"^[a-z][a-z0-9_]*$"
EDITION_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


def _real_date(written: str) -> str:
    try:
        year = date.fromisoformat(written).year
    except ValueError:
        year = 0
    if not 1900 <= year <= 2199:  # a deadline is added to it, and no record of this trade is older
        raise PydanticCustomError("not_a_date", "not a calendar date of 1900 to 2199, written YYYY-MM-DD")
    return written


def _whole(written: Any) -> int:
    if isinstance(written, int) and not isinstance(written, bool):
        return written
    if isinstance(written, Decimal) and written.is_finite() and written == written.to_integral_value():
        return int(written)
    raise PydanticCustomError("whole_number", "not a whole number")


Id = Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN, max_length=64)]
AttributeName = Annotated[str, StringConstraints(strict=True, pattern=ATTRIBUTE_PATTERN, max_length=64)]
Edition = Annotated[str, StringConstraints(strict=True, pattern=EDITION_PATTERN, max_length=64)]
Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=300)]
Condition = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Day = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_real_date)]
Number = Annotated[Decimal, Strict(), Field(allow_inf_nan=False)]
Positive = Annotated[Decimal, Strict(), Field(allow_inf_nan=False, gt=0)]
Flag = Annotated[bool, Strict()]
Whole = BeforeValidator(_whole)  # stands last in an Annotated[int, …]: pydantic alone would take "017", "1_000" and true for an int
Days = Annotated[int, Field(ge=0, le=3650), Whole]
