"""`tijian ruleset list`: which editions there are, and how well the limits of each are known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from . import manners
from .bilingual import Command, Words, language_of
from .options import RulesetOptions, form, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.confidence import Shares, Standing
    from tijian.authoring.resolve import Edition

    from .paper import Paper

_ID = "tijian ruleset"


class Row(NamedTuple):
    """An edition; without digest and shares where it cannot be read."""

    edition: Edition
    digest: str | None
    shares: Shares | None


@click.command(
    "list",
    cls=Command,
    what=Words(
        "列出每个品类的每个版本：名称、适用期、状态、摘要；以及限值有多可靠：多少行已核实、多少行待核实。",
        "Every edition of every category: title, when it is in force, status, digest; and how well its limits are known: how many are "
        "verified, how many still to be verified.",
    ),
    examples=(
        (f"{_ID} list", Words("已安装的", "those installed")),
        (f"{_ID} list --ruleset-path 我的细则", Words("加上自己的目录", "with a directory of your own")),
    ),
)
@form("text", "json")
@ruleset_options
@click.pass_context
def list_rulesets(context: click.Context, form: str, rulesets: RulesetOptions) -> int:
    """Lists them; one that cannot be read is said on stderr and does not hide the others."""
    from tijian.authoring.confidence import shares
    from tijian.model.problem import TijianError

    from .paper import Paper, on_stdout
    from .targets import Targets

    language = language_of(context)
    codes = {0}
    rows: list[Row] = []
    targets = Targets(context, (), rulesets)
    for edition in targets.editions():
        try:
            loaded = targets.catalogue.library.load(edition.category, edition.edition)
            rows.append(Row(edition, loaded.digest, shares(loaded.ruleset)))
        except TijianError as error:
            codes.add(manners.explain_error(error, language))
            rows.append(Row(edition, None, None))
    for broken in targets.errors:
        codes.add(manners.explain_error(broken, language))
    if form == "json":
        listed = {"schema": "tijian/ruleset-list@1", "rulesets": [_plain(row) for row in rows]}
        manners.write_data(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
    else:
        paper = Paper(language, on_stdout())
        _show(paper, rows)
        manners.write_text(paper.text())
    return max(codes)


def _plain(row: Row) -> dict[str, Any]:
    one = row.edition
    in_force = None if one.in_force is None else {"from": one.in_force.from_, "until": one.in_force.until}
    figures: dict[str, Any] | None = None
    if row.shares is not None:
        shares = row.shares
        figures = {
            "total": shares.total,
            **{standing: {"count": count, "percent": shares.exact(standing)} for standing, count in shares.counts.items()},
        }
    return {
        "id": one.id,
        "category": one.category,
        "edition": one.edition,
        "title": one.title.model_dump(),
        "in_force": in_force,
        "status": one.status,
        "digest": row.digest,
        "figures": figures,
    }


def _show(paper: Paper, rows: list[Row]) -> None:
    from .paper import Column

    if not rows:
        paper.line(paper.say("没有评估细则", "there are no rulesets"))
        return
    columns = (
        Column(Words("编号", "Id")),
        Column(Words("名称", "Title"), room=True),
        Column(Words("适用期", "In force")),
        Column(Words("状态", "Status")),
    )
    paper.table(columns, [_row(paper, row) for row in rows])
    _figures(paper, rows)


def _row(paper: Paper, row: Row) -> list[str]:
    from tijian.authoring.load import days

    one = row.edition
    status = Words("已采用", "adopted") if one.status == "adopted" else Words("示例稿", "illustrative")
    return [one.id, one.title(paper.language), days(one.in_force), status(paper.language)]


_SHORT: Final[dict[Standing, Words]] = {
    "verified": Words("已核实", "verified"),
    "secondary": Words("二手", "secondary"),
    "recalled": Words("凭记忆", "recalled"),
    "weak": Words("存疑", "weak"),
    "proposal": Words("自拟", "proposal"),
    "unknown": Words("待核实", "unknown"),
}


def _figures(paper: Paper, rows: list[Row]) -> None:
    """The digest of each edition, how many of its limit rows are verified, how many are not. A kind that no edition has is left out."""
    from .paper import Column

    known = [(row.edition.id, row.digest or "", row.shares) for row in rows if row.shares is not None]
    standings = [name for name in _SHORT if any(shares.counts[name] for _, _, shares in known)]
    paper.heading(paper.say("摘要；限值有多可靠（行数，占比）", "Digests; how well the limits are known (rows, share)"))
    columns = (
        Column(Words("编号", "Id")),
        Column(Words("摘要", "Digest")),
        Column(Words("限值", "Limits"), right=True),
        *(Column(_SHORT[name], right=True) for name in standings),
    )
    paper.table(
        columns,
        [
            [name, digest.removeprefix("sha256:")[:12], str(shares.total), *(_share(shares, each) for each in standings)]
            for name, digest, shares in known
        ],
    )


def _share(shares: Shares, standing: Standing) -> str:
    count = shares.counts[standing]
    return f"{count} {shares.percent(standing):>4}" if count else "–"
