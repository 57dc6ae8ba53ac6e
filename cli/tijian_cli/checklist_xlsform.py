"""`tijian checklist xlsform`: the form that assessors fill in on a phone, for ODK Central or KoboToolbox."""

from __future__ import annotations

import click

from . import manners
from .bilingual import Command, Words, language_of
from .checklist_of import Asked, of_a_category
from .layout import plain


@click.command(
    "xlsform",
    cls=Command,
    what=Words(
        "生成手机上填的表单（XLSForm，中英文都有），上传到 ODK Central 或 KoboToolbox，离线也能填：不适用的核查项不会问，发现问题的"
        "可以拍照，判为不适用的要写理由。导出的提交记录（CSV）用 checklist read 读回，或直接用 assess 评估。同样的评估细则总是同样的字节。",
        "Make the form to fill in on a phone (an XLSForm, in Chinese and English) for ODK Central or KoboToolbox, also without a network: "
        "checks that do not apply are not asked, a fault can be photographed, what is skipped needs a reason. The exported submissions "
        "(CSV) are read by `checklist read`, or by `assess`. The same ruleset gives the same bytes.",
    ),
    examples=(
        ("tijian checklist xlsform mask -o mask-form.xlsx", Words("口罩，现行版本", "masks, the latest edition")),
        (
            "tijian checklist xlsform fire_door --edition 2008 --samples 4 -o door-form.xlsx",
            Words("指定版本，四个样品", "a named edition, room for four samples"),
        ),
    ),
)
@of_a_category("-form.xlsx")
def xlsform(context: click.Context, asked: Asked) -> int:
    """Writes the form."""
    from tijian.exchange.phone.build import phone_form
    from tijian.exchange.phone.write import xlsform as written
    from tijian.insight.wording import short_phrases

    from .output import write_bytes

    language = language_of(context)
    loaded, program, path = asked.opened(context)
    ruleset = loaded.ruleset
    form = phone_form(program, short_phrases(ruleset), asked.samples)
    write_bytes(path, written(form))
    many = len(ruleset.site_checks)
    said = Words(f"已写入 {path}（{loaded.id}，{many} 个核查项）", f"written to {path} ({loaded.id}, {many} checks)")
    manners.say(plain(said(language)))
    if form.asked_anyway:
        zh = f"手机上判断不了是否适用、总是会问的核查项：{'、'.join(form.asked_anyway)}（由插件推算的属性或生产日期决定，题下有说明）"
        en = (
            f"always asked, because a phone cannot tell whether they apply: {', '.join(form.asked_anyway)} (attributes that a plugin "
            "derives, or days of production, decide; the form says so below the question)"
        )
        manners.say(plain(Words(zh, en)(language)))
    return 0
