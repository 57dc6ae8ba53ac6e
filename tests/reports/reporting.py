"""What the tests of reports share: results of the bundled dossiers, many of them, hostile ones, and readers of what was printed."""

import io
import re
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import tijian
from tijian.campaign.folder import read_folder
from tijian.campaign.judging import judge, names_for
from tijian.catalogues import Catalogue
from tijian.compare.model import Group
from tijian.model.result import Result
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.text import Language
from tijian.reports.enterprise import enterprise
from tijian.reports.model import Kind, Report
from tijian.reports.press import Press
from tijian.reports.series import Series
from tijian.verdict.receipt import answer_digest

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '#panic("x") #eval("1+1") $x^2$ *b* _i_ `r` @ref <label> \\ // /* */ [',
    "{{7777*7777}} {% for x in y %} {# c #} {{r xml }}",
    "</w:t></w:r><w:p/>&lt;&amp;&#x41; ]]>",
)
LONG = "A" * 300
SOLID = "上海" + "Worshipfully" * 16 + "超长名称" * 40  # no place to break a line but between the Chinese characters
WORDY = "Incomprehensibilities Counterrevolutionaries Electroencephalographically " * 4
BIDI = "abc\u202edef\u2066ghi"
DISTRICTS = ("黄浦区", "徐汇区", "浦东新区", "嘉定区")
SIZES = ("large", "medium", "small", "micro")


@cache
def known() -> Catalogue:
    """The installed rulesets."""
    return tijian.catalogue()


@cache
def result(name: str) -> Result:
    """The result of a bundled dossier."""
    path = files("tijian_rulesets").joinpath("demo", f"{name}.yaml")
    return tijian.assess(tijian.read_dossier(f"{name}.yaml", text=path.read_bytes()), known(), "direct")


def ruleset(of: Result) -> ResolvedRuleset:
    """The ruleset that judged a result."""
    return known().entry(of.category, of.assessed_on).program.ruleset


@cache
def press() -> Press:
    """One press for all tests: that is how it is used."""
    return Press()


def report(of: Result, language: Language = "zh", peers: Group | None = None) -> Report:
    """The enterprise's report."""
    return enterprise(of, ruleset(of), language, peers)


def renamed(of: Result, number: int, **enterprise_fields: str) -> Result:
    """The same result of another enterprise."""
    fields = {"name": f"上海示例第{number}有限公司", "uscc": None, **enterprise_fields}
    return sealed(of.model_copy(update={"assessment": f"T-{number:03d}", "enterprise": of.enterprise.model_copy(update=fields)}))


def sealed(of: Result) -> Result:
    """A result that was changed, with the digest on its receipt that it has now."""
    return of.model_copy(update={"receipt": of.receipt.model_copy(update={"result": answer_digest(of)})})


def hostile(name: str, of: Result) -> Result:
    """A result in which a stranger wrote `name` wherever a stranger may write."""
    checks = tuple(
        one.model_copy(update={"note": name, "evidence": (name,)}) if one.state in ("fail", "minor") and one.kind == "site" else one
        for one in of.checks
    )
    who = of.enterprise.model_copy(update={"name": name, "district": name})
    team = tuple(one.model_copy(update={"name": name, "organization": name}) for one in of.team)
    return of.model_copy(update={"enterprise": who, "team": team, "institution": name, "assessment": name, "checks": checks})


@cache
def many(count: int = 24) -> tuple[Result, ...]:
    """Results of many enterprises over four districts."""
    names = ("mask_a", "mask_b", "mask_c", "mask_d", "mask_uncertain", "school_uniform_cord")
    return tuple(
        renamed(result(names[number % len(names)]), number, district=DISTRICTS[number % 4], size=SIZES[number // 6 % 4])
        for number in range(count)
    )


@cache
def campaign() -> Series:
    """The reports of the bundled campaign: all eleven categories, seventeen districts, a hundred and seventy enterprises."""
    folder = files("tijian_rulesets").joinpath("campaigns", "shanghai-2021")
    judged = judge(read_folder(Path(str(folder)), known()), known())
    return Series(judged.results, judged.campaign, judged.not_judged, names_for(judged.results, known()), ruleset, known())


@cache
def longest(kind: Kind, language: Language) -> Report:
    """The report of a kind, of the bundled campaign, with most in it."""
    return max((one for _, one in campaign().reports(kind, language)), key=lambda one: len(repr(one)))


@cache
def fullest() -> tuple[Result, ...]:
    """Of each category of the bundled campaign the assessment that found most."""
    by_category: dict[str, Result] = {}
    for one in campaign().ordered:
        best = by_category.setdefault(one.category, one)
        if _found(one) > _found(best):
            by_category[one.category] = one
    return tuple(by_category[category] for category in sorted(by_category))


def _found(of: Result) -> int:
    return sum(one.state in ("fail", "minor") for one in of.checks)


def series(results: tuple[Result, ...] | None = None) -> Series:
    """All reports of many results."""
    return Series(results if results is not None else many(), ruleset=ruleset, known=known())


def words_of_pdf(data: bytes) -> str:
    """The text of a PDF without blanks (where lines break is the setter's business)."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def words_of_html(data: bytes) -> str:
    """The text of a page, as a browser's parser sees it."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.said: list[str] = []

        def handle_data(self, data: str) -> None:
            self.said.append(data)

    reader = Reader()
    reader.feed(data.decode("utf-8"))
    return squeezed("".join(reader.said))


def words_of_docx(data: bytes) -> str:
    """The text of every part of a Word document."""
    from xml.etree import ElementTree as ET

    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        found = [ET.fromstring(parts.read(part)) for part in sorted(parts.namelist()) if re.match(r"word/(document|header|footer)", part)]
    return squeezed("".join(one.text or "" for part in found for one in part.iter(name)))


def squeezed(words: str) -> str:
    """`words` without blanks and zero-width marks."""
    return re.sub(r"[\s\u200b]", "", words)


READERS = {"pdf": words_of_pdf, "html": words_of_html, "docx": words_of_docx}
