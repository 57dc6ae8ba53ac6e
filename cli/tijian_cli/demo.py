"""`tijian demo`: the bundled campaign of 2021 judged, told on a terminal, and with --out written as a board and reports.

Two runs give the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .layout import plain
from .options import RulesetOptions
from .progress import Steps

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.problem import InputError
    from tijian.model.text import Text
    from tijian.reports.pressroom import Pressroom

    from .demo_campaign import Shown
    from .language import Language
    from .paper import Paper


@click.command(
    "demo",
    cls=Command,
    what=Words(
        "评估随附的2021年行动（170家企业，均为虚构），打印汇总。--out 把看板、四种报告（PDF）、案卷和结果写入一个目录。"
        "--dossiers 改为逐份看二十几份案卷：每种可能发生的情形各一份。",
        "Judge the bundled campaign of 2021 (170 enterprises, all invented) and print a summary. --out writes the board, the four kinds "
        "of report (PDF), dossiers and results into a directory. --dossiers shows single dossiers instead, one for each thing that "
        "can happen.",
    ),
    examples=(
        ("tijian demo --out 演示", Words("写入目录：打开 board.html 和 reports/", "write a directory: open board.html and reports/")),
        ("tijian demo --dossiers", Words("逐份看：为什么是这个等级，还缺什么", "one by one: why this grade, what is missing")),
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    zh="写入的目录：空的，或以前的演示",
    en="the directory to write: empty, or of an earlier run",
)
@option("--dossiers", "single", is_flag=True, zh="不看行动，逐份看随附的单个案卷", en="not the campaign: the bundled single dossiers")
@option(
    "--font",
    type=click.Path(path_type=Path),
    metavar="PATH",
    zh="PDF 用的中文字体：一个字体文件，或放着字体的目录",
    en="the Chinese font for PDF: a font file, or a directory of them",
)
@click.pass_context
def demo(context: click.Context, out: Path | None, single: bool, font: Path | None) -> int:
    """Judges, writes if asked, and tells."""
    language = language_of(context)
    catalogue = RulesetOptions((), (), False).catalogue(context)
    return _dossiers(catalogue, language, out) if single else _campaign(catalogue, language, out, font)


def _campaign(catalogue: Catalogue, language: Language, out: Path | None, font: Path | None) -> int:
    from .demo_campaign import fill, judged
    from .demo_directory import DemoDirectory
    from .demo_summary import summary
    from .paper import on_stdout

    warned = []
    with Steps(language, quiet=out is None) as steps:
        if out is None:
            shown = judged(catalogue, steps)
        else:
            presses, directory = _presses(font), DemoDirectory(out, "campaign")  # what they refuse is told before the work
            shown = judged(catalogue, steps)
            warned = fill(directory, shown, presses, language, steps)
    done = shown.judged
    problems = (problem for one in done.not_judged for problem in one.problems)
    manners.say_problems([*shown.folder.notes, *done.about, *problems, *warned], language)
    paper = summary(done, shown.series.comparison, language, on_stdout())
    _onward(paper, shown, out)
    manners.write_text(paper.text())
    return done.exit_code


def _presses(font: Path | None) -> Pressroom:
    """Raises InputError (E940–E943); where the extra is not installed it says what works without it."""
    from tijian.model.problem import InputError
    from tijian.reports.pressroom import Pressroom

    presses = Pressroom(font)
    try:
        presses.make_ready("pdf")
    except InputError as error:
        raise _with_what_works(error) from error
    return presses


def _with_what_works(error: InputError) -> InputError:
    from tijian.model.problem import InputError
    from tijian.model.text import text

    zh, en = (
        "不装也能用：tijian demo（不写文件）、assess、compare、checklist",
        "without it: tijian demo (no files), assess, compare, checklist",
    )

    def hinted(hint: Text | None) -> Text:
        return text(f"{hint('zh')}；{zh}", f"{hint('en')}; {en}") if hint else text(zh, en)

    return InputError([replace(one, hint=hinted(one.hint)) if one.code == "E943" else one for one in error.problems])


def _onward(paper: Paper, shown: Shown, out: Path | None) -> None:
    from .demo_campaign import BOARD, KINDS, NAMED, RESULTS
    from .demo_summary import onward

    next_steps = Words("接下来", "Where next")
    if out is None:
        steps = [
            ("$ tijian demo --out demo-output", Words("写看板和四种报告", "write the board and the four kinds of report")),
            ("$ tijian demo --dossiers", Words("逐份看：每种情形一份案卷", "single dossiers, one for each thing that can happen")),
            ("$ tijian compare shanghai-2021 --by district", Words("按区看；还有 --by institution 等", "by district; or --by institution")),
        ]
        return onward(paper, steps, next_steps)
    files = [
        (str(out / BOARD), Words("看板，用浏览器打开：筛选、比较，点到每家企业", "the board, for a browser: filter, compare, drill down"))
    ]
    for kind in KINDS:
        count = shown.series.count(kind)
        pdfs = "PDF" if count == 1 else "PDFs"
        files.append((str(out / "reports" / kind) + "/", Words(f"{NAMED[kind].zh}：{count} 份 PDF", f"{NAMED[kind].en}: {count} {pdfs}")))
    onward(paper, files, Words("打开", "To open"))
    open_one = next((one for one in shown.judged.results if one.verdict.grade is None), None)
    home = out / "campaign"
    adopted = f"--adoption {home / 'adoption.yaml'}"  # without it every grade would be called illustrative
    steps = []
    if open_one is not None:
        words = Words("为什么等级未定", "why a grade is open")
        steps.append((f"$ tijian explain {home / 'dossiers' / open_one.assessment}.yaml {adopted}", words))
    steps += [
        (
            f"$ tijian compare {home} --by district",
            Words("按区比较；末尾是各机构评得松紧", "district by district; at the end, how strictly each institution assesses"),
        ),
        (
            f"$ tijian verify {out / RESULTS} {home / 'dossiers'}/*.yaml {adopted}",
            Words("凭回执重算全部结果", "recompute every result from its receipt"),
        ),
        (
            f"$ tijian report enterprise {home} --format docx -o reports",
            Words("个体报告写成 Word，可改", "the enterprise reports in Word, to edit"),
        ),
    ]
    return onward(paper, steps, next_steps)


def _dossiers(catalogue: Catalogue, language: Language, out: Path | None) -> int:
    import tijian

    from .demo_directory import DemoDirectory
    from .demo_dossiers import dossiers, written
    from .demo_tour import tour
    from .paper import on_stdout

    directory = DemoDirectory(out, "dossiers") if out is not None else None
    results = [(name, tijian.assess(dossier, catalogue)) for name, dossier in dossiers()]
    if directory is not None:
        with directory:
            for name, data in written(catalogue, results):
                directory.put(name, data)
        manners.say(plain(Words(f"已写入 {out}", f"written to {out}")(language)))
    manners.write_text(tour(results, catalogue, language, on_stdout(), out))
    return 0
