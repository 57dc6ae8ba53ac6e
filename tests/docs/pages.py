"""The pages of docs/ as tests read them: fenced blocks with what is written behind the fence, and the commands of a console."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))

_FENCE = re.compile(r"(?ms)^```([^\n]*)\n(.*?)^```[ \t]*$")


@dataclass(frozen=True)
class Block:
    """A fenced block. `words`: what stands behind the fence, as in ```yaml dossier checklist.yaml."""

    page: Path
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def kind(self) -> str:
        """What a yaml block is: ruleset, case, dossier, adoption or campaign; empty where it does not say."""
        return self.words[1] if len(self.words) == 3 else ""

    @property
    def file(self) -> str:
        """Where it lies in the directory of its page; for cases of a bundled ruleset the category alone."""
        return self.words[2] if len(self.words) == 3 else ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A line `$ tijian …` with the output that the page shows below it, and the exit code that a following `$ echo $?` shows."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    code: int
    at: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text("utf-8")
    return [Block(page, text.count("\n", 0, fence.start()) + 1, tuple(fence[1].split()), fence[2]) for fence in _FENCE.finditer(text)]


def commands(block: Block) -> list[Command]:
    """The commands of a console block that call `tijian`."""
    found: list[Command] = []
    mine = False
    for part in re.split(r"(?m)^\$ ", block.text)[1:]:
        typed, *shown = part.rstrip("\n").split("\n")
        if typed == "echo $?" and mine:
            found[-1] = Command(found[-1].words, found[-1].shown, int(shown[0]), found[-1].at)
            continue
        words = shlex.split(typed)
        mine = words[0] == "tijian"
        if mine:
            found.append(Command(tuple(words[1:]), tuple(shown), 0, f"{block}: {typed}"))
    return found


def missing(shown: tuple[str, ...], output: str) -> str | None:
    """The first line shown on a page that does not stand in the output, in that order; `…` stands for any lines between."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    return next((line for line in shown if line.strip() != "…" and line.rstrip() not in lines), None)
