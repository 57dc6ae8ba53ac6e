"""The index of pages: every edition with its dates, and how well its limits are known. `tijian ruleset docs --all` comes in here."""

from collections.abc import Sequence

from ..authoring.confidence import STANDING, STANDINGS, shares
from ..authoring.markdown import escaped, table
from ..model.ruleset import ResolvedRuleset
from ..model.text import Language
from .sheet import Sheet


def index(rulesets: Sequence[ResolvedRuleset], language: Language) -> str:
    """A table of rulesets, each with a link to its page. What nobody has a row of is left out of the columns."""
    zh = language == "zh"
    counted = [(one, shares(one)) for one in rulesets]
    standings = [standing for standing in STANDINGS if any(share.counts[standing] for _, share in counted)]
    titles = ["编号", "名称", "适用的评估日期", "限值行数"] if zh else ["Id", "Title", "For assessments", "Limit rows"]
    rows = []
    for one, share in counted:
        link = f"[{one.category}/{one.edition}]({one.category}/{one.edition}.{language}.md)"
        known = [f"{share.counts[standing]} ({share.percent(standing)})" if share.counts[standing] else "" for standing in standings]
        rows.append([link, escaped(one.title(language)), Sheet(one, language).in_force(one.in_force), str(share.total), *known])
    lines = ["# 评估细则" if zh else "# Rulesets", "", *table([*titles, *(STANDING[standing](language) for standing in standings)], rows)]
    return "\n".join(lines) + "\n"
