"""The two documents: assessment results of one or many assessments, and the plan of action and milestones of one.

Results come in natural order of their numbers, whatever order they were given in. Raises InputError for what OSCAL cannot say: a day that
is none (E915), a plan without anything to do (E917), results of nothing (E918).
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from ...model.order import natural
from ...model.outcome import KNOWN
from ...model.problem import InputError, Problem
from ...model.result import Result
from ...model.text import Text, text
from . import checks, people, risks, sources, verdict
from .literal import both, line, lines
from .naming import OSCAL_VERSION, Json, begins, ends, filled, identifier, is_day

_TIMES: Final = text(
    "本文件由体检（Tijian）从评估结果导出。结果只有日期，没有钟点：时间写作评估当日的零点、期限当日的最后一秒（东八区）；"
    "last-modified 也是评估日期，不是导出的时间。",
    "Exported by Tijian from results of assessments. Results have days and no hours: a time is the beginning of the day of assessment, or "
    "the last second of the day when something is due (UTC+8); last-modified is the day of assessment too, not that of the export.",
)
_PLAN: Final = text("代替评估方案：评估所用的细则", "in place of an assessment plan: the ruleset that was used")


def assessment_results(results: Sequence[Result], note: Text | None = None) -> Json:
    """The assessment-results document of these results; `note` is what a reader must know of them besides. Raises InputError."""
    found = _usable(results)
    names = checks.Names(found)
    named = identifier("assessment-results", *sorted(_uuid(result) for result in found))
    if len(found) == 1:
        title = line(f"评估结果 · assessment results: {found[0].enterprise.name} · {found[0].category} · {found[0].assessment}")
    else:
        title = line(f"{len(found)} 份评估结果 · {len(found)} assessment results")
    made = filled(
        uuid=named,
        metadata=_metadata(found, title, note),
        import_ap={"href": f"#{sources.plan(found)}", "remarks": lines(_PLAN)},
        results=[_result(one, names) for one in found],
        back_matter=sources.back_matter(found, sources.clauses_of(found)),
    )
    return {"assessment-results": made}


def plan_of_action(result: Result, note: Text | None = None) -> Json:
    """The plan of action and milestones of one assessment: its corrective actions. Raises InputError.

    It is for the enterprise, so the clues, which go to its district, are not in it.
    """
    (found,) = _usable([result])
    if not found.actions:
        said = text(f"评估“{found.assessment}”没有整改措施", f"the assessment “{found.assessment}” has no corrective action")
        hint = text(
            "没有要整改的；评估结果用 --as assessment-results 导出",
            "nothing is to be put right; export its results with --as assessment-results",
        )
        raise InputError(Problem("E917", said, hint=hint))
    wanted = {correction.check for action in found.actions for correction in action.corrections}
    corrected = [check for check in found.checks if check.id in wanted]
    names = checks.Names([found])
    title = line(f"整改计划 · plan of action: {found.enterprise.name} · {found.category} · {both(verdict.headline(found))}")
    metadata = _metadata([found], title, note)
    metadata["props"] = _keyed(verdict.verdict_props(found, clues=False))
    clauses = [check.source.clause for check in corrected if check.source is not None and check.source.clause is not None]
    made = filled(
        uuid=identifier("plan-of-action-and-milestones", *people.key(found)),
        metadata=metadata,
        system_id={"identifier-type": "https://ietf.org/rfc/rfc4122", "id": _system(found)},
        local_definitions=filled(inventory_items=sources.inventory(found), assessment_assets=people.assets(found)),
        observations=[
            *(checks.observation(found, check) for check in corrected),
            *(checks.diagnosis(found, one) for one in found.diagnoses if one.id in {action.id for action in found.actions}),
        ],
        risks=[risks.action(found, one) for one in found.actions],
        findings=[
            checks.finding(found, check, names, risks.risks_of(found, check.id, clues=False)) for check in corrected if check.state in KNOWN
        ],
        poam_items=[risks.item(found, one) for one in found.actions],
        back_matter=sources.back_matter([found], clauses),
    )
    return {"plan-of-action-and-milestones": made}


def check_usable(results: Sequence[Result]) -> None:
    """Raises InputError for what OSCAL has no form for: nothing at all (E918), a day that is none (E915)."""
    if not results:
        said = text("没有可以导出的结果", "there is no result to export")
        raise InputError(Problem("E918", said))
    wrong = [
        _not_a_day(result, day)
        for result in results
        for day in (result.assessed_on, *(one.due for one in result.actions))
        if not is_day(day)
    ]
    if wrong:
        raise InputError(wrong)


def _usable(results: Sequence[Result]) -> list[Result]:
    """The results in their order. Raises InputError, as `check_usable` does."""
    check_usable(results)
    return sorted(results, key=lambda result: (natural(result.assessment), people.key(result)))


def _not_a_day(result: Result, day: str) -> Problem:
    said = text(
        f"评估“{result.assessment}”的日期“{day}”不是日历上的一天",
        f"“{day}” in the assessment “{result.assessment}” is no day of the calendar",
    )
    return Problem("E915", said, hint=text("重新评估得出结果", "assess it again"))


def _uuid(result: Result) -> str:
    return identifier("result", *people.key(result))


def _system(result: Result) -> str:
    """What a plan is of: an enterprise in a category."""
    return identifier("system", people.enterprise(result.enterprise), result.category)


def _metadata(results: Sequence[Result], title: str, note: Text | None) -> Json:
    digests = [result.receipt.result for result in results]
    version = digests[0] if len(digests) == 1 else "sha256:" + hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return {
        "title": title,
        "last-modified": begins(max(result.assessed_on for result in results)),
        "version": version,
        "oscal-version": OSCAL_VERSION,
        "roles": people.roles(),
        "parties": people.parties(results),
        "responsible-parties": people.responsible(results),
        "remarks": lines(note, _TIMES),
    }


def _keyed(properties: Sequence[Json]) -> list[Json]:
    """Properties of metadata: OSCAL wants each name, class and value there once, so the remarks of those that share them are joined."""
    found: dict[tuple[str, ...], Json] = {}
    for one in properties:
        same = found.setdefault((one["ns"], one["name"], one.get("class", ""), one["value"]), one)
        if same is not one and (more := one.get("remarks")):
            same["remarks"] = "\n\n".join(filter(None, (same.get("remarks"), more)))
    return list(found.values())


def _result(result: Result, names: checks.Names) -> Json:
    """One assessment in full."""
    day = result.assessed_on
    return filled(
        uuid=_uuid(result),
        title=verdict.title(result),
        description=verdict.description(result),
        start=begins(day),
        end=ends(day),
        props=[*verdict.verdict_props(result, clues=True), *checks.general_remarks(result)],
        links=[{"href": f"#{sources.ruleset(result.ruleset)}", "rel": "reference", "text": line(both(result.ruleset.title))}],
        local_definitions=filled(inventory_items=sources.inventory(result), assessment_assets=people.assets(result)),
        reviewed_controls=checks.reviewed(result, names),
        assessment_log=verdict.log(result),
        observations=[
            *(checks.observation(result, check) for check in result.checks),
            *(checks.diagnosis(result, one) for one in result.diagnoses),
        ],
        risks=[*(risks.action(result, one) for one in result.actions), *risks.clues(result)],
        findings=[
            checks.finding(result, check, names, risks.risks_of(result, check.id, clues=True))
            for check in result.checks
            if check.state in KNOWN
        ],
    )
