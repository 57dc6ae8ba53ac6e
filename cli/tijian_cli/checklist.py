"""`tijian checklist …`: workbooks and phone forms to take on site, and the way back from them to dossiers."""

import click

from .bilingual import Group, Words


@click.group(
    "checklist",
    cls=Group,
    lazy=(
        ("new", "tijian_cli.checklist_new:new", Words("生成一个品类的核查表工作簿", "make the checklist workbook of a category")),
        (
            "xlsform",
            "tijian_cli.checklist_xlsform:xlsform",
            Words("生成手机上填的表单", "make the form to fill in on a phone"),
        ),
        (
            "read",
            "tijian_cli.checklist_read:read",
            Words("读填好的核查表或手机提交的记录，写成案卷", "read filled checklists or submissions, and write dossiers"),
        ),
    ),
    what=Words(
        "现场核查表：由评估细则生成的 Excel 工作簿，或手机上填的表单；填好后读回成案卷。assess 也可以直接读。",
        "Checklists for the site, made from a ruleset: Excel workbooks, or forms for a phone; read back as dossiers, or by assess at once.",
    ),
    examples=(
        ("tijian checklist new mask -o mask.xlsx", Words("一份口罩的核查表", "a checklist for masks")),
        ("tijian checklist read mask.xlsx -o dossier.yaml", Words("读回成案卷", "read it back as a dossier")),
    ),
)
def checklist() -> None:
    """The group."""
