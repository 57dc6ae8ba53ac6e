"""What is filled into a checklist comes back as the dossier it was, for every category, in both languages, also after LibreOffice saved it."""

import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.cli.reception import DEMO, run
from tests.exchange.clerk import Clerk

import tijian
from tijian.authoring.canonical import dossier_yaml
from tijian.authoring.digest import digest
from tijian.catalogues import Catalogue
from tijian.exchange.checklist.write import checklist_workbook
from tijian.insight.wording import short_phrases
from tijian.model.dossier import Dossier
from tijian.model.order import natural
from tijian.model.text import Language
from tijian.visits import one_visit

CATEGORIES = (
    "fire_door", "food_contact", "food_contact_plastic", "food_machinery", "ic_card_reader", "mask", "respirator", "safety_helmet",
    "school_uniform", "shopping_bag", "stationery",
)  # fmt: skip


@cache
def catalogue() -> Catalogue:
    return tijian.catalogue()


@cache
def blank(category: str, edition: str, language: Language, samples: int = 2) -> bytes:
    """The checklist of an edition, nothing filled in."""
    program = catalogue().edition(category, edition).program
    return checklist_workbook(program, short_phrases(program.ruleset), language, samples)


def demo(category: str) -> Dossier:
    """A bundled dossier of a category, as a checklist can hold it."""
    return on_paper(
        tijian.read_dossier(
            max(DEMO.glob(f"{category}_*.yaml"), key=lambda file: (file.stem.count("plastic") == category.count("plastic"), file.stem))
        )
    )


def on_paper(dossier: Dossier) -> Dossier:
    """The same without what a checklist has no cell for: the hour of an answer, the English of a clue, an order of one's own of the
    plan; and U, LOD, unit and declared value of a test with parts stand beside each part."""
    data: dict[str, Any] = dossier.model_dump(by_alias=True, exclude_unset=True)
    for answer in data.get("answers", {}).values():
        answer.pop("at", None)
    for clue in data.get("clues", ()):
        clue["facts"].pop("en", None)
    if data["sampling"].get("plan"):
        data["sampling"]["plan"] = sorted(data["sampling"]["plan"], key=natural)
    for sample in data.get("samples", ()):
        for reading in sample.get("results", {}).values():
            whole = {key: reading.pop(key) for key in ("u", "lod", "unit", "declared") if key in reading and reading.get("parts")}
            for part in reading.get("parts", {}).values():
                part.update({key: value for key, value in whole.items() if part.get(key) is None})
    return tijian.read_dossier(data)


def edition_of(dossier: Dossier) -> str:
    return catalogue().entry(dossier.category, dossier.assessed_on).program.ruleset.edition


def filled(dossier: Dossier, language: Language = "zh") -> bytes:
    edition = edition_of(dossier)
    raw = blank(dossier.category, edition, language, max(2, len(dossier.samples)))
    return Clerk(raw, language).fill_in(dossier, catalogue().edition(dossier.category, edition).program.ruleset).hand_in()


def read(path: Path) -> Dossier:
    return one_visit([str(path)], catalogue()).dossier


@pytest.mark.parametrize(("category", "language"), list(zip(CATEGORIES, ("en", "zh") * 6, strict=False)))
def test_a_filled_checklist_reads_back_as_the_same_dossier(category: str, language: Language, tmp_path: Path) -> None:
    dossier = demo(category)
    file = tmp_path / "visit.xlsx"
    file.write_bytes(filled(dossier, language))
    visit = one_visit([str(file)], catalogue())
    assert digest(visit.dossier) == digest(dossier)
    assert visit.notes == ()
    written = tmp_path / "visit.yaml"
    written.write_text(dossier_yaml(visit.dossier), "utf-8")
    assert digest(tijian.read_dossier(written)) == digest(dossier)


@pytest.mark.slow
def test_what_libreoffice_saved_once_reads_back_as_the_same_dossier(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (libreoffice-calc-nogui) is not installed")
    dossiers = {category: demo(category) for category in CATEGORIES}
    for place, (category, dossier) in enumerate(dossiers.items()):
        (tmp_path / f"{category}.xlsx").write_bytes(filled(dossier, ("zh", "en")[place % 2]))
    saved = tmp_path / "saved"
    files = [str(file) for file in sorted(tmp_path.glob("*.xlsx"))]
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), *files],
        check=True,
        capture_output=True,
    )
    for category, dossier in dossiers.items():
        assert digest(read(saved / f"{category}.xlsx")) == digest(dossier), category


def test_the_public_function_and_explain_take_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "visit.xlsx"
    dossier = demo("mask")
    file.write_bytes(filled(dossier))
    assert digest(tijian.read_dossier(file)) == digest(tijian.read_dossier(str(file), catalogue=catalogue())) == digest(dossier)
    told = run("explain", file)
    assert told.exit_code == 0
    assert dossier.enterprise.name in told.stdout


def test_the_same_ruleset_gives_the_same_bytes_whatever_was_made_before() -> None:
    first = blank.__wrapped__("mask", "2021", "zh")
    blank.__wrapped__("fire_door", "2024", "en")
    assert blank.__wrapped__("mask", "2021", "zh") == first
    assert blank.__wrapped__("mask", "2021", "en") != first


# ── any dossier ─────────────────────────────────────────────────────────────────────────────────────

RULES = {category: catalogue().library.editions(category)[-1] for category in ("mask", "shopping_bag", "respirator")}
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).filter(
    lambda word: word.strip("/-—–无 ") and not any(sign in word for sign in ",，、;；\"'=@+")
)
FIGURES = (
    st.decimals(min_value=0, max_value=10_000, places=3, allow_nan=False)
    .map(lambda number: number.normalize() + 0)
    .map(lambda number: Decimal(f"{number:f}"))
)
VALUES = st.one_of(
    FIGURES, st.sampled_from(["<0.01", "未检出", "ND(0.3)", "符合", "不符合", "1,234.5", "16.50(+)", "见报告", "=1+1", "3-4"])
)


@st.composite
def answers(draw: st.DrawFn, checks: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(checks)), unique=True)):
        outcome = draw(st.sampled_from(["conform", "minor", "major", "not_applicable", "not_checked"]))
        answer: dict[str, Any] = {"outcome": outcome}
        if note := draw(st.none() | WORDS):
            answer["reason" if outcome == "not_applicable" else "note"] = note
        if evidence := draw(st.lists(WORDS, max_size=3)):
            answer["evidence"] = list(dict.fromkeys(evidence))
        if by := draw(st.none() | WORDS):
            answer["by"] = by
        found[name] = answer
    return found


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    category = draw(st.sampled_from(sorted(RULES)))
    rules = catalogue().edition(category, RULES[category].edition).program.ruleset
    product = {
        name: draw(st.sampled_from(attribute.choices) if attribute.choices else st.booleans() if attribute.type == "boolean" else FIGURES)
        for name, attribute in rules.product.items()
        if attribute.type != "text" and draw(st.booleans())
    }

    def readings() -> dict[str, Any]:
        def one() -> dict[str, Any]:
            reading: dict[str, Any] = {"values": draw(st.lists(VALUES, min_size=1, max_size=8))}
            for key, values in {
                "u": FIGURES,
                "lod": FIGURES,
                "declared": VALUES,
                "unit": st.sampled_from(["mm", "mg/kg", "N/15mm"]),
            }.items():
                if draw(st.booleans()):
                    reading[key] = draw(values)
            return reading

        names = draw(st.lists(st.sampled_from(sorted(rules.sample_tests)), max_size=4, unique=True))
        tests = {name: rules.sample_tests[name] for name in names}
        return {name: {"parts": {part: one() for part in test.parts}} if test.parts else one() for name, test in tests.items()}

    samples = [
        {"id": f"S-{number}", "produced_on": "2021-07-20", "results": readings(), **({"lab": draw(WORDS)} if draw(st.booleans()) else {})}
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    plan = sorted(draw(st.lists(st.sampled_from(sorted(rules.sample_tests)), max_size=5, unique=True)), key=natural)
    written = {
        "schema": "tijian/dossier@1",
        "assessment": draw(WORDS),
        "category": category,
        "assessed_on": "2021-08-12",
        "enterprise": {"name": draw(WORDS), "district": "静安区", "group": draw(st.sampled_from(["food", "industrial"]))},
        "team": [{"name": name} for name in draw(st.lists(WORDS, max_size=3, unique=True))],
        "product": product,
        "answers": draw(answers(rules.site_checks)),
        "sampling": {"state": draw(st.sampled_from(["done", "pending"])), **({"plan": plan} if plan else {})},
        "samples": samples,
    }
    return tijian.read_dossier(written)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dossiers())
def test_any_dossier_comes_back_from_its_checklist(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> None:
    file = tmp_path_factory.mktemp("any") / "visit.xlsx"
    file.write_bytes(filled(dossier))
    assert digest(read(file)) == digest(dossier)


def test_the_property_above_would_notice_a_lost_value(tmp_path: Path) -> None:
    dossier = demo("mask")
    clerk = Clerk(filled(dossier))
    clerk.answer("C2.1", "major")
    file = tmp_path / "visit.xlsx"
    file.write_bytes(clerk.hand_in())
    assert digest(read(file)) != digest(dossier)
