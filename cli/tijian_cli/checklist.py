"""`tijian checklist …`: workbooks to take on site, and the way back from them to a dossier."""

import click

from .bilingual import Group, Words


@click.group(
    "checklist",
    cls=Group,
    lazy=(
        ("new", "tijian_cli.checklist_new:new", Words("生成一个品类的核查表工作簿", "make the checklist workbook of a category")),
        (
            "read",
            "tijian_cli.checklist_read:read",
            Words("读填好的核查表，写成案卷", "read filled checklists, and write a dossier"),
        ),
    ),
    what=Words(
        "现场核查表：由评估细则生成的 Excel 工作簿，填好后读回成案卷。assess 也可以直接读工作簿。",
        "Checklists for the site: Excel workbooks made from a ruleset, and read back as a dossier. assess reads such workbooks too.",
    ),
    examples=(
        ("tijian checklist new mask -o mask.xlsx", Words("一份口罩的核查表", "a checklist for masks")),
        ("tijian checklist read mask.xlsx -o dossier.yaml", Words("读回成案卷", "read it back as a dossier")),
    ),
)
def checklist() -> None:
    """The group."""
