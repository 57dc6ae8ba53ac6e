"""The rules of the tree that no linter knows: short files, nothing of one machine in a file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400
EXCUSE = "longer than 400 lines because"

# Written in pieces, so that this file keeps its own rule.
MACHINE = re.compile(
    "|".join(
        [
            r"\.\./" + "shared",
            r"(?<![\w.~/-])/(?:work|root)" + "/",
            r"(?<![\w.~/-])/home/" + r"\w+/",
            "pypi" + r"\.org",
            "python" + r"hosted\.",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
            "(?:extra-)?index" + "-url[ =]+http",
            "file://" + "/",
        ]
    )
)


def files_of_the_tree() -> list[Path]:
    """What git tracks, and what it would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return sorted({ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()})


FILES = files_of_the_tree()


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def text_of(file: Path) -> str:
    """The text of a file; of one that is not text, what can be read of it."""
    return file.read_bytes().decode("utf-8", "replace")


def fault_of_module(file: Path) -> str | None:
    """What is wrong with the docstring or the length of a module, or None."""
    docstring = " ".join((ast.get_docstring(ast.parse(text_of(file))) or "").split())
    lines = text_of(file).count("\n")
    if not docstring:
        return "no module docstring"
    return f"{lines} lines, and no {EXCUSE!r} in its docstring" if lines > LONGEST and EXCUSE not in docstring else None


def test_each_module_says_what_it_is_for_and_is_short_or_says_why_not() -> None:
    faults = {name_of(file): fault_of_module(file) for file in FILES if file.suffix == ".py"}
    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.parametrize(
    ("docstring", "lines", "fault"),
    [
        ('"""For x."""', 400, None),
        ('"""For x."""', 401, "401 lines"),
        (f'"""For x. It is {EXCUSE}\nit is a table."""', 401, None),
        ("# for x", 3, "no module docstring"),
    ],
)
def test_a_long_or_silent_module_is_found(tmp_path: Path, docstring: str, lines: int, fault: str | None) -> None:
    file = tmp_path / "x.py"
    file.write_text(docstring + "\n" * (lines - docstring.count("\n")), "utf-8")
    found = fault_of_module(file)
    assert found is None if fault is None else found is not None and fault in found


def test_no_file_names_this_machine_or_a_registry() -> None:
    found = [
        f"{name_of(file)}:{number}: {hit[0]}"
        for file in FILES
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if (hit := MACHINE.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "see ../" + "shared/x.md",
        "open('/wor" + "k/main/x')",
        "/roo" + "t/.cache",
        "https://py" + "pi.org/simple",
        "file:/" + "//opt/wheels",
    ],
)
def test_the_search_for_machine_paths_finds_one(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["docs/work/plan.md", "a/root/b", "https://json-schema.org/draft/2020-12/schema", "~/work/x"])
def test_the_search_for_machine_paths_leaves_other_text_alone(line: str) -> None:
    assert not MACHINE.search(line)
