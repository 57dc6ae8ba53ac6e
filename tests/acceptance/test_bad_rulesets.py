"""Rows 17–29 of docs/bad-inputs.md: what a ruleset may not say. Each is refused by `ruleset lint` and for a dossier alike: exit code 4, the place."""

import os
import unicodedata
from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, RULES, Office, edited, here, place

COMMON = """\
schema: tijian/ruleset@1
category: common
edition: "1"
title: {zh: 通用}
sections: {S3: {title: {zh: 三}}}
site_checks:
  V1: {section: S3, class: veto, ask: {zh: 通用执照}, source: {basis: proposal}}
"""
VETO = "  - {grade: D, capable: no, when: \"count('veto','fail') > 0 || score('site') < 60\"}\n"
LAST = '  - {grade: A, capable: yes, when: "true"}\n'


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_ruleset_that_is_spoiled_below_is_sound(office: Office) -> None:
    office.rules()
    seen = office.lint()
    assert seen.code == 0
    assert seen.out == "boat/1：没有问题\n"


@pytest.mark.parametrize("name", ["Ｍ1", "М1", "V\u0301", "1V", "V 1", "V/1", "'../V'", "V" * 65], ids=ascii)
def test_row_17_an_id_is_of_plain_letters(office: Office, name: str) -> None:
    assert unicodedata.normalize("NFC", name) == name
    rules = edited(RULES, ("  G2: {section", f"  {name}: {{section"))
    said = office.rejected(rules, "E119" if len(name) > 64 else "E120", place(rules, f"{name}: {{section"))
    assert "G2" not in said


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, "E302") for name in ("produced_on", "category", "group", "true", "false", "in", "null")),
        ("heavy", "E301"),
        ("Decked", "E120"),
    ],
)
def test_row_17_an_attribute_has_a_name_of_its_own(office: Office, name: str, code: str) -> None:
    rules = edited(RULES, ("  load: {type", f"  {name}: {{type: boolean}}\n  load: {{type"))
    office.rejected(rules, code, place(rules, f"  {'heavy: load' if name == 'heavy' else name}", column=2))
    if code == "E302":
        rules = edited(RULES, ("define:\n", f"define:\n  {name}: load > 1\n"))
        office.rejected(rules, code, place(rules, f"{name}: load"))


@pytest.mark.parametrize(
    ("old", "new", "code", "mark"),
    [
        ("blocks: {site: 70, tests: 30}", "blocks: {site: 70, tests: 40}", "E123", "{site: 70"),
        ("{zh: 二}}", "{zh: 二}, weight: 0}", "E121", "0}"),
        ("{section: S1, class: veto,", "{section: S1, weight: -1, class: veto,", "E121", "-1, class: veto"),
        ("credit: {minor: 0.5}", "credit: {minor: 1.01}", "E121", "1.01"),
        ("credit: {minor: 0.5}", "credit: {minor: -0.5}", "E121", "-0.5"),
        ("coverage: 80", "coverage: 101", "E121", "101"),
    ],
)
def test_row_18_weights_and_shares_that_make_no_sense_are_refused(office: Office, old: str, new: str, code: str, mark: str) -> None:
    rules = edited(RULES, (old, new))
    office.rejected(rules, code, place(rules, mark))


def test_row_18_where_no_check_applies_there_is_no_verdict_and_neither_0_nor_100(office: Office) -> None:
    rules = RULES
    for check in ("V1", "G1", "G2"):
        rules = edited(rules, (f"  {check}: {{", f"  {check}: {{applies: decked, "))
    office.rules(edited(rules, ("  R1: {", "  R1: {applies: decked, ")))
    seen = office.assess(office.dossier(edited(DOSSIER, ("decked: true", "decked: false"), (", mast: short", ""))))
    assert seen.code == 0
    verdict, score = seen.result["verdict"], seen.result["score"]
    assert (verdict["grade"], verdict["possible"], verdict["issued"]) == (None, ["not_assessable"], False)
    assert (score["total"], score["site"]) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "code", "mark"),
    [
        ('when: "true"', "when: heavy", "E321", "heavy}"),
        (VETO, VETO + '  - {grade: D, capable: no, when: "true || heavy"}\n', "E322", '"true ||'),
        (LAST, "  - {grade: D, capable: no, when: heavy}\n" + LAST, "E323", "D, capable: no, when: heavy"),
        ("{grade: D, capable: no", "{grade: D, capable: yes", "E324", "after_rectification"),
        ("grade: A", "grade: not_assessable", "E302", "not_assessable"),
    ],
)
def test_row_19_a_verdict_table_out_of_shape_is_refused(office: Office, old: str, new: str, code: str, mark: str) -> None:
    rules = edited(RULES, (old, new))
    office.rejected(rules, code, place(rules, mark))


@pytest.mark.parametrize(
    ("old", "new", "ring"),
    [
        ("define:\n  heavy: load > 100", "define:\n  heavy: light\n  light: '!heavy'", "heavy → light → heavy"),
        ("  heavy: load > 100", "  heavy: heavy || load > 100", "heavy → heavy"),
        ("fails('M1') && minor('G1')", "fails('M1') && concluded('D1')", "D1 → D1"),
        (
            "diagnoses:\n",
            "diagnoses:\n  D2: {when: concluded('D3'), says: {zh: 二}, explains: [G1]}\n  D3: {when: concluded('D2'), says: {zh: 三}, explains: [G1]}\n",
            "D2 → D3 → D2",
        ),
        ("asked_when: decked}", "asked_when: \"mast == 'tall'\"}", "mast → mast"),
    ],
)
def test_row_20_a_circle_is_refused_and_printed(office: Office, old: str, new: str, ring: str) -> None:
    assert ring in office.rejected(edited(RULES, (old, new)), "E313")


def test_row_20_a_chain_of_references_without_end_is_refused(office: Office) -> None:
    links = "".join(f"  E{n}: {{when: concluded('E{n + 1}'), says: {{zh: 诊}}, explains: [G1]}}\n" for n in range(1000))
    last = "  E1000: {when: fails('G1'), says: {zh: 诊}, explains: [G1]}\n"
    rules = edited(RULES, ("diagnoses:\n", "diagnoses:\n" + links + last))
    office.rejected(rules, "E315", place(rules, "E0: {when"))
    asked = "".join(f"  a{n}: {{type: boolean, asked_when: a{n + 1}}}\n" for n in range(1000)) + "  a1000: {type: boolean}\n"
    rules = edited(RULES, ("define:\n", asked + "define:\n"))
    office.rejected(rules, "E315", place(rules, "a0: {type"))


@pytest.mark.parametrize(
    ("old", "new", "code", "mark"),
    [
        ("score('site') < 60", "score('site') > 60", "E212", '> 60"'),
        ("score('site') < 60", "!fails('K1')", "E213", "!fails"),
        ("score('site') < 60", "count('key','fail') == 0", "E212", '== 0"'),
        ("applies: decked", "applies: fails('V1')", "E214", "fails('V1'), source"),
        ('"heavy && hull', "\"load > '100' && hull", "E222", "'100'"),
        ('"heavy && hull', "\"hull > 'a' && hull", "E224", "hull > 'a'"),
        ("applies: decked", "applies: hull", "E223", "hull, source"),
        ("applies: decked", "applies: \"produced_on > '2025-01-01'\"", "E215", "produced_on"),
    ],
)
def test_row_21_a_condition_that_could_mislead_is_refused_where_it_stands(office: Office, old: str, new: str, code: str, mark: str) -> None:
    rules = edited(RULES, (old, new))
    office.rejected(rules, code, place(rules, mark))


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("fails('M1') &&", "fails('M10') &&", "E217", "M1"),
        ("heavy && hull == 'red'", "heavy && hull == 'reed'", "E221", "red"),
        ("heavy && hull", "heavvy && hull", "E216", "heavy"),
        ("G1: {section: S2", "G1: {section: S22", "E306", "S2"),
        ("scale: float", "scale: floats", "E306", "float"),
        ("explains: [M1, G1]", "explains: [M1, G11]", "E306", "G1"),
        ("code: L01, when", "code: L011, when", "E306", "L01"),
        ("model: flat", "model: flatt", "E306", "flat"),
        ("score('site') < 60", "score('S22') < 60", "E219", "S2"),
        ("score('site') < 60", "concluded('D11')", "E218", "D1"),
    ],
)
def test_row_22_a_name_that_is_not_there_is_refused_with_the_one_that_was_meant(
    office: Office, old: str, new: str, code: str, near: str
) -> None:
    said = office.rejected(edited(RULES, (old, new)), code)
    assert any(f"{left}{near}{right}" in said for left, right in ("“”", "「」", "''"))


def test_row_23_an_id_that_two_places_define_is_refused_with_both(office: Office) -> None:
    rules = edited(RULES, ("diagnoses:\n  D1:", "diagnoses:\n  G1:"))
    said = office.rejected(rules, "E301", place(rules, "G1: {when"))
    assert f"boat/1.yaml:{place(rules, 'G1: {section')[0]}" in said.replace(os.sep, "/")
    common = office.rules(COMMON, "common/1")
    rules = edited(RULES, ("product:\n", "includes: [common/1]\nproduct:\n"))
    said = office.rejected(rules, "E136", place(rules, "V1: {section"))
    assert f"{common}:7" in said
    taken = edited(
        rules, ("  V1: {section: S1, class: veto, ask: {zh: 执照}, source: {basis: proposal}, advice: {correct: {zh: 改}}}\n", "")
    )
    office.rules(edited(taken, ("product:\n", "override: {V1: {weight: 5}}\nproduct:\n")))
    assert office.lint().code == 0  # the way it is meant


def test_row_24_an_edition_that_is_not_there_is_refused_with_those_that_are(office: Office) -> None:
    rules = edited(RULES, ('edition: "1"\n', ""))
    office.rejected(rules, "E111")
    office.rules()
    seen = here("ruleset", "show", "boat/2", "--ruleset-path", office.root)
    assert seen.code == 3
    assert "E143" in seen.err
    assert "1 (2025-01-01 – 2025-12-31)" in seen.err
    rules = edited(RULES, ("product:\n", "includes: [common/9]\nproduct:\n"))
    office.rejected(rules, "E133", place(rules, "common/9"))


@pytest.mark.parametrize(("day", "code"), [("2025-01-01", 0), ("2025-12-31", 0), ("2024-12-31", 3), ("2026-01-01", 3)])
def test_row_24_the_first_and_the_last_day_are_inside_and_no_edition_is_carried_forward(office: Office, day: str, code: int) -> None:
    text = edited(DOSSIER, ("2025-06-02", day))
    if code:
        assert "1 (2025-01-01 – 2025-12-31)" in office.refused(text, "E144", place(text, f'"{day}"'))
    else:
        assert office.assess(office.dossier(text)).result["verdict"]["grade"] == "A"


def test_row_24_two_editions_in_force_on_one_day_are_refused_with_both_places(office: Office) -> None:
    first = office.rules()
    second = office.rules(edited(RULES, ('edition: "1"', 'edition: "2"'), ('from: "2025-01-01"', 'from: "2025-06-01"')), "boat/2")
    seen = office.assess(office.dossier())
    assert (seen.code, seen.out) == (4, "")
    assert f"{first}:5:1: E145" in seen.err
    assert f"{second}:5" in seen.err
    before = office.assess(office.dossier(edited(DOSSIER, ("2025-06-02", "2025-05-31"))))
    assert before.result["ruleset"]["edition"] == "1"


def test_row_25_one_edition_with_two_contents_is_refused_and_with_one_content_is_one(office: Office) -> None:
    office.rules()
    other = Office(office.folder / "other")
    copy = other.rules(RULES.replace("\n", "\r\n"))
    same = office.assess(office.dossier(), words=["--ruleset-path", str(other.root)])
    assert same.code == 0
    other.rules(edited(RULES, ("{zh: 折痕}", "{zh: 折线}")))
    seen = office.assess(office.dossier(), words=["--ruleset-path", str(other.root)])
    assert (seen.code, seen.out) == (4, "")
    assert "E141" in seen.err
    assert str(copy) in seen.err
    chosen = office.assess(office.dossier(), words=["--ruleset-path", str(other.root), "--prefer", str(other.root)])
    assert (chosen.code, chosen.err) == (0, "")


@pytest.mark.parametrize(
    ("new", "code"), [("{en: Boats}", "E124"), ('{zh: ""}', "E118"), ('{zh: "  "}', "E118"), ("{zh: null}", "E124"), ("{zh: " + "船" * 34_000 + "}", "E119"), ("船", "E113")],
    ids=["no zh", "empty", "blank", "null", "100 KB", "no mapping"],
)  # fmt: skip
def test_row_26_text_that_is_missing_empty_or_endless_is_refused(office: Office, new: str, code: str) -> None:
    rules = edited(RULES, ("title: {zh: 纸船（示例）}", f"title: {new}"))
    said = office.rejected(rules, code)
    assert len(said) < 5_000


def test_row_27_a_condition_too_long_too_deep_or_too_much_for_the_second_engine_is_refused(office: Office) -> None:
    long = "load > 100" + " || load > 100" * 150
    deep = "(" * 33 + "load > 100" + ")" * 33
    wide = " && ".join(f"count('general','fail') > {n}" for n in range(9))
    for condition, code in ((long, "E201"), (deep, "E202"), ("!" * 1000 + "decked", "E202")):
        rules = edited(RULES, ("  heavy: load > 100", f'  heavy: "{condition}"'))
        assert f":{place(rules, 'heavy: ')[0]}:" in office.rejected(rules, code)
    office.rejected(edited(RULES, ("fails('M1') && minor('G1')", wide)), "E341")


@pytest.mark.parametrize(
    "condition",
    [
        "hull.__class__ == 'x'", "hull['__class__'] == 'x'", "__import__('os').system('true')", "open('/etc/passwd')", "size(hull) > 1",
        "hull.matches('(a+)+$')", "9**9**9 > load", "9 * 9 > load", "load + 1 > 2", "decked ? true : false", "[1, 2].all(x, x > 0)",
        "has(hull)", "lambda: 0", "`true`", "decked; decked", "decked and decked", "hull == \"red", "hull == 'red' #", "1_000 < load", "0x10 < load",
        "１０ < load", "load ＜ 10", "null == hull", "exec('1')", "{}", "",
    ],
)  # fmt: skip
def test_row_28_a_condition_computes_calls_and_reaches_nothing(office: Office, condition: str) -> None:
    written = "'" + condition.replace("'", "''") + "'"
    rules = edited(RULES, ("fails_when: \"heavy && hull == 'red'\"", f"fails_when: {written}"))
    office.rules(rules)
    seen = office.lint()
    assert seen.code == 4
    line, _ = place(rules, "fails_when: ")
    first = next(text for text in seen.out.splitlines() if f"1.yaml:{line}:" in text)
    assert first.split(": ")[1].split()[0] in {"E118", *(f"E{n}" for n in range(201, 232))}


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "../common/1",
        "/etc/passwd",
        "common/../boat/1",
        "common\\1",
        "common/1.yaml/..",
        "C:/x",
        "common",
        "common/",
        "~/x",
        "//host/x",
    ],
)
def test_row_29_an_include_names_an_edition_and_no_path(office: Office, name: str) -> None:
    rules = edited(RULES, ("product:\n", f"includes: ['{name}']\nproduct:\n"))
    office.rejected(rules, "E132", place(rules, f"'{name}'"))


def test_row_29_a_link_out_of_the_directory_and_includes_in_a_circle_are_refused(office: Office) -> None:
    outside = office.folder / "outside.yaml"
    outside.write_text(COMMON, "utf-8")
    (office.root / "common").mkdir(parents=True)
    link = office.root / "common" / "1.yaml"
    try:
        link.symlink_to(outside)
    except OSError:  # Windows, without the right to make links
        pytest.skip("no links on this system")
    including = edited(RULES, ("product:\n", "includes: [common/1]\nproduct:\n"))
    office.rules(including)
    seen = office.lint()
    assert seen.code == 4
    assert f"{link}: E135" in seen.out
    link.unlink()
    office.rules(COMMON.replace("sections:", "includes: [common/2]\nsections:"), "common/1")
    office.rules('schema: tijian/ruleset@1\ncategory: common\nedition: "2"\ntitle: {zh: 二}\nincludes: [common/1]\n', "common/2")
    seen = office.lint()
    assert seen.code == 4
    assert "E134" in seen.out
    assert "common/1 → common/2 → common/1" in seen.out


def test_row_29_includes_that_are_endless_or_branch_without_end_do_not_keep_it_busy(office: Office) -> None:
    def common(edition: str, *included: str) -> None:
        listed = f"includes: [{', '.join(f'common/{name}' for name in included)}]\n" if included else ""
        office.rules(f"schema: tijian/ruleset@1\ncategory: common\nedition: {edition}\ntitle: {{zh: 通用}}\n{listed}", f"common/{edition}")

    office.rules(edited(RULES, ("product:\n", "includes: [common/a0]\nproduct:\n")))
    for level in range(30):  # two files a level, each including both of the next: 2 to the 30th ways to the last
        for side in "ab":
            common(f"{side}{level}", f"a{level + 1}", f"b{level + 1}")
    common("a30")
    common("b30")
    merged = office.assess(office.dossier(), elsewhere=True)
    assert (merged.code, merged.err) == (0, "")
    common("b30", "c0")
    for level in range(9):
        common(f"c{level}", f"c{level + 1}")
    common("c9")
    assert ":5:12: E146 " in office.lint().out
