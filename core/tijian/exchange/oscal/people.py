"""Who took part: the enterprise, the institutions and the assessors as parties, their roles, and Tijian itself as the tool.

A party is known by what makes it that party, so that it has the same identifier in every document that names it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...model.result import EnterpriseRef, Result
from .literal import NOTHING, line, string
from .naming import USCC, Json, filled, identifier, once
from .properties import many, prop, props

ENTERPRISE: Final = "assessed-enterprise"
INSTITUTION: Final = "assessment-institution"
ASSESSOR: Final = "assessor"
AUTHORITY: Final = "adopting-authority"
_ROLES: Final = (
    (ENTERPRISE, "受评估企业 · the enterprise assessed"),
    (INSTITUTION, "评估机构 · the institution that assessed"),
    (ASSESSOR, "评估人员 · an assessor of the team"),
    (AUTHORITY, "采用细则的主管机关 · the authority that adopted the ruleset"),
)


def key(result: Result) -> tuple[str, ...]:
    """What makes an assessment that assessment: a corrected result of it has the same identifiers."""
    return (result.category, result.assessment, result.assessed_on, enterprise(result.enterprise))


def enterprise(who: EnterpriseRef) -> str:
    """The identifier of an enterprise: its credit code and name; two that share a mistyped code stay two."""
    return identifier("enterprise", string(who.uscc), string(who.name))


def organization(name: str) -> str:
    """The identifier of an institution or authority, known by its name."""
    return identifier("organization", string(name))


def institutions(result: Result) -> list[str]:
    """The identifier of the institution that assessed, where one is named."""
    return [organization(result.institution)] if result.institution is not None and string(result.institution) else []


def assessors(result: Result) -> list[str]:
    """The identifiers of a team. Two of one name and institution are two."""
    seen: list[tuple[str, str]] = []
    found = []
    for one in result.team:
        who = (string(one.name), string(one.organization))
        found.append(identifier("person", *who, *([str(seen.count(who) + 1)] if who in seen else [])))
        seen.append(who)
    return found


def parties(results: Sequence[Result]) -> list[Json]:
    """Everybody in these results, each once."""
    return once(one for result in results for one in _parties(result))


def _parties(result: Result) -> Iterator[Json]:
    who = result.enterprise
    codes = [{"scheme": USCC, "id": code}] if (code := string(who.uscc)) else []
    yield filled(uuid=enterprise(who), type="organization", name=string(who.name), external_ids=codes)
    employers = [one.organization for one in result.team if string(one.organization)]
    authority = [result.ruleset.adopted_by.zh] if result.ruleset.adopted_by else []
    for name in (result.institution, *employers, *authority):
        if name is not None and string(name):
            yield filled(uuid=organization(name), type="organization", name=string(name))
    for found, one in zip(assessors(result), result.team, strict=True):
        employer = [organization(one.organization)] if one.organization is not None and string(one.organization) else []
        yield filled(uuid=found, type="person", name=string(one.name), member_of_organizations=employer)


def roles() -> list[Json]:
    """The roles that our documents speak of."""
    return [{"id": name, "title": line(title)} for name, title in _ROLES]


def responsible(results: Sequence[Result]) -> list[Json]:
    """Who had which role in these results."""
    found: dict[str, list[str]] = {
        ENTERPRISE: [enterprise(result.enterprise) for result in results],
        INSTITUTION: [one for result in results for one in institutions(result)],
        ASSESSOR: [one for result in results for one in assessors(result)],
        AUTHORITY: [organization(by.zh) for result in results if (by := result.ruleset.adopted_by) is not None],
    }
    return [{"role-id": role, "party-uuids": _each(uuids)} for role, uuids in found.items() if uuids]


def _each(uuids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(uuids))


def observers(result: Result) -> list[Json]:
    """Who observed: the institution, otherwise the team, otherwise nobody knows."""
    role, who = (INSTITUTION, found) if (found := institutions(result)) else (ASSESSOR, assessors(result))
    return [{"actors": [{"type": "party", "actor-uuid": one, "role-id": role} for one in who]}] if who else []


def by_the_tool(result: Result) -> list[Json]:
    """What the engine concluded, no person."""
    return [{"actors": [{"type": "tool", "actor-uuid": tool(result)}]}]


def tool(result: Result) -> str:
    """The identifier of Tijian as it judged this assessment."""
    return identifier("tool", *key(result))


def assets(result: Result) -> Json:
    """Tijian and its plugins, with the digests by which anyone can recompute the result."""
    receipt, engines = result.receipt, result.engines
    component = filled(
        uuid=tool(result),
        type="software",
        title=line(f"体检 {receipt.product.name} {receipt.product.version}"),
        description=line("从实地核查和抽样检测得出结论的引擎 · the engine that draws conclusions from site checks and sample tests"),
        props=props(
            [{"name": "version", "value": string(receipt.product.version) or NOTHING}],
            many("plugin", (f"{one.name} {one.version}" for one in receipt.plugins)),
            prop("engine", engines.direct, class_="direct"),
            prop("engine", engines.rete, class_="rete"),
            prop("engines-agree", None if engines.agree is None else "true" if engines.agree else "false"),
            [
                one
                for remark in engines.remarks
                for one in prop("engine-remark", remark.code, class_=remark.severity, remarks=(remark.text,))
            ],
        ),
        status={"state": "operational"},
    )
    platform = {
        "uuid": identifier("platform", *key(result)),
        "title": line("体检 Tijian"),
        "uses-components": [{"component-uuid": tool(result)}],
    }
    return {"components": [component], "assessment-platforms": [platform]}
