"""`tijian ruleset export-xlsx` and `import-xlsx`: a ruleset as a workbook for experts, and back, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .layout import plain
from .options import RulesetOptions, force, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.load import SourceFile
    from tijian.authoring.resolve import Loaded
    from tijian.exchange.ruleset_workbook_read import ReadBack
    from tijian.model.case import Case

    from .one_ruleset import Rulesets

_EDITOR_LINE = "# yaml-language-server:"  # what an editor is told about a file stays on its first line


@click.command(
    "export-xlsx",
    cls=Command,
    what=Words(
        "把一个评估细则文件（照写的样子，引入的内容不展开）和旁边的案例导出为工作簿：一类内容一张表，一项一行，中英文分列，"
        "可选的值有下拉列表。同样的内容总是同样的字节。",
        "Export a ruleset file (as it is written, what it includes left where it is) and the cases beside it as a workbook: a sheet a kind "
        "of content, a row an item, Chinese and English in columns of their own, drop-downs. The same content gives the same bytes.",
    ),
    examples=(
        ("tijian ruleset export-xlsx mask/2021 -o mask.xlsx", Words("已安装的一个版本", "an installed edition")),
        (
            "tijian ruleset export-xlsx common/2021 -o common.xlsx --no-cases",
            Words("共用目录，不带案例", "the shared catalogue, without cases"),
        ),
    ),
)
@click.argument("target", metavar="ID|PATH")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="写入文件（默认：品类-版本.xlsx）",
    en="the file to write (by default category-edition.xlsx)",
)
@option("--no-cases", is_flag=True, zh="不带案例", en="leave the cases out")
@force
@ruleset_options
@click.pass_context
def export_xlsx(context: click.Context, target: str, output: Path | None, no_cases: bool, force: bool, rulesets: RulesetOptions) -> int:
    """Writes the workbook."""
    from tijian.authoring.refusal import refusing_as
    from tijian.exchange.ruleset_workbook_write import ruleset_workbook
    from tijian.model.problem import RulesetError

    from .one_ruleset import Rulesets
    from .output import free, write_bytes

    language = language_of(context)
    known = Rulesets(context, rulesets)
    file = _source(known, target)
    path = output or Path(f"{file.model.category}-{file.model.edition}.xlsx")
    free([path], force)
    cases = None if no_cases else _cases(file)
    with refusing_as(RulesetError):
        raw = ruleset_workbook(file.model, cases)
    write_bytes(path, raw)
    many = sum(map(len, (cases or {}).values()))
    said = Words(f"已写入 {path}（{file.id}，{many} 个案例）", f"written to {path} ({file.id}, {many} cases)")
    manners.say(plain(said(language)))
    return 0


@click.command(
    "import-xlsx",
    cls=Command,
    what=Words(
        "读回工作簿：每一处问题指到工作表和单元格；没有问题就检查含义（同 lint），打印与现行版本的差别，用 -o 写成 YAML："
        "目录/<品类>/<版本>.yaml 和 cases/*.yaml。不加 --force 不覆盖已有的文件。YAML 里的注释不在工作簿里，不会写回。",
        "Read a workbook back: every problem is named with its sheet and cell. A sound one is linted, its differences from the edition in "
        "force are printed, and with -o it is written as YAML: DIR/<category>/<edition>.yaml and cases/*.yaml. Without --force no file "
        "is overwritten. Comments of the YAML are not in the workbook and do not come back.",
    ),
    examples=(
        ("tijian ruleset import-xlsx mask.xlsx", Words("只检查，看有何不同", "only check it, and see what changes")),
        (
            "tijian ruleset import-xlsx mask.xlsx -o 我的细则 --against mask/2021",
            Words("写成 YAML，与指定的版本比较", "write YAML, compared with a named edition"),
        ),
    ),
)
@click.argument("workbook", type=click.Path(path_type=Path), metavar="FILE")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    zh="写入目录；不给出则只检查",
    en="the directory to write to; without it the workbook is only checked",
)
@option(
    "--against",
    metavar="ID|PATH",
    zh="与哪个版本比较（默认：同一版本，没有则该品类最新的）",
    en="the edition to compare with (by default the same one, else the latest of the category)",
)
@force
@ruleset_options
@click.pass_context
def import_xlsx(
    context: click.Context,
    workbook: Path,
    output: Path | None,
    against: str | None,
    force: bool,
    rulesets: RulesetOptions,
) -> int:
    """Checks the workbook, shows what changes, writes the files."""
    from tijian.authoring.refusal import refusing_as
    from tijian.exchange.preflight import read_workbook_file
    from tijian.exchange.ruleset_files import files_of
    from tijian.exchange.ruleset_workbook_read import read_ruleset_workbook
    from tijian.model.problem import InputError

    from .one_ruleset import Rulesets

    language = language_of(context)
    with refusing_as(InputError):
        found = read_ruleset_workbook(read_workbook_file(workbook))
        files = files_of(found)
    manners.say_problems(found.notes, language)
    known = Rulesets(context, rulesets)
    loaded = _linted(found, known, workbook, output, language)
    _differences(found, loaded, known, against, language)
    if output is None:
        manners.say(Words("没有写文件：加 -o 目录 写成 YAML", "nothing was written: add -o DIR to write YAML")(language))
    else:
        _write(output, files, force, language)
        after = Words("接下来，案例还相符吗：", "next, do the cases still hold: ")
        manners.say(plain(f"{after(language)}tijian ruleset test {output}"))
    return 0


def _source(known: Rulesets, word: str) -> SourceFile:
    """The file that a word means, as it is written: a catalogue of `common` too. Raises InputError, RulesetError."""
    from tijian.authoring.document import unreadable
    from tijian.authoring.load import SHARED, RulesetRoot, files_of, read_ruleset_file
    from tijian.authoring.refusal import refusing_as
    from tijian.model.problem import InputError, RulesetError

    from .targets import one_edition

    path = Path(word)
    if path.suffix in (".yaml", ".yml") and not path.exists():
        raise InputError(unreadable(word, FileNotFoundError()))
    with refusing_as(RulesetError):
        if path.is_file():
            return read_ruleset_file(RulesetRoot(path.absolute().parent.parent), path.absolute())
        category, _, edition = word.partition("/")
        if category == SHARED:
            for root in known.catalogue.library.roots:
                for file in files_of(root, SHARED):
                    if file.name == f"{edition}.yaml":
                        return read_ruleset_file(root, file)
    if path.is_dir():
        return known.one(word).loaded.file
    found = one_edition(known.catalogue, word)
    return known.catalogue.library.load(found.category, found.edition).file


def _cases(file: SourceFile) -> dict[str, list[Case]]:
    """The cases beside a ruleset by the name of their file. Raises RulesetError."""
    from tijian.proving.cases import read_cases

    found: dict[str, list[Case]] = {}
    for one in read_cases(file.path.parent / "cases", file.model.category):
        found.setdefault(Path(one.at.file).stem, []).append(one.case)
    return found


def _linted(found: ReadBack, known: Rulesets, workbook: Path, output: Path | None, language: Language) -> Loaded | None:
    """The ruleset with what it includes, linted; None for a catalogue, by which nothing is judged. Raises RulesetError, InputError."""
    from tijian.authoring.lint import lint
    from tijian.authoring.load import SHARED, RulesetRoot, SourceFile
    from tijian.authoring.resolve import Library
    from tijian.model.problem import RulesetError

    if found.model.category == SHARED:
        return None
    library, plugins = known.catalogue.library, known.catalogue.plugins
    root = next(iter(library.roots), RulesetRoot(workbook.absolute().parent))
    if output is not None and output.is_dir():  # what the ruleset includes may lie beside it
        root = RulesetRoot(output, provider=str(output))
        library = Library([root, *library.roots], prefer=(root.provider, *known.prefer))
    loaded = library.resolve_source(SourceFile(root, workbook.absolute(), found.written, found.model))
    problems = [*lint(loaded, plugins.scoring_models()), *plugins.lint(loaded.ruleset)]
    if any(not problem.warning for problem in problems):
        raise RulesetError(problems)
    manners.say_problems(problems, language)
    return loaded


def _differences(found: ReadBack, loaded: Loaded | None, known: Rulesets, against: str | None, language: Language) -> None:
    """What the workbook changes, on stdout."""
    from tijian.authoring.diff import diff

    from .paper import Paper, on_stdout
    from .ruleset_diff import show

    word = against or _nearest(found, known)
    if word is None:
        mine = f"{found.model.category}/{found.model.edition}"
        manners.write_text(plain(Words(f"{mine}：新的，没有可比较的版本", f"{mine}: new, there is nothing to compare it with")(language)))
    elif loaded is None:
        manners.write_text("\n".join(map(plain, _lines_changed(_source(known, word), found))))
    else:
        paper = Paper(language, on_stdout())
        show(paper, diff(known.one(word).loaded.ruleset, loaded.ruleset), wording=True)
        manners.write_text(paper.text())


def _nearest(found: ReadBack, known: Rulesets) -> str | None:
    """The edition to compare with unless one is named: the same one, or the latest of the category, or none."""
    from tijian.authoring.load import SHARED, files_of

    category, edition = found.model.category, found.model.edition
    if category == SHARED:
        there = [file.stem for root in known.catalogue.library.roots for file in files_of(root, SHARED)]
        return f"{SHARED}/{edition}" if edition in there else None
    editions = [one.edition for one in known.catalogue.library.editions(category)]
    if not editions:
        return None
    return f"{category}/{edition if edition in editions else editions[-1]}"


def _lines_changed(old: SourceFile, found: ReadBack) -> Iterator[str]:
    """Of a catalogue, by which nothing is judged: the lines of its canonical YAML that differ."""
    from difflib import unified_diff

    from tijian.authoring.canonical import ruleset_yaml

    before, after = ruleset_yaml(old.model).splitlines(), ruleset_yaml(found.model).splitlines()
    yield f"{old.id} → {found.model.category}/{found.model.edition}"
    yield from list(unified_diff(before, after, lineterm="", n=1))[2:]


def _write(folder: Path, files: Mapping[PurePosixPath, str], force: bool, language: Language) -> None:
    """Writes the files, each whole; none where one would overwrite what is there. Raises InputError."""
    from .output import free, make_directory, write_bytes

    placed = {folder.joinpath(*place.parts): text for place, text in files.items()}
    before = {path: _held(path) for path in placed}
    after = {path: (_editor_line(before[path]) + text).encode("utf-8") for path, text in placed.items()}
    changed = [path for path in placed if before[path] != after[path]]
    free(changed, force)
    for path, data in after.items():
        if path in changed:
            make_directory(path.parent)
            write_bytes(path, data)
        said = Words("已写入", "written") if path in changed else Words("没有变化", "unchanged")
        manners.say(plain(f"{said(language)} {path}"))


def _held(path: Path) -> bytes | None:
    """What a file holds, or None where there is none. Raises InputError (E711)."""
    from .output import refused

    if not path.exists():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused(path, error) from error


def _editor_line(data: bytes | None) -> str:
    """The line that tells an editor the schema of a file that is there."""
    first = (data or b"").partition(b"\n")[0].decode("utf-8", "replace")
    return f"{first}\n" if first.startswith(_EDITOR_LINE) else ""
