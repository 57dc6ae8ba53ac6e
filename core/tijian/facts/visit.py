"""Remarks about the visit as a whole: the team, the enterprise's code, samples without results that can be used."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from ..authoring.program import Program
from ..conditions.evaluate import Absent
from ..model.dossier import Assessor, Dossier
from ..model.remark import Remark, Severity
from ..model.text import text
from .attributes import Known, Setting

_LOST_DIGITS = re.compile(r"^\d(\.\d+)?[eE]\+?\d+$")


def unusable_samples(dossier: Dossier) -> frozenset[int]:
    """Places of samples whose results cannot be tied to a product: without an id, or made after the assessment."""
    return frozenset(
        place
        for place, sample in enumerate(dossier.samples)
        if sample.id is None or (sample.produced_on is not None and sample.produced_on > dossier.assessed_on)
    )


def people(team: Sequence[Assessor]) -> int:
    """How many different people: one name counts twice only with two organizations; letter width and hidden signs do not count."""
    known: dict[str, set[str]] = {}
    for one in team:
        known.setdefault(_folded(one.name), set()).add(_folded(one.organization or ""))
    return sum(max(1, len(organizations - {""})) for organizations in known.values())


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    return " ".join(shown.casefold().split())


def visit_remarks(program: Program, dossier: Dossier, here: Setting, product: Mapping[str, Known]) -> list[Remark]:
    """Findings, warnings and notes about the dossier as a whole."""
    found: list[Remark] = []

    def say(code: str, severity: Severity, zh: str, en: str, sample: str | None = None) -> None:
        found.append(Remark(code=code, severity=severity, text=text(zh, en), sample=sample))

    if people(dossier.team) < 2:
        say("F440", "finding", "评估小组不足 2 人，结论不予出具", "the team has fewer than two members: nothing is issued")
    found.extend(_code(dossier.enterprise.uscc))
    if dossier.samples and not dossier.answers:
        say("W443", "warning", "有样品但没有任何实地核查记录", "there are samples but no site check was answered")
    for place, sample in enumerate(dossier.samples):
        if sample.id is None:
            zh, en = f"第 {place + 1} 个样品没有编号，其结果不能采用", f"sample {place + 1} has no id: its results cannot be used"
            say("F441", "finding", zh, en)
        elif sample.produced_on is not None and sample.produced_on > dossier.assessed_on:
            zh = f"样品 {sample.id} 的生产日期 {sample.produced_on} 晚于评估日期 {dossier.assessed_on}，其结果不能采用"
            en = f"sample {sample.id} was made on {sample.produced_on}, after the assessment ({dossier.assessed_on}): not to be used"
            say("F442", "finding", zh, en, sample.id)
    for name in product:
        if isinstance(here.values[name], Absent):
            zh, en = f"属性 {name} 按其他属性不应填写，已忽略", f"attribute {name} is not asked for this product and was ignored"
            say("W444", "warning", zh, en)
    return found


@lru_cache(maxsize=1024)
def _code(written: str | None) -> tuple[Remark, ...]:
    """What is odd about a credit code."""
    if written is None:
        return ()
    if _LOST_DIGITS.match(written):
        zh = f"统一社会信用代码 {written} 是科学计数法：Excel 丢失了后几位，请按文本重新填写"
        en = f"the credit code {written} is in scientific notation: Excel lost its last digits; enter it again as text"
        return (Remark(code="F445", severity="finding", text=text(zh, en)),)
    plain = unicodedata.normalize("NFKC", written).strip().upper()
    try:
        uscc.validate(plain)
    except ValidationError as error:
        zh = f"统一社会信用代码 {written} 无效（长度、校验位或字符 I/O/S/V/Z）：请核对营业执照"
        en = f"the credit code {written} is not valid ({str(error).rstrip('.')}): compare it with the business licence"
        return (Remark(code="F446", severity="finding", text=text(zh, en)),)
    if plain == written:
        return ()
    said = text(f"统一社会信用代码按 {plain} 理解", f"the credit code was read as {plain}")
    return (Remark(code="N447", severity="note", text=said),)
