"""The board in a real browser: it fetches nothing, breaks nothing, can be used by keyboard, and tells screen readers what it shows."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.board.boards import STRANGE, campaign
from tests.board.browser import Browser, Page
from tests.board.hands import Opened, click, listed, text

from tijian.model.result import Result

AXE = Path(__file__).parents[2] / ".tools" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.slow


# ── accessible ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in .tools (make test puts it there, where npm is installed)")
@pytest.mark.parametrize(
    ("name", "address", "width", "dark"),
    [
        ("campaign", "category=mask&grade=D&q=%E4%B8%8A%E6%B5%B7", 1440, False),
        ("campaign", "lang=en&by=district&heat=mean", 1440, True),
        ("campaign", "open=SH2021-FCM-020", 1440, True),
        ("campaign", "lang=en&open=SH2021-BAG-008", 390, False),
        ("mixed", "heat=match&grade=A", 390, True),
    ],
)
def test_axe_finds_nothing(opened: Opened, name: str, address: str, width: int, dark: bool) -> None:
    page = opened(name, address, width=width, dark=dark)
    if "open=" in address:
        page.until("document.querySelector('dialog[open] .card, dialog[open] .note')")
    else:
        click(page, "#facet-district")
    page.run(AXE.read_text("utf-8") + "; 0")
    found = page.run(
        "axe.run({ resultTypes: ['violations'] }).then((one) => one.violations.map((it) => [it.id, it.nodes.map((node) => node.html + ' ' + node.failureSummary).slice(0, 3)]))"
    )
    assert found == []


def test_the_keyboard_alone_filters_narrows_sorts_and_opens(opened: Opened) -> None:
    page = opened()
    page.press("Tab")
    assert page.focused() == "skip"
    for _ in range(40):
        page.press("Tab")
        if page.focused() == "facet-category":
            break
    page.press("Enter")
    assert page.run("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.press("Tab", " ")
    assert page.run("document.activeElement.checked") is True
    assert "category=" in page.run("location.hash")
    page.press("Escape")
    assert page.focused() == "facet-category"
    assert text(page, "#live").startswith("范围内 34 份")

    page.run("document.querySelector('#heat button[tabindex=\"0\"]').focus()")
    first = page.focused()
    page.press("ArrowRight")
    assert page.focused() != first
    assert page.run("document.querySelectorAll('#heat button[tabindex=\"0\"]').length") == 1
    page.press("Enter")
    assert "district=" in page.run("location.hash")
    assert page.focused() == "live"

    click(page, "#chips li:last-child button")
    assert page.run("location.hash") == ""
    page.run("document.querySelector('[data-focus=\"sort-total\"]').focus()")
    page.press("Enter")
    assert page.run("document.querySelector('th[aria-sort]').className + document.querySelector('th[aria-sort]').ariaSort").split() == [
        "c-total",
        "rightdescending",
    ]
    assert page.focused() == "sort-total"
    page.press("Enter")
    assert page.run("document.querySelector('th[aria-sort]').ariaSort") == "ascending"

    page.run("document.querySelector('#list-body [tabindex=\"0\"]').focus()")
    page.press("ArrowDown", "ArrowDown", "End")
    assert page.run("document.activeElement.closest('tr').ariaRowIndex") == "171"
    name = page.focused()
    page.press("Enter")
    page.until("document.querySelector('dialog[open] .standing')")
    assert page.focused() == "detail-title"
    assert text(page, "#detail-title") == name
    page.press("Escape")
    page.until("!document.querySelector('dialog[open]') && !location.hash.includes('open=')")
    assert page.focused() == name


def test_the_table_is_a_table_and_changes_are_said_aloud(opened: Opened) -> None:
    page = opened("campaign", "state=preview")
    assert page.run("document.querySelector('#live').getAttribute('aria-live')") == "polite"
    assert text(page, "#live").startswith("挑出 3 份，占范围内 170 份的 1.7%")
    assert page.run(
        "[...document.querySelectorAll('#list-table thead th')].every((one) => one.scope === 'col' && one.querySelector('button'))"
    )
    assert page.run("document.querySelectorAll('#list-body th[scope=row]').length") == 3
    assert page.run("[...document.querySelectorAll('table')].every((one) => one.querySelector('caption') || one.ariaLabel)")


# ── figures and filters ─────────────────────────────────────────────────────────────────────────────


CHOICES: list[tuple[dict[str, str], Callable[[Result], bool]]] = [
    ({"grade": "D"}, lambda one: one.verdict.issued and one.verdict.grade == "D"),
    ({"state": "uncertain"}, lambda one: not one.verdict.certain),
    ({"caveat": "illustrative"}, lambda one: any(caveat.reason == "illustrative" for caveat in one.verdict.caveats)),
    ({"caveat": "none", "state": "issued"}, lambda one: one.verdict.issued and not one.verdict.caveats),
    ({"found": "fail"}, lambda one: any(check.state == "fail" for check in one.checks)),
    ({"found": "none"}, lambda one: all(check.state not in ("fail", "minor") for check in one.checks)),
    ({"check": "C2.4"}, lambda one: any(check.id == "C2.4" and check.state in ("fail", "minor") for check in one.checks)),
    ({"clue": "L06"}, lambda one: any(clue.code == "L06" for clue in one.clues)),
    ({"clue": "none", "grade": "A"}, lambda one: not one.clues and one.verdict.issued and one.verdict.grade == "A"),
    ({"q": "包装"}, lambda one: "包装" in one.enterprise.name),
    ({"q": "sh2021-bag-00"}, lambda one: one.assessment.startswith("SH2021-BAG-00")),
    ({"q": "ｓｈ2021-ＢＡＧ-00"}, lambda one: one.assessment.startswith("SH2021-BAG-00")),
]


@pytest.mark.parametrize("scope", [{}, {"district": "嘉定区"}], ids=["all", "district"])
def test_what_is_picked_out_is_listed_and_changes_no_denominator(opened: Opened, scope: dict[str, str]) -> None:
    inside = [one for one in campaign().results if not scope or one.enterprise.district == scope["district"]]
    issued = [one for one in inside if one.verdict.issued]
    capable = sum(one.verdict.capable == "yes" for one in issued)
    page = opened("campaign", urlencode(scope))
    figures = text(page, "#figures")
    assert f"{capable} / {len(issued)} 份已出具" in figures
    for choice, wanted in CHOICES:
        page.run(f"location.hash = {urlencode({**scope, **choice})!r}")
        count = sum(map(wanted, inside))
        page.until(f"document.getElementById('live').textContent.startsWith('挑出 {count} 份，占范围内 {len(inside)} 份')")
        assert listed(page) == count, choice
        assert text(page, "#figures") == figures, choice
    assert "不改变任何分母" in text(page, "main > .rule")


def test_sorted_by_what_is_due_first_whoever_owes_nothing_comes_last(opened: Opened) -> None:
    owing = [min(action.due for action in one.actions) for one in campaign().results if one.actions]
    assert len(owing) < len(campaign().results)
    assert text(opened("campaign", "sort=due"), "#list-body td.c-due") == min(owing)
    assert text(opened("campaign", "sort=-due"), "#list-body td.c-due") == "—"


def test_the_address_brings_back_what_was_seen(opened: Opened) -> None:
    page = opened()
    click(page, "#facet-district")
    click(page, "#choices-district input[value='嘉定区']")
    click(page, "[data-focus='pick-grade-B']")
    click(page, "[data-focus='sort-site']")
    click(page, "#switch")
    page.run(
        "(one => { one.value = 'mean'; one.dispatchEvent(new Event('change', { bubbles: true })); })(document.getElementById('heat-measure'))"
    )
    page.run(
        "(one => { one.value = 'institution'; one.dispatchEvent(new Event('change', { bubbles: true })); })(document.getElementById('groups-by'))"
    )
    click(page, "#list-body button")
    page.until("document.querySelector('dialog[open] .standing')")
    seen = "document.body.innerText + [...document.querySelectorAll('select')].map((one) => one.value)"
    other = opened("campaign", page.run("location.hash.slice(1)"))
    other.until("document.querySelector('dialog[open] .standing')")
    assert other.run(seen) == page.run(seen)
    assert other.run("document.documentElement.lang") == "en"
    page.run("history.back()")
    page.until("!document.querySelector('dialog[open]')")
    page.run("history.back()")
    page.until("document.getElementById('groups-by').value === 'category'")


def test_a_wrong_address_shows_the_whole_board(opened: Opened) -> None:
    page = opened(
        "campaign", "category=__proto__&grade=Z&lang=xx&sort=-nothing&by=constructor&heat=1&cross=2&open=toString&check=x&%E0%A4%A"
    )
    assert text(page, "#live") == "范围内 170 份，名单 170 份"
    assert page.run("document.querySelector('dialog[open]')") is None


def test_every_grade_in_the_list_has_its_caveats_and_why_it_is_not_issued(opened: Opened) -> None:
    page = opened("campaign", "sort=id")
    signs = {"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}
    for start in range(0, 170, 30):
        page.run(
            f"document.getElementById('list-scroll').scrollTop = {start * 44}; new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        rows = page.run(
            "[...document.querySelectorAll('#list-body tr:not(.gap)')].map((row) => ['c-id', 'c-grade', 'c-notes'].map((name) => row.querySelector('.' + name).textContent))"
        )
        told = {number: (grade, notes) for number, grade, notes in rows}
        for result in campaign().results[start : start + 10]:
            verdict, (grade, notes) = result.verdict, told[result.assessment]
            assert all(signs[one.reason] in grade and signs[one.reason] in notes for one in verdict.caveats)
            assert grade.startswith(verdict.grade or f"{verdict.worst}–{verdict.best}")
            assert verdict.issued or ("已定未出具" if verdict.certain else "等级未定") in grade
            assert len(re.findall("[；]", notes)) == max(0, len(verdict.not_issued_because) + len(verdict.caveats) - 1)


def test_an_opened_enterprise_shows_its_findings_whole(opened: Opened) -> None:
    result = max(campaign().results, key=lambda one: len(one.actions))
    page = opened("campaign", f"open={result.assessment}")
    page.until("document.querySelector('dialog[open] .card')")
    shown = re.sub(r"\s+", "", text(page, "dialog"))
    checks = {one.id: one for one in result.checks}
    for action in result.actions:
        for one in action.corrections:
            check = checks[one.check]
            words = [
                one.check,
                check.title.zh,
                one.basis.zh,
                f"{one.due}前完成",
                *(part.zh for part in (one.risk, one.correct, one.prevent, one.proof) if part),
            ]
            words += [check.note or "", *check.evidence] if check.kind == "site" else []
            assert [word for word in words if re.sub(r"\s+", "", word) not in shown] == []
    click(page, "dialog nav button:nth-child(1), dialog nav button:nth-child(2):not(:disabled)")


def test_an_opened_enterprise_says_what_decided_its_grade_and_an_open_grade_claims_nothing(opened: Opened) -> None:
    results = campaign().results
    decided = next(one for one in results if one.verdict.grade == "D" and one.verdict.decided_by)
    page = opened("campaign", f"open={decided.assessment}")
    page.until("document.querySelector('dialog[open] .standing ul')")
    shown = text(page, "dialog .standing")
    assert "为什么是 D" in shown
    assert [check for atom in decided.verdict.decided_by for check in atom.checks if check not in shown] == []
    unsettled = next(one for one in results if one.verdict.grade is None and one.verdict.decided_by)
    page = opened("campaign", f"open={unsettled.assessment}")
    page.until("document.querySelector('dialog[open] .standing ul')")
    assert "为什么是" not in text(page, "dialog .standing")


def test_editions_are_said_apart_and_the_page_says_so(opened: Opened) -> None:
    page = opened("mixed", "category=fire_door")
    assert "不同版本不求平均" in text(page, "#mixed")
    rows = text(page, "#groups tbody")
    assert "防火门（2008）" in rows
    assert "防火门（2024）" in rows
    assert "—" in text(page, "#figures .figure:nth-child(3) b")


# ── strangers ───────────────────────────────────────────────────────────────────────────────────────


def test_what_strangers_wrote_stays_text(opened: Opened, files: Path) -> None:
    plain = opened("campaign").run("[...new Set([...document.querySelectorAll('*')].map((one) => one.localName))].sort().join()")
    page = opened("hostile")
    assert page.run("document.querySelectorAll('script').length") == page.run("document.scripts.length") == 3
    for number, name in enumerate(STRANGE):
        address = urlencode({"district": name, "open": f"H-{number}"})
        page.run(f"location.hash = {address!r}")
        page.until(f"document.querySelector('dialog[open] .facts')?.textContent.includes('H-{number}')")
        assert page.run("document.getElementById('detail-title').textContent") == name
        assert "范围内 1 份" in page.run("document.getElementById('live').textContent")
        assert name in page.run(
            "document.querySelector('dialog').textContent.replace(document.getElementById('detail-title').textContent, '')"
        )
    extra = (
        set(page.run("[...document.querySelectorAll('*')].map((one) => one.localName)"))
        - set(plain.split(","))
        - {"article", "h4", "h5", "dl", "dt", "dd"}
    )
    assert extra == set()


def test_the_policy_refuses_markup_and_scripts_of_strangers(browser: Browser, files: Path) -> None:
    page = Page(browser, 800, 600, dark=False).open(files / "campaign.html")
    assert (
        page.run("(() => { try { document.body.innerHTML = '<b>x</b>'; return 'done'; } catch (error) { return error.name; } })()")
        == "TypeError"
    )
    page.run(
        "(() => { const one = document.createElement('style'); one.textContent = 'body { display: none }'; document.head.append(one); })()"
    )
    assert page.run("getComputedStyle(document.body).display") == "block"
    page.run("(() => { const one = new Image(); one.src = 'https://example.invalid/x.png'; })()")
    page.run("new Promise(requestAnimationFrame)")
    assert any("Content Security Policy" in one or "ContentSecurityPolicy" in one for one in page.said)
    page.close()
