"""Rows 1–16 of docs/bad-inputs.md: what a file may hold at all. Each row end to end, a YAML dossier, a JSON one and a ruleset alike.

What may hang, crash or grow runs in a process of its own with a time limit.
"""

import json
from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, RULES, Office, edited, place

BOM = "\ufeff"
NESTED = "[" * 100_000
LAUGHS = "l0: &l0 ha\n" + "".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]\n" for n in range(1, 90))
AS_JSON = """\
{"schema": "tijian/dossier@1", "assessment": "B-1", "category": "boat", "assessed_on": "2025-06-02", "enterprise": {"name": "示例船厂"},
 "team": [{"name": "甲"}, {"name": "乙"}], "product": {"hull": "blue", "decked": true, "load": 50, "mast": "short"},
 "answers": {"V1": "conform", "K1": "conform", "G1": "conform", "G2": "conform"}, "sampling": {"state": "none"}}
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_dossier_that_is_spoiled_below_is_sound(office: Office) -> None:
    of_yaml = office.assess(office.dossier())
    of_json = office.assess(office.dossier(AS_JSON, "boat.json"))
    assert (of_yaml.result["verdict"]["grade"], of_yaml.result["warnings"]) == ("A", [])
    assert of_json.result == of_yaml.result


def test_row_01_a_billion_laughs_are_refused_before_they_are_told(office: Office) -> None:
    office.refused(LAUGHS, "E108", (1, 5), elsewhere=True)
    office.rejected(RULES + LAUGHS, "E108", place(RULES + LAUGHS, "&l0 "), elsewhere=True)


def test_row_02_nesting_without_end_is_refused_and_the_process_lives(office: Office) -> None:
    line = DOSSIER.count("\n") + 1
    office.refused(f"{DOSSIER}x: {NESTED}", "E107", (line, 4 + 31), elsewhere=True)  # the file itself is the first level
    office.refused(f'{{"x": {NESTED}', "E107", (1, 7 + 31), name="boat.json", elsewhere=True)
    office.rejected(f"{RULES}x: {NESTED}", "E107", (RULES.count("\n") + 1, 4 + 31), elsewhere=True)


def test_row_03_a_key_that_stands_twice_is_refused_with_both_lines(office: Office) -> None:
    text = edited(DOSSIER, ("  G2: conform\n", "  G2: conform\n  V1: major\n"))
    assert f"第 {place(text, 'V1: conform')[0]} 行" in office.refused(text, "E106", place(text, "V1: major"))
    rules = edited(RULES, ("scales: {float", "scales: {x: [a, b]}\nscales: {float"))
    office.rejected(rules, "E106", place(rules, "scales: {float"))


def test_row_04_a_key_that_stands_twice_is_refused_in_json_too(office: Office) -> None:
    text = edited(AS_JSON, ('"V1": "conform"', '"V1": "conform",\n   "V1": "major"'))
    assert "第 3 行" in office.refused(text, "E106", (4, 4), name="boat.json")


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "'true'"])
def test_row_05_yes_and_no_are_words_and_no_booleans(office: Office, word: str) -> None:
    assert office.assess(office.dossier()).result["verdict"]["capable"] == "yes"  # `capable: yes` stands in the rules without quotes
    rules = edited(RULES, ("may_skip: true", f"may_skip: {word}"))
    said = office.rejected(rules, "E115", place(rules, "may_skip: ", column=10))
    assert "true" in said
    office.rules()
    text = edited(DOSSIER, ("decked: true", f"decked: {word}"))
    if word != "'true'":  # where it is written in quotes, `true` can mean only one thing
        assert "true" in office.refused(text, "E417", place(text, f"{word}, load"))


def test_row_06_an_edition_that_is_a_number_must_be_quoted(office: Office) -> None:
    rules = edited(RULES, ('edition: "1"', "edition: 2021.10"))
    assert '"2021.10"' in office.rejected(rules, "E114", place(rules, "2021.10"))
    text = edited(DOSSIER, ("assessment: B-1", "assessment: 2021.10"))
    office.rules()
    assert '"2021.10"' in office.refused(text, "E114", place(text, "2021.10"))


@pytest.mark.parametrize("number", [".nan", ".inf", "-.Inf", "1e400", "-1e-400"])
def test_row_07_what_is_no_finite_number_is_refused(office: Office, number: str) -> None:
    text = edited(DOSSIER, ("load: 50", f"load: {number}"))
    office.refused(text, "E110", place(text, f"{number}, mast"))
    rules = edited(RULES, ("lod: 0.5", f"lod: {number}"))
    office.rejected(rules, "E110", place(rules, f"{number}, source"))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_row_07_what_is_no_finite_number_is_refused_in_json_too(office: Office, number: str) -> None:
    text = edited(AS_JSON, ('"load": 50', f'"load": {number}'))
    office.refused(text, "E110", place(text, f"{number},"), name="boat.json")


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system [true]", "!!python/name:os.system x", "!mine x", "!!str 12", "!!binary aGE="]
)
def test_row_08_tags_are_refused_and_nothing_is_built_from_them(office: Office, tag: str) -> None:
    text = edited(DOSSIER, ("name: 示例船厂", f"name: {tag}"))
    office.refused(text, "E108", place(text, "!"))
    rules = edited(RULES, ("title: {zh: 纸船（示例）}", f"title: {tag}"))
    office.rejected(rules, "E108", place(rules, "!"))


def test_row_09_merges_and_anchors_are_refused(office: Office) -> None:
    for mark, edit in (("<<", "  <<: {G3: conform}\n"), ("&x", "  G1: &x conform\n"), ("*x", "  G1: *x\n")):
        text = edited(DOSSIER, ("  G1: conform\n", edit))
        office.refused(text, "E108", place(text, mark))
    rules = edited(RULES, ("define:\n", "define:\n  <<: {light: '!heavy'}\n"))
    office.rejected(rules, "E108", place(rules, "<<"))


def test_row_10_a_tab_as_indent_and_an_open_bracket_are_refused_with_line_and_column(office: Office) -> None:
    text = edited(DOSSIER, ("  G1: conform", "\tG1: conform"))
    assert "制表符" in office.refused(text, "E105", place(text, "\tG1"))
    text = edited(DOSSIER, ("team: [{name: 甲}, {name: 乙}]", "team: [{name: 甲}, {name: 乙}"))
    office.refused(text, "E105")
    text = edited(AS_JSON, ('"sampling": {"state": "none"}}', '"sampling": {"state": "none"}'))
    office.refused(text, "E105", (1, 1), name="boat.json")
    rules = edited(RULES, ("  S2: {title", "\tS2: {title"))
    office.rejected(rules, "E105", place(rules, "\t"))


@pytest.mark.parametrize("bad", ["\0", "\x07", "\x1b", "\x7f", "\u2028", BOM, "\u202e", "\u2066"])
def test_row_11_a_character_that_cannot_be_seen_is_refused_where_it_stands(office: Office, bad: str) -> None:
    text = edited(DOSSIER, ("示例船厂", f"示例{bad}船厂"))
    said = office.refused(text, "E104", place(text, bad))
    assert bad not in said
    office.refused(edited(AS_JSON, ("示例船厂", f"示例{bad}船厂")), "E104", name="boat.json")
    rules = edited(RULES, ("纸船", f"纸{bad}船"))
    office.rejected(rules, "E104", place(rules, bad))


def test_row_11_a_byte_order_mark_at_the_start_changes_nothing(office: Office) -> None:
    plain = office.assess(office.dossier())
    office.rules(BOM + RULES)
    assert office.assess(office.dossier(BOM + DOSSIER)).out == plain.out


def test_row_12_a_file_of_50_megabytes_or_a_million_entries_is_refused(office: Office) -> None:
    office.refused(DOSSIER + "#" * 50_000_000, "E102", elsewhere=True)
    office.refused(DOSSIER + "x: [" + "1," * 1_000_000 + "1]", "E102", elsewhere=True)
    office.rejected(RULES + "#" * 50_000_000, "E102", elsewhere=True)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing\n", "---\n", "just words\n", "null\n", DOSSIER + "---\n" + DOSSIER, DOSSIER + "...\n---\n"]
)
def test_row_13_what_is_no_single_document_is_refused(office: Office, text: str) -> None:
    office.refused(text, "E109")
    office.rejected(text.replace(DOSSIER, RULES), "E109")


def test_row_13_an_empty_json_file_is_refused(office: Office) -> None:
    office.refused("", "E109", name="boat.json")
    office.refused(AS_JSON + AS_JSON, "E105", (4, 1), name="boat.json")


@pytest.mark.parametrize("change", ["\r\n", "\r", "mixed", "no final newline"])
def test_row_14_line_ends_of_any_kind_change_no_byte_of_the_result(office: Office, change: str) -> None:
    def changed(text: str) -> str:
        match change:
            case "mixed":
                head, _, rest = text.partition("\n")
                return head + "\r\n" + rest
            case "no final newline":
                return text.rstrip("\n")
            case _:
                return text.replace("\n", change)

    plain = office.assess(office.dossier())
    office.rules(changed(RULES))
    assert office.assess(office.dossier(changed(DOSSIER))).out == plain.out


def test_row_15_a_misspelt_field_is_refused_with_the_word_that_was_meant(office: Office) -> None:
    text = edited(DOSSIER, ("assessed_on", "asessed_on"))
    said = office.refused(text, "E112", place(text, "asessed_on"))
    assert "assessed_on" in said
    rules = edited(RULES, ("G1: {section: S2,", "G1: {sectoin: S2,"))
    assert "section" in office.rejected(rules, "E112", place(rules, "sectoin"))
    office.rules()
    text = edited(AS_JSON, ('"enterprise": {"name"', '"enterprise": {"nmae"'))
    office.refused(text, "E112", place(text, '"nmae"'), name="boat.json")


def test_row_15_every_problem_of_a_file_is_told_at_once_in_its_order(office: Office) -> None:
    text = edited(DOSSIER, ("team:", "taem:"), ("2025-06-02", "2025-02-30"), ("{state: none}", "{state: nothing}"))
    said = office.refused(text, "E112")
    codes = [line.split()[1] for line in said.splitlines() if line.startswith(str(office.folder))]
    assert codes == ["E122", "E112", "E117"]


@pytest.mark.parametrize("number", ["017", "1:30", "1_000", "0x1F", "0o17"])
def test_row_16_what_old_yaml_took_for_a_number_is_text_and_refused_where_a_number_is_wanted(office: Office, number: str) -> None:
    rules = edited(RULES, ("lod: 0.5", f"lod: {number}"))
    office.rejected(rules, "E116", place(rules, f"{number}, source"))
    office.rules()
    text = edited(DOSSIER, ("load: 50", f"load: {number}"))
    office.refused(text, "E418", place(text, f"{number}, mast"))
    seen = office.sampled(f"{{M1: {number}}}")
    assert (seen.state("M1"), seen.codes("M1")[0][0]) == ("inconclusive", "F")


def test_a_dossier_in_json_reads_the_same_whatever_its_layout(office: Office) -> None:
    plain = office.assess(office.dossier(AS_JSON, "boat.json"))
    spread = json.dumps(json.loads(AS_JSON), indent=4)  # with \\u escapes
    assert office.assess(office.dossier(spread, "boat.json")).out == plain.out
