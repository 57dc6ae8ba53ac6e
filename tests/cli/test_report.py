"""The report for people: who, the grade and whether it stands, findings, clues, corrections; in one language, safe to print."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from tests.cli.reception import DEMO, run

import tijian
from tijian.catalogues import Catalogue
from tijian.model.result import Result
from tijian.model.ruleset import ResolvedRuleset
from tijian_cli.paper import Look
from tijian_cli.report import report

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
FILES = sorted(path.stem for path in DEMO.glob("*.yaml"))


@cache
def here() -> Catalogue:
    return tijian.catalogue()


@cache
def judged(name: str) -> tuple[Result, ResolvedRuleset]:
    dossier = tijian.read_dossier(DEMO / f"{name}.yaml")
    return tijian.assess(dossier, here(), "direct"), here().entry(dossier.category, dossier.assessed_on).program.ruleset


def shown(name: str, language: str = "zh", look: Look | None = None) -> str:
    result, ruleset = judged(name)
    return report(result, ruleset, language, look or Look())  # type: ignore[arg-type]  # one of the two languages


def flat(text: str) -> str:
    """Without the breaks of lines: what is said, wherever it was wrapped."""
    return "".join(text.split())


def test_the_head_says_who_and_the_grade_and_that_it_stands_and_the_caveat_beside_it() -> None:
    head = shown("mask_d").split("\n\n")[0]
    assert head.startswith("╔")
    assert "████" in head
    for words in ("上海岚珂劳防用品有限公司", "mask/2021", "等级 D  不具备质量安全保证能力", "等级 D 已确定并可出具", "※ 细则为示例稿"):
        assert words in head
    assert "预览" not in shown("mask_d")
    assert "preview" not in shown("mask_d", "en").lower()


def test_each_caveat_in_the_head_has_the_mark_that_it_has_everywhere() -> None:
    met = set()
    for name in FILES:
        head = flat(shown(name, "en").split("\n\n")[0].replace("║", "").replace("┆", ""))
        for one in judged(name)[0].verdict.caveats:
            mark = {"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}[one.reason]
            assert mark + flat(one.text("en")) in head, name
            met.add(mark)
    assert met == {"※", "†", "‡"}


@pytest.mark.parametrize("name", ["mask_uncertain", "mask_inconclusive", "mask_one_assessor"])
def test_a_preview_looks_otherwise_and_says_so_and_why(name: str) -> None:
    preview = shown(name)
    assert preview.startswith("┌┄  预览  ┄")
    assert "█" not in preview
    assert "╔" not in preview
    assert "为什么还不能出具" in preview
    assert shown(name, "en").startswith("┌┄  PREVIEW  ┄")


def test_the_sections_of_a_report_stand_in_the_order_in_which_they_are_read() -> None:
    order = ["为什么是 D", "得分（", "发现 10 项", "诊断", "涉嫌违法行为线索", "整改措施", "回执"]
    places = [shown("mask_d").index(f"■ {title}") for title in order]
    assert places == sorted(places)


def test_a_finding_shows_state_class_measured_value_requirement_and_points() -> None:
    text = shown("mask_d", look=Look(200))
    [line] = [line for line in text.splitlines() if line.startswith(" MSK-T01")]
    for words in ("过滤效率（盐性）", "实测 91.2, 90.7, 92.4 %", "要求 ≥ 95", "余量 -4.3", "A类（安全）", "不合格"):
        assert words in line
    assert line.split()[-1] == "6"


def test_a_clue_is_suspected_and_never_called_illegal() -> None:
    for name in ("mask_d", "fire_door_type_test_differs"):
        clues = shown(name).split("■ 涉嫌违法行为线索")[1].split("■")[0]
        assert "涉嫌" in clues
        assert re.search(r"(?<!涉嫌)违法", clues) is None
        english = shown(name, "en").split("■ Clues")[1].split("■")[0]
        assert "Suspected" in english
        assert "illegal" not in english.lower()


def test_a_corrective_action_goes_found_basis_risk_now_prevent_due_proof() -> None:
    action = shown("mask_c", "en").split("> MSK-T06")[1].split("    > ")[0]
    words = ["found", "basis", "risk", "now", "prevent", "due", "proof"]
    places = [action.index(f"        {word} ") for word in words]
    assert places == sorted(places)


def test_what_is_pending_is_listed_and_the_possible_rest_named() -> None:
    text = shown("mask_uncertain")
    for check in ("MSK-T01", "MSK-T02", "MSK-T03", "MSK-T12"):
        assert re.search(rf"{check} .*待出结果", text)
    assert "78.51–98.51" in text


def test_informational_tests_are_shown_as_to_be_verified_and_never_as_a_pass() -> None:
    part = shown("fire_door_edition_2024").split("■ 待核实")[1].split("■")[0]
    assert "FDR-T01 耐火完整性，实测 1.62 h" in part
    assert "[合格]" not in part


def test_a_retest_shows_both_results_and_which_one_counts() -> None:
    part = shown("mask_retest").split("■ 复检")[1].split("■")[0]
    assert "S-1：94.6, 95.1, 95.0 %  不合格，由复检 S-2 取代" in part
    assert "S-2：95.3, 95.6, 95.4 %  合格，以此为准" in part


def test_the_receipt_names_every_digest_in_full() -> None:
    result, _ = judged("mask_a")
    text = shown("mask_a")
    for digest in (result.receipt.result, result.receipt.dossier, result.receipt.ruleset):
        assert digest in text


@pytest.mark.rete
def test_the_report_says_that_two_engines_agree() -> None:
    assert "direct + rete，结论一致" in run("assess", DEMO / "mask_a.yaml").stdout


def test_a_single_engine_is_said() -> None:
    assert "single-engine" in shown("mask_a")


# ── one language ────────────────────────────────────────────────────────────────────────────────────


def masked(data: Any, key: str = "") -> Any:
    """A result with the words of dossier and ruleset replaced: what is left on the page is the report's own."""
    if isinstance(data, dict):
        words = key in ("given", "derived")  # attributes are named by the ruleset, whatever their names
        return {name: masked(value, "" if words else name) for name, value in data.items()}
    if isinstance(data, list):
        return [masked(value, key) for value in data]
    if not isinstance(data, str) or key in STABLE:
        return data
    if key == "zh":
        return "文"
    if key == "en":
        return "X"
    return CHINESE.sub("X", data)


STABLE = {
    "schema", "state", "kind", "class", "grade", "capable", "grounds", "worst", "best", "possible", "atom", "reason", "status", "severity",
    "urgency", "confidence", "basis", "group", "size", "direct", "rete", "due", "assessed_on", "code",
}  # fmt: skip
OUR_WORDS = {  # ids and names that are the same in both languages
    "flat", "direct", "rete", "single", "engine", "tijian", "verify", "sha", "SH", "MSK", "FDR", "COM", "mask", "fire", "door", "fire_door", "GB", "CNTAC",
    "IMG", "DOC", "WEB", "ND", "kg", "mg", "mm", "kPa", "Pa", "CFU", "cm", "cN", "min", "lx", "kV", "MPa", "VOC", "REP", "cert", "adult", "child",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_an_english_report_has_no_chinese_of_its_own(name: str) -> None:
    data = masked(json.loads(judged(name)[0].model_dump_json(by_alias=True)))
    text = report(Result.model_validate_json(json.dumps(data)), None, "en", Look())
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("name", FILES)
def test_a_chinese_report_has_no_english_of_its_own(name: str) -> None:
    data = masked(json.loads(judged(name)[0].model_dump_json(by_alias=True)))
    result = Result.model_validate_json(json.dumps(data))
    own = report(result, None, "zh", Look(500))
    given = " ".join(strings(data))
    words = set(re.findall(r"[A-Za-z]{2,}", own)) - set(re.findall(r"[A-Za-z]{2,}", given)) - OUR_WORDS
    assert words == set()
    for untranslated in (
        "fail",
        "minor",
        "pass",
        "unchecked",
        "inconclusive",
        "informational",
        "industrial",
        "illustrative",
        "veto",
        "general",
    ):
        assert not re.search(rf"(?<![\w-]){untranslated}(?![\w-])", own), untranslated


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
    elif isinstance(data, str):
        yield data


# ── safe to print ───────────────────────────────────────────────────────────────────────────────────

HOSTILE = ["[bold red]甲[/bold red]", "[link=http://x]y[/link]", "[/]", "\\[x]", ":skull:", "=cmd|' /C calc'!A0", "{{7*7}}", "<script>"]


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_a_name_is_printed_as_it_is_written(name: str) -> None:
    result, ruleset = judged("mask_d")
    named = result.model_copy(update={"enterprise": result.enterprise.model_copy(update={"name": name})})
    for look in (Look(200), Look(200, colour=True)):
        assert name in report(named, ruleset, "zh", look)


def test_control_characters_and_direction_marks_never_reach_the_terminal() -> None:
    result, ruleset = judged("mask_d")
    evil = "甲\x1b[2J\x1b]0;x\x07\r\n\x9b31m\u202e乙\u2066"
    data = json.loads(result.model_dump_json(by_alias=True))

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        return (
            value + evil
            if isinstance(value, str) and key not in {*STABLE, "points_lost", "value", "numerator", "denominator", "atom", "reason"}
            else value
        )

    text = report(Result.model_validate_json(json.dumps(poisoned(data))), ruleset, "zh", Look(300))
    assert "甲" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(("language", "words"), [("zh", "没有抽样检测"), ("en", "no samples were tested")])
def test_a_visit_without_samples_says_so_beside_the_grade(language: str, words: str) -> None:
    head = run("assess", DEMO / "fire_door_visit_stopped.yaml", "--lang", language).stdout.split("╝")[0]
    assert words in head
    assert words not in run("assess", DEMO / "mask_d.yaml", "--lang", language).stdout


def test_what_an_action_found_is_measured_in_its_unit_and_evidence_is_listed_as_its_language_does() -> None:
    [line] = [json.loads(line) for line in run("assess", DEMO / "mask_d.yaml", "--format", "json").stdout.splitlines()]
    found = {one["check"]: one["found"] for action in line["actions"] for one in action["corrections"]}
    assert " %，要求 ≥ 95" in found["MSK-T01"]["zh"]
    assert " %, required ≥ 95" in found["MSK-T01"]["en"]


def test_what_the_worst_would_add_is_listed_with_titles() -> None:
    shown = run("assess", DEMO / "fire_door_visit_stopped.yaml").stdout
    after = shown.split("未知项若为最差还会成立：\n")[1]
    assert after.splitlines()[0].lstrip(" ·").startswith("FDR-D")
    assert len(after.splitlines()[0].split(maxsplit=2)[2]) > 4
