"""`tijian export …`: results in the formats of other programs; one command a format."""

import click

from .bilingual import Group, Words


@click.group(
    "export",
    cls=Group,
    lazy=(
        (
            "oscal",
            "tijian_cli.export_oscal:oscal",
            Words("OSCAL 1.2 JSON：评估结果、整改计划", "OSCAL 1.2 JSON: assessment results, plan of action and milestones"),
        ),
    ),
    what=Words("把评估结果写成别的程序能读的格式。", "Writes results of assessments in formats that other programs read."),
    examples=(
        ("tijian export oscal 结果.jsonl -o oscal/", Words("每份评估两个 OSCAL 文件", "two OSCAL files for each assessment")),
        ("tijian export oscal shanghai-2021 -o 行动.json", Words("整个评估行动，一个文件", "a whole campaign, in one file")),
    ),
)
def export() -> None:
    """The group."""
