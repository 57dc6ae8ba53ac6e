"""Rows 62–71 of docs/bad-inputs.md: plugins at fault, seen from the command line. A broken one is named and hides no other; one that misbehaves
costs the enterprise that it was asked about, never the next one; nothing that it prints gets between the results.

The fixture distributions of `tests/plugin` are put into a directory as an installer would leave them (module, metadata, entry point), each run
is a process of its own.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.cli.reception import PLAIN, command, surroundings

from tijian.plugin.offers import installed

FIXTURES = Path(__file__).parents[1] / "plugin" / "fixtures"
RIVALS = {"agency_rival_a", "agency_rival_b"}  # with both installed nothing is assessed
DEADLY = {"agency_exits_on_import", "agency_hangs_on_import"}  # imported in the process that asks, they take it with them
QUICK = "import sys; from tijian.plugin.isolate import Isolation as I; I.__init__.__kwdefaults__['time_limit'] = 4.0; from tijian_cli.main import main; sys.exit(main())"

RULES = """\
schema: tijian/ruleset@1
category: unruly
edition: "1"
title: {zh: 不守规矩（示例）}
in_force: {from: "2025-01-01"}
product: {way: {type: text}, path: {type: text, asked_when: "way == 'write'"}}
derived:
  level: {choices: [A, B], reads: [way]}
  load: {type: number, range: [0, 50], reads: [way]}
  heavy: {type: boolean, reads: [way]}
  note: {type: text, reads: [way]}
sections: {S1: {title: {zh: 一}}}
site_checks:
  U1: {section: S1, class: veto, ask: {zh: 执照}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
rule_checks:
  U2: {section: S1, class: key, ask: {zh: 等级}, fails_when: "level == 'B'", source: {basis: proposal}, advice: {correct: {zh: 改}}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "fails('U1')"}
  - {grade: C, capable: after_rectification, when: "fails('U2')"}
  - {grade: A, capable: yes, when: "true"}
"""
DOSSIER = """\
schema: tijian/dossier@1
assessment: U-{way}
category: unruly
assessed_on: "2025-06-02"
enterprise: {{name: 示例厂 {way}}}
team: [{{name: 甲}}, {{name: 乙}}]
product: {{way: {way}{more}}}
answers: {{U1: conform}}
sampling: {{state: none}}
"""


class Run(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def grades(self) -> dict[str, str | None]:
        """Every line of stdout is a result."""
        results: list[dict[str, Any]] = [json.loads(line) for line in self.out.splitlines()]
        return {result["assessment"]: result["verdict"]["grade"] for result in results}

    def said(self, code: str) -> list[str]:
        """The lines on stderr that carry a code."""
        return [line for line in self.err.splitlines() if f" {code} " in f" {line} "]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every harmless fixture distribution, installed."""
    target = tmp_path_factory.mktemp("site")
    for source in sorted(FIXTURES.iterdir()):
        if (source / "pyproject.toml").exists() and source.name not in DEADLY | RIVALS:
            install(source, target)
    return target


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two distributions that claim one category, installed."""
    target = tmp_path_factory.mktemp("rivals")
    for name in sorted(RIVALS):
        install(FIXTURES / name, target)
    return target


def install(source: Path, target: Path) -> Path:
    """Leaves a distribution in `target` as an installer would."""
    project = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    files = [path for path in sorted(source.rglob("*")) if path.suffix in (".py", ".yaml")]
    if (broken := source / "source.txt").exists():  # a module with a syntax error, kept from the tools that read modules
        files.append(broken)
    listed = []
    for path in files:
        place = f"{source.name}.py" if path == broken else path.relative_to(source).as_posix()
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_bytes(path.read_bytes())
        listed.append(place)
    info = target / f"{source.name}-{version}.dist-info"
    info.mkdir(parents=True)
    points = project["entry-points"]["tijian.plugins"]
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    (info / "entry_points.txt").write_text("[tijian.plugins]\n" + "".join(f"{key} = {value}\n" for key, value in points.items()), "utf-8")
    (info / "RECORD").write_text("".join(f"{place},,\n" for place in listed), "utf-8")
    return target


def tijian(site: Path, *words: str | Path, quick: bool = False) -> Run:
    """`tijian WORDS` with what is installed in `site`; `quick`: a plugin in a child has four seconds for an answer, not ten."""
    line = [sys.executable, "-c", QUICK, *map(str, words)] if quick else command([str(word) for word in words])
    own = surroundings({**PLAIN, "COLUMNS": "400", "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"})
    done = subprocess.run(line, env=own, capture_output=True, timeout=120, check=False)
    found = Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert found.code in (0, 3, 4), found.err
    assert "E799" not in found.err
    return found


def assessed(site: Path, folder: Path, ways: list[str], *words: str, quick: bool = False, **more: str) -> Run:
    """One run over a dossier for each way in which the plugin may misbehave."""
    (folder / "rules" / "unruly").mkdir(parents=True, exist_ok=True)
    (folder / "rules" / "unruly" / "1.yaml").write_text(RULES, "utf-8")
    files = [folder / f"{way}.yaml" for way in ways]
    for way, file in zip(ways, files, strict=True):
        file.write_text(DOSSIER.format(way=way, more=more.get(way, "")), "utf-8")
    return tijian(site, "assess", *files, "--format", "json", "--ruleset-path", folder / "rules", *words, quick=quick)


@pytest.fixture(scope="module")
def trusted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Plugins run in the process that asks: what they may do wrong there without taking it with them."""
    ways = ["sound", "raise", "sys_exit", "mutate", "nan", "float", "int", "wrong_type", "unknown_attribute", "no_choice", "no_mapping", "huge", "implausible", "print", "nothing"]  # fmt: skip
    return assessed(site, tmp_path_factory.mktemp("trusted"), ways)


@pytest.fixture(scope="module")
def isolated(site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """Plugins run in a child, with dossiers before, between and after those on which it dies."""
    folder = tmp_path_factory.mktemp("isolated")
    ways = ["sound", "raise", "exit", "crash", "memory", "descriptor", "socket", "program", "write", "nothing"]
    found = assessed(site, folder, ways, "--isolate-plugins", write=f', path: "{(folder / "by-the-plugin").as_posix()}"')
    return found, folder


IN_ITS_CODE = {"E620", "E632", "E633"}  # what has a place in the plugin's own code is told there


def refused(run: Run, way: str, code: str) -> bool:
    """Whether that enterprise has no result, and the code is told of its dossier or at the plugin's line."""
    told = [line for line in run.said(code) if f"{way}.yaml: {code} " in line or (code in IN_ITS_CODE and "agency_unruly.py:" in line)]
    return f"U-{way}" not in run.grades and bool(told)


def test_row_62_a_plugin_that_raises_costs_that_enterprise_and_the_others_go_on(trusted: Run) -> None:
    assert trusted.code == 4
    assert trusted.grades["U-sound"] == "A"
    assert refused(trusted, "raise", "E620")
    (said,) = [line for line in trusted.said("E620") if "no such kettle" in line]
    assert "agency-unruly 3.0" in said
    assert "agency_unruly.py:" in said
    assert "Traceback" not in trusted.err  # it is in the log, for the plugin's author


def test_row_62_a_plugin_that_raises_in_a_child_is_told_the_same(isolated: tuple[Run, Path]) -> None:
    assert refused(isolated[0], "raise", "E620")


def test_row_63_a_plugin_that_hangs_is_ended_at_the_limit_and_the_next_enterprise_is_assessed(tmp_path: Path) -> None:
    run = assessed(install(FIXTURES / "agency_unruly", tmp_path), tmp_path, ["hang", "sound"], "--isolate-plugins", quick=True)
    assert run.code == 4
    assert refused(run, "hang", "E630")
    assert run.grades == {"U-sound": "A"}


@pytest.mark.parametrize(("way", "code"), [("exit", "E631"), ("crash", "E631"), ("memory", "E632")])
def test_row_64_a_plugin_that_exits_crashes_or_hoards_costs_that_enterprise_alone(isolated: tuple[Run, Path], way: str, code: str) -> None:
    if way == "memory" and sys.platform == "win32":
        pytest.skip("Windows has no limit on the address space")
    assert refused(isolated[0], way, code)


def test_row_64_what_a_plugin_prints_never_gets_between_the_results(trusted: Run, isolated: tuple[Run, Path]) -> None:
    assert trusted.grades["U-print"] == "A"  # every line of stdout was a result
    assert "unruly: printed with print" in trusted.err
    assert "unruly: written to descriptor 1" in isolated[0].err
    assert set(isolated[0].grades) == {"U-sound", "U-descriptor", "U-nothing"}


@pytest.mark.parametrize("way", ["socket", "program", "write"])
def test_row_65_a_plugin_that_opens_a_socket_starts_a_program_or_writes_is_refused_by_the_fence(
    isolated: tuple[Run, Path], way: str
) -> None:
    run, folder = isolated
    assert refused(run, way, "E633")
    assert not (folder / "by-the-plugin").exists()


@pytest.mark.parametrize(
    ("way", "code"),
    [("nan", "E624"), ("float", "E623"), ("int", "E623"), ("wrong_type", "E623"), ("unknown_attribute", "E621"), ("no_choice", "E622"), ("no_mapping", "E625"), ("huge", "E624")],
)  # fmt: skip
def test_row_66_what_a_plugin_returns_is_used_only_where_it_is_what_the_ruleset_declares(trusted: Run, way: str, code: str) -> None:
    assert refused(trusted, way, code)
    assert all(len(line) < 2_000 for line in trusted.err.splitlines())


def test_row_66_nothing_returned_leaves_the_attributes_unknown_and_the_grade_open(trusted: Run) -> None:
    nothing: Any = next(json.loads(line) for line in trusted.out.splitlines() if '"U-nothing"' in line)
    assert nothing["attributes"]["unknown"] == ["heavy", "level", "load", "note"]
    assert (nothing["verdict"]["grade"], nothing["verdict"]["worst"], nothing["verdict"]["best"]) == (None, "C", "A")


def test_row_67_a_plugin_cannot_change_what_it_is_given(trusted: Run) -> None:
    assert refused(trusted, "mutate", "E620")
    assert any("TypeError" in line for line in trusted.said("E620"))


def test_row_64_a_plugin_that_exits_politely_does_not_end_the_run(trusted: Run) -> None:
    assert refused(trusted, "sys_exit", "E620")
    assert "U-implausible" in trusted.grades


@pytest.fixture(scope="module")
def listing(site: Path) -> Run:
    return tijian(site, "plugin", "list")


def test_row_68_two_that_claim_one_category_are_both_named_and_neither_is_chosen(rivals: Path) -> None:
    listed = tijian(rivals, "plugin", "list")
    lines = [line for line in listed.out.splitlines() if line.startswith("E608")]
    assert len(lines) == 2
    assert all("agency-rival-a 1.4" in line and "agency-rival-b 0.9" in line and "contested" in line for line in lines)
    assert "--prefer" in listed.out


def test_row_68_nothing_is_assessed_until_one_is_preferred(rivals: Path, tmp_path: Path) -> None:
    refused = assessed(rivals, tmp_path, ["sound"])
    assert (refused.code, refused.out) == (4, "")
    assert all(any(name in line for line in refused.said("E608")) for name in ("agency-rival-a 1.4", "agency-rival-b 0.9"))
    preferred = assessed(rivals, tmp_path, ["sound"], "--prefer", "Agency_Rival.B")
    assert (preferred.code, preferred.grades) == (0, {"U-sound": None})  # of the two none derives anything: the grade is open
    assert [line for line in preferred.said("W602") if "agency-rival-a" in line]


def test_row_68_of_two_copies_of_a_distribution_the_one_that_an_import_finds_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered(*first: Path) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "path", [*map(str, first), *sys.path])
            return [offer.origin.distribution for offer in installed() if offer.origin.distribution.startswith("agency")]

    whole = install(FIXTURES / "agency_sound", tmp_path / "whole")
    again = install(FIXTURES / "agency_sound", tmp_path / "again")
    without = install(FIXTURES / "agency_sound", tmp_path / "without")
    next(without.glob("*.dist-info/entry_points.txt")).unlink()
    assert offered(whole, again) == ["agency-sound"]
    assert offered(whole, without) == ["agency-sound"]
    assert offered(without, whole) == []


@pytest.mark.parametrize(
    ("row", "distribution", "code"),
    [
        (69, "agency-api-other 1.0", "E606"),
        (69, "agency-api-none 1.0", "E605"),
        (69, "agency-api-newer 1.0", "W601"),
        (70, "agency-misspelt-hook 1.0", "E603"),
        (70, "agency-unmarked-hook 1.0", "E611"),
        (70, "agency-wrong-arguments 1.0", "E604"),
        (70, "agency-broken-import 2.1", "E601"),
        (70, "agency-broken-syntax 1.0", "E601"),
        (70, "agency-missing-dependency 1.0", "E602"),
        (71, "agency-shadowing 1.0", "E607"),
    ],
)
def test_rows_69_to_71_a_broken_plugin_is_listed_with_its_version_and_cause(listing: Run, row: int, distribution: str, code: str) -> None:
    assert listing.code == 0
    assert [line for line in listing.out.splitlines() if code in line and distribution in line], row


def test_rows_69_to_71_the_sound_ones_load_beside_the_broken_ones(listing: Run) -> None:
    for name in ("agency-unruly 3.0", "agency-api-newer 1.0", "agency-sound", "tijian 0"):
        assert any(name in line and "可用" in line for line in listing.out.splitlines())


def test_rows_69_to_71_doctor_shows_the_broken_ones_and_says_so_with_its_exit_code(site: Path) -> None:
    seen = tijian(site, "doctor")
    assert seen.code == 4
    for name in ("agency-api-other", "agency-misspelt-hook", "agency-missing-dependency", "agency-shadowing"):
        assert name in seen.out


def test_rows_69_to_71_a_broken_plugin_stops_no_assessment_of_another_category(trusted: Run) -> None:
    assert "E603" in trusted.err
    assert trusted.grades["U-sound"] == "A"


def test_rows_63_and_64_one_that_exits_or_hangs_on_import_is_listed_in_isolation_and_the_others_load(tmp_path: Path) -> None:
    for name in sorted(DEADLY):
        install(FIXTURES / name, tmp_path)
    listed = tijian(tmp_path, "plugin", "list", "--isolate-plugins", quick=True)
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert [line for line in lines if "E631" in line and "agency-exits-on-import" in line]
    assert [line for line in lines if "E630" in line and "agency-hangs-on-import" in line]
    assert [line for line in lines if "tijian 0" in line and "可用" in line]
