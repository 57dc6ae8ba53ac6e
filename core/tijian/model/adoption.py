"""An adoption file: which authority adopted which rulesets, by digest, and when. It turns an illustrative ruleset into an adopted one."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from .kinds import AttributeName, Day, Edition
from .text import Model, Text

Digest = Annotated[str, StringConstraints(strict=True, pattern=r"^sha256:[0-9a-f]{64}$")]


class Adopted(Model):
    """One ruleset that is adopted."""

    category: AttributeName
    edition: Edition
    digest: Digest


class Adoption(Model):
    """采用文件 An authority's adoption of rulesets."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/adoption@1"] = Field(alias="schema")
    authority: Text
    adopted_on: Day
    campaign: Text | None = None
    rulesets: tuple[Adopted, ...]

    def names(self, category: str, edition: str, digest: str) -> bool:
        """Whether exactly this ruleset, to the byte, is adopted, on whatever day."""
        return any((one.category, one.edition, one.digest) == (category, edition, digest) for one in self.rulesets)

    def covers(self, category: str, edition: str, digest: str, day: str) -> bool:
        """Whether exactly this ruleset was adopted by `day`: an assessment made before is one by a ruleset not yet adopted."""
        return self.adopted_on <= day and self.names(category, edition, digest)
