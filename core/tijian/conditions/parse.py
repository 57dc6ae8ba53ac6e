"""The parser of conditions: recursive descent over a subset of CEL, one method a level of precedence.

    either   = both { "||" both }
    both     = relation { "&&" relation }
    relation = negation | operand [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) operand | "in" "[" literal { "," literal } "]" ]
    negation = "!" ( negation | operand )
    operand  = "(" either ")" | literal | name | call
    call     = fails(t) | minor(t) | concluded(t) | count(t, t) | count_tests(t, t) | count_in(t, t) (> | >=) n | score(t) (< | <=) n

It makes no code, and levels are counted: the worst that a text can do is to be refused, with a reason (`refusal`). Meaning is for `check`.
"""

from collections.abc import Callable, Container
from decimal import Decimal
from typing import Any, Final, cast

from . import refusal, tree
from .lexer import Token, tokens
from .names import CALLS
from .tree import And, Attr, Compare, In, Literal, Node, Not, Or, is_judged, joined

OPERANDS: Final = (Literal, Attr)
VALUES: Final = frozenset({"text", "number", "boolean"})
RELATIONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
ABOUT_ONE: Final[dict[str, type[tree.AboutOne]]] = {"fails": tree.Fails, "minor": tree.MinorOrWorse, "concluded": tree.Concluded}
COUNTED: Final = {call: scope for scope, call in tree.COUNT_CALLS.items()}


def parse(text: str) -> Node:
    """The tree of a condition. Raises ConditionError: what is wrong, why, where in `text`, and what to write instead."""
    parser = _Parser(text)
    if parser.kind == "end":
        raise refusal.empty(len(text))
    node = parser.either()
    parser.need(("end",), "&&、|| 或结尾", "&&, || or the end")
    return node


class _Parser:
    __slots__ = ("i", "kind", "level", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Token] = tokens(text)
        self.i = 0
        self.kind = self.words[0][0]  # of the word that comes next
        self.level = 0

    def take(self) -> Token:
        word = self.words[self.i]
        self.i += 1
        self.kind = self.words[self.i][0]
        return word

    def need(self, kinds: Container[str], zh: str, en: str) -> None:
        if self.kind not in kinds:
            raise refusal.unexpected(self.text, self.words, self.i, zh, en)

    def either(self) -> Node:
        return self.series("||", Or, self.both)

    def both(self) -> Node:
        return self.series("&&", And, self.relation)

    def series(self, sign: str, kind: type[And | Or], part: Callable[[], Node]) -> Node:
        at, items = self.words[self.i][2], [part()]
        while self.kind == sign:
            self.take()
            items.append(part())
        return items[0] if len(items) == 1 else kind(joined(tuple(items), kind), at=at, end=self.words[self.i - 1][3])

    def relation(self) -> Node:
        at, left = self.words[self.i][2], self.operand()
        if self.kind not in RELATIONS:
            return left
        sign = self.words[self.i]
        if not isinstance(left, OPERANDS):
            raise refusal.condition_compared(sign, judged=is_judged(left), negated=isinstance(left, Not))
        self.take()
        if sign[0] == "in":
            node: Node = In(left, self.options(), at=at, end=self.words[self.i - 1][3])
        else:
            right = self.operand()
            if not isinstance(right, OPERANDS):
                raise refusal.condition_compared(sign, judged=is_judged(right), negated=isinstance(right, Not))
            node = Compare(cast(Any, sign[0]), left, right, at=at, end=self.words[self.i - 1][3])
        if self.kind in RELATIONS:
            raise refusal.chained(self.words[self.i])
        return node

    def operand(self) -> Node:
        kind, value, at, end = self.words[self.i]
        if kind == "name":
            self.take()
            return self.call(str(value), at) if self.kind == "(" else Attr(str(value), at=at, end=end)
        if kind in VALUES:
            self.take()
            return Literal(value, at=at, end=end)
        self.need(("(", "!"), "属性、值、条件或「(」", "an attribute, a value, a condition or '('")
        self.level += 1
        if self.level > tree.MAX_LEVELS:
            raise refusal.too_deep(at, 1, tree.MAX_LEVELS)
        self.take()
        node = self.operand() if kind == "!" else self.either()
        if kind == "!":
            node = Not(node, at=at, end=self.words[self.i - 1][3])
        else:
            self.need((")",), "「)」", "')'")
            self.take()
        self.level -= 1
        return node

    def options(self) -> tuple[Literal, ...]:
        self.need(("[",), "方括号里的列表", "a list in square brackets")
        found: list[Literal] = []
        while not found or self.kind == ",":
            self.take()
            self.need(VALUES, "加引号的文字、数或 true/false", "a text in quotes, a number or true/false")
            _, value, at, end = self.take()
            found.append(Literal(value, at=at, end=end))
        self.need(("]",), "「,」或「]」", "',' or ']'")
        self.take()
        return tuple(found)

    def call(self, name: str, at: int) -> tree.Atom:
        if name not in CALLS:
            raise refusal.unknown_call(name, at)
        self.take()
        read: list[Token] = []
        for separator in (*"," * CALLS[name].count(","), ")"):
            for kind in ("text", separator):
                if self.kind != kind:
                    raise refusal.bad_argument(self.text, name, self.words[self.i])
                read.append(self.take())
        of, state, closed = str(read[0][1]), cast(Any, read[-2][1]), read[-1][3]
        spans = tuple((word[2], word[3]) for word in read[::2])
        if name in ABOUT_ONE:
            return ABOUT_ONE[name](of, at=at, end=closed, spans=spans)
        sign = self.words[self.i]
        if sign[0] not in (("<", "<=") if name == "score" else (">", ">=")):
            raise refusal.judged_number(name, at, closed, sign, compared=sign[0] in RELATIONS)
        self.take()
        _, n, start, end = self.words[self.i]
        if not isinstance(n, Decimal) or (name != "score" and "." in self.text[start:end]):
            raise refusal.bad_bound(self.text, name, self.words[self.i])
        self.take()
        op: Any = sign[0]
        if name == "score":
            return tree.ScoreBelow(of, op, n, at=at, end=end, spans=(*spans, (start, end)))
        return tree.Count(COUNTED[name], of, state, op, int(n), at=at, end=end, spans=(*spans, (start, end)))
