"""Several pieces of one visit as one dossier: two assessors' workbooks, a laboratory's table beside a dossier.

What one leaves blank another may fill. Where two say different things of a check, an attribute or a result, it is unknown, both are
named, and the dossier says so itself; where they differ on the visit or a sample (its date, its name), nothing can be read.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..authoring.document import Path
from ..authoring.refusal import complaint
from ..conditions.error import shown
from ..model.outcome import ANSWERS_ZH
from ..model.problem import Problem
from .piece import Piece, cut, name_of

_MANY: Final = ("team", "product", "answers", "samples", "clues")
_ANSWER: Final = {code: word for word, code in ANSWERS_ZH.items()}
_SAME: Final = ("各份改成一致；不同的企业分别评估", "make them agree; assess different enterprises apart")
_FIELD_ZH: Final = {
    "category": "品类", "assessment": "评估编号", "assessed_on": "评估日期", "institution": "评估机构", "name": "企业名称",
    "uscc": "统一社会信用代码", "district": "所在区", "group": "企业类别", "size": "企业规模", "state": "抽样情况",
    "produced_on": "生产日期", "lab": "承检机构", "report": "报告编号", "retest_of": "复检哪个样品",
    "conclusion": "复检结论", "id": "样品编号",
}  # fmt: skip


@dataclass(slots=True)
class _Merged:
    """The whole while it grows."""

    whole: Piece
    problems: list[Problem] = field(default_factory=list)
    owner: dict[Path, Piece] = field(default_factory=dict)  # whose value stands at a path
    disputed: set[Path] = field(default_factory=set)  # what two pieces differ on: a third does not settle it

    def say(self, zh: str, en: str) -> str:
        return zh if self.whole.language == "zh" else en

    def set(self, path: Path, value: Any, piece: Piece, source: Path | None = None) -> None:
        """Take a value over from a piece, with its places."""
        source = path if source is None else source
        self.whole.put(path, deepcopy(value))
        self.whole.copy_places(piece, source, path)
        self.owner[path] = piece

    def differ(self, path: Path, piece: Piece, source: Path, mine: Any, other: Any) -> None:
        """Notes that two pieces contradict each other where nothing can be left open."""
        name = str(path[-1])
        about = f"样品 {self.whole.data['samples'][path[1]].get('id')} 的" if path[0] == "samples" else ""
        zh = f"{about}{_FIELD_ZH.get(name, name)}不一致：{_shown(mine)} 与 {_shown(other)}"
        en = f"{'.'.join(map(str, path))} differs: {_shown(mine)} and {_shown(other)}"
        first, second = self.whole.known(path), piece.known(source)
        also = () if first is None else (first,)
        self.problems.append(complaint("E892", zh, en, second, hint=_SAME, also=also, excerpt=_excerpt(piece, source)))

    def finding(self, code: str, path: Path, piece: Piece, source: Path, zh: str, en: str, hint: tuple[str, str]) -> None:
        """Notes a contradiction with which the rest goes on."""
        first, second = self.whole.known(path), piece.known(source)
        also = () if first is None or first == second else (first,)
        found = complaint(code, zh, en, second, hint=hint, also=also, excerpt=_excerpt(piece, source), warning=True)
        self.whole.notes.append(found)
        self.disputed.add(path)


def merge(pieces: Sequence[Piece]) -> tuple[Piece, list[Problem]]:
    """The pieces as one, in their order, and what makes it impossible. Findings and notes of all are in the piece.

    Where two differ the dossier says so in the language of the first.
    """
    first = pieces[0]
    if len({piece.label for piece in pieces}) < len({piece.file for piece in pieces}):
        for piece in pieces:
            piece.label = name_of(piece.file, folders=1)
    merged = _Merged(Piece(first.file, first.label, language=first.language))
    for piece in pieces:
        merged.whole.notes += piece.notes
        _fields(merged, piece)
        _team(merged, piece)
        _each(merged, piece, ("product",), _attribute)
        _each(merged, piece, ("answers",), _answer)
        _plan(merged, piece)
        _samples(merged, piece)
        _clues(merged, piece)
    for piece in pieces:
        for path, at in piece.blank.items():
            merged.whole.blank.setdefault(path, at)
    return merged.whole, merged.problems


def _fields(merged: _Merged, piece: Piece) -> None:
    """What there is one of: the number, the day, the enterprise …"""
    for path, value in _leaves({key: value for key, value in piece.data.items() if key not in _MANY}):
        if path != ("sampling", "plan"):
            _one(merged, path, piece, path, value)


def _one(merged: _Merged, path: Path, piece: Piece, source: Path, value: Any) -> None:
    mine = _dig(merged.whole.data, path)
    if path in merged.disputed or _is_open(merged, piece, path, source, value):
        return
    if value is None:
        return
    if mine is None:
        merged.set(path, value, piece, source)
    elif mine != value:
        merged.differ(path, piece, source, mine, value)


def _team(merged: _Merged, piece: Piece) -> None:
    """Everybody, once; whoever names the organization of somebody says it for all."""
    for index, person in enumerate(piece.data.get("team", ())):
        team = merged.whole.data.setdefault("team", [])
        mine, said = None, person.get("organization")
        for place, one in enumerate(team):
            if one["name"] == person["name"] and (said is None or one.get("organization") in (None, said)):
                mine = place
        if mine is None:
            team.append({})
            mine = len(team) - 1
        for key, value in person.items():
            if team[mine].get(key) is None:
                merged.set(("team", mine, key), value, piece, ("team", index, key))


def _each(merged: _Merged, piece: Piece, path: Path, how: Callable[[_Merged, Piece, Path, Path, Any, Any], None]) -> None:
    """What is known by its id: taken over where it is new, put together where it is there."""
    for name, value in (_dig(piece.data, path) or {}).items():
        _into(merged, piece, (*path, name), (*path, name), value, how)


def _attribute(merged: _Merged, piece: Piece, path: Path, source: Path, mine: Any, value: Any) -> None:
    if mine == value or value is None or mine is None:
        return
    first = merged.owner.get(path, merged.whole)
    zh = f"属性 {path[-1]} 不一致：{first.label} 写 {_shown(mine)}，{piece.label} 写 {_shown(value)}；按不知道处理"
    en = f"the attribute {path[-1]} differs: {_shown(mine)} in {first.label}, {_shown(value)} in {piece.label}; it counts as not known"
    merged.finding("F887", path, piece, source, zh, en, ("核对产品，改成一致", "look at the product, and make them agree"))
    holder = _dig(merged.whole.data, path[:-1])
    holder[path[-1]] = None


def _answer(merged: _Merged, piece: Piece, path: Path, source: Path, mine: Any, value: Any) -> None:
    """Two answers to one check: alike they support each other, blank gives way, different ones leave it unknown."""
    if mine == value:
        return
    outcomes = mine["outcome"], value["outcome"]
    if outcomes[0] != outcomes[1] and "not_checked" not in outcomes:
        first = merged.owner.get(path, merged.whole)
        said = [
            (words.label, _ANSWER[one["outcome"]], one["outcome"], one.get("note") or one.get("reason"))
            for words, one in ((first, mine), (piece, value))
        ]
        zh = "；".join(f"{label}：{word}{f'（{note}）' if note else ''}" for label, word, _, note in said)
        en = "; ".join(f"{label}: {code}{f' ({note})' if note else ''}" for label, _, code, note in said)
        words = f"{path[-1]} 两份结论不同（{zh}），该项按未核查处理", f"{path[-1]} was answered in two ways ({en}); it stays unchecked"
        hint = ("评估人员商定后，改成一致", "let the assessors agree, and correct one of them")
        merged.finding("F885", path, piece, source, *words, hint)
        note = cut(merged.say(f"两份结论不同：{zh}", f"Answered in two ways: {en}"))
        evidence = _union(mine.get("evidence"), value.get("evidence"))
        merged.whole.put(path, {"outcome": "not_checked", "note": note, **({"evidence": evidence} if evidence else {})})
        merged.owner[path] = merged.whole
        return
    whole = {"outcome": outcomes[1] if outcomes[0] == "not_checked" else outcomes[0]}
    skipped = whole["outcome"] == "not_applicable"
    for key, joint in (("note", "；"), ("reason", "；"), ("by", "、"), ("at", "、")):
        found = list(dict.fromkeys(one[key] for one in (mine, value) if one.get(key)))
        if found:
            whole["reason" if key == "note" and skipped and "reason" not in (*mine, *value) else key] = joint.join(found)
    if evidence := _union(mine.get("evidence"), value.get("evidence")):
        whole["evidence"] = evidence
    merged.whole.put(path, whole)
    if outcomes[0] == "not_checked":
        merged.whole.copy_places(piece, source, path)
        merged.owner[path] = piece


def _plan(merged: _Merged, piece: Piece) -> None:
    for index, test in enumerate((piece.data.get("sampling") or {}).get("plan") or ()):
        plan = merged.whole.data.setdefault("sampling", {}).setdefault("plan", [])
        if test not in plan:
            plan.append(test)
            if (at := piece.known(("sampling", "plan", index))) is not None:
                merged.whole.places["sampling", "plan", len(plan) - 1] = at


def _samples(merged: _Merged, piece: Piece) -> None:
    """Samples of different pieces are one where they have one id; without an id nobody can say."""
    known = {one["id"]: place for place, one in enumerate(merged.whole.data.get("samples", ())) if one.get("id") is not None}
    for index, sample in enumerate(piece.data.get("samples", ())):
        samples = merged.whole.data.setdefault("samples", [])
        mine = known.get(sample.get("id"))
        if mine is None:
            samples.append({})
            mine = len(samples) - 1
            if (at := piece.known(("samples", index))) is not None:
                merged.whole.places["samples", mine] = at
        for key, value in sample.items():
            here, source = ("samples", mine, key), ("samples", index, key)
            if key == "product":
                for attribute, said in value.items():
                    _into(merged, piece, (*here, attribute), (*source, attribute), said, _attribute)
            elif key == "results":
                for test, reading in value.items():
                    _reading(merged, piece, (*here, test), (*source, test), reading)
            else:
                _one(merged, here, piece, source, value)


def _into(
    merged: _Merged, piece: Piece, path: Path, source: Path, value: Any, how: Callable[[_Merged, Piece, Path, Path, Any, Any], None]
) -> None:
    mine = _dig(merged.whole.data, path)
    if path in merged.disputed or _is_open(merged, piece, path, source, value):
        return
    if mine is None:
        merged.set(path, value, piece, source)
    else:
        how(merged, piece, path, source, mine, value)


def _is_open(merged: _Merged, piece: Piece, path: Path, source: Path, value: Any) -> bool:
    """Whether a piece says something there that nobody can read: it stays so, whatever the others say."""
    if source not in piece.unusable:
        return False
    merged.set(path, value, piece, source)
    merged.disputed.add(path)
    return True


def _reading(merged: _Merged, piece: Piece, path: Path, source: Path, reading: Any) -> None:
    """A result: of a test, or of each of its parts."""
    parts = reading.get("parts")
    if parts:
        for part, one in parts.items():
            _into(merged, piece, (*path, "parts", part), (*source, "parts", part), one, _measured)
        rest = {key: value for key, value in reading.items() if key != "parts"}
        for key, value in rest.items():
            _one(merged, (*path, key), piece, (*source, key), value)
    else:
        _into(merged, piece, path, source, reading, _measured)


def _measured(merged: _Merged, piece: Piece, path: Path, source: Path, mine: Any, value: Any) -> None:
    """Two reports of one result: what one leaves out the other may give; different ones cannot be judged."""
    if mine == value:
        return
    keys = list(dict.fromkeys((*mine, *value)))
    if all(mine.get(key) is None or value.get(key) is None or mine[key] == value[key] for key in keys):
        for key in keys:
            if mine.get(key) is None and value.get(key) is not None:
                merged.set((*path, key), value[key], piece, (*source, key))
        return
    first = merged.owner.get(path, merged.whole)
    name = " ".join(str(step) for step in path[3:] if step != "parts")
    said = f"{first.label}：{_values(mine)}；{piece.label}：{_values(value)}"
    zh = f"{name} 两份结果不同（{said}），该项无法判定"
    en = f"{name} was reported in two ways ({first.label}: {_values(mine)}; {piece.label}: {_values(value)}); it cannot be judged"
    hint = ("与检测报告核对，删去错的一份", "compare them with the report, and take the wrong one out")
    merged.finding("F886", path, piece, source, zh, en, hint)
    merged.whole.put(path, {"values": [cut(merged.say(f"两份结果不同：{said}", f"reported in two ways: {said}"))]})


def _clues(merged: _Merged, piece: Piece) -> None:
    for index, clue in enumerate(piece.data.get("clues", ())):
        clues = merged.whole.data.setdefault("clues", [])
        if clue not in clues:
            clues.append({})
            merged.set(("clues", len(clues) - 1), clue, piece, ("clues", index))


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*path, key))
    else:
        yield path, value


def _dig(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _union(mine: Sequence[str] | None, other: Sequence[str] | None) -> list[str]:
    return list(dict.fromkeys((*(mine or ()), *(other or ()))))


def _values(reading: Any) -> str:
    return "、".join(_shown(value) for value in reading.get("values", ())) or "—"


def _shown(value: Any) -> str:
    return shown(f"{value:f}" if isinstance(value, Decimal) else str(value))


def _excerpt(piece: Piece, path: Path) -> str | None:
    at = piece.known(path)
    return None if at is None else piece.excerpt(at)
