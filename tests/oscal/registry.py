"""What the tests of the OSCAL export share: results of every kind, the official schema, and a reader of a document's properties."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
from tests.campaign.ground import BUNDLED

import tijian
from tijian.campaign.folder import read_folder
from tijian.campaign.judging import judge
from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.naming import NS
from tijian.exchange.oscal.written import written
from tijian.model.result import Result

Json = dict[str, Any]

SCHEMA = Path(__file__).parent / "official" / "oscal_complete_schema.json"
DIGEST = "384324105c7a817af0f65b120a963146caa0e0d55d969cf0daf60e063b87a206"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '[x](javascript:alert(1)) ![y](z) <http://a.example> &lt; &#x41; *b* **c** _d_ __e__ `f` ~g~ ^h^ {{ insert: param, x }} "q" \\ a\\*b',
    "1. one\n2) two\n# head\n- item\n+ item\n> quote\n| a | b |\n|---|---|\n\n    code\n---\n===\n```\nfence\n~~~",
    "甲\u202e乙\u2066丙\u200b丁\ufeff",
    "line\r\nbreak\u2028and\u2029\x85\x00\x1f\ttab \u3000",
)


@cache
def schema() -> jsonschema_rs.Validator:
    """The validator of NIST's schema: its patterns know \\p{L}, and formats are checked."""
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_bytes()), validate_formats=True)


def faults(document: Json) -> list[str]:
    """What the schema has against a document; the first few."""
    found = []
    for error in schema().iter_errors(document):
        found.append(f"{'/'.join(map(str, error.instance_path))}: {str(error.message)[:200]}")
        if len(found) == 5:
            break
    return found


@cache
def campaign() -> tuple[Result, ...]:
    """The results of the bundled campaign: every category, every state, previews and uncertain ones among them."""
    known = tijian.catalogue()
    return judge(read_folder(BUNDLED, known), known, "direct").results


@cache
def demo() -> tuple[Result, ...]:
    """The results of the demonstration's dossiers: illustrative rulesets, unverified figures, clues raised by rule."""
    known = tijian.catalogue()
    folder = files("tijian_rulesets").joinpath("demo")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return tuple(
        tijian.assess(tijian.read_dossier(name, text=folder.joinpath(name).read_bytes()), known, "direct")
        for name in names
        if "tijian/dossier@1" in folder.joinpath(name).read_text("utf-8")
    )


@cache
def everyone() -> tuple[Result, ...]:
    """The demonstration, and of the campaign each eighth result and whatever is unusual: previews, clues, what is inconclusive."""
    unusual = [
        one
        for number, one in enumerate(campaign())
        if number % 8 == 0 or not one.verdict.issued or one.clues or any(check.state == "inconclusive" for check in one.checks)
    ]
    return (*unusual, *demo())


@cache
def together() -> Json:
    """The assessment results of all of them in one document, as a reader gets them."""
    return read(assessment_results(everyone()))


@cache
def plans() -> tuple[tuple[Result, Json], ...]:
    """The plan of each that has something to put right, as a reader gets it."""
    return tuple((one, read(plan_of_action(one))) for one in everyone() if one.actions)


def read(document: Json) -> Json:
    """What a reader has of a document: its bytes, parsed."""
    read_back: Json = json.loads(written(document).encode("utf-8"))
    return read_back


@cache
def pairs() -> tuple[tuple[Result, Json], ...]:
    """Each result with its entry in the common document, known by its digest."""
    entries = {values(one, "receipt", class_="result")[0]: one for one in together()["assessment-results"]["results"]}
    return tuple((one, entries[one.receipt.result]) for one in everyone())


def values(thing: Json, name: str, *, class_: str | None = None) -> list[str]:
    """The values of our properties of a name."""
    return [
        one["value"] for one in thing.get("props", ()) if one["name"] == name and one.get("ns") == NS and class_ in (None, one.get("class"))
    ]


def value(thing: Json, name: str) -> str | None:
    """The value of a property that stands once, or None."""
    found = values(thing, name)
    assert len(found) <= 1, found
    return found[0] if found else None


def remarks(thing: Json, name: str) -> str:
    """What stands beside a property."""
    return "\n\n".join(one.get("remarks", "") for one in thing["props"] if one["name"] == name and one.get("ns") == NS)


def objects(thing: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every object of a document with the names that lead to it."""
    if isinstance(thing, dict):
        yield path, thing
        for name, inner in thing.items():
            yield from objects(inner, (*path, name))
    elif isinstance(thing, list):
        for inner in thing:
            yield from objects(inner, path)


def strings(thing: Any) -> Iterator[str]:
    """Every text of a document."""
    for _, one in objects(thing):
        for inner in one.values():
            yield from (each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, str))


def property_names(documents: Sequence[Json]) -> set[str]:
    """The names of our properties in documents."""
    return {one["name"] for document in documents for path, one in objects(document) if path[-1:] == ("props",) and one.get("ns") == NS}


def hostile(name: str, of: Result) -> Result:
    """A result in which a stranger wrote `name` wherever a stranger may write."""
    who = of.enterprise.model_copy(update={"name": name, "uscc": name, "district": name, "group": name, "size": name})
    team = tuple(one.model_copy(update={"name": name, "organization": name}) for one in of.team)
    checks = tuple(
        check.model_copy(
            update={
                "note": name,
                "evidence": (name,),
                "value": name if check.value is not None else None,
                "samples": tuple(sample.model_copy(update={"sample": name + sample.sample, "value": name}) for sample in check.samples),
            }
        )
        for check in of.checks
    )
    clues = tuple(
        one.model_copy(update={"facts": one.facts.model_copy(update={"zh": name.strip() or "x", "en": None}), "evidence": (name,)})
        for one in of.clues
    )
    actions = tuple(
        one.model_copy(
            update={
                "corrections": tuple(
                    each.model_copy(update={"found": each.found.model_copy(update={"zh": name.strip() or "x"})}) for each in one.corrections
                )
            }
        )
        for one in of.actions
    )
    given = {"standard": name, **{key: value for key, value in of.attributes.given.items() if key != "standard"}}
    return of.model_copy(
        update={
            "assessment": name,
            "enterprise": who,
            "team": team,
            "institution": name,
            "checks": checks,
            "clues": clues,
            "actions": actions,
            "attributes": of.attributes.model_copy(update={"given": given}),
            "verdict": of.verdict,
        }
    )
