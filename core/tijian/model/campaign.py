"""评估行动 What a campaign is: who ordered it, when, where, by whom, in which categories, and which enterprises are to be visited.

Its dossiers and results are no part of this file. Reports and comparisons read from it what was planned and how things are called.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from .kinds import AttributeName, Day, Id, Name
from .text import Model, Text

Stage = Literal["prepare", "visit", "analyse", "follow_up"]
Why = Literal["closed", "moved", "refused"]  # in the order in which reports list them
_WHY_ZH: Final[dict[str, Why]] = {"停产": "closed", "搬迁": "moved", "拒绝": "refused"}


class Notice(Model):
    """通知 The notice that ordered it."""

    date: Day
    title: Text | None = None
    number: Name | None = Field(None, description="文号")


class Phase(Model):
    """阶段 From and until when, both days inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Day = Field(alias="from")
    until: Day

    def covers(self, day: str) -> bool:
        """Whether the ISO date `day` lies inside."""
        return self.from_ <= day <= self.until


class CampaignCategory(Model):
    """A product category of the campaign, and the association (协会) to which its report goes."""

    title: Text
    group: Literal["food", "industrial"]
    association: Text | None = None


def _not_assessed(written: Any) -> Any:
    """Taken in short (`closed`, 停产) or in full."""
    if isinstance(written, str):
        written = {"why": written}
    if isinstance(written, dict) and isinstance(why := written.get("why"), str):
        return {**written, "why": _WHY_ZH.get(why.strip(), why)}
    return written


class NotAssessed(Model):
    """未评估 Why an enterprise of the list was not assessed. Refusing is no clue by itself: assessments are not supervision checks."""

    why: Why
    note: Name | None = None


class PlannedEnterprise(Model):
    """评估对象 An enterprise to be visited for one category. `district` and `institution` by their Chinese names."""

    assessment: Name
    name: Name
    uscc: Name | None = None
    category: AttributeName
    district: Name
    institution: Name | None = None
    size: Name | None = None
    not_assessed: Annotated[NotAssessed | None, BeforeValidator(_not_assessed)] = None


class Campaign(Model):
    """评估行动 A campaign: `campaign.yaml` in its directory."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/campaign@1"] = Field(alias="schema")
    id: Id
    title: Text
    about: Text | None = Field(None, description="要让每个读者知道的 what every reader must know of it")
    ordered_by: Text
    notice: Notice
    phases: dict[Stage, Phase]
    districts: Annotated[tuple[Text, ...], Field(min_length=1)]
    institutions: Annotated[tuple[Text, ...], Field(min_length=1)]
    categories: Annotated[dict[AttributeName, CampaignCategory], Field(min_length=1)]
    enterprises: tuple[PlannedEnterprise, ...] = Field((), description="评估对象名单；空的表示没有名单 empty: there is no list")
