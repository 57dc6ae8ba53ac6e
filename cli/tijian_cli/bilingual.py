"""click's commands and options, speaking two languages: help, refusals, examples. Every command shows two examples.

Only what `--help` needs is imported here; a command's module is imported when the command is asked for.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from .language import LANGUAGES, Language, chosen
from .layout import cells, indented

WIDTH: Final = 100  # of help, at most


class Words(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str

    def __call__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


_PIECES: Final = {
    "[OPTIONS]": Words("[选项]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Words("命令 [参数]…", "COMMAND [ARGUMENTS]…"),
}


@dataclass
class Run:
    """What a run carries through its commands."""

    language: Language = "zh"
    words: tuple[str, ...] = field(default=())


def language_of(context: click.Context | None) -> Language:
    """The language of the run that `context` belongs to."""
    found = context.find_object(Run) if context else None
    return found.language if found else chosen(sys.argv[1:])


class Option(click.Option):
    """An option whose help is in both languages."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names and values of the option, and its help in the language of the run."""
        record = super().get_help_record(ctx)
        return None if record is None else (record[0], self.words(language_of(ctx)))


def option(*names: str, zh: str, en: str, **kwargs: Any) -> Callable[[Any], Any]:
    """`click.option` with help in both languages."""
    return click.option(*names, cls=Option, words=Words(zh, en), **kwargs)


def _language_option() -> Option:
    words = Words("语言：zh 中文，en 英文（默认按 TIJIAN_LANG 或系统语言）", "language (by default TIJIAN_LANG, else the locale)")
    return Option(["--lang"], words=words, type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, metavar="zh|en")


class _Bilingual(click.Command):
    """What commands and groups have in common: help in the language of the run."""

    what: Words
    examples: tuple[tuple[str, Words], ...]

    def __init__(self, *args: Any, what: Words, examples: Sequence[tuple[str, Words]], **kwargs: Any) -> None:
        kwargs["add_help_option"] = False
        super().__init__(*args, **kwargs)
        self.what = what
        self.examples = tuple(examples)
        show = Words("显示帮助", "show this help")
        self.params += [
            _language_option(),
            Option(["-h", "--help"], words=show, is_flag=True, is_eager=True, expose_value=False, callback=_help),
        ]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options, commands, examples."""
        language, width = language_of(ctx), min(formatter.width, WIDTH)
        usage = " ".join(
            [ctx.command_path, *(_PIECES.get(piece, Words(piece, piece))(language) for piece in self.collect_usage_pieces(ctx))]
        )
        parts = [Words("用法：", "Usage: ")(language) + usage, indented(self.what(language), width)]
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]  # arguments stand in the usage
        records = [record for param in options if (record := param.get_help_record(ctx)) is not None]
        for title, rows in ((Words("命令：", "Commands:"), self.commands_with_words(ctx)), (Words("选项：", "Options:"), records)):
            if rows:
                parts.append("\n".join([title(language), *_columns(rows, width)]))
        shown = [(line if language == "zh" else _in_english(line), words(language)) for line, words in self.examples]
        parts.append("\n".join([Words("例子：", "Examples:")(language), *_examples(shown, width)]))
        formatter.write("\n\n".join(parts))

    def commands_with_words(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The commands of a group, each with what it does."""
        return []


class Command(_Bilingual):
    """A command."""


class Group(_Bilingual, click.Group):
    """A group whose commands are imported when asked for: `(name, module:attribute, what it does)`."""

    def __init__(self, *args: Any, lazy: Sequence[tuple[str, str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = {name: (home, words) for name, home, words in lazy}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which people need them."""
        return [*self._lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's; a word that is no command is refused in the language of the run, with the nearest one."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            language = language_of(ctx)
            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = Words(f"；是不是 {near[0]}？", f"; did you mean {near[0]}?")(language) if near else ""
            raise click.UsageError(Words(f"没有命令 {args[0]}", f"there is no command {args[0]}")(language) + hint, ctx)
        return super().resolve_command(ctx, args)

    def commands_with_words(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each command with what it does; none is imported for it."""
        language = language_of(ctx)
        own = [(name, one.what(language).split("\n")[0]) for name, one in self.commands.items() if isinstance(one, _Bilingual)]
        return [*((name, words(language)) for name, (_, words) in self._lazy.items()), *own]


_NAMED: Final = {
    "案卷": "dossier",
    "核查表": "checklist",
    "报告": "reports",
    "行动": "campaign",
    "结果": "results",
    "宽表": "wide",
    "我的细则": "my-rules",
    "采用": "adoption",
    "演示": "demo",
}


def _in_english(example: str) -> str:
    """An example with the names of its files in English."""
    for zh, en in _NAMED.items():
        example = example.replace(zh, en)
    return example


def _help(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from .manners import write_text

        write_text(context.get_help())
        context.exit()


def _columns(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """`  name   what it does`, the words beside each other where there is room, else below."""
    left = max(cells(name) for name, _ in rows) + 4
    if left > width // 2:
        return [line for name, words in rows for line in (f"  {name}", indented(words, width, "      "))]
    return [indented(words, width, f"  {name}" + " " * (left - 2 - cells(name)), " " * left) for name, words in rows]


def _examples(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    return [line for command, words in rows for line in (f"  $ {command}", indented(words, width, "      "))]
