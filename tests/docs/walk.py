"""Walking through a guide as a reader would: in an empty folder, with the commands that it gives, in its order.

```console          each `$ …` is run by a shell; what the guide shows below it is what must come out (`…` stands for anything)
```yaml file=PATH   (or another language) the file is written
```diff file=PATH   the file is edited: the lines with - become those with +
"""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from tests.docs.pages import Block, blocks

SHELL_TIME = 300  # seconds for one command


def walk(guide: Path, folder: Path, bin_folder: Path | None = None) -> list[str]:
    """Do everything the guide says, beginning in `folder`; `bin_folder`: where `tijian`, `pip`, `pytest` are found. Returns the commands run.

    Raises AssertionError at the first place where it does not come out as the guide shows.
    """
    where, ran = folder, []
    environment = _environment(bin_folder or Path(sys.executable).parent, "en" if guide.stem.endswith(".en") else "zh")
    for block in blocks(guide):
        if file := _named(block):
            if block.language == "diff":
                _edit(where / file, block)
            else:
                (where / file).parent.mkdir(parents=True, exist_ok=True)
                (where / file).write_text(block.text, "utf-8")
        elif block.language == "console":
            for command, shown, at in _commands(block):
                if match := re.fullmatch(r"cd (\S+)", command):
                    where = (where / match[1]).resolve()
                    assert where.is_dir(), f"{at}: {where} is no directory"
                    continue
                _run(command, shown, at, where, environment)
                ran.append(command)
    return ran


def _environment(bin_folder: Path, language: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIJIAN_", "PYTEST_", "VIRTUAL_ENV"))}
    own = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "TIJIAN_LANG": language, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    return kept | own | {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1"}


def _named(block: Block) -> str:
    return next((word.removeprefix("file=") for word in block.words if word.startswith("file=")), "")


def _commands(block: Block) -> list[tuple[str, list[str], str]]:
    found: list[tuple[str, list[str], str]] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line + 1):
        if line.startswith("$ "):
            found.append((line[2:], [], f"{block.page.name}:{number}"))
        elif found:
            found[-1][1].append(line)
        else:
            raise AssertionError(f"{block}: output without a command")
    return found


def _run(command: str, shown: list[str], at: str, where: Path, environment: Mapping[str, str]) -> None:
    wanted = 0
    if match := re.fullmatch(r"(.+?)  # (?:退出码|exit code) (\d+)", command):  # said behind the command
        command, wanted = match[1], int(match[2])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SHELL_TIME,
        check=False,
    )
    told = done.stdout + done.stderr
    assert done.returncode == wanted, f"{at}: $ {command}\nexit code {done.returncode}, not {wanted}\n{told}"
    if shown:
        assert _matches(shown, told.splitlines()), f"{at}: $ {command}\nshown:\n" + "\n".join(shown) + f"\n\ncame out:\n{told}"


def _matches(shown: list[str], told: list[str]) -> bool:
    """Whether the output is what is shown: a line `…` stands for any lines, `…` inside a line for anything there."""
    if not shown:
        return not told
    first, rest = shown[0].rstrip(), shown[1:]
    if first.strip() == "…":
        return any(_matches(rest, told[index:]) for index in range(len(told) + 1))
    pattern = ".*".join(re.escape(part) for part in first.split("…"))
    return bool(told) and re.fullmatch(pattern, told[0].rstrip()) is not None and _matches(rest, told[1:])


def _edit(file: Path, block: Block) -> None:
    lines = block.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{block}: stands {text.count(old)} times in {file.name}:\n{old}"
    file.write_text(text.replace(old, new), "utf-8")


def clean_environment(folder: Path) -> Path:
    """An environment of its own, which sees what is installed here and can be installed into; returns its folder of commands."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    paths = [sysconfig.get_paths()["purelib"], *(path for path in sys.path if path.endswith(("core", "cli", "plugins", "rulesets")))]
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (site / "here.pth").write_text("\n".join(dict.fromkeys(paths)) + "\n", "utf-8")
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    for name, module in (("pip", "pip"), ("pytest", "pytest"), ("tijian", "tijian_cli")):
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec "{commands / "python"}" -m {module} "$@"\n', "utf-8")
        script.chmod(0o755)
    return commands
