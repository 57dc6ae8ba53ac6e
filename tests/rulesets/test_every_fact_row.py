"""Every row of the domain facts stands in a built-in ruleset, and every figure says where it comes from and how well it is known.

`fact_ids.txt` was typed from the facts. The rulesets are read as plain YAML, without the product's own reader.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
RULESETS = HERE.parents[1] / "rulesets" / "tijian_rulesets"
CATEGORIES = (
    "mask", "respirator", "ic_card_reader", "fire_door", "school_uniform", "shopping_bag", "food_contact", "food_machinery",
    "food_contact_plastic", "safety_helmet", "stationery",
)  # fmt: skip
PROPOSED = ("food_contact_plastic", "safety_helmet", "stationery")
KINDS = {"T": "sample_tests", "R": "rule_checks", "S": "site_checks"}
NAMED_NOWHERE = {"BAG-T02"}  # the facts call it secondary and do not say where it was read
CONFIDENCES = {"verified", "secondary", "recalled", "weak"}


@cache
def rows() -> Mapping[str, tuple[str, ...]]:
    """The ids of the facts by the heading they stand under: common, a category, or clues."""
    found: dict[str, list[str]] = {}
    heading: list[str] = []
    for line in (HERE / "fact_ids.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            heading.extend(line.split())
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def read(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load((RULESETS / f"{name}.yaml").read_text("utf-8"))
    return data


def editions(category: str) -> list[str]:
    return sorted(f"{category}/{file.stem}" for file in (RULESETS / category).glob("*.yaml"))


def with_includes(name: str) -> set[str]:
    """A file and the catalogues that it includes, by `category/edition`."""
    return {name}.union(*(with_includes(one) for one in read(name).get("includes", ())))


def ids_of(category: str, kind: str) -> set[str]:
    """The ids of a kind in any edition of a category: an edition that drops one does not count for it."""
    found: set[str] = set()
    for edition in editions(category):
        own = {one for name in with_includes(edition) for one in read(name).get(kind, {})}
        found |= own - set(read(edition).get("drop", ()))
    return found


def stands(row: str, ids: set[str]) -> bool:
    return any(one == row or one.startswith(f"{row}.") for one in ids)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_row_of_the_facts_stands_in_its_category(category: str) -> None:
    missing = [row for row in rows()[category] if not stands(row, ids_of(category, KINDS[row.split("-")[1][0]]))]
    assert missing == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_has_no_row_whose_id_the_facts_do_not_know(category: str) -> None:
    known = (*rows()[category], *rows()["common"])
    written = ids_of(category, "sample_tests") | ids_of(category, "site_checks")
    assert {one for one in written if not any(stands(row, {one}) for row in known)} == set()


def test_the_common_core_and_the_kinds_of_clue_are_complete() -> None:
    assert tuple(read("common/2021")["site_checks"]) == rows()["common"]
    assert tuple(read("common/2021")["clue_codes"]) == rows()["clues"]


def test_the_list_of_ids_counts_what_the_facts_count() -> None:
    assert {name: len(ids) for name, ids in rows().items()} == {
        "common": 37, "mask": 27, "respirator": 23, "ic_card_reader": 21, "fire_door": 26, "school_uniform": 26, "shopping_bag": 21,
        "food_contact": 22, "food_machinery": 24, "food_contact_plastic": 20, "safety_helmet": 20, "stationery": 19, "clues": 16,
    }  # fmt: skip
    every = [one for ids in rows().values() for one in ids]
    assert len(set(every)) == len(every)


FILES = sorted(f"{file.parent.name}/{file.stem}" for file in RULESETS.glob("*/*.yaml") if file.parent.name != "demo")


def sources(name: str) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Where a source must stand in a file: at each check and kind of clue, and for each limit row its own or that of its test."""
    data = read(name)
    for kind in ("site_checks", "rule_checks", "sample_tests", "clue_codes"):
        yield from ((f"{one}", check.get("source")) for one, check in data.get(kind, {}).items())
    for one, test in data.get("sample_tests", {}).items():
        parts = test.get("parts", {})
        named = {"": test.get("limits", ())} | (parts if isinstance(parts, dict) else {})
        yield from (
            (f"{one} {part} {row['require']}", row["source"]) for part, listed in named.items() for row in listed if "source" in row
        )


def wrong(source: Mapping[str, Any] | None) -> bool:
    if source is None or source.get("basis") not in ("proposal", "standard"):
        return True
    if source["basis"] == "proposal":
        return False
    return not source.get("clause") or source.get("confidence") not in CONFIDENCES


@pytest.mark.parametrize("name", FILES)
def test_every_figure_says_where_it_comes_from_and_how_well_it_is_known(name: str) -> None:
    assert [where for where, source in sources(name) if wrong(source)] == []


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_names_what_was_read(name: str) -> None:
    """A source that is verified or secondary was read somewhere: it cites where. What is recalled need not."""
    read_somewhere = [
        (where, source) for where, source in sources(name) if source and source.get("confidence") in ("verified", "secondary")
    ]
    assert [where for where, source in read_somewhere if not source.get("cite") and where not in NAMED_NOWHERE] == []


@pytest.mark.parametrize("name", FILES)
def test_every_source_that_is_cited_is_in_the_list_of_sources(name: str) -> None:
    cited = {code.strip() for _, source in sources(name) if source for code in source.get("cite", "").split(",") if code.strip()}
    assert cited - listed_sources() == set()


@cache
def listed_sources() -> frozenset[str]:
    """The codes of SOURCES.md, one or several in the first cell of a row: `S2, S2a` or `S32a–S32e`."""
    codes: set[str] = set()
    for line in (RULESETS / "SOURCES.md").read_text("utf-8").splitlines():
        for code in line.split("|")[1].split(",") if line.startswith("| ") else ():
            first, _, last = code.strip().partition("–")
            codes |= {first[:-1] + chr(letter) for letter in range(ord(first[-1]), ord(last[-1]) + 1)} if last else {first}
    return frozenset(codes)


@pytest.mark.parametrize("name", FILES)
def test_every_figure_of_a_sample_test_is_of_a_standard(name: str) -> None:
    """A limit is never this project's own: each row of limits has a clause."""
    tests = read(name).get("sample_tests", {})
    assert [where for where, source in sources(name) if where.split()[0] in tests and source and source["basis"] != "standard"] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_three_proposed_categories_and_no_others_say_so_in_their_titles(category: str) -> None:
    assert editions(category), f"no ruleset of {category}"
    for edition in editions(category):
        title = read(edition)["title"]
        assert ("建议品类" in title["zh"], "proposed category" in title["en"].lower()) == (category in PROPOSED,) * 2, edition


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_table_of_figures_knows_the_same_rows_as_the_list(category: str) -> None:
    """tests/facts/<category>.csv and the list were typed apart: neither has a row that the other lacks."""
    with (HERE.parent / "facts" / f"{category}.csv").open(encoding="utf-8", newline="") as table:
        typed = {row["id"].strip() for row in csv.DictReader(table)}
    listed = {row for row in rows()[category] if "-T" in row}
    assert {row for row in listed if not stands(row, typed)} == set()
    assert {one for one in typed if not any(stands(row, {one}) for row in listed)} == set()
