"""A phone: shows the questions of an XForm one after the other, as its conditions say, takes answers, and sends in what was answered.

It knows a form by what stands in it (labels, conditions, choices) and nothing of how it was made or how submissions are read; lxml
computes the XPath. A question that is not relevant is not shown, and what was answered there is not sent.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # no stubs

X = "{http://www.w3.org/2002/xforms}"
CONTROLS = {f"{X}input", f"{X}select1", f"{X}select", f"{X}upload"}


class Stuck(Exception):
    """The phone does not let one go on: a required answer is missing, or one breaks its rule."""


@dataclass(frozen=True)
class Asked:
    """A question on the screen: the labels of the groups it stands in, its own label and hint, its kind, its choices by label."""

    path: str
    groups: tuple[str, ...]
    label: str
    hint: str
    kind: str
    choices: Mapping[str, str]


Reply = Callable[[Asked], str | Sequence[str] | None]


class XForm:
    """A form as a phone has it: its data to begin with, what it says, what it computes."""

    def __init__(self, xform: bytes, language: str = "中文 (zh)") -> None:
        self.tree = etree.fromstring(xform)
        self.model = self.tree.find(f".//{X}model")
        self.blank = _bare(self.model.find(f"{X}instance")[0])
        self.binds = {bind.get("nodeset"): bind for bind in self.model.iter(f"{X}bind")}
        (spoken,) = [one for one in self.model.iter(f"{X}translation") if one.get("lang") == language]
        self.texts = {one.get("id"): "".join(one[0].itertext()) for one in spoken}
        self.programs: dict[str, Any] = {}
        self.asked = list(self._controls(self.tree.find(".//{http://www.w3.org/1999/xhtml}body"), ()))

    def value(self, xpath: str, node: Any) -> Any:
        """What XPath gives at a node."""
        if xpath in ("true()", "false()"):
            return xpath == "true()"
        if xpath not in self.programs:
            self.programs[xpath] = etree.XPath(xpath, extensions=_FUNCTIONS)
        return self.programs[xpath](node)

    def _controls(self, element: Any, groups: tuple[str, ...]) -> Iterator[Asked]:
        for child in element:
            if child.tag == f"{X}group":
                yield from self._controls(child, (*groups, self._said(child.find(f"{X}label"))))
            elif child.tag in CONTROLS and self.binds[child.get("ref")].get("readonly") != "true()":
                given = self.binds[child.get("ref")].get("type")
                kind = "many" if child.tag == f"{X}select" else "one" if child.tag == f"{X}select1" else given
                label, hint = self._said(child.find(f"{X}label")), self._said(child.find(f"{X}hint"))
                yield Asked(child.get("ref"), groups, label, hint, kind, self._choices(child))

    def _said(self, element: Any) -> str:
        if element is None:
            return ""
        found = re.fullmatch(r"jr:itext\('(.+)'\)", element.get("ref", ""))
        return self.texts.get(found[1], "") if found else (element.text or "")

    def _choices(self, control: Any) -> dict[str, str]:
        itemset = control.find(f"{X}itemset")
        if itemset is None:
            return {}
        name = re.fullmatch(r"instance\('(.+)'\)/\w+/item", itemset.get("nodeset"))
        assert name is not None
        (instance,) = [one for one in self.model.iter(f"{X}instance") if one.get("id") == name[1]]
        return {self.texts[item.find(f"{X}itextId").text]: item.find(f"{X}name").text for item in instance.iter(f"{X}item")}


class Handset:
    """A form that is being filled in. `shown`: the questions that were asked, in their order."""

    def __init__(self, form: XForm) -> None:
        self.form = form
        self.data = deepcopy(form.blank)
        self.nodes = {self.data.getroottree().getpath(one): one for one in self.data.iter()}
        self.shown: list[Asked] = []
        for path, bind in form.binds.items():
            if "calculate" in bind.attrib and path in self.nodes:
                self.nodes[path].text = str(form.value(bind.get("calculate"), self.nodes[path]))

    def fill_in(self, reply: Reply) -> "Handset":
        """Answers every question that is shown. Raises Stuck."""
        for asked in self.form.asked:
            if not self.relevant(asked.path):
                continue
            self.shown.append(asked)
            node, bind = self.nodes[asked.path], self.form.binds[asked.path]
            answer = reply(asked)
            if answer is not None:
                node.text = _written(asked, answer)
            if not node.text and self.form.value(bind.get("required", "false()"), node) is True:
                raise Stuck(f"required: {asked.label}")
            rule = bind.get("constraint", "true()")
            if asked.kind == "date":  # a phone knows that it is a day
                rule = rule.replace(". ", "date(.) ")
            if node.text and self.form.value(rule, node) is not True:
                raise Stuck(f"{asked.label}: {node.text}: {self.form.texts.get(f'{asked.path}:jr:constraintMsg')}")
        return self

    def sent(self) -> dict[str, str]:
        """What is sent: the path of each question and its answer; blank where it was not relevant."""
        found = {}
        for path, node in self.nodes.items():
            if len(node) == 0 and not path.startswith("/data/meta"):
                found[path.removeprefix("/data/")] = (node.text or "") if self.relevant(path) else ""
        return found

    def relevant(self, path: str) -> bool:
        """Whether a question, and all that it stands in, is relevant."""
        steps, binds = path.split("/"), self.form.binds
        above = ["/".join(steps[:many]) for many in range(3, len(steps) + 1)]
        return all(self.form.value(binds[one].get("relevant", "true()"), self.nodes[one]) is True for one in above if one in binds)


def _written(asked: Asked, answer: str | Sequence[str]) -> str:
    if asked.kind == "many":
        return " ".join(asked.choices[one] for one in answer)
    assert isinstance(answer, str)
    return asked.choices[answer] if asked.kind == "one" else answer


def _text(value: Any) -> str:
    return str(value) if not isinstance(value, list) else (value[0].text or "") if value else ""


def _days(_: Any, value: Any) -> float:
    said = _text(value)
    return float(date.fromisoformat(said).toordinal()) if said else float("nan")


_FUNCTIONS: Mapping[tuple[None, str], Callable[..., Any]] = {
    (None, "selected"): lambda _, node, code: code in _text(node).split(),
    (None, "decimal-date-time"): _days,
    (None, "date"): _days,
    (None, "regex"): lambda _, node, pattern: re.search(pattern, _text(node)) is not None,
}


def _bare(element: Any) -> Any:
    """The same elements in no namespace."""
    made = etree.Element(etree.QName(element).localname)
    made.text = (element.text or "").strip()
    for child in element:
        if isinstance(child.tag, str):
            made.append(_bare(child))
    return made


# ── what servers make of submissions ────────────────────────────────────────────────────────────────


def central(sent: Sequence[Mapping[str, str]], *, groups: bool = True, split: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A CSV as ODK Central exports it: groups before a hyphen, its own columns on both sides; `split`: choices that get a column."""
    rows = []
    for number, one in enumerate(sent, 1):
        row = {"SubmissionDate": f"2021-08-12T08:0{number % 10}:00.000Z"}
        for path, value in one.items():
            name = path.replace("/", "-") if groups else path.split("/")[-1]
            row[name] = value
            for choice in (split or {}).get(path.split("/")[-1], ()):
                row[f"{name}/{choice}"] = ("1" if choice in value.split() else "0") if value else ""
        key = f"uuid:{number:08d}-0000-4000-8000-000000000000"
        tail = {
            "meta-instanceID": key, "meta-instanceName": "x", "KEY": key, "SubmitterID": "11", "SubmitterName": "平板一", "AttachmentsPresent": "0",
            "AttachmentsExpected": "0", "Status": "", "ReviewState": "", "DeviceID": "collect:x", "Edits": "0", "FormVersion": "0",
        }  # fmt: skip
        rows.append(row | tail)
    return _csv(rows, ",").encode()


def kobo(sent: Sequence[Mapping[str, str]], *, split: Mapping[str, Sequence[str]] | None = None, whole: bool = True) -> bytes:
    """A CSV as KoboToolbox exports it: semicolons, all in quotes, groups before a slash; `whole`: also the unsplit column of choices."""
    rows = []
    for number, one in enumerate(sent, 1):
        row: dict[str, str] = {}
        for path, value in one.items():
            choices = (split or {}).get(path.split("/")[-1], ())
            if whole or not choices:
                row[path] = value
            for choice in choices:
                row[f"{path}/{choice}"] = ("1" if choice in value.split() else "0") if value else ""
            if "_photo" in path:
                row[f"{path}_URL"] = f"https://kc.example/{value}" if value else ""
        tail = {
            "__version__": "vX", "meta/instanceName": "x", "_id": str(100 + number), "_uuid": f"{number:08d}-0000-4000-8000-000000000000",
            "_submission_time": "2021-08-12T08:00:00", "_validation_status": "", "_notes": "", "_status": "submitted_via_web",
            "_submitted_by": "tablet1", "_tags": "", "_index": str(number), "meta/rootUuid": "uuid:x",
        }  # fmt: skip
        rows.append(row | tail)
    return b"\xef\xbb\xbf" + _csv(rows, ";", quoting=csv.QUOTE_ALL).encode()


def _csv(rows: Sequence[Mapping[str, str]], separator: str, quoting: Any = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, quoting=quoting, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
