"""What a result rests on: the ruleset, which stands for the assessment plan, and the clauses of standards, as resources of the back matter.

A clause has no address and a ruleset travels by its digest, so no resource has a link: the citation is what there is.
"""

from collections.abc import Iterable, Iterator, Sequence

from ...model.order import natural
from ...model.result import Result, RulesetRef
from ...model.ruleset import Source
from ...model.text import text
from .literal import both, line, lines
from .naming import Json, filled, identifier
from .people import key
from .properties import many, prop, props

_PLAN = [{"name": "type", "value": "plan"}]
_STANDARD = [{"name": "type", "value": "standard"}]


def ruleset(one: RulesetRef) -> str:
    """The identifier of a ruleset: its digest is what it is."""
    return identifier("ruleset", one.category, one.edition, one.digest, *_adoption(one))


def _adoption(one: RulesetRef) -> Sequence[str]:
    return () if one.adopted_by is None else (one.adopted_by.zh, one.adopted_on or "")


def clause(source: Source | None) -> list[Json]:
    """Links to the clause that a source names."""
    if source is None or source.clause is None:
        return []
    return [{"href": f"#{identifier('clause', source.clause)}", "rel": "reference", "text": line(source.clause)}]


def about(source: Source | None) -> list[Json]:
    """How well a source is known, as properties."""
    if source is None:
        return []
    return props(
        prop("basis", source.basis, remarks=(source.note,)),
        prop("confidence", source.confidence),
        prop("cite", source.cite),
    )


def plan(results: Sequence[Result]) -> str:
    """The identifier of what stands for the assessment plan: the only ruleset, or all of them together."""
    rulesets = _rulesets(results)
    return rulesets[0] if len(rulesets) == 1 else identifier("plan", *sorted(rulesets))


def back_matter(results: Sequence[Result], clauses: Iterable[str]) -> Json:
    """The rulesets, the plan that they make together, and the clauses (their texts)."""
    return {"resources": [*_plans(results), *map(_clause, sorted(set(clauses), key=natural))]}


def clauses_of(results: Iterable[Result]) -> Iterator[str]:
    """The clauses that the checks of these results name."""
    for result in results:
        yield from (check.source.clause for check in result.checks if check.source is not None and check.source.clause is not None)


def _rulesets(results: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(ruleset(result.ruleset) for result in results))


def _plans(results: Sequence[Result]) -> Iterator[Json]:
    named = {ruleset(result.ruleset): result.ruleset for result in results}
    if len(named) > 1:
        said = text(
            "评估方案由以下各版评估细则组成，每一份评估结果写明用的是哪一版",
            "the assessment plan is the rulesets below; each result says which of them judged it",
        )
        used = many("ruleset", (f"{one.category}/{one.edition}" for one in named.values()))
        title = "评估方案：各品类的评估细则 · the assessment plan: the rulesets of the categories"
        yield filled(uuid=plan(results), title=line(title), description=lines(said), props=props(_PLAN, used))
    for uuid, one in named.items():
        yield filled(uuid=uuid, title=line(both(one.title)), description=lines(_standing(one)), props=props(_PLAN, described(one)))


def _standing(one: RulesetRef) -> str:
    if one.adopted_by is None:
        return "细则为示例稿，尚无主管机关采用 · illustrative: adopted by no authority"
    return f"由{one.adopted_by.zh}于 {one.adopted_on} 采用 · adopted by {one.adopted_by('en')} on {one.adopted_on}"


def described(one: RulesetRef) -> list[Json]:
    """A ruleset as properties."""
    return props(
        prop("category", one.category),
        prop("edition", one.edition),
        prop("ruleset-title", one.title.zh, remarks=(one.title.en,)),
        prop("ruleset-digest", one.digest),
        prop("ruleset-status", one.status),
        prop(
            "adopted-by",
            None if one.adopted_by is None else one.adopted_by.zh,
            remarks=() if one.adopted_by is None else (one.adopted_by.en,),
        ),
        prop("adopted-on", one.adopted_on),
    )


def _clause(words: str) -> Json:
    return {"uuid": identifier("clause", words), "title": line(words), "props": _STANDARD, "citation": {"text": line(words)}}


def samples(result: Result) -> dict[str, str]:
    """The samples of an assessment, each with its identifier, in the order of their names."""
    named = sorted({one.sample for check in result.checks for one in check.samples}, key=natural)
    return {name: identifier("sample", *key(result), name) for name in named}


def inventory(result: Result) -> list[Json]:
    """The samples as items that tests were made on."""
    return [
        filled(uuid=uuid, description=line(f"样品 {name} · sample {name}"), props=prop("sample", name))
        for name, uuid in samples(result).items()
    ]
