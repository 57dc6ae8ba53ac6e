"""What a page says in its own words: products, deadlines, ways of judging, what is not known; and that a stranger's words stay words."""

import re

import pytest
from markdown_it import MarkdownIt
from tests.comparing.workshop import OURS, ruleset

import tijian
from tijian.authoring.confidence import figures, shares
from tijian.authoring.digest import digest
from tijian.authoring.markdown import code, escaped
from tijian.catalogues import Catalogue
from tijian.insight.page import page
from tijian.insight.page_index import index
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.text import Language

EDITIONS = [("fire_door", "2024"), ("food_contact", "2023"), ("mask", "2021")]  # parts, scales, derived attributes, a plan, a first edition
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return tijian.catalogue()


def shown(one: ResolvedRuleset, language: Language = "zh", previous: ResolvedRuleset | None = None) -> str:
    return page(one, digest(one), language, previous)


def words_of(markdown: str) -> str:
    """What a reader sees: the text of the page without its marks."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return "\n".join("".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline")


@pytest.mark.parametrize(("category", "edition"), EDITIONS, ids="/".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_holds_every_id_text_and_figure_of_its_ruleset(
    catalogue: Catalogue, category: str, edition: str, language: Language
) -> None:
    one = catalogue.library.load(category, edition).ruleset
    seen = words_of(shown(one, language))
    ids = [*one.product, *one.derived, *one.define, *one.scales, *one.site_checks, *one.rule_checks, *one.sample_tests, *one.diagnoses]
    assert [name for name in [*ids, *one.clue_codes, *one.clues, *(row.grade for row in one.verdicts)] if name not in seen] == []
    texts = [check.ask for check in one.site_checks.values()] + [check.ask for check in one.rule_checks.values()]
    texts += [test.name for test in one.sample_tests.values()] + [some.says for some in one.diagnoses.values()]
    texts += [
        text
        for check in (*one.site_checks.values(), *one.sample_tests.values())
        for text in (check.risk, check.advice and check.advice.correct)
        if text
    ]
    texts += [code.law for code in one.clue_codes.values()] + [
        evidence for check in one.site_checks.values() for evidence in check.evidence
    ]
    assert [text.zh for text in texts if " ".join(text(language).split()) not in seen] == []
    for figure in figures(one):
        assert not figure.source.clause or figure.source.clause in seen
        assert not figure.source.note or " ".join(figure.source.note(language).split()) in seen
        numbers = re.findall(r"[0-9.]+", figure.row.require)
        assert all(number in seen for number in numbers)


@pytest.mark.parametrize(("category", "edition"), EDITIONS, ids="/".join)
def test_the_rows_of_a_page_that_are_still_to_be_verified_are_those_of_the_ruleset(
    catalogue: Catalogue, category: str, edition: str
) -> None:
    one = catalogue.library.load(category, edition).ruleset
    top = shown(one).split("\n## ")[1]
    unknown = [figure for figure in figures(one) if figure.row.require == "unknown"]
    assert (f"**待核实 {len(unknown)} 行**" in top) == bool(unknown)
    assert all(f"| {figure.id} |" in top for figure in unknown)
    assert shown(one, "en").count("**to be verified**") == len(unknown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_a_page_are_tables_and_nothing_spills_out_of_them(catalogue: Catalogue, language: Language) -> None:
    for category, edition in EDITIONS:
        markdown = shown(catalogue.library.load(category, edition).ruleset, language)
        tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
        rows = sum(token.type == "tr_open" for token in tokens)
        assert rows == sum(line.startswith("|") for line in markdown.splitlines()) - sum(
            line.startswith("| ---") for line in markdown.splitlines()
        )
        assert not any(token.type in ("html_block", "code_block", "fence") for token in tokens)
        assert "\n\n\n" not in markdown


def test_the_same_ruleset_gives_the_same_page_whatever_order_it_was_written_in() -> None:
    one = ruleset()
    turned = {
        key: dict(reversed(value.items())) if isinstance(value, dict) and key not in ("in_force", "scoring") else value
        for key, value in one.model_dump(by_alias=True).items()
    }
    other = ResolvedRuleset.model_validate(turned)
    assert shown(other) == shown(one)


def test_an_illustrative_ruleset_says_so_at_the_top_and_an_adopted_one_does_not() -> None:
    assert "没有任何主管机关采用" in shown(ruleset()).split("\n## ")[0]
    assert "adopted by no authority" in shown(ruleset(), "en").split("\n## ")[0]
    adopted = ruleset(("status", "adopted"))
    assert "没有任何主管机关采用" not in shown(adopted)
    assert "| 状态 | 已采用 |" in shown(adopted)


def test_a_page_tells_what_changed_since_the_edition_before_or_that_there_is_none() -> None:
    before = ruleset(("edition", "2020"), ("sample_tests/K-T2/parts/Pb", [{"require": "<= 2"}]))
    assert "没有上一版" in shown(ruleset())
    changes = shown(ruleset(), "zh", before).split("## 与上一版的差别")[1].split("\n## ")[0]
    assert "kettle/2020" in changes
    assert "**加严** 限值（铅）：≤ 2 mg/kg → ≤ 1.0 mg/kg" in changes
    assert "tightened" in shown(ruleset(), "en", before).split("## Changes from the edition before")[1]


def test_all_others_are_spelt_out_and_unknown_rows_name_their_products() -> None:
    rows = [{"when": "standard == 'A'", "require": ">= 1"}, {"when": "by_2024", "require": ">= 2"}, {"require": "unknown"}]
    seen = shown(ruleset(("sample_tests/K-T1/limits", rows), ("sample_tests/K-T1/applies", "cordless")))
    assert "| 其余（生产日期 < 2024-05-01，执行标准 = B 或 C） | **待核实** |" in seen
    assert "| K-T1 | 耐压 | 无绳：是，生产日期 < 2024-05-01，执行标准 = B 或 C |" in seen


def test_judging_that_is_not_the_ordinary_way_is_said() -> None:
    seen = shown(
        ruleset(
            ("sample_tests/K-T1/specimens", "46 of 50"),
            ("sample_tests/K-T1/compare", "rounded"),
            ("sample_tests/K-T1/decision", "guard_band"),
        )
    )
    assert "50 个样件中至少 46 个合格；修约后再比较；按扩展不确定度 U 收窄限值（guard_band）" in seen


def test_the_deadline_is_for_a_minor_defect_too_only_where_there_can_be_one() -> None:
    advice = {"correct": {"zh": "改"}, "within_days": 7}
    seen = shown(ruleset(("site_checks/K1.1/advice", advice), ("sample_tests/K-T1/advice", {**advice, "within_days": 0})))
    assert "| K1.1 | 否决项 | 3 | 有执照 | 7 天 |" in seen
    assert "| K1.2 | 关键项 | 3 | 有记录 | 7 天（轻微缺陷 14 天） |" in seen
    assert "| 2 行，见下 | 立即 |" in seen


HOSTILE = [
    "<script>alert(1)</script>", "a | b", "*bold* _it_ `code`", "[x](javascript:1)", "# no heading", "- no list", "1. no list", "> no quote",
    "a &lt; b", "~~gone~~", "\u202eturned", "tab\tand\nline", "\\| \\", "===", "a__b__c", "![x](y)", "<!-- -->",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_stranger_come_out_as_words(words: str) -> None:
    for markdown in (escaped(words), f"- {escaped(words)}", f"| a |\n| --- |\n| {escaped(words)} |"):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
        seen = [part for token in tokens for part in token.children or ()]
        assert {part.type for part in seen} <= {"text", "text_special"}
        said = "".join(part.content for part in seen if part.type in ("text", "text_special")).removeprefix("a")
        plain = " ".join(words.replace("\u202e", "\ufffd").replace("\t", " ").replace("\n", " ").split(" ")).strip()
        assert said in (plain, plain.removeprefix("a"))


@pytest.mark.parametrize("words", ["a", "a`b", "``", "a | b", " x "])
def test_code_comes_out_as_code_whatever_backticks_are_in_it(words: str) -> None:
    tokens = MarkdownIt("commonmark").parse(code(words))
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert [(part.type, part.content) for part in inline.children or ()] == [("code_inline", " ".join(words.split()))]


def test_a_hostile_ruleset_makes_a_page_like_any_other() -> None:
    nasty = {"zh": "<b>|`*[x](y)"}
    seen = shown(
        ruleset(
            ("title", nasty),
            ("site_checks/K1.1/ask", nasty),
            ("sample_tests/K-T1/name", nasty),
            ("verdicts/0/says", nasty),
            ("diagnoses/K-D1/says", nasty),
        )
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(seen)
    inside = {part.type for token in tokens for part in token.children or ()}
    assert not inside & {"html_inline", "link_open", "em_open"}
    assert words_of(seen).count("<b>|`*[x](y)") >= 8


@pytest.mark.parametrize(("category", "edition"), EDITIONS, ids="/".join)
def test_shares_count_every_limit_row_once_by_its_own_source(catalogue: Catalogue, category: str, edition: str) -> None:
    one = catalogue.library.load(category, edition).ruleset
    plain = one.model_dump(by_alias=True)
    counted: dict[str, int] = {}
    for test in plain["sample_tests"].values():
        tables = [test["limits"] or ()] + (list(test["parts"].values()) if isinstance(test["parts"], dict) else [])
        for row in (row for table in tables for row in table):
            standing = "unknown" if row["require"] == "unknown" else (row["source"] or test["source"])["confidence"] or "proposal"
            counted[standing] = counted.get(standing, 0) + 1
    found = shares(one)
    assert {standing: count for standing, count in found.counts.items() if count} == counted
    assert found.total == sum(counted.values())


def test_shares_never_round_a_few_away() -> None:
    many = {
        f"K-T{n}": {
            "name": {"zh": "项"},
            "class": "minor",
            "basis": "declared",
            "limits": [{"require": ">= 1" if n else "unknown"}],
            "source": OURS,
        }
        for n in range(300)
    }
    found = shares(ruleset(("sample_tests", many), ("diagnoses", {})))
    assert (found.counts["unknown"], found.percent("unknown"), found.percent("proposal"), found.exact("unknown")) == (
        1,
        "<1%",
        ">99%",
        "0.3",
    )
    nothing = shares(ruleset(("sample_tests", {}), ("diagnoses", {})))
    assert (nothing.total, nothing.percent("unknown")) == (0, "0%")


def test_the_index_links_every_page_and_shows_what_is_known() -> None:
    seen = index([ruleset()], "zh")
    assert "[kettle/2021](kettle/2021.zh.md) | 电水壶 | 2021-01-01 起 | 4 | 3 (75%) | 1 (25%) |" in seen
    assert "[kettle/2021](kettle/2021.en.md) | Kettles | from 2021-01-01 |" in index([ruleset()], "en")
