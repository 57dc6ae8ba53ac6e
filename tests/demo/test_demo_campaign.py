"""What `tijian demo` says of the bundled campaign: every figure as a recount of the results has it, every caveat beside its grade."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.campaign.ground import bundled
from tests.cli.reception import run

ROOT = Path(__file__).parents[2]
SIGNS = {"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}


@cache
def shown(language: str = "zh") -> str:
    done = run("demo", "--lang", language, COLUMNS="120")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def part(title: str, language: str = "zh") -> list[str]:
    """The lines under the heading that begins with `title`."""
    [found] = [one for one in shown(language).split("■ ") if one.startswith(title)]
    return found.splitlines()[1:]


@cache
def results() -> list[dict[str, Any]]:
    """As a stranger reads them."""
    return [json.loads(one.model_dump_json(by_alias=True)) for one in bundled().results]


def test_the_head_counts_what_was_planned_judged_issued_and_not() -> None:
    issued = sum(one["verdict"]["issued"] for one in results())
    assert len(results()) == 170
    head = shown().split("■ ")[1]
    assert f"计划 170 家 · 评估 170 · 出具 {issued} · 未出具 {170 - issued} · 未能评估 0 · 2021-07-31 – 2021-08-31" in head
    assert "均为虚构" in head


def test_the_table_counts_grades_caveats_and_clues_of_each_category_as_a_recount_does() -> None:
    table = {line.split()[0]: line.split()[1:] for line in part("各品类的等级") if re.search(r"\d\.\d%", line)}
    titles = {name: one.title.zh for name, one in bundled().campaign.categories.items()}
    groups = [(titles[name], [one for one in results() if one["category"] == name]) for name in titles]
    assert set(table) == {*titles.values(), "合计"}
    for title, held in [*groups, ("合计", results())]:
        issued = [one["verdict"] for one in held if one["verdict"]["issued"]]
        grades = Counter(one["grade"] for one in issued)
        marks = Counter(caveat["reason"] for one in issued for caveat in one["caveats"])
        expected = [str(len(held)), str(len(issued)), *(str(grades[letter]) for letter in "ABCD")]
        expected += [f"{sign}{marks[reason]}" for reason, sign in SIGNS.items() if marks[reason]]
        able = sum(one["capable"] == "yes" for one in issued) * 1000 // len(issued)
        expected.append(f"{able // 10}.{able % 10}%")
        found = table[title]
        assert found[: len(expected)] == expected
        assert re.fullmatch(r"\d+\.\d–\d+\.\d", found[len(expected)])
        assert found[-2:] == [str(len(held) - len(issued)), str(sum(len(one["clues"]) for one in held))]


def test_every_verdict_that_is_not_issued_is_listed_as_a_preview_with_its_caveats_and_its_reason() -> None:
    held = {one["assessment"]: one for one in results() if not one["verdict"]["issued"]}
    lines = {line.split()[0]: line for line in part("未出具的") if line.lstrip().startswith("SH2021-")}
    assert lines.keys() == held.keys()
    for number, one in held.items():
        line, verdict = lines[number], one["verdict"]
        grade = verdict["grade"] or f"{verdict['worst']}–{verdict['best']}"
        signs = "".join(SIGNS[caveat["reason"]] for caveat in verdict["caveats"])
        assert re.search(rf"{one['enterprise']['name']} +预览 {grade}{f' {signs}' if signs else ''} +\S", line)
        if any(reason["reason"] == "team" for reason in verdict["not_issued_because"]):
            assert "小组只有 1 人（F440）" in line
        else:
            counts = Counter(check["state"] for check in one["checks"])
            words = {"unchecked": "未核查", "pending": "待出结果", "inconclusive": "无法判定"}
            assert [f"{word} {counts[state]} 项" in line for state, word in words.items()] == [bool(counts[state]) for state in words]


def test_what_is_odd_about_an_issued_one_is_said() -> None:
    lines = "\n".join(part("照常出具"))
    for one in results():
        findings = {remark["code"] for remark in one["warnings"] if remark["severity"] == "finding"}
        if one["verdict"]["issued"] and findings:
            assert all(re.search(rf"{one['assessment']} .* {code} ", lines) for code in findings)
    assert "核查中止：一项否决已可确定为 D" in lines
    assert lines.count("复检取代初检") == 2


def test_the_clues_are_counted_by_code_and_urgency() -> None:
    counts = Counter(clue["code"] for one in results() for clue in one["clues"])
    urgency = {clue["code"]: {"immediate": "立即", "normal": "一般"}[clue["urgency"]] for one in results() for clue in one["clues"]}
    listed = {match[1]: (int(match[2]), match[3]) for line in part("涉嫌违法") if (match := re.match(r"  · (L\d+) ×(\d+)  \[(..)\]", line))}
    assert listed == {code: (count, urgency[code]) for code, count in counts.items()}


@pytest.mark.parametrize(("language", "words"), [("zh", "细则为示例稿"), ("en", "the ruleset is illustrative")])
def test_every_mark_is_explained_and_english_says_the_same_in_the_same_order(language: str, words: str) -> None:
    assert all(re.search(rf"(?m)^  {sign} \S", shown(language)) for sign in SIGNS.values())
    assert f"※ {words}" in shown(language)
    assert shown("en").count("■ ") == shown("zh").count("■ ")
    assert re.findall(r"SH2021-[A-Z]+-\d+", shown("en")) == re.findall(r"SH2021-[A-Z]+-\d+", shown("zh"))


@pytest.mark.rete
def test_the_screen_in_the_readme_is_what_the_demo_prints() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    screen = readme.split("<!-- demo output: begin")[1].split("```text\n")[1].split("```")[0]
    printed = [line.rstrip() for line in run("demo", "--lang", "zh", COLUMNS="100").stdout.splitlines()]
    quoted = [line for line in screen.splitlines() if line and line != "  …"]
    assert quoted
    assert [line for line in quoted if line not in printed] == []


def test_without_the_extra_it_is_said_what_is_missing_and_what_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tijian.reports.missing.find_spec", lambda _: None)
    refused = run("demo", "--out", tmp_path / "demo")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "E943" in refused.stderr
    assert 'pip install "tijian[report]"；不装也能用：tijian demo' in refused.stderr
    assert not (tmp_path / "demo").exists()
    assert run("demo").exit_code == 0


def test_make_demo_writes_into_a_directory_that_git_ignores(monkeypatch: pytest.MonkeyPatch) -> None:
    import dev

    asked: list[list[str]] = []

    def asks(*words: object) -> int:
        asked.append([str(word) for word in words[1:]])
        return 0

    monkeypatch.setattr(dev, "run", asks)
    for words in ([], ["--lang", "en"], ["--out", "there"], ["--dossiers"]):
        assert dev.demo(words) == 0
    there = ["--out", "demo-output"]
    assert asked == [["demo", *there], ["demo", *there, "--lang", "en"], ["demo", "--out", "there"], ["demo", "--dossiers"]]
    assert "/demo-output/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
