"""Whether results still say what their dossiers and rulesets say: the receipt of a line is recomputed, the difference named.

A line must agree with itself (its content with its own digest), with its dossier, and with what is computed again here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..assessment import assess
from ..authoring.digest import digest
from ..catalogues import Catalogue
from ..engines.choice import REPORTS
from ..model.adoption import Adoption
from ..model.dossier import Dossier
from ..model.problem import InputError
from ..model.result import Engines, Result
from ..model.text import Text, text
from ..verdict.receipt import answer_digest
from .result_lines import first_difference, in_json, shortened

Status = Literal["same", "different", "ruleset_not_here", "adoption_not_here"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What came out for one line. `what`: each difference, the digest first, then the first field; else what is to be noted."""

    status: Status
    what: tuple[Text, ...] = ()


def verify(result: Result, dossier: Dossier, catalogue: Catalogue, adoption: Adoption | None = None) -> Verified:
    """Compares `result` with itself, with `dossier`, and with the assessment made again. An error of it is a difference too."""
    receipt = result.receipt
    found = [*_with_itself(result)]
    if digest(dossier) != receipt.dossier:
        found.append(text("案卷的摘要不同：案卷改动过", "the digest of the dossier differs: the dossier was changed"))
    try:
        here = catalogue.entry(dossier.category, dossier.assessed_on).program.digest
    except InputError as error:
        return _not_here("ruleset_not_here", found, error.problems[0].text)
    if here != receipt.ruleset:
        name = f"{result.ruleset.category}/{result.ruleset.edition}"
        said = text(
            f"这里的 {name} 摘要是 {here}，回执上是 {receipt.ruleset}",
            f"{name} has the digest {here} here; the receipt has {receipt.ruleset}",
        )
        return _not_here("ruleset_not_here", found, said)
    given = None if adoption is None else digest(adoption)
    if receipt.adoption is not None and given != receipt.adoption:
        said = text(f"回执上的采用文件不在这里：{receipt.adoption}", f"the adoption file of the receipt is not here: {receipt.adoption}")
        return _not_here("adoption_not_here", found, said)
    try:
        again = assess(dossier, catalogue, "both", adoption if receipt.adoption is not None else None)
    except InputError as error:
        return Verified("different", (*found, *(problem.text for problem in error.problems)))
    found += _with_another(result, again)
    return Verified("different", tuple(found)) if found else Verified("same", tuple(_of_engines(result, again)))


def _not_here(status: Status, found: list[Text], said: Text) -> Verified:
    """What is known to differ is said first: a forged line is no matter of a missing ruleset."""
    return Verified("different", (*found, said)) if found else Verified(status, (said,))


def of_itself(result: Result) -> Verified:
    """What can be said of a line without its dossier: only whether it agrees with its own digests."""
    found = tuple(_with_itself(result))
    return Verified("different" if found else "same", found)


def _with_itself(result: Result) -> Iterator[Text]:
    if answer_digest(result) != result.receipt.result:
        yield text(
            "结果与自己回执上的摘要不符：结果改动过", "the result does not fit the digest on its own receipt: the result was changed"
        )
    if result.ruleset.digest != result.receipt.ruleset:
        yield text("结果与回执上的细则摘要不符", "the result and its receipt name different digests of the ruleset")


def _with_another(result: Result, again: Result) -> Iterator[Text]:
    mine, theirs = result.model_dump(mode="json", by_alias=True), again.model_dump(mode="json", by_alias=True)
    if result.engines in REPORTS:
        mine["engines"] = theirs["engines"]  # which engines ran there says nothing about the answer; `_of_engines` speaks of it
    for key, zh, en in (
        ("result", "结果的摘要不同", "the digest of the result differs"),
        ("product", "软件版本不同", "the product's version differs"),
    ):
        if mine["receipt"][key] != theirs["receipt"][key]:
            yield _changed(zh, en, mine["receipt"][key], theirs["receipt"][key])
    if mine["receipt"]["plugins"] != theirs["receipt"]["plugins"]:
        yield _changed("插件不同", "the plugins differ", mine["receipt"]["plugins"], theirs["receipt"]["plugins"])
    mine["receipt"], theirs["receipt"] = {}, {}
    if (found := first_difference(mine, theirs)) is not None:
        yield text(f"第一处不同：{found}", f"the first field that differs: {found}")


def _changed(zh: str, en: str, was: object, now: object) -> Text:
    before, after = (one if isinstance(one, str) else shortened(in_json(one)) for one in (was, now))  # a digest is shown whole
    return text(f"{zh}：{before} → {after}", f"{en}: {before} → {after}")


def _of_engines(result: Result, again: Result) -> Iterator[Text]:
    """Where other engines ran here than the result says: no digest covers what it says of them, and nobody can recompute it."""
    if result.engines == again.engines:
        return
    there, here = (_ran(one.engines) for one in (result, again))
    yield text(
        f"结果说运行过的引擎是 {there}（不在摘要之内，无从重算）；这里用 {here} 重算，结论相同",
        f"the result says that {there} ran (no digest covers it, it cannot be recomputed); recomputed here by {here}: the same",
    )


def _ran(engines: Engines) -> str:
    return " + ".join(name for name, state in (("direct", engines.direct), ("rete", engines.rete)) if state == "ran")
