"""`ruleset export-xlsx` and `import-xlsx` as an expert meets them: export, change, see what changes, write, and never lose a file."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.cli.reception import CASE, KETTLE, run, shop
from tests.exchange.bench import cell, spoilt

from tijian.authoring.canonical import ruleset_yaml
from tijian.authoring.document import read_file
from tijian.authoring.validate import validate
from tijian.model.ruleset import RulesetFile

TESTED = KETTLE.replace(
    "scoring:",
    'sample_tests:\n  K-T: {name: {zh: 升温, en: Heating}, class: key, basis: declared, unit: K, limits: [{require: "<= 65"}], '
    "advice: {correct: {zh: 改, en: Mend it}, within_days: 7}, source: {basis: standard, clause: GB 1 5.2, confidence: recalled}}\nscoring:",
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A directory of rulesets with one small category."""
    return shop(tmp_path / "rules", rules=TESTED)


def exported(rules: Path, *more: str) -> Path:
    """The workbook of the kettle."""
    path = rules.parent / "kettle.xlsx"
    done = run("ruleset", "export-xlsx", "kettle/2021", "-o", path, "--ruleset-path", rules, "--force", *more)
    assert done.exit_code == 0, done.stderr
    return path


def imported(path: Path, rules: Path, *more: str | Path) -> Any:
    """What `import-xlsx` does with it."""
    return run("ruleset", "import-xlsx", path, "--ruleset-path", rules, *more)


def change(path: Path, sheet: str, column: str, row: int, value: Any) -> None:
    """Type a value into a cell of a workbook on disk."""
    book = load_workbook(path)
    cell(book, sheet, column, row).value = value
    book.save(path)


def model(path: Path) -> RulesetFile:
    """A ruleset file."""
    return validate(RulesetFile, read_file(path))


def test_there_and_back_nothing_changes_and_what_is_written_lints_and_passes_its_cases(rules: Path, tmp_path: Path) -> None:
    done = imported(exported(rules), rules, "-o", tmp_path / "new")
    assert done.exit_code == 0, done.stderr
    assert "没有实质差别" in done.stdout
    assert f"tijian ruleset test {tmp_path / 'new'}" in done.stderr  # what to do next
    written = tmp_path / "new" / "kettle" / "2021.yaml"
    assert model(written) == model(rules / "kettle" / "2021.yaml")
    assert written.read_text("utf-8") == ruleset_yaml(model(written))
    assert run("ruleset", "lint", tmp_path / "new").exit_code == 0
    assert run("ruleset", "test", tmp_path / "new").exit_code == 0


def test_an_expert_changes_a_limit_and_is_told_what_that_means(rules: Path, tmp_path: Path) -> None:
    path = exported(rules)
    change(path, "limits", "require", 2, "<= 60")
    done = imported(path, rules, "-o", tmp_path / "new")
    assert done.exit_code == 0
    assert "加严" in done.stdout
    assert "K-T" in done.stdout
    assert model(tmp_path / "new" / "kettle" / "2021.yaml").sample_tests["K-T"].limits[0].require == "<= 60"  # type: ignore[index]


def test_a_new_edition_is_compared_with_the_one_that_is_named_or_the_latest(rules: Path) -> None:
    path = exported(rules)
    change(path, "meta", "value", 4, "2023")
    change(path, "meta", "value", 7, "2023-01-01")
    change(path, "meta", "value", 8, None)
    for more in ((), ("--against", "kettle/2021")):
        done = imported(path, rules, *more)
        assert done.exit_code == 0, done.stderr
        assert "kettle/2021" in done.stdout
        assert "→ kettle/2023" in done.stdout


def test_a_category_that_is_not_here_yet_has_nothing_to_be_compared_with(rules: Path) -> None:
    path = exported(rules)
    change(path, "meta", "value", 3, "teapot")
    done = imported(path, rules)
    assert (done.exit_code, "没有可比较的版本" in done.stdout) == (0, True)


def test_without_a_directory_nothing_is_written(rules: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = imported(exported(rules), rules)
    assert (done.exit_code, "没有写文件" in done.stderr) == (0, True)
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "kettle.xlsx") == before


def test_no_file_is_overwritten_without_leave_and_none_of_several_is_written_then(rules: Path, tmp_path: Path) -> None:
    path = exported(rules)
    change(path, "limits", "require", 2, "<= 60")
    change(path, "cases", "name", 2, "another name")
    before = {file: file.read_bytes() for file in rules.rglob("*.yaml")}
    done = imported(path, rules, "-o", rules)
    assert (done.exit_code, done.stderr.count("E848 文件已存在")) == (3, 2)
    assert {file: file.read_bytes() for file in rules.rglob("*.yaml")} == before
    assert imported(path, rules, "-o", rules, "--force").exit_code == 0
    assert model(rules / "kettle" / "2021.yaml").sample_tests["K-T"].limits[0].require == "<= 60"  # type: ignore[index]
    again = imported(path, rules, "-o", rules)
    assert (again.exit_code, again.stderr.count("没有变化")) == (0, 2)


def test_the_line_that_tells_an_editor_the_schema_stays(rules: Path) -> None:
    file = rules / "kettle" / "2021.yaml"
    file.write_text("# yaml-language-server: $schema=../s.json\n# lost\n" + file.read_text("utf-8"), "utf-8")
    assert imported(exported(rules), rules, "-o", rules, "--force").exit_code == 0
    assert file.read_text("utf-8").splitlines()[:2] == ["# yaml-language-server: $schema=../s.json", "schema: tijian/ruleset@1"]


def test_an_export_does_not_overwrite_an_experts_work(rules: Path) -> None:
    path = exported(rules)
    before = path.read_bytes()
    change(path, "limits", "require", 2, "<= 60")
    changed = path.read_bytes()
    done = run("ruleset", "export-xlsx", "kettle/2021", "-o", path, "--ruleset-path", rules)
    assert (done.exit_code, "E848" in done.stderr) == (3, True)
    assert path.read_bytes() == changed
    assert exported(rules).read_bytes() == before


def test_a_problem_of_the_workbook_ends_with_3_and_one_of_its_meaning_with_4_each_at_its_cell(rules: Path) -> None:
    path = exported(rules)
    change(path, "site_checks", "applies", 2, "lidd")
    change(path, "site_checks", "section", 3, "K9")
    meaning = imported(path, rules, "-o", rules.parent / "new")
    assert meaning.exit_code == 4
    assert f"{path}!site_checks!H2: E216" in meaning.stderr
    assert f"{path}!site_checks!B3: E306" in meaning.stderr
    change(path, "site_checks", "class", 2, "vito")
    form = imported(path, rules, "-o", rules.parent / "new")
    assert form.exit_code == 3
    assert f"{path}!site_checks!C2: E117" in form.stderr
    assert not (rules.parent / "new").exists()


def test_a_condition_of_several_lines_is_pointed_at_inside_its_cell(rules: Path) -> None:
    path = exported(rules)
    change(path, "verdicts", "when", 2, "fails('K-V') ||\n  fails('K-Q')")
    done = imported(path, rules)
    lines = done.stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if "!verdicts!D2: E2" in line)
    assert lines[at + 1].endswith("fails('K-V') ||   fails('K-Q')")
    assert lines[at + 1][lines[at + 2].index("^") :].lstrip("'").startswith("K-Q")


def test_what_the_ruleset_includes_may_lie_in_the_directory_that_it_is_written_to(tmp_path: Path) -> None:
    shared = shop(tmp_path / "rules", rules=KETTLE.replace("edition:", "includes: [common/mine]\nedition:", 1))
    (shared / "common").mkdir()
    (shared / "common" / "mine.yaml").write_text(
        "schema: tijian/ruleset@1\ncategory: common\nedition: mine\ntitle: {zh: 共用}\nsections: {S1: {title: {zh: 章}}}\n", "utf-8"
    )
    path = exported(shared)
    for rules, code in ((tmp_path, 4), (shared, 0)):
        done = run("ruleset", "import-xlsx", path, "-o", rules, "--force")
        assert done.exit_code == code, done.stderr


def test_a_shared_catalogue_goes_there_and_back_and_shows_the_lines_that_differ(tmp_path: Path) -> None:
    path = tmp_path / "common.xlsx"
    assert run("ruleset", "export-xlsx", "common/2021", "-o", path).exit_code == 0
    change(path, "sections", "title::zh", 2, "资质")
    done = run("ruleset", "import-xlsx", path, "-o", tmp_path / "new")
    assert done.exit_code == 0, done.stderr
    changed = [line for line in done.stdout.splitlines() if line.startswith(("+", "-"))]
    assert [line[0] for line in changed] == ["-", "+"]
    assert "S1: {title: {zh: 资质, en: Qualification and standards}}" in changed[1]
    assert (tmp_path / "new" / "common" / "2021.yaml").is_file()


def test_a_file_is_named_by_path_or_id_and_cases_may_stay_behind(rules: Path, tmp_path: Path) -> None:
    whole = exported(rules).read_bytes()
    by_path = tmp_path / "by-path.xlsx"
    assert run("ruleset", "export-xlsx", rules / "kettle" / "2021.yaml", "-o", by_path).exit_code == 0
    assert by_path.read_bytes() == whole
    assert "cases" in load_workbook(io.BytesIO(whole)).sheetnames
    without = exported(rules, "--no-cases")
    assert "cases" not in load_workbook(without).sheetnames
    done = imported(without, rules, "-o", tmp_path / "new")
    assert done.exit_code == 0
    assert not (tmp_path / "new" / "kettle" / "cases").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export-xlsx", "kettel/2021"), 3, "E142"),
        (("export-xlsx", "kettle/1999"), 3, "E143"),
        (("export-xlsx", "common/1999"), 3, "E142"),
        (("export-xlsx", "nowhere/a/b.yaml"), 3, "E101"),
        (("import-xlsx", "nowhere.xlsx"), 3, "E101"),
        (("import-xlsx",), 2, "缺少 FILE"),
        (("export-xlsx",), 2, "缺少 ID|PATH"),
    ],
)
def test_what_is_not_there_is_said(rules: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = run("ruleset", *words, *(("--ruleset-path", rules) if code != 2 else ()))
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr


def test_a_place_that_cannot_be_written_is_said(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    path = exported(rules)
    for done in (
        run("ruleset", "export-xlsx", "kettle/2021", "-o", tmp_path / "none" / "k.xlsx", "--ruleset-path", rules),
        imported(path, rules, "-o", tmp_path / "file"),
    ):
        assert (done.exit_code, "E711" in done.stderr) == (3, True)


def test_cases_of_a_file_that_is_broken_keep_the_export_from_going_on_without_them(rules: Path) -> None:
    (rules / "kettle" / "cases" / "all.yaml").write_text(CASE.replace("grade: bad", "grad: bad"), "utf-8")
    done = run("ruleset", "export-xlsx", "kettle/2021", "-o", rules.parent / "k.xlsx", "--ruleset-path", rules)
    assert (done.exit_code, "E112" in done.stderr) == (4, True)
    assert not (rules.parent / "k.xlsx").exists()


def test_hostile_names_of_sheets_and_columns_do_not_turn_the_terminal_round(rules: Path) -> None:
    path = exported(rules)

    def spoil(book: Workbook) -> None:
        book.create_sheet("a\u202eb")["A1"] = "x"
        book["limits"]["Z1"] = "x\u202ey"

    path.write_bytes(spoilt(spoil, raw=path.read_bytes()))
    done = imported(path, rules)
    assert {"W830", "E831"} <= set(done.stderr.split())
    assert "\u202e" not in done.stderr + done.stdout
