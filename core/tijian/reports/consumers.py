"""消费提示 What buyers and users may look at: the safety items of a category and what a failure of each means, as its ruleset says.

`industry` comes in here. Nothing depends on what was found, so nothing of any enterprise can be read from it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ..model.order import natural
from ..model.ruleset import ResolvedRuleset
from . import parts
from .model import Block, Column, Items, Table
from .voice import Voice

_MOST: Final = 8


def consumers(used: Sequence[ResolvedRuleset], voice: Voice) -> Iterator[Block]:
    """General advice, and the risks of the safety items, each risk once."""
    yield Items(
        (
            voice(
                "购买时看标识：产品名称、生产者名称和地址、执行标准、合格证明、警示说明和使用限制是否齐全。",
                "Look at the marking: name of the product, name and address of the maker, standard, proof of conformity, warnings and "
                "limits of use.",
            ),
            voice(
                "按说明书的用途和期限使用，保留购买凭证。",
                "Use the product for what, and as long as, its instructions say; keep the receipt.",
            ),
            voice(
                "发现质量安全问题，停止使用，向当地市场监督管理部门反映。",
                "If it seems unsafe, stop using it and tell the market regulator.",
            ),
        ),
        numbered=True,
    )
    told: dict[str, str] = {}
    for ruleset in used:
        for name in sorted(ruleset.sample_tests, key=natural):
            one = ruleset.sample_tests[name]
            if one.class_ == "key" and one.risk is not None:
                told.setdefault(voice.text(one.risk), voice.text(one.name))
    if told:
        more = len(told) - _MOST
        yield Table(
            caption=voice("安全性指标（A类）不合格意味着什么", "What a failure of a safety item (class A) means"),
            columns=(Column(voice("指标", "Item"), 40), Column(voice("风险", "Risk"), 60)),
            rows=tuple(parts.plain_cells(name, risk) for risk, name in list(told.items())[:_MOST]),
            note=voice(
                f"按细则列出，不表示本次有产品不合格；另有 {more} 项见细则。", f"By the ruleset, whatever was found; it has {more} more."
            )
            if more > 0
            else voice("按细则列出，不表示本次有产品不合格。", "By the ruleset, whatever was found."),
        )
