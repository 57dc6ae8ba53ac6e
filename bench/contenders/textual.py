"""The words of the languages that are text and have `c ? a : b` (CEL, ZEN, rule-engine)."""

from collections.abc import Sequence


class Ternary:
    """`null_is` and `both` are the language's own."""

    def __init__(self, null_is: str = "{} == null", both: str = " && ", real: str = "{}") -> None:
        self._null, self._both, self._real = null_is, both, real

    def choose(self, condition: str, yes: str, no: str) -> str:
        return f"({condition} ? {yes} : {no})"

    def code(self, number: int) -> str:
        return str(number)

    def equal(self, column: str, text: str) -> str:
        return f"{column} == '{text}'"

    def one_of(self, column: str, texts: Sequence[str]) -> str:
        return f"{column} in [{', '.join(repr(text) for text in texts)}]"

    def above(self, column: str, number: int) -> str:
        return f"{column} > {self._real.format(number)}"

    def within(self, column: str, low: float | None, high: float | None) -> str:
        ends = [f"{column} >= {low}" if low is not None else "", f"{column} <= {high}" if high is not None else ""]
        return "(" + self._both.join(end for end in ends if end) + ")"

    def true(self, column: str) -> str:
        return column

    def null(self, column: str) -> str:
        return self._null.format(column)
