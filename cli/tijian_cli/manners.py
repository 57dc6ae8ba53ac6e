"""How the command line behaves: results on stdout and all else on stderr, whatever the console; an error is explained, never shown raw.

Exit codes: 0 done · 1 the answer is no · 2 usage · 3 input · 4 ruleset, plugin or engines · 5 internal · 130 interrupted.
"""

import contextlib
import errno
import io
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import click

from .bilingual import Words
from .language import Language
from .layout import plain

if TYPE_CHECKING:
    from tijian.model.problem import Problem, TijianError

NO: Final = 1  # done, but the answer is no
USAGE: Final = 2
INPUT: Final = 3
RULESET: Final = 4
INTERNAL: Final = 5
INTERRUPTED: Final = 130
DEBUG: Final = "TIJIAN_DEBUG"


def prepare_streams() -> None:
    """A console that cannot show a character shows `?`; it never crashes.

    Where stderr was closed before we came, it swallows what it gets; a closed stdout refuses, as a full disk does: results are not lost.
    """
    sys.stdout = sys.stdout or _Closed(open(os.devnull, "wb"), encoding="utf-8")  # noqa: PTH123, SIM115  # lives as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="replace")
    log = logging.getLogger("tijian")  # where a plugin's traceback goes: for its author, not for the person at the console
    if os.environ.get(DEBUG) != "1":
        log.addHandler(logging.NullHandler())
        log.propagate = False


class _Closed(io.TextIOWrapper):
    """A standard output that nobody opened: what is written there would be lost."""

    def write(self, words: str, /) -> int:
        if words:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return 0


def width_of(stream: TextIO) -> int:
    """The width to write for: that of the terminal; 100 in a file or a pipe, unless COLUMNS says otherwise."""
    asked = os.environ.get("COLUMNS", "")
    if stream.isatty():
        return max(shutil.get_terminal_size((100, 24)).columns, 20)
    return max(min(int(asked), 500), 20) if asked.isascii() and asked.isdigit() else 100


def coloured(stream: TextIO) -> bool:
    """Whether escape codes may be written: to a terminal alone, and not where NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_text(words: str) -> None:
    """Results for people, on stdout."""
    with _quiet_pipe(sys.stdout):
        sys.stdout.write(words if words.endswith("\n") else words + "\n")
        sys.stdout.flush()


def write_data(words: str) -> None:
    """Results for programs, on stdout: UTF-8 whatever the locale, so that a file made by `>` is the same everywhere.

    A terminal that does not speak UTF-8 gets its own encoding.
    """
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "")
    if encoding == "utf8" or sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        write_text(words)
        return
    with _quiet_pipe(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write(words.encode("utf-8"))
        sys.stdout.buffer.flush()


def say(words: str) -> None:
    """Everything that is no result, on stderr."""
    with _quiet_pipe(sys.stderr):
        sys.stderr.write(words if words.endswith("\n") else words + "\n")
        sys.stderr.flush()


def say_problems(problems: Iterable["Problem"], language: Language) -> None:
    """Problems as pictures, on stderr."""
    from tijian.authoring.diagnostics import render_all

    if shown := render_all(map(_with_option, problems), language, width_of(sys.stderr)):
        say(shown + "\n")


def _with_option(problem: "Problem") -> "Problem":
    """Where a category is not here, the option that brings it: the library knows of directories, but not of options."""
    from dataclasses import replace

    from tijian.model.text import text

    if problem.code != "E142":
        return problem
    zh, en = "自己的细则用 --ruleset-path 目录 加上", "add rulesets of your own with --ruleset-path DIR"
    hint = problem.hint
    if hint is None:
        return replace(problem, hint=text(zh, en))
    between = ("", " ") if hint("zh").endswith("？") else ("；", "; ")
    return replace(problem, hint=text(f"{hint('zh')}{between[0]}{zh}", f"{hint('en')}{between[1]}{en}"))


@contextlib.contextmanager
def _quiet_pipe(stream: TextIO) -> Iterator[None]:
    """A reader that went away (`| head`) ends the output, not the work: the exit code still says how the work went.

    Raises InputError (E711) where stdout cannot take the results, on a full disk say: they must not be lost in silence.
    """
    try:
        yield
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # what is still in the buffer goes there, so that Python ends quietly too
        os.close(nowhere)
        gone = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        if not gone and stream is sys.stdout:
            from .output import refused

            raise refused(Path("<stdout>"), error) from error


def explain_usage(error: click.ClickException, language: Language) -> int:
    """Says what is wrong with the words of the command line, in the language of the run."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message())
        return USAGE
    say(Words("用法错误：", "usage: ")(language) + plain(_usage(error, language)))
    say(Words("参见 ", "see ")(language) + f"{context.command_path if context else 'tijian'} --help")
    return USAGE


def _usage(error: click.ClickException, language: Language) -> str:
    match error:
        case click.NoSuchOption():
            near = sorted(error.possibilities or ())
            hint = Words(f"；是不是 {'、'.join(near)}？", f"; did you mean {', '.join(near)}?")(language) if near else ""
            return Words(f"没有选项 {error.option_name}", f"there is no option {error.option_name}")(language) + hint
        case click.BadOptionUsage():
            return Words(f"选项 {error.option_name} 需要一个值，或不接受值", f"option {error.option_name} needs a value, or takes none")(
                language
            )
        case click.MissingParameter():
            name = _name(error)
            return Words(f"缺少 {name}", f"{name} is missing")(language)
        case click.BadParameter():
            return ": ".join(part for part in (_name(error), _bad_value(error, language)) if part)
        case _ if "unexpected extra argument" in error.message:
            extra = error.message.partition("(")[2].rpartition(")")[0]
            return Words(f"多余的参数 {extra}", f"there is nothing that {extra} could be for")(language)
        case _:
            return error.format_message()


def _name(error: click.BadParameter) -> str:
    return (
        ""
        if error.param is None
        else " / ".join(error.param.opts)
        if isinstance(error.param, click.Option)
        else error.param.human_readable_name
    )


def _bad_value(error: click.BadParameter, language: Language) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        choices = ", ".join(map(str, error.param.type.choices))
        return Words(f"可选的值是 {choices}", f"the values are {choices}")(language)
    return error.message


def explain_error(error: "TijianError", language: Language) -> int:
    """Shows every problem of an error; its exit code."""
    say_problems(error.problems, language)
    return error.exit_code


def explain_crash(error: BaseException, language: Language, file: str = "") -> int:
    """One line for a fault of the product itself, at `file` if there is one; the traceback only where TIJIAN_DEBUG=1 asks for it."""
    what = plain(f"{type(error).__name__}: {error}")[:300]
    where = f"{plain(file)}: " if file else ""
    say(f"{where}E799 内部错误，请报告此问题 · internal error, please report it: {what}")
    say(Words(f"   {DEBUG}=1 显示详情   (tijian explain E799)", f"   {DEBUG}=1 shows the details   (tijian explain E799)")(language))
    if os.environ.get(DEBUG) == "1":
        say("".join(traceback.format_exception(error)))
    return INTERNAL
