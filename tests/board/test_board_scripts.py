"""The scripts of the board: short, typed, joined without a clash, every word in both languages, nothing that makes markup of text."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tijian.reports.board import scripts
from tijian.reports.board.scripts import PAGE, joined

ROOT = Path(__file__).parents[2]
COMPILER = ROOT / ".tools" / "node_modules" / "typescript" / "bin" / "tsc"
MODULES = sorted(PAGE.glob("*.js"))
TEXT = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
WORDS = {
    name: (zh[1:-1], en[1:-1])
    for name, zh, en in re.findall(rf"(?m)^\s*(\w+):\s*\[\s*{TEXT},\s*{TEXT},?\s*\]", (PAGE / "words.js").read_text("utf-8"))
}


def compiled(folder: Path, project: Path) -> str:
    """What the TypeScript compiler says of the scripts in a folder, strictly."""
    strict = {"allowJs": True, "checkJs": True, "noEmit": True, "strict": True, "target": "es2022", "module": "es2022"}
    options = {**strict, "moduleResolution": "bundler", "lib": ["es2022", "dom", "dom.iterable"], "types": []}
    settings = project / "tsconfig.json"
    settings.write_text(json.dumps({"compilerOptions": options, "include": [f"{folder}/*"]}), "utf-8")
    done = subprocess.run(["node", str(COMPILER), "-p", str(settings)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("node") is None or not COMPILER.is_file(),
    reason="typescript is not in .tools (make test puts it there, where npm is installed)",
)
def test_the_scripts_hold_what_their_types_say_and_a_mistake_would_be_found(tmp_path: Path) -> None:
    for file in [*MODULES, PAGE / "types.d.ts"]:
        shutil.copy(file, tmp_path)
    (tmp_path / "mistaken.js").write_text('import { percent } from "./exact.js";\nexport const words = percent("1", 2);\n', "utf-8")
    said = compiled(tmp_path, tmp_path).splitlines()
    assert len(said) == 1
    assert "mistaken.js(2,30): error TS2345" in said[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda file: file.stem)
def test_a_script_is_short_and_says_what_it_is_for(module: Path) -> None:
    source = module.read_text("utf-8")
    assert source.startswith("/**")
    assert source.count("\n") <= 400
    assert max(map(len, source.splitlines())) <= 400


def test_no_script_makes_markup_or_code_of_text_or_asks_for_anything() -> None:
    source = re.sub(r"(?s)/\*\*.*?\*/", "", joined())
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttpRequest",
        "import(",
        "localStorage",
        "</script",
        "srcdoc",
    ):
        assert forbidden not in source


def test_every_word_is_there_in_both_languages() -> None:
    used = set()
    for module in MODULES:
        used |= set(re.findall(r'\bt\(\s*"(\w+)"', module.read_text("utf-8")))
    used |= set(re.findall(r'data-t="(\w+)"', (PAGE / "board.html").read_text("utf-8")))
    assert sorted(used - WORDS.keys()) == []
    for name, (zh, en) in WORDS.items():
        letters = re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", zh))
        assert re.search(r"[\u4e00-\u9fff]", zh) or not letters or name in {"switch", "switch_label", "language_of_switch", "n"}, name
        assert en, name
        assert not re.search(r"[\u4e00-\u9fff]", en) or name in {"switch", "switch_label"}, name
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]", zh), name
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), name


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"main": 'import { a } from "./b.js";\n', "b": 'import { c } from "./main.js";\nexport const a = 1;\n'}, "circle"),
        ({"main": 'import { a } from "./b.js";\nconst x = a;\n', "b": "export const a = 1;\nconst x = 2;\n"}, "stands in both"),
        ({"main": 'import { a } from "./b.js";\n', "b": "const a = 1;\n"}, "does not export"),
    ],
)
def test_modules_that_cannot_be_joined_are_refused(
    files: dict[str, str], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, source in files.items():
        (tmp_path / f"{name}.js").write_text(source, "utf-8")
    monkeypatch.setattr(scripts, "PAGE", tmp_path)
    with pytest.raises(ValueError, match=fault):
        joined.__wrapped__()
