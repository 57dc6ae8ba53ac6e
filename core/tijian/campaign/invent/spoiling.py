"""What goes wrong with a few dossiers, so that it can be seen how that is handled: nobody is helped by data that is always whole."""

from collections.abc import Callable
from typing import Any, Final

from .people import Visit
from .recipe import Spoilt

Data = dict[str, Any]
_KEPT: Final = 9  # answers of a visit that stopped early
_REFUSED: Final = 3


def spoil(what: Spoilt, dossier: Data, visit: Visit) -> None:
    """Spoils a dossier in one way. A retest is no matter of spoiling: `sampling` makes it."""
    if what != "retested":
        _WAYS[what](dossier, visit)


def _one_assessor(dossier: Data, _: Visit) -> None:
    dossier["team"] = dossier["team"][:1]
    for answer in dossier["answers"].values():
        if isinstance(answer, dict) and "by" in answer:
            answer["by"] = dossier["team"][0]["name"]


def _unanswered(dossier: Data, visit: Visit) -> None:
    """A page of the checklist is blank: sections 7 and 8, key checks among them."""
    left = visit.dice.pick(("C7.", "C8.", "C5."), "blank page")
    for check in [one for one in dossier["answers"] if one.startswith(left)]:
        dossier["answers"][check] = "not_checked"


def _pending(dossier: Data, visit: Visit) -> None:
    """The laboratory has reported some tests only."""
    if dossier["sampling"]["state"] == "none":
        return
    dossier["sampling"]["state"] = "pending"
    results = dossier["samples"][0]["results"]
    for test in list(results)[len(results) // 2 :]:
        del results[test]
    if not results:
        dossier["samples"] = []


def _unreadable(dossier: Data, visit: Visit) -> None:
    """A figure that no one can read for sure."""
    for sample in dossier.get("samples", ()):
        for test, reading in sample["results"].items():
            value = reading["values"] if isinstance(reading, dict) and "values" in reading else reading
            if not isinstance(value, str | dict):
                number = value[0] if isinstance(value, list) else value
                spoilt = visit.dice.pick((f"约{number}", f"{number}?", str(number).replace(".", "。") + "。"), "hand")
                sample["results"][test] = {**reading, "values": spoilt} if isinstance(reading, dict) else spoilt
                return


def _stopped(dossier: Data, _: Visit) -> None:
    """The licence does not cover the product: the team stops there, and what is known carries the verdict alone."""
    dossier["answers"] = dict(list(dossier["answers"].items())[:_KEPT])
    first = next(iter(dossier["answers"]))
    dossier["answers"][first] = {
        "outcome": "major",
        "note": "营业执照已于上月注销，现场仍在生产；评估小组说明情况后终止核查，当日通报所在区",
        "evidence": ["IMG_0001", "DOC_0002"],
        "by": dossier["team"][0]["name"],
    }
    dossier["sampling"] = {"state": "none"}
    dossier.pop("samples", None)


def _refused(dossier: Data, _: Visit) -> None:
    """Nobody lets the team past the office: a few papers were seen, nothing else."""
    dossier["answers"] = dict(list(dossier["answers"].items())[:_REFUSED])
    dossier["sampling"] = {"state": "none"}
    dossier.pop("samples", None)
    facts = "评估小组两次到厂，企业均以负责人外出为由不予配合，只出示了证照，未能进入车间和仓库"
    dossier.setdefault("clues", []).append({"code": "L13", "facts": {"zh": facts}, "evidence": ["VID_0003"]})


def _wrong_code(dossier: Data, _: Visit) -> None:
    """Two digits of the credit code change places."""
    code = dossier["enterprise"]["uscc"]
    dossier["enterprise"]["uscc"] = code[:9] + code[10] + code[9] + code[11:] if code[9] != code[10] else code[:-1] + "0"


def _no_note(dossier: Data, _: Visit) -> None:
    """A finding without a word or a picture."""
    for check, answer in dossier["answers"].items():
        if isinstance(answer, dict) and answer["outcome"] in ("minor", "major"):
            dossier["answers"][check] = answer["outcome"]
            return


_WAYS: Final[dict[str, Callable[[Data, Visit], None]]] = {
    "one_assessor": _one_assessor,
    "unanswered": _unanswered,
    "pending": _pending,
    "unreadable": _unreadable,
    "stopped": _stopped,
    "refused": _refused,
    "wrong_code": _wrong_code,
    "no_note": _no_note,
}
