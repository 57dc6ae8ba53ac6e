"""The page of a ruleset leaves nothing out, says how sure each figure is, speaks one language, and is the same every time."""

import re
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest
from tests.cli.reception import run

import tijian
from tijian.authoring.digest import digest
from tijian.authoring.resolve import Loaded
from tijian.insight.page import page
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SURE = {
    "zh": {"verified": "已核实", "secondary": "据二手资料", "recalled": "凭记忆，未核实", "weak": "存疑，未核实", None: "自拟"},
    "en": {
        "verified": "verified",
        "secondary": "from a secondary source",
        "recalled": "recalled, not verified",
        "weak": "weak, not verified",
        None: "our own proposal",
    },
}
TO_BE_VERIFIED = {"zh": "待核实", "en": "to be verified"}

LIBRARY = tijian.catalogue().library
EDITIONS = [edition.id for category in LIBRARY.categories() for edition in LIBRARY.editions(category) if edition.in_force is not None]
every_page = pytest.mark.parametrize(("name", "language"), list(product(EDITIONS, LANGUAGES)))


@cache
def loaded(name: str) -> Loaded:
    category, edition = name.split("/")
    return LIBRARY.load(category, edition)


@cache
def before(name: str) -> ResolvedRuleset | None:
    """The edition of the category that stands before this one, by the name of its year."""
    category = name.split("/", maxsplit=1)[0]
    earlier = sorted(one for one in EDITIONS if one.startswith(f"{category}/") and one < name)
    return loaded(earlier[-1]).ruleset if earlier else None


@cache
def shown(name: str, language: Language) -> str:
    return page(loaded(name).ruleset, loaded(name).digest, language, before(name))


def unescaped(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


@every_page
def test_every_id_of_the_ruleset_stands_on_its_page(name: str, language: Language) -> None:
    ruleset = loaded(name).ruleset
    on_page = set(re.findall(r"[\w.-]+", unescaped(shown(name, language).split("\n## 与上一版")[0].split("\n## Changes from")[0])))
    there = (
        ruleset.site_checks, ruleset.rule_checks, ruleset.sample_tests, ruleset.diagnoses, ruleset.clues, ruleset.clue_codes,
        ruleset.product, ruleset.derived, ruleset.define, ruleset.scales,
    )  # fmt: skip
    assert set(chain(*there)) - on_page == set()
    used = {one.section for one in ruleset.site_checks.values()} | {one.section for one in ruleset.rule_checks.values()}
    assert used - on_page == set()


def sections_of_tests(text: str, ruleset: ResolvedRuleset) -> dict[str, list[list[str]]]:
    """Of each test the rows of its table of limits, as cells by title."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"(?m)^### ", text):
        name = unescaped(part.split()[0])
        if name in ruleset.sample_tests:
            rows = [re.split(r" (?<!\\)\| ", line.strip("|").strip()) for line in part.splitlines() if line.startswith("| ")]
            found[name] = rows[:1] + rows[2:]
    return found


@every_page
def test_each_limit_says_how_sure_it_is_and_each_unknown_that_it_is_to_be_verified(name: str, language: Language) -> None:
    ruleset = loaded(name).ruleset
    tables = sections_of_tests(shown(name, language), ruleset)
    column = {"zh": "可信度", "en": "Confidence"}[language]
    assert tables.keys() == ruleset.sample_tests.keys()
    for check, test in ruleset.sample_tests.items():
        parts = test.parts if isinstance(test.parts, dict) else {}
        limits = [*(test.limits or ()), *chain.from_iterable(parts.values())]
        head, *rows = tables[check]
        said = sorted(row[head.index(column)] for row in rows)
        expected = [
            TO_BE_VERIFIED[language] if limit.require == "unknown" else SURE[language][(limit.source or test.source).confidence]
            for limit in limits
        ]
        assert said == sorted(expected), check


@every_page
def test_a_page_is_the_same_when_it_is_made_again_from_a_ruleset_read_again(name: str, language: Language) -> None:
    category, edition = name.split("/")
    again = tijian.catalogue().library.load(category, edition).ruleset
    assert page(again, digest(again), language, before(name)) == shown(name, language)


# ── one language ────────────────────────────────────────────────────────────────────────────────────


def masked(data: Any, word: str, key: str = "") -> Any:
    """A ruleset whose words for people are replaced by `word`: other Chinese on its page is the page's own, or the name of a thing."""
    if isinstance(data, dict):
        if data.keys() <= {"zh", "en"} and "zh" in data:
            return dict.fromkeys(data, word)
        return {name: masked(value, word, name) for name, value in data.items()}
    return tuple(masked(value, word, key) for value in data) if isinstance(data, list | tuple) else data


def named(data: Any) -> str:
    """Everything that a masked ruleset still says itself: choices, clauses, conditions, methods."""
    if isinstance(data, dict):
        return " ".join(f"{name} {named(value)}" for name, value in data.items())
    return " ".join(map(named, data)) if isinstance(data, list | tuple) else str(data)


def with_words(name: str, word: str) -> tuple[str, ResolvedRuleset]:
    data = masked(loaded(name).ruleset.model_dump(by_alias=True, exclude_none=True), word)
    return named(data), ResolvedRuleset.model_validate(data)


@pytest.mark.parametrize("name", EDITIONS)
def test_an_english_page_has_no_chinese_of_its_own(name: str) -> None:
    given, ruleset = with_words(name, "X")
    own = set(re.findall(CHINESE.pattern + "+", page(ruleset, "sha256:0", "en")))
    assert {words for words in own if words not in given} == set()


UNTRANSLATED = {
    "veto", "general", "minor", "mandatory", "proposal", "verified", "secondary", "recalled", "weak", "unknown", "conforms", "absent",
    "illustrative", "adopted", "immediate", "normal", "rounded", "after_rectification",
}  # fmt: skip


@pytest.mark.parametrize("name", EDITIONS)
def test_a_chinese_page_has_no_english_of_its_own(name: str) -> None:
    given, ruleset = with_words(name, "文")
    written = re.sub(r"`[^`]*`", "", page(ruleset, "sha256:0", "zh"))
    words = set(re.findall(r"[A-Za-z_]{3,}", unescaped(written)))
    assert words - set(re.findall(r"[A-Za-z_]{3,}", given)) == set()
    assert words & UNTRANSLATED == set()


@pytest.mark.parametrize("name", EDITIONS)
def test_what_a_ruleset_says_in_chinese_alone_is_never_an_empty_place_on_the_english_page(name: str) -> None:
    assert re.findall(r"(?m)^ *- \*\*[^*]+\*\*:? *$", shown(name, "en")) == []


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages") / "new"
    done = run("ruleset", "docs", "--all", "-o", made)
    assert done.exit_code == 0, done.output
    return made


def test_docs_all_writes_every_edition_in_both_languages_and_an_index_of_each(folder: Path) -> None:
    pages = {f"{name}.{language}.md" for name, language in product(EDITIONS, LANGUAGES)}
    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} == pages | {"index.zh.md", "index.en.md"}
    for language in LANGUAGES:
        links = re.findall(r"\]\(([^)]+)\)", (folder / f"index.{language}.md").read_text("utf-8"))
        assert sorted(links) == sorted(one for one in pages if one.endswith(f".{language}.md"))


@every_page
def test_docs_all_writes_the_bytes_of_the_page_by_itself(name: str, language: Language, folder: Path) -> None:
    assert (folder / f"{name}.{language}.md").read_bytes() == shown(name, language).encode()


def test_docs_of_one_edition_is_printed_or_written(tmp_path: Path) -> None:
    printed = run("ruleset", "docs", "fire_door/2024", "--lang", "en")
    assert (printed.exit_code, printed.stdout) == (0, shown("fire_door/2024", "en"))
    assert run("ruleset", "docs", "fire_door/2024", "-o", tmp_path / "one.md").exit_code == 0
    assert (tmp_path / "one.md").read_text("utf-8") == shown("fire_door/2024", "zh")


@pytest.mark.parametrize("words", [(), ("--all",), ("mask", "--all", "-o", "x")])
def test_docs_wants_one_edition_or_all_with_a_directory(words: tuple[str, ...]) -> None:
    assert run("ruleset", "docs", *words).exit_code == 2
