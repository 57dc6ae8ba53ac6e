"""`ruleset list` counts the limits as the files have them; `ruleset diff` says what changed, either way round, in three forms."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.reception import KETTLE, run, shop

RULES = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets"
STANDINGS = ("verified", "secondary", "recalled", "weak", "proposal", "unknown")
PAIRS = [
    (f"{folder.name}/{old.stem}", f"{folder.name}/{new.stem}")
    for folder in sorted(RULES.iterdir())
    if folder.name not in ("common", "demo", "campaigns")
    for old, new in [(sorted(folder.glob("*.yaml")) * 2)[:2]][: folder.is_dir() and len(sorted(folder.glob("*.yaml"))) > 1]
]


@cache
def listed() -> list[dict[str, Any]]:
    done = run("ruleset", "list", "--format", "json")
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    assert data["schema"] == "tijian/ruleset-list@1"
    found: list[dict[str, Any]] = data["rulesets"]
    return found


@cache
def compared(old: str, new: str) -> dict[str, Any]:
    done = run("ruleset", "diff", old, new, "--format", "json")
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# ── list ────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_eleven_categories_and_every_edition_that_lies_there_is_listed() -> None:
    there = {f"{file.parent.name}/{file.stem}" for file in RULES.glob("*/*.yaml") if file.parent.name not in ("common", "demo")}
    assert {one["id"] for one in listed()} == {one for one in there if not one.startswith("campaigns/")}
    assert len({one["category"] for one in listed()}) == 11


def test_the_standings_of_each_edition_sum_to_its_limits_and_their_shares_to_the_whole() -> None:
    for one in listed():
        figures = one["figures"]
        assert sum(figures[standing]["count"] for standing in STANDINGS) == figures["total"] > 0
        for standing in STANDINGS:
            exact = Decimal(100) * figures[standing]["count"] / figures["total"]
            assert abs(Decimal(figures[standing]["percent"]) - exact) <= Decimal("0.05")


def limits_in(tests: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each limit row as the file has it, with the source that holds for it."""
    for test in tests.values():
        parts = test.get("parts")
        for row in [*test.get("limits", []), *(row for rows in (parts.values() if isinstance(parts, dict) else ()) for row in rows)]:
            yield row, row.get("source", test["source"])


@pytest.mark.parametrize("name", ["safety_helmet/2019", "school_uniform/2015", "mask/2021"])
def test_the_limits_are_counted_as_they_lie_in_the_file(name: str) -> None:
    counted: Counter[str] = Counter()
    for row, source in limits_in(yaml.safe_load((RULES / f"{name}.yaml").read_text("utf-8"))["sample_tests"]):
        counted["unknown" if row["require"] == "unknown" else source.get("confidence", "proposal")] += 1
    (one,) = [one for one in listed() if one["id"] == name]
    assert {standing: one["figures"][standing]["count"] for standing in STANDINGS} == {each: counted[each] for each in STANDINGS}
    assert one["figures"]["total"] == counted.total()


@pytest.mark.parametrize(("language", "head"), [("zh", "限值有多可靠"), ("en", "how well the limits are known")])
def test_the_text_has_a_row_for_each_edition_with_its_digest_and_the_same_counts(language: str, head: str) -> None:
    done = run("ruleset", "list", "--lang", language, COLUMNS="200")
    assert done.exit_code == 0
    first, second = done.stdout.split(head)
    rows = {
        line.split()[0]: line.split() for line in second.splitlines() if "/" in line.split(" ")[0] or "/" in line.lstrip().split(" ")[0]
    }
    for one in listed():
        assert one["id"] in first
        assert rows[one["id"]][1] == one["digest"].removeprefix("sha256:")[:12]
        figures = one["figures"]
        shown = [figures[standing]["count"] for standing in STANDINGS if figures[standing]["count"]]
        assert [int(word) for word in rows[one["id"]][2:] if word.isdigit()] == [figures["total"], *shown]


def test_an_edition_with_errors_is_said_and_hides_no_other(tmp_path: Path) -> None:
    rules = shop(tmp_path, rules=KETTLE + "includes: [common/1999]\n")
    done = run("ruleset", "list", "--format", "json", "--ruleset-path", rules)
    assert done.exit_code == 4
    found = {one["id"]: one for one in json.loads(done.stdout)["rulesets"]}
    assert (found["kettle/2021"]["digest"], found["kettle/2021"]["figures"]) == (None, None)
    assert found.keys() == {"kettle/2021", *(one["id"] for one in listed())}
    assert "common/1999" in done.stderr


# ── diff ────────────────────────────────────────────────────────────────────────────────────────────

TURNED = {
    "added": "removed", "removed": "added", "tightened": "relaxed", "relaxed": "tightened", "widened": "narrowed", "narrowed": "widened",
    "known": "unknown", "unknown": "known",
}  # fmt: skip


@pytest.mark.parametrize("name", [one for one, _ in PAIRS])
@pytest.mark.parametrize(("language", "words"), [("zh", "没有实质差别"), ("en", "no difference in meaning")], ids=["zh", "en"])
def test_an_edition_does_not_differ_from_itself(name: str, language: str, words: str) -> None:
    for form in ("text", "markdown"):
        done = run("ruleset", "diff", name, name, "--format", form, "--wording", "--lang", language)
        assert done.exit_code == 0
        assert words in done.stdout
    assert compared(name, name)["differences"] == []
    assert set(compared(name, name)["counts"].values()) == {0}


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_other_way_round_what_was_tightened_is_relaxed_and_what_came_went(old: str, new: str) -> None:
    there, back = compared(old, new), compared(new, old)
    assert (there["old"], there["new"]) == (back["new"], back["old"])
    assert there["differences"]
    assert {change: back["counts"][TURNED.get(change, change)] for change in back["counts"]} == there["counts"]
    forth = Counter((*_what(one), TURNED.get(one["change"], one["change"])) for one in there["differences"])
    assert forth == Counter((*_what(one), one["change"]) for one in back["differences"])


def _what(one: dict[str, Any]) -> tuple[str, ...]:
    """What differs; of the ruleset itself without its edition, which is another each way."""
    return one["area"], "" if one["area"] == "ruleset" else one["id"], one["field"], one["part"] or ""


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_counts_are_those_of_the_differences_and_each_id_stands_in_text_and_markdown(old: str, new: str) -> None:
    data = compared(old, new)
    assert data["schema"] == "tijian/ruleset-diff@1"
    found = Counter(one["change"] for one in data["differences"])
    assert {change: count for change, count in data["counts"].items() if count} == found
    for form in ("text", "markdown"):
        shown = run("ruleset", "diff", old, new, "--wording", "--format", form, COLUMNS="300").stdout.replace("\\", "")
        assert {one["id"] for one in data["differences"] if one["id"] not in shown} == set()


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    rules = KETTLE
    for before, after in changes:
        assert before in rules
        rules = rules.replace(before, after)
    return shop(folder, rules=rules) / "kettle" / "2021.yaml"


def test_one_changed_limit_of_the_verdicts_is_one_difference_in_every_form(tmp_path: Path) -> None:
    old, new = changed(tmp_path / "a"), changed(tmp_path / "b", ("K-G: {section: K1, class: general", "K-G: {section: K1, class: key"))
    (one,) = compared(str(old), str(new))["differences"]
    assert (one["area"], one["id"], one["field"]) == ("site_checks", "K-G", "class")
    text = run("ruleset", "diff", old, new).stdout
    assert "K-G 有盖子" in text
    assert "一般项 → 关键项" in text
    assert "general → key" in run("ruleset", "diff", old, new, "--format", "markdown", "--lang", "en").stdout


def test_wording_is_counted_and_listed_only_when_asked_for(tmp_path: Path) -> None:
    old, new = changed(tmp_path / "a"), changed(tmp_path / "b", ("有盖子", "有壶盖"))
    assert "没有实质差别（另有措辞 1 处" in run("ruleset", "diff", old, new).stdout
    assert "有壶盖" not in run("ruleset", "diff", old, new, "--format", "markdown").stdout
    assert "有壶盖" in run("ruleset", "diff", old, new, "--wording").stdout


@pytest.mark.parametrize(("words", "code"), [(("mask",), 2), (("mask", "nowhere/2021"), 3), (("mask", "mask", "--format", "yaml"), 2)])
def test_what_cannot_be_compared_is_refused(words: tuple[str, ...], code: int) -> None:
    done = run("ruleset", "diff", *words)
    assert done.exit_code == code
    assert done.stdout == ""


def test_a_ruleset_with_errors_is_not_compared(tmp_path: Path) -> None:
    broken = changed(tmp_path, ("section: K1, class: veto", "section: K9, class: veto"))
    done = run("ruleset", "diff", broken, "mask")
    assert (done.exit_code, done.stdout) == (4, "")
