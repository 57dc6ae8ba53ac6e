"""What docs/ shows is true: each example is valid, each golden case comes out, each command does what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.pages import PAGES, Block, Command, blocks, commands, missing

import tijian
from tijian.authoring.document import read_document
from tijian.authoring.validate import validate
from tijian.campaign.folder import read_campaign
from tijian.catalogues import Catalogue
from tijian.model.adoption import Adoption
from tijian.proving.cases import CaseAt, CaseFile, judge_case
from tijian_cli.main import cli

BLOCKS = [block for page in PAGES for block in blocks(page)]
EXAMPLES = [block for block in BLOCKS if block.language == "yaml"]
OF_BUNDLED = [block for block in EXAMPLES if block.kind == "case" and "/" not in block.file]
SESSIONS = [page for page in PAGES if any(commands(block) for block in blocks(page) if block.language == "console")]
KINDS = ("ruleset", "case", "dossier", "adoption", "campaign")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return tijian.catalogue()


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and an environment that says nothing about languages or rulesets."""
    for name in ("TIJIAN_LANG", "TIJIAN_RULESET_PATH", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay_out(page: Path, directory: Path) -> None:
    """Writes the files that a page shows."""
    for block in blocks(page):
        if block.language == "yaml" and block.file.endswith(".yaml"):
            file = directory / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")


def cases_of(block: Block) -> list[CaseAt]:
    """The golden cases of a block."""
    document = read_document(block.text, str(block))
    category = Path(block.file).parent.parent.name if "/" in block.file else block.file
    return [CaseAt(case, category, document.position((index, "name"))) for index, case in enumerate(validate(CaseFile, document).root)]


def test_there_is_something_to_check() -> None:
    assert {block.kind for block in EXAMPLES} == set(KINDS)
    assert OF_BUNDLED
    assert SESSIONS


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_each_example_says_what_it_is_so_that_none_goes_unchecked(block: Block) -> None:
    assert block.kind in KINDS
    assert block.file


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_each_example_is_a_valid_file(block: Block, directory: Path) -> None:
    match block.kind:
        case "ruleset":
            lay_out(block.page, directory)
            category, edition = Path(block.file).parent.name, Path(block.file).stem
            entry = tijian.catalogue([Path(block.file).parts[0]]).edition(category, edition)
            assert entry.warnings == ()
        case "dossier":
            tijian.read_dossier(str(block), text=block.text, syntax="yaml")
        case "adoption":
            validate(Adoption, read_document(block.text, str(block)))
        case "campaign":
            lay_out(block.page, directory)
            read_campaign(Path(block.file).parent)
        case _:
            assert cases_of(block)


@pytest.mark.parametrize(
    "one", [case for block in OF_BUNDLED for case in cases_of(block)], ids=lambda one: one.at.file + " " + one.case.name
)
def test_each_case_of_a_bundled_ruleset_comes_out_as_the_page_says(one: CaseAt, catalogue: Catalogue) -> None:
    outcome = judge_case(one, catalogue)
    assert outcome.error is None
    assert outcome.differences == ()
    assert one.case.expect.model_fields_set


def test_the_adoption_file_adopts_the_ruleset_beside_it(directory: Path) -> None:
    (block,) = [block for block in EXAMPLES if block.kind == "adoption"]
    lay_out(block.page, directory)
    library = tijian.catalogue(["rules"]).library
    written = {one.category: one.digest for one in validate(Adoption, read_document(block.text, str(block))).rulesets}
    here = {
        one.category: library.load(one.category, one.edition).digest
        for one in validate(Adoption, read_document(block.text, str(block))).rulesets
    }
    assert written == here, f"the digest of the example changed: write {here} into {block}"


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_it_shows(page: Path, directory: Path) -> None:
    lay_out(page, directory)
    faults = [fault for block in blocks(page) if block.language == "console" for command in commands(block) if (fault := fault_of(command))]
    assert faults == []


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.name)
def test_the_python_of_a_page_runs_beside_its_files(page: Path, directory: Path) -> None:
    lay_out(page, directory)
    (block,) = [block for block in blocks(page) if block.language == "python"]
    done = subprocess.run([sys.executable, "-c", block.text], cwd=directory, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"[A-D] True\n", done.stdout)


def fault_of(command: Command) -> str | None:
    """What came out otherwise than the page says, or None."""
    done = CliRunner().invoke(cli, list(command.words))
    if done.exit_code != command.code:
        return f"{command.at}: exit code {done.exit_code}, not {command.code}:\n{done.output}"
    line = missing(command.shown, done.output)
    return None if line is None else f"{command.at}: {line!r} does not stand in the output:\n{done.output}"


def test_a_page_that_shows_something_untrue_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ tijian explain E112\nE112  nothing of the kind\n$ tijian explain E112\n$ echo $?\n3\n$ make test\nany\n```\n",
        "utf-8",
    )
    (block,) = blocks(page)
    wrong_line, wrong_code = (fault_of(command) or "" for command in commands(block))
    assert "nothing of the kind" in wrong_line
    assert "exit code 0, not 3" in wrong_code
