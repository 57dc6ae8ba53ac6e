"""The words with which the parser refuses: what stands there, why it cannot, what to write instead.

One function a kind of refusal, so that the grammar in `parse` reads as a grammar. Only the parser, the lexer and
`inline` come in here; the checker has its own words, which speak of meaning.
"""

import re
from collections.abc import Sequence
from typing import Final

from ..model.text import Text
from .error import ConditionError, shown
from .names import ABOUT_ONE_CALLS, CALLS, LOOK_ALIKES
from .suggest import did_you_mean

Word = tuple[str, object, int, int]

_OTHER_CALLS: Final = {
    "has": ("缺失的属性自会按未知处理，不需要 has", "a missing attribute is unknown by itself: `has` is not needed"),
    "size": ("要数发现，用 count('key', 'fail') > 2", "to count findings write count('key', 'fail') > 2"),
    "not": ("写 !(…)", "write !(…)"),
    "all": ("用 && 连接各个条件", "join the conditions with &&"),
    "any": ("用 || 连接各个条件", "join the conditions with ||"),
}


def refuse(code: str, at: int, length: int, zh: str, en: str, zh_do: str, en_do: str) -> ConditionError:
    """A ConditionError, written compactly: what and why, then what to do, each in both languages."""
    return ConditionError(code, Text(zh=zh, en=en), at, max(length, 1), Text(zh=zh_do, en=en_do))


def too_deep(at: int, length: int, most: int) -> ConditionError:
    return refuse(
        "E202",
        at,
        length,
        f"条件嵌套超过 {most} 层（括号、「!」、define 的名称各算一层）：这样的条件无人能核对",
        f"the condition nests more than {most} levels deep (brackets, `!` and define'd names count one each): nobody could check it",
        "减少括号和「!」,或缩短 define 之间的引用链",
        "nest fewer brackets and `!`, or shorten the chain of definitions",
    )


def too_large(at: int, length: int, most: int) -> ConditionError:
    return refuse(
        "E228",
        at,
        length,
        f"把 define 的名称写开后，条件超过 {most} 个部分",
        f"with its definitions written out the condition has more than {most} parts",
        "不要让 define 之间成倍地互相引用；拆成较小的条件",
        "do not let definitions multiply one another; split the condition",
    )


def definition_cycle(at: int, length: int, names: Sequence[str]) -> ConditionError:
    ring = " → ".join(shown(name) for name in names)
    return refuse(
        "E227",
        at,
        length,
        f"define 的定义绕回自身：{ring}，永远得不出真假",
        f"a definition leads back to itself: {ring}; it is never true or false",
        "改写其中一个定义，使引用不成环",
        "rewrite one of them so that the references end",
    )


def empty(length: int) -> ConditionError:
    return refuse(
        "E207",
        0,
        length,
        "条件是空的，不能判断真假",
        "the condition is empty: it is neither true nor false",
        "总是成立时写 true，否则写出条件或删去这一项",
        "write true where it always holds; otherwise state a condition or leave the field out",
    )


def outside(at: int, length: int, zh: str, en: str, zh_do: str, en_do: str) -> ConditionError:
    """E208: something of CEL that conditions do not have."""
    return refuse(
        "E208",
        at,
        length,
        f"条件里没有{zh}：条件只读事实、不计算，人人能核对",
        f"conditions have no {en}: they read facts and compute nothing, so that anyone can check them",
        zh_do,
        en_do,
    )


def arithmetic(at: int, length: int) -> ConditionError:
    return outside(
        at,
        length,
        "算术和注释(+ - * / %)",
        "arithmetic or comments (+ - * / %)",
        "需要计算的量作派生属性(tijian_derive)；负数的负号紧挨数字；编号写在引号内",
        "let the plugin derive what must be computed (tijian_derive); write -5 in one; put ids in quotes",
    )


def unexpected(text: str, tokens: Sequence[Word], i: int, zh: str, en: str) -> ConditionError:
    """Refuses the word at `i`, where only `zh`/`en` may stand."""
    kind, _, at, end = tokens[i]
    before = tokens[i - 1] if i else None
    word = text[at:end]
    if before is not None and kind == "text" and before[3] == at and before[0] in ("name", "text"):
        return refuse(
            "E204",
            before[2],
            end - before[2],
            "条件里没有三引号、r'…' 和 b'…'",
            "conditions have no triple quotes, r'…' or b'…'",
            "只用一对 '…' 或 \"…\"",
            "use one pair of '…' or \"…\"",
        )
    for about in (tokens[i], before):
        if about is not None and about[0] == "name" and (mark := LOOK_ALIKES.get(str(about[1]))):
            return refuse(
                "E206",
                about[2],
                about[3] - about[2],
                f"「{about[1]}」不是运算符",
                f"'{about[1]}' is no operator",
                f"写 {mark}",
                f"write {mark}",
            )
    if kind == "[":
        if before is not None and before[0] in ("name", ")", "]", "text"):
            return outside(
                at, 1, "下标(a[0])", "indexing (a[0])", "每个要读的量都作单独的属性", "make each thing that is read an attribute of its own"
            )
        return outside(
            at,
            1,
            "「in」右边以外的列表",
            "lists but on the right of `in`",
            "写 x in ['a', 'b']，列表里只放文字、数或 true/false",
            "write x in ['a', 'b'], with texts, numbers or true/false in it",
        )
    if kind == "number" and word[0] == "-":
        return arithmetic(at, 1)
    if kind == "end":
        return refuse(
            "E206",
            max(at - 1, 0),
            1,
            f"条件到此中断，还缺{zh}",
            f"the condition breaks off here: {en} is missing",
            f"补上{zh}",
            f"add {en}",
        )
    if kind == ")":
        return refuse(
            "E206",
            at,
            1,
            "这里的「)」没有配对的「(」,或括号里的内容不完整",
            "this ')' closes no '(', or what stands in the brackets is incomplete",
            "核对括号及其内容",
            "check the brackets and what they hold",
        )
    return refuse(
        "E206",
        at,
        end - at,
        f"这里是「{shown(word)}」,应当是{zh}",
        f"here stands '{shown(word)}', where {en} should be",
        f"改成{zh}；属性名不含空格，文字要加引号",
        f"make it {en}; names hold no spaces, texts stand in quotes",
    )


def unknown_call(name: str, at: int) -> ConditionError:
    if name in _OTHER_CALLS:
        zh, en = _OTHER_CALLS[name]
    elif meant := did_you_mean(name, CALLS):
        zh, en = f"是否要写 {meant}(…)?", f"did you mean {meant}(…)?"
    else:
        calls = "、".join(f"{call}(…)" for call in CALLS)
        zh, en = f"只有 {calls}", f"there are only {calls.replace('、', ', ')}"
    return refuse("E209", at, len(name), f"条件里没有函数「{shown(name)}」", f"conditions have no function '{shown(name)}'", zh, en)


def bad_argument(text: str, call: str, word: Word) -> ConditionError:
    written, at, end = CALLS[call], word[2], word[3]
    if call in ABOUT_ONE_CALLS and word[0] == "name":
        return unquoted_id(text, call, at)
    here = f"「{shown(text[at:end])}」" if end > at else "结尾"
    here_en = f"'{shown(text[at:end])}'" if end > at else "the end"
    return refuse(
        "E210",
        at if end > at else max(at - 1, 0),
        end - at,
        f"{call}(…) 要写成 {call}({written}) 的样子，这里却是{here}",
        f"{call}(…) is written like {call}({written}); here stands {here_en}",
        f"仿照 {call}({written}) 写，编号和词都加引号",
        f"write it like {call}({written}), ids and words in quotes",
    )


def unquoted_id(text: str, call: str, at: int) -> ConditionError:
    """fails(K-T1): an id that stands without quotes, beginning at `at`."""
    found = re.compile(r"[A-Za-z][\w.-]*", re.ASCII).match(text, at)
    name = shown(found[0] if found else "")
    length = len(found[0]) if found else 1
    return refuse(
        "E210",
        at,
        length,
        f"编号要加引号：{call}('{name}')",
        f"an id stands in quotes: {call}('{name}')",
        f"写 {call}('{name}')",
        f"write {call}('{name}'), the id in quotes",
    )


def _bound(call: str) -> str:
    return "score(…) < 60" if call == "score" else f"{call}(…) > 2"


def judged_number(call: str, at: int, end: int, sign: Word, *, compared: bool) -> ConditionError:
    """E212: a count or a score compared so that a worse finding could make the condition false; E210: not compared at all."""
    example = _bound(call)
    if not compared:
        return refuse(
            "E210",
            at,
            end - at,
            f"{call}(…) 是一个数，单独不成条件",
            f"{call}(…) is a number, by itself no condition",
            f"写成 {example} 的样子",
            f"write it like {example}",
        )
    ways = "< 或 <=" if call == "score" else "> 或 >="
    return refuse(
        "E212",
        sign[2],
        sign[3] - sign[2],
        f"{call}(…) 只能用 {ways} 比较：查得更多或结果更差，绝不能使结论变好",
        f"{call}(…) may only be compared with {ways.replace('或', 'or')}: more knowledge or a worse finding must never improve a verdict",
        f"写成 {example} 的样子，并放在较差等级的行里；较好的等级由后面的行得出",
        f"write it like {example}, in the row of the worse grade; the better grades follow from the rows below",
    )


def bad_bound(text: str, call: str, word: Word) -> ConditionError:
    at, end = word[2], word[3]
    kind, kind_en = ("一个数", "a number") if call == "score" else ("一个整数", "a whole number")
    return refuse(
        "E210",
        at if end > at else max(at - 1, 0),
        end - at,
        f"{call}(…) 要与{kind}比较，这里却是「{shown(text[at:end])}」" if end > at else f"{call}(…) 要与{kind}比较，条件到此中断",
        f"{call}(…) is compared with {kind_en}; "
        + (f"here stands '{shown(text[at:end])}'" if end > at else "the condition breaks off here"),
        f"写成 {_bound(call)} 的样子",
        f"write it like {_bound(call)}",
    )


def condition_compared(sign: Word, *, judged: bool, negated: bool) -> ConditionError:
    """E212: something judged compared; E211: another condition compared."""
    word, at, length = sign[1], sign[2], sign[3] - sign[2]
    if judged:
        return refuse(
            "E212",
            at,
            length,
            f"判定的结果成立就是成立，不能再用 {word} 比较：查得更多或结果更差，绝不能使结论变好",
            f"what is judged holds or does not; {word} may not compare it: more knowledge or a worse finding must never improve a verdict",
            "单独写 fails('…')、count(…) > n 或 score(…) < n",
            "write fails('…'), count(…) > n or score(…) < n by itself",
        )
    return refuse(
        "E211",
        at,
        length,
        f"{word} 只比较属性和值，这里有一边是条件",
        f"{word} compares attributes and values; here one side is a condition",
        "「!」比比较结合得更紧：写成 !(a == b) 的样子" if negated else "用 && 或 || 连接条件",
        "`!` binds closer than a comparison: write !(a == b)" if negated else "join conditions with && or ||",
    )


def chained(sign: Word) -> ConditionError:
    return refuse(
        "E211",
        sign[2],
        sign[3] - sign[2],
        "比较不能连写：前一个比较得出的是真假，不是值",
        "comparisons do not chain: the first one gives true or false, not a value",
        "写成 a < b && b < c 的样子",
        "write it like a < b && b < c",
    )
