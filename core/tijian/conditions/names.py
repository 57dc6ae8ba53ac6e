"""The words that mean something in a condition: what it may call, and what no attribute or definition may be called."""

from typing import Final

CONTEXT_NAMES: Final[frozenset[str]] = frozenset({"assessed_on", "produced_on", "category", "group", "sampling"})

# https://github.com/google/cel-spec, doc/langdef.md, "Syntax": IDENT is any identifier but these
CEL_RESERVED: Final[frozenset[str]] = frozenset(
    {"as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in"}
    | {"let", "loop", "namespace", "null", "package", "return", "true", "var", "void", "while"}
)

# the parser takes these for `&&`, `||` and `!` written in another language, and says so
LOOK_ALIKES: Final[dict[str, str]] = {"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!"}

RESERVED_NAMES: Final[frozenset[str]] = CONTEXT_NAMES | CEL_RESERVED | frozenset(LOOK_ALIKES)

SCORE_NAMES: Final[frozenset[str]] = frozenset(
    {"total", "site", "tests"}
)  # what score(…) reads beside sections: no section may be called so

ABOUT_ONE_CALLS: Final = ("fails", "minor", "concluded")  # those with one id in quotes
CALLS: Final[dict[str, str]] = {  # what reads a judgment, with arguments as they may look
    "fails": "'C5.3'",
    "minor": "'C5.3'",
    "concluded": "'D1'",
    "count": "'key', 'fail'",
    "count_tests": "'key', 'fail'",
    "count_in": "'S1', 'fail'",
    "score": "'site'",
}
