"""The developer's commands, on every system: `python dev.py demo|test|lint|format|lock|bench|portable|pytest [arguments]`.

`make` calls this file; on Windows call it directly. Each command first brings `.venv` up to date from requirements.lock (every
download is checked against its hash), only when the lock, pyproject.toml or the Python changed. Standard library alone: nothing
is there before it ran.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
SUPPORTED = ((3, 11), (3, 12), (3, 13))  # as requires-python in pyproject.toml
COMPILED = "durable-rules"  # the one package that comes as source: it needs a C compiler, and the product runs without it
# from npm, which checks their integrity, for the tests alone: what editors use, what finds barriers in a page, what checks scripts
NPM_TOOLS = ("yaml-language-server@1.25.0", "axe-core@4.11.1", "typescript@5.9.3")
NO_SKIP = os.environ.get("TIJIAN_NO_SKIP") == "1"  # under .ci/run: what cannot run here is a failure
# What `portable` shows of another Python: all that depends on the language, its library, or a package compiled for it, once. The rest of
# tests/ looks at files of this tree, or at sums, words and pages made of results that these show to be the same.
PORTABLE = (
    # the core: what is written, meant and judged
    "authoring", "conditions", "engines", "facts", "facts_dossier", "facts_values", "plugins", "properties", "rulesets", "scoring",
    # what comes in and goes out: YAML, JSON, zip, XML, text tables, Parquet
    "acceptance/test_bad_inputs.py", "acceptance/test_bad_workbook_files.py", "columnar", "exchange", "oscal",
    # modules of others, in processes of their own
    "acceptance/test_bad_plugins.py", "acceptance/test_foreign_ruleset.py", "plugin",
    # every command with one engine; and once a batch, each press, the whole campaign with all its reports and the board
    "batch/test_batch_output.py", "campaign", "cli", "compare", "demo/test_demo_written.py", "reports/test_pressroom.py",
)  # fmt: skip


def say(words: str) -> None:
    """Tell the person at the terminal, on stderr; a console that cannot show a character shows `?`."""
    encoding = sys.stderr.encoding or "ascii"
    print("dev.py: " + words.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the root of the tree and return its exit code."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **(env or {})}, check=False).returncode


def begin(*command: str | Path) -> subprocess.Popen[str]:
    """Start a command in the root of the tree; all that it says goes into one pipe."""
    words = [str(word) for word in command]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")


def must(*command: str | Path, why: str) -> None:
    """Run a command; where it fails, say what it was for and stop."""
    if code := run(*command):
        say(f"失败 failed: {why} (exit code {code})")
        sys.exit(code)


# ── which Python ────────────────────────────────────────────────────────────────────────────────────


def find_python(version: tuple[int, int]) -> str | None:
    """A command that really starts this version of Python (a shim may be there and refuse), or None."""
    name = "python{}.{}".format(*version)
    candidates = [shutil.which(name)]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    candidates += sorted(str(path) for path in (pyenv / "versions").glob("{}.{}.*/bin/python".format(*version)))
    for candidate in candidates:
        if candidate is None:
            continue
        asked = subprocess.run([candidate, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False)
        if asked.stdout.split() == [str(part) for part in version]:
            return candidate
    return None


def on_a_supported_python() -> None:
    """Go on where this Python is supported; else hand over to one that is, or tell which are."""
    if sys.version_info[:2] in SUPPORTED:
        return
    for version in SUPPORTED:
        if python := find_python(version):
            sys.exit(run(python, __file__, *sys.argv[1:]))
    wanted = ", ".join("{}.{}".format(*version) for version in SUPPORTED)
    say(f"需要 Python {wanted} 之一 · one of Python {wanted} is needed; this is {sys.version.split()[0]} (make PYTHON=…)")
    sys.exit(2)


# ── the environment ─────────────────────────────────────────────────────────────────────────────────


def venv_dir() -> Path:
    return ROOT / os.environ.get("TIJIAN_VENV", ".venv")


def tool(name: str) -> Path:
    """The path of a command of the environment."""
    return venv_dir() / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def split_lock(lock: str, apart: str) -> tuple[str, str]:
    """The lock without the entry of the package `apart`, and that entry. An entry is a line `name==…` and the indented lines after it."""
    entries = re.split(r"(?m)^(?=\S)", lock)
    return "".join(e for e in entries if not e.startswith(f"{apart}==")), "".join(e for e in entries if e.startswith(f"{apart}=="))


def fingerprint() -> str:
    """What the environment is made from; a changed one is made anew."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def set_up() -> None:
    """Bring the environment up to date with the lock, if it is not."""
    stamp = venv_dir() / "made-from.txt"
    made_from, this_python = fingerprint(), " ".join(sys.version.split())
    was = stamp.read_text("utf-8").splitlines() if stamp.exists() else []
    if was[:1] == [made_from]:
        return
    say(f"正在按 requirements.lock 准备 {venv_dir().name}(首次约一分钟) · preparing {venv_dir().name} (the first time, about a minute) …")
    if was[1:2] != [this_python] or not tool("python").exists():
        base = getattr(sys, "_base_executable", None) or sys.executable  # not the Python of an environment that is about to be cleared
        must(base, "-m", "venv", "--clear", venv_dir(), why="python -m venv (Debian: apt install python3-venv)")
    stamp.unlink(missing_ok=True)
    install_lock()
    install_this_tree()
    stamp.write_text(f"{made_from}\n{this_python}\n", "utf-8")


def install_lock() -> None:
    """Everything the lock names, each download checked against its hash: first the wheels, then the package that must be compiled."""
    wheels, compiled = split_lock(LOCK.read_text("utf-8"), COMPILED)
    listed = venv_dir() / "wheels.txt"
    listed.write_text(wheels, "utf-8")
    pip = (tool("python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq", "--require-hashes")
    must(*pip, "-r", listed, why="pip install -r requirements.lock")
    listed.write_text(compiled, "utf-8")
    # built with the setuptools of the lock, so that the tool that builds is checked by hash too
    if run(*pip, "--no-deps", "--no-build-isolation", "--use-pep517", "-r", listed):
        say(f"未能编译 {COMPILED}(需要 C 编译器):只用 direct 引擎 · {COMPILED} was not built (it needs a C compiler): single-engine")
        if NO_SKIP:
            sys.exit(1)
    listed.unlink()


def install_this_tree() -> None:
    pip = (tool("python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq")
    must(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT, why="pip install --editable .")


def set_up_npm_tools() -> None:
    """The language server, axe and the TypeScript compiler, in .tools. Without npm the tests that need them are skipped, and counted."""
    npm, folder = shutil.which("npm"), ROOT / ".tools"
    if npm is None or all(npm_tool_is_there(folder, *wanted.rsplit("@", 1)) for wanted in NPM_TOOLS):
        return
    how = ("--silent", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts", "--prefix", folder)
    if run(npm, "install", *how, *NPM_TOOLS):
        names = ", ".join(NPM_TOOLS)
        say(f"未能安装 {names}:跳过需要它们的测试 · {names} were not installed: the tests that need them are skipped")


def npm_tool_is_there(folder: Path, name: str, version: str) -> bool:
    package = folder / "node_modules" / name / "package.json"
    return package.is_file() and json.loads(package.read_text("utf-8"))["version"] == version


# ── the commands ────────────────────────────────────────────────────────────────────────────────────


def demo(arguments: list[str]) -> int:
    """The bundled campaign, written to demo-output unless the arguments say otherwise."""
    elsewhere = any(word in ("--dossiers", "--help", "-h") or word.startswith("--out") for word in arguments)
    return run(tool("tijian"), "demo", *([] if elsewhere else ["--out", "demo-output"]), *arguments)


def lint(arguments: list[str]) -> int:
    """Every check of the text of the tree; each runs, whatever the others say."""
    checks: dict[str, tuple[str | Path, ...]] = {
        "ruff check": (tool("ruff"), "check", "."),
        "ruff format": (tool("ruff"), "format", "--check", "--quiet", "."),
        "mypy --strict": (tool("mypy"), "--no-error-summary"),
        "lint-imports": (tool("lint-imports"),),
    }
    begun = {name: begin(*command) for name, command in checks.items()}  # side by side: mypy takes as long as the others together
    failed = []
    for name, process in begun.items():
        told, _ = process.communicate()
        print(f"{name}: {'failed' if process.returncode else 'ok'}", flush=True)
        if process.returncode:
            failed.append(name)
            print(told, flush=True)
    return 1 if failed else 0


def pytest(arguments: list[str]) -> int:
    return run(tool("python"), "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", *arguments)


def test(arguments: list[str]) -> int:
    """The lint checks, then the tests; both always run, and the last line is pytest's, unless a lint check failed."""
    set_up_npm_tools()
    linted, tested = lint([]), pytest(arguments)
    if linted:
        say("静态检查未通过,见上 · a lint check failed, see above")
    return tested or linted


def format(arguments: list[str]) -> int:
    """Put the tree in order: imports sorted, text formatted."""
    return run(tool("ruff"), "check", "--fix", "--quiet", ".") or run(tool("ruff"), "format", ".")


def lock(arguments: list[str]) -> int:
    """Write requirements.lock from pyproject.toml: every system and Python, hashes, no address. `--upgrade` takes newer versions."""
    how = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
    return run(tool("uv"), "pip", "compile", *how, "--quiet", "--all-extras", "--output-file", LOCK.name, *arguments, "pyproject.toml")


def bench(arguments: list[str]) -> int:
    return run(tool("python"), "-m", "bench", *arguments)


def portable(arguments: list[str]) -> int:
    """The quick tests of `PORTABLE` on Python 3.13, where durable-rules does not exist: in an environment of its own."""
    if python := find_python((3, 13)):
        shown = [] if any(word.startswith("tests") for word in arguments) else [f"tests/{place}" for place in PORTABLE]
        return run(python, __file__, "pytest", "-m", "not slow", *shown, *arguments, env={"TIJIAN_VENV": ".venv-3.13"})
    # the one thing that no registry installs: said and counted, but no failure on a machine that has only 3.11
    say("没有 Python 3.13:跳过 1 组测试 · no Python 3.13 here: 1 test session skipped")
    return 0


COMMANDS = {do.__name__: do for do in (demo, test, lint, pytest, format, lock, bench, portable)}


def main(words: list[str]) -> int:
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 0 if words and words[0] in ("-h", "--help", "help") else 2
    on_a_supported_python()
    if words[0] != "portable":
        set_up()
    return COMMANDS[words[0]](words[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
