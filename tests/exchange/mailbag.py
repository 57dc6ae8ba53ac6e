"""What servers hold after a visit: forms that were filled in from a dossier, as each assessor sends one. Tests of submissions come in here."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.exchange.handset import Handset
from tests.exchange.test_checklist_round_trip import demo
from tests.exchange.test_phone_form import catalogue, form
from tests.exchange.visitor import EVERYBODY, Visitor

import tijian
from tijian.model.dossier import Dossier
from tijian.model.order import natural
from tijian.visits import one_visit

CREDIT_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")


def on_phone(dossier: Dossier) -> Dossier:
    """The same as a phone can hold it: without results, which are the laboratory's, without what a form asks nobody (the hour of an answer,
    the English of a clue, a credit code that cannot be one, what does not apply to the product), and with photos before documents."""
    entry = catalogue().entry(dossier.category, dossier.assessed_on)
    asked = asked_of(dossier)
    data: dict[str, Any] = dossier.model_dump(by_alias=True, exclude_unset=True)
    if not CREDIT_CODE.fullmatch(data["enterprise"].get("uscc") or "") and "uscc" in data["enterprise"]:
        del data["enterprise"]["uscc"]
    data["product"] = {name: value for name, value in data.get("product", {}).items() if name in asked and value is not None}
    data["answers"] = {name: answer for name, answer in data.get("answers", {}).items() if name in asked and spoken(answer)}
    for name, answer in data["answers"].items():
        answer.pop("at", None)
        if answer["outcome"] == "major":  # as a phone names what it took
            answer["evidence"] = [f"16290{name}.jpg", *(answer.get("evidence") or ())]
    for clue in data.get("clues", ()):
        clue["facts"].pop("en", None)
    if data["sampling"].get("plan"):
        data["sampling"]["plan"] = sorted(data["sampling"]["plan"], key=natural)
    for sample in data.get("samples", ()):
        sample.pop("results", None)
    data["team"] = data.get("team", [])[:6]
    assert entry.program.ruleset.in_force.covers(dossier.assessed_on)
    return tijian.read_dossier({key: value for key, value in data.items() if value not in ([], {}, None)})


def numbered(dossier: Dossier, number: int) -> Dossier:
    """The same under a number of its own."""
    return dossier.model_copy(update={"assessment": f"N-{number}"})


def spoken(answer: Mapping[str, Any]) -> bool:
    return answer["outcome"] != "not_checked" or any(answer.get(key) for key in ("note", "evidence", "reason"))


def asked_of(dossier: Dossier) -> set[str]:
    """The checks and attributes that are asked on a phone of which this is filled in: told by a form that nobody answers further."""
    rules = catalogue().entry(dossier.category, dossier.assessed_on).program.ruleset
    bare = tijian.read_dossier(
        {**dossier.model_dump(by_alias=True, exclude_unset=True), "answers": {}, "samples": [], "clues": [], "team": []}
    )
    visitor = Visitor(_without_code(bare), rules)
    shown = Handset(form(rules.category, rules.edition)).fill_in(visitor).shown
    return {one.label.split()[0] for one in shown} | {one.path.split("/p_")[1] for one in shown if one.path.startswith("/data/product/")}


def _without_code(dossier: Dossier) -> Dossier:
    data = dossier.model_dump(by_alias=True, exclude_unset=True)
    data["enterprise"].pop("uscc", None)
    return tijian.read_dossier(data)


def submissions(dossier: Dossier) -> list[dict[str, str]]:
    """What the assessors send: each of those who answered a form of their own, if answers say by whom they are."""
    rules = catalogue().entry(dossier.category, dossier.assessed_on).program.ruleset
    people: list[str | None] = list(dict.fromkeys(answer.by for answer in dossier.answers.values()))
    if people in ([None], []):
        people = [EVERYBODY]
    sent = []
    for place, by in enumerate(people):
        visitor = Visitor(dossier, rules, by, first=place == 0)
        sent.append(Handset(form(rules.category, rules.edition)).fill_in(visitor).sent())
    return sent


def written(tmp_path: Path, raw: bytes | str, name: str = "submissions.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return file


def read(file: Path, **how: Any) -> Dossier:
    return one_visit([str(file)], catalogue(), **how).dossier


@cache
def mask() -> Dossier:
    """A dossier that one form holds: its answers do not say by whom they are."""
    data = on_phone(demo("mask")).model_dump(by_alias=True, exclude_unset=True)
    for answer in data["answers"].values():
        answer.pop("by", None)
    return tijian.read_dossier(data)


@cache
def one_submission() -> dict[str, str]:
    """What is sent of it. Not to be changed."""
    return submissions(mask())[0]
