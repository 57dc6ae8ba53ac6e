"""`tijian checklist new`: the workbook that assessors fill in at one category of enterprise."""

from __future__ import annotations

import click

from . import manners
from .bilingual import Command, Words, language_of
from .checklist_of import Asked, of_a_category
from .layout import plain


@click.command(
    "new",
    cls=Command,
    what=Words(
        "生成一个品类的核查表：基本情况、产品属性、核查项、样品、检测结果和线索各一张表，结论有下拉列表，没填的和缺说明的有颜色，"
        "按产品属性不适用的会变灰，可以打印。同样的评估细则总是同样的字节。",
        "Make the checklist of a category: sheets for the visit, the product, the questions, samples, results and clues, with drop-downs, "
        "colours for what is still blank or lacks a note, and grey for what does not apply; fit to print. The same ruleset gives the same "
        "bytes.",
    ),
    examples=(
        ("tijian checklist new mask -o mask.xlsx", Words("口罩，现行版本", "masks, the latest edition")),
        (
            "tijian checklist new fire_door --edition 2008 --samples 4 --lang en -o door.xlsx",
            Words("指定版本，四个样品，英文", "a named edition, room for four samples, in English"),
        ),
    ),
)
@of_a_category(".xlsx")
def new(context: click.Context, asked: Asked) -> int:
    """Writes the workbook."""
    from tijian.exchange.checklist.write import checklist_workbook
    from tijian.insight.wording import short_phrases

    from .output import write_bytes

    language = language_of(context)
    loaded, program, path = asked.opened(context)
    ruleset = loaded.ruleset
    write_bytes(path, checklist_workbook(program, short_phrases(ruleset), language, asked.samples))
    since, until = ruleset.in_force.from_, ruleset.in_force.until
    zh = f"{since} 起的评估" if until is None else f"{since} 至 {until} 的评估"
    en = f"assessments from {since}" if until is None else f"assessments from {since} to {until}"
    said = Words(f"已写入 {path}（{loaded.id}，用于 {zh}）", f"written to {path} ({loaded.id}, for {en})")
    manners.say(plain(said(language)))
    return 0
