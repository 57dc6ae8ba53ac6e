"""The form for a phone: taken by pyxform and ODK Validate, and asking exactly what the engine does not know to be beside the point."""

import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from tests.acceptance.hostile import RULES, Office
from tests.cli.reception import run
from tests.exchange.handset import Asked, Handset, Stuck, XForm

import tijian
from tijian.authoring.program import Program, reads
from tijian.catalogues import Catalogue
from tijian.conditions.evaluate import ABSENT, Absent, evaluate
from tijian.conditions.parse import parse
from tijian.exchange.phone.build import phone_form
from tijian.exchange.phone.write import xlsform
from tijian.insight.wording import short_phrases

pyxform = pytest.importorskip("pyxform", reason="pyxform is not installed")

EDITIONS = [(category, one.edition) for category, editions in tijian.catalogue().library.categories().items() for one in editions]
LATEST = [(category, editions[-1].edition) for category, editions in tijian.catalogue().library.categories().items()]
PRODUCTS = 6  # of each category
NASTY = "=cmd|x *粗* _斜_ #号 ${evil} <script>a</script> [链](http://x) 反\\斜"


def nasty() -> str:
    """A ruleset whose words mean something to spreadsheets, markdown, XForms and XPath, and whose ids differ in a dot alone."""
    rules = yaml.safe_load(RULES.replace("capable: no", 'capable: "no"').replace("capable: yes", 'capable: "yes"'))
    for part in ("diagnoses", "clues", "rule_checks", "sample_tests"):
        rules.pop(part)
    rules["product"]["hull"]["choices"] = ["it's", 'say "no"', "a b", "a_b", "not_known"]
    rules["site_checks"] = {{"V1": "V.1", "K1": "V_1"}.get(name, name): check for name, check in rules["site_checks"].items()}
    rules["site_checks"]["V.1"]["ask"] = {"zh": NASTY, "en": "<b>licence</b> ${now()}"}
    rules["site_checks"]["V_1"]["applies"] = "decked && hull != 'it\\'s'"
    return json.dumps(rules, ensure_ascii=False)


@cache
def catalogue() -> Catalogue:
    return tijian.catalogue()


def written(program: Program, samples: int = 2) -> bytes:
    return xlsform(phone_form(program, short_phrases(program.ruleset), samples))


def converted(raw: bytes) -> tuple[bytes, list[str]]:
    """The XForm that pyxform makes, and what it warns of."""
    from pyxform.xls2xform import convert  # type: ignore[import-untyped]  # no stubs

    found = convert(xlsform=io.BytesIO(raw), file_type=".xlsx", validate=False)
    return found.xform.encode(), found.warnings


@cache
def xform(category: str, edition: str, samples: int = 2) -> bytes:
    made, warnings = converted(written(catalogue().edition(category, edition).program, samples))
    assert warnings == []
    return made


@cache
def form(category: str, edition: str, language: str = "中文 (zh)") -> XForm:
    return XForm(xform(category, edition), language)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Program:
    office = Office(tmp_path_factory.mktemp("hostile"))
    office.rules(nasty())
    return tijian.catalogue([office.root]).edition("boat", "1").program


@pytest.mark.slow
def test_pyxform_and_odk_validate_take_the_form_of_every_category_and_edition(tmp_path: Path, hostile: Program) -> None:
    java, jar = shutil.which("java"), Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    if java is None:
        pytest.skip("java (default-jre-headless) is not installed")
    files = []
    for category, edition in EDITIONS:
        files.append(tmp_path / f"{category}-{edition}.xml")
        files[-1].write_bytes(xform(category, edition))
    files += [tmp_path / "hostile.xml", tmp_path / "twenty.xml"]
    files[-2].write_bytes(converted(written(hostile))[0])
    files[-1].write_bytes(xform("mask", "2021", 20))
    done = subprocess.run([java, "-jar", str(jar), *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (done.stdout + done.stderr).count("Xform is valid") == len(EDITIONS) + 2
    assert "warning" not in (done.stdout + done.stderr).lower()


def test_the_same_ruleset_gives_the_same_bytes_and_another_edition_another_version() -> None:
    program = catalogue().edition("mask", "2021").program
    assert written(program) == written(program)
    versions = {
        (category, edition): load_workbook(io.BytesIO(written(catalogue().edition(category, edition).program)))["settings"]["C2"].value
        for category, edition in (("fire_door", "2008"), ("fire_door", "2024"), ("mask", "2021"))
    }
    assert len(set(versions.values())) == 3


def test_every_question_is_there_in_both_languages_and_the_form_says_whose_it_is() -> None:
    program = catalogue().edition("mask", "2021").program
    chinese, english = form("mask", "2021"), form("mask", "2021", "English (en)")
    assert [one.path for one in chinese.asked] == [one.path for one in english.asked]
    assert all(re.search("[\u4e00-\u9fff]", one.label) or re.fullmatch(r"[\w.-]+", one.label) for one in chinese.asked)
    assert not [one.label for one in english.asked if re.search("[\u4e00-\u9fff]", one.label) and "成人" not in one.label]
    for name, check in program.ruleset.site_checks.items():
        (shown,) = [one for one in chinese.asked if one.label.split()[0] == name and one.kind == "one"]
        assert shown.label.endswith(re.sub("[“”]", '"', check.ask.zh))
        assert all(re.sub("[“”]", '"', look.zh) in shown.hint for look in check.evidence)
    sent = Handset(chinese).sent()
    assert [sent[name] for name in ("tijian_form", "tijian_category", "tijian_edition", "tijian_digest")] == [
        "tijian/xlsform@1", "mask", "2021", program.digest,
    ]  # fmt: skip
    assert "示例稿 ※" in chinese.texts["/data/about:label"]
    assert "illustrative ※" in english.texts["/data/about:label"]


# ── what is asked ───────────────────────────────────────────────────────────────────────────────────

Given = Mapping[str, str | Decimal | bool]


def products(program: Program, dice: random.Random) -> list[Given]:
    """Products of every kind, with gaps in what is known of them."""
    made: list[Given] = [{}]
    while len(made) < PRODUCTS:
        one: dict[str, str | Decimal | bool] = {}
        for name, attribute in program.ruleset.product.items():
            if dice.random() < 0.8:
                if attribute.choices:
                    one[name] = dice.choice(attribute.choices)
                elif attribute.type == "boolean":
                    one[name] = dice.random() < 0.6
                elif attribute.type == "number":
                    low, high = attribute.range or (Decimal(0), Decimal(100))
                    one[name] = low + (high - low) * dice.randint(0, 40) / 40
        made.append(one)
    return made


def known(program: Program, product: Given, day: str) -> Mapping[str, str | Decimal | bool | Absent | None]:
    """What the engine knows of a product: what is not asked is absent, what is asked and not given is unknown, and so is what is derived."""
    values: dict[str, str | Decimal | bool | Absent | None] = {
        "assessed_on": day,
        "group": "industrial",
        "category": program.ruleset.category,
    }
    values |= {"sampling": "none", "produced_on": None, **dict.fromkeys(program.ruleset.derived)}
    waiting = list(program.ruleset.product)
    while waiting:
        name = waiting.pop(0)
        asked = program.asked_when.get(name)
        if asked is not None and not reads(asked) <= values.keys():
            waiting.append(name)
            continue
        holds = True if asked is None else evaluate(asked, values)
        values[name] = product.get(name) if holds else None if holds is None else ABSENT
    return values


class Quick:
    """Somebody who describes the product and checks nothing."""

    def __init__(self, program: Program, product: Given, day: str) -> None:
        self.labels = {
            re.sub("[“”]", '"', attribute.label.zh if attribute.label else name): name
            for name, attribute in program.ruleset.product.items()
        }
        self.product, self.day = product, day

    def __call__(self, asked: Asked) -> str | Sequence[str] | None:
        if asked.label in self.labels:
            value = self.product.get(self.labels[asked.label])
            if not asked.choices:
                return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
            return "不知道" if value is None else ("是" if value else "否") if isinstance(value, bool) else str(value)
        said = {"评估编号": "N-1", "评估日期": self.day, "企业名称": "示例", "抽样情况": "未抽样", "企业类别": "其他工业"}
        if asked.label in said:
            return said[asked.label]
        return list(asked.choices) if asked.kind == "many" else "未核查" if "未核查" in asked.choices else None


@pytest.mark.parametrize(("category", "edition"), LATEST)
def test_a_check_and_an_attribute_are_asked_unless_the_engine_knows_that_they_do_not_apply(category: str, edition: str) -> None:
    program = catalogue().edition(category, edition).program
    since, until = program.ruleset.in_force.from_, program.ruleset.in_force.until
    dice, hidden, open_ = random.Random(3), 0, 0
    for number, product in enumerate(products(program, dice)):
        day = since if number % 2 or until is not None else "2027-01-01"
        shown = Handset(form(category, edition)).fill_in(Quick(program, product, day)).shown
        values = known(program, product, day)
        states = {
            name: True if check.applies is None else evaluate(check.applies, values) for name, check in program.checks.items() if check.site
        }
        assert {one.label.split()[0] for one in shown if "未核查" in one.choices} == {
            name for name, state in states.items() if state is not False
        }
        asked = {name for name in program.ruleset.product if values[name] is not ABSENT}
        assert {one.path.split("/p_")[1] for one in shown if one.path.startswith("/data/product/")} == asked
        hidden += sum(state is False for state in states.values())
        open_ += sum(state is None for state in states.values())
    assert hidden > 0 or category == "fire_door"  # where a check is not asked before a day on which this edition was not yet in force
    assert open_ > 0 or category in ("fire_door", "safety_helmet")


def test_a_check_that_only_a_plugin_can_place_is_asked_and_says_so(tmp_path: Path) -> None:
    program = catalogue().edition("school_uniform", "2015").program
    made = phone_form(program, short_phrases(program.ruleset))
    assert made.asked_anyway == ("UNI-S3",)
    (asked,) = [one for one in form("school_uniform", "2015").asked if one.label.startswith("UNI-S3")]
    assert "手机上判断不了是否适用" in asked.hint
    told = run("checklist", "xlsform", "school_uniform", "-o", tmp_path / "form.xlsx")
    assert told.exit_code == 0
    assert "总是会问的核查项：UNI-S3" in told.stderr


def test_a_day_on_which_the_edition_is_not_in_force_is_not_taken() -> None:
    program = catalogue().edition("fire_door", "2008").program
    with pytest.raises(Stuck, match="本版细则 2021-07-01 至 2026-04-30 适用"):
        Handset(form("fire_door", "2008")).fill_in(Quick(program, {}, "2026-05-01"))
    Handset(form("fire_door", "2008")).fill_in(Quick(program, {}, "2026-04-30"))


# ── what an answer needs ────────────────────────────────────────────────────────────────────────────


class Answering(Quick):
    """Somebody who answers one check, with what stands beside it."""

    def __init__(self, check: str, **said: str) -> None:
        super().__init__(catalogue().edition("mask", "2021").program, {}, "2021-08-12")
        self.check, self.said = check, said

    def __call__(self, asked: Asked) -> str | Sequence[str] | None:
        if asked.groups and asked.groups[-1] == self.check:
            return self.said["outcome"] if "未核查" in asked.choices else self.said.get(asked.label.split("（")[0].replace(" ", ""))
        return super().__call__(asked)


def mask(check: str, **said: str) -> list[Asked]:
    return [one for one in Handset(form("mask", "2021")).fill_in(Answering(check, **said)).shown if one.groups[-1:] == (check,)]


def test_a_fault_needs_a_photo_a_document_or_a_note() -> None:
    for outcome in ("轻微缺陷", "不符合"):
        with pytest.raises(Stuck, match="required: 说明"):
            mask("C1.3", outcome=outcome)
        for said in ({"照片": "1.jpg"}, {"证据编号": "D-1"}, {"说明": "事实"}):
            assert mask("C1.3", outcome=outcome, **said)
    assert mask("C1.3", outcome="符合")


def test_there_is_room_for_another_photo_when_one_was_taken() -> None:
    def photos(**said: str) -> int:
        return sum(one.kind == "binary" for one in mask("C1.3", outcome="不符合", 说明="事实", **said))

    assert [photos(), photos(照片="1.jpg"), photos(照片="1.jpg", 照片2="2.jpg"), photos(照片="1.jpg", 照片2="2.jpg", 照片3="3.jpg")] == [
        1,
        2,
        3,
        3,
    ]


def test_what_does_not_apply_needs_a_reason_and_a_veto_knows_nothing_between() -> None:
    with pytest.raises(Stuck, match="required: 不适用的理由"):
        mask("C1.2", outcome="不适用")
    assert mask("C1.2", outcome="不适用", 不适用的理由="不在目录内")
    rules = catalogue().edition("mask", "2021").program.ruleset
    for one in form("mask", "2021").asked:
        if "未核查" in one.choices:
            check = rules.site_checks[one.label.split()[0]]
            assert ("轻微缺陷" in one.choices) == (check.class_ != "veto")
            assert ("不适用" in one.choices) == check.may_skip


def test_an_unreadable_credit_code_or_number_is_not_taken() -> None:
    class Wrong(Quick):
        def __call__(self, asked: Asked) -> str | Sequence[str] | None:
            return {"统一社会信用代码": "91310115MA1K0D117O"}.get(asked.label) or super().__call__(asked)

    program = catalogue().edition("mask", "2021").program
    with pytest.raises(Stuck, match="18 位数字和大写字母"):
        Handset(form("mask", "2021")).fill_in(Wrong(program, {}, "2021-08-12"))
    food = catalogue().edition("food_contact", "2016").program
    with pytest.raises(Stuck, match="写一个数"):
        Handset(form("food_contact", "2016")).fill_in(Quick(food, {"material": "陶瓷", "depth": "二十五"}, "2021-08-12"))


# ── hostile rulesets ────────────────────────────────────────────────────────────────────────────────


def test_whatever_a_ruleset_says_stays_text_in_its_form(hostile: Program) -> None:
    raw = written(hostile)
    book = load_workbook(io.BytesIO(raw))
    assert not [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    made = XForm(converted(raw)[0])
    (asked,) = [one for one in made.asked if one.label.startswith("V.1")]
    assert asked.label == r"V.1 ★ 否决 =cmd|x \*粗\* \_斜\_ \#号 ＄{evil} ＜script>a＜/script> [链］(http://x) 反\\斜"
    hull = next(one for one in made.asked if one.path.endswith("p_hull"))
    assert list(hull.choices) == ["it's", 'say "no"', "a b", r"a\_b", r"not\_known", "不知道"]
    assert len(set(hull.choices.values())) == 6
    assert all(re.fullmatch(r"[\w.-]+", code) for code in hull.choices.values())
    assert len({one.path for one in made.asked}) == len(made.asked)


def test_ids_that_differ_in_a_dot_alone_are_two_questions_and_relevance_knows_choices_with_quotes(hostile: Program) -> None:
    made = XForm(converted(written(hostile))[0])

    def shown(hull: str) -> list[str]:
        product: Given = {"hull": hull, "decked": True, "mast": "tall", "load": Decimal(1)}
        return [
            one.label.split()[0] for one in Handset(made).fill_in(_Boat(hostile, product, "2025-06-01")).shown if "未核查" in one.choices
        ]

    assert set(shown("a b")) == set(shown("not_known")) == {"V.1", r"V\_1", "G1", "G2"}
    assert set(shown("it's")) == {"V.1", "G1", "G2"}


FIGURES = {
    "N1": "load < 100", "N2": "load <= 100", "N3": "load > 100", "N4": "load >= 100", "N5": "load == 100", "N6": "load != 100", "N7": "100 >= load",
}  # fmt: skip


def test_at_a_figure_and_on_both_sides_of_it_what_is_asked_is_what_the_engine_does_not_know_to_be_beside_the_point(tmp_path: Path) -> None:
    rules, office = json.loads(nasty()), Office(tmp_path)
    rules["site_checks"] |= {name: {**rules["site_checks"]["G1"], "applies": condition} for name, condition in FIGURES.items()}
    office.rules(json.dumps(rules, ensure_ascii=False))
    program = tijian.catalogue([office.root]).edition("boat", "1").program
    made = XForm(converted(written(program))[0])
    for load in (None, "99.9", "100", "100.1"):
        product: Given = {"hull": "a b", "decked": True, "mast": "tall", **({} if load is None else {"load": Decimal(load)})}
        shown = Handset(made).fill_in(_Boat(program, product, "2025-06-01")).shown
        values = known(program, product, "2025-06-01")
        open_ = {name for name, condition in FIGURES.items() if evaluate(parse(condition), values) is not False}
        assert {one.label.split()[0] for one in shown if "未核查" in one.choices} & FIGURES.keys() == open_
        assert (len(open_) < len(FIGURES)) == (load is not None)


class _Boat(Quick):
    def __call__(self, asked: Asked) -> str | Sequence[str] | None:
        answer = super().__call__(asked)
        return answer.replace("_", r"\_") if isinstance(answer, str) and asked.kind == "one" and answer not in asked.choices else answer


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_the_form_and_does_not_overwrite_one(tmp_path: Path) -> None:
    file = tmp_path / "mask.xlsx"
    first = run("checklist", "xlsform", "mask", "-o", file, "--lang", "en")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "(mask/2021, 43 checks)" in first.stderr
    assert file.read_bytes() == written(catalogue().edition("mask", "2021").program)
    again = run("checklist", "xlsform", "mask", "-o", file)
    assert again.exit_code == 3
    assert "E848" in again.stderr
    assert run("checklist", "xlsform", "mask", "-o", file, "--force", "--samples", "4").exit_code == 0
    assert run("checklist", "xlsform", "mask/2021", "--edition", "2021").exit_code == 2
    assert run("checklist", "xlsform", "masque").exit_code != 0
