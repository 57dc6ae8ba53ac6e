"""Reads YAML from PyYAML's events, one at a time, so that a guard can stop before anything is expanded.

Of YAML this takes the plain part that people write by hand: mappings, lists and scalars. Anchors, aliases, tags,
merges and directives are refused, and a plain scalar is a number only where it is written as one in JSON too:
`no`, `017`, `1:30`, `1_000` and `2021-07-31` stay text.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import yaml

from ..conditions.error import shown
from .full_width import slip_near
from .source import SourceText
from .tree import Builder

_CParser: Any
try:
    from yaml._yaml import CParser as _CParser
except ImportError:  # PyYAML built without libyaml: slower, otherwise the same
    _CParser = None

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_EXPONENT: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE]([-+]?[0-9]+)")
_LONGEST_NUMBER: Final = 100
_LARGEST_EXPONENT: Final = 308  # beyond it other programs read infinity or zero
_WORDS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAB_INDENT: Final = re.compile(r"[\r\n] *(\t)[ \t]*[^\s]")
_PERCENT: Final = re.compile(r"(?:\A|[\r\n])%")
_TABS: Final = ("缩进用空格，不用制表符", "indent with spaces, not with tabs")

# what the parser says → how we say it; anything else is quoted as it is
_SAYS: Final[tuple[tuple[str, str, str], ...]] = (
    ("expected ',' or ']'", "方括号 [ 没有配对的 ]，或缺少逗号", "a bracket [ is not closed, or a comma is missing"),
    ("expected ',' or '}'", "花括号 { 没有配对的 }，或缺少逗号", "a brace { is not closed, or a comma is missing"),
    ("mapping values are not allowed", "此处不能有冒号：缩进不对，或缺少引号", "no colon can stand here: wrong indent, or no quotes"),
    ("unexpected end of stream", "引号没有配对", "a quote is not closed"),
    ("cannot start any token", "此字符不能作为开头；文字须加引号", "this character cannot begin a value: put the text in quotes"),
    ("could not find expected ':'", "此键之后缺少冒号", "a colon is missing after this key"),
    ("expected '-' indicator", "列表与别的内容混在一起，缩进不对", "a list is mixed with something else, or the indent is wrong"),
    ("expected key", "缩进不对，或缺少键", "wrong indent, or a key is missing"),
    ("block end", "缩进不对", "wrong indent"),
    ("block sequence entries are not allowed", "此处不能是列表项", "a list entry cannot stand here"),
    ("expected node content", "此处缺少一个值，或括号没有配对", "a value is missing here, or a bracket is not closed"),
    ("expected <document start>", "内容结束之后还有内容", "something stands after the end of the content"),
    ("unknown escape character", "双引号内的反斜杠转义不对；改用单引号", "wrong backslash escape in double quotes: use single quotes"),
)


class _PurePython(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def read_yaml(source: SourceText, *, pure_python: bool = _CParser is None) -> Builder:
    """The one document of a YAML text. Raises DocumentError."""
    builder = Builder(source)
    _no_directives(builder)
    documents = 0
    for event in _events(builder, pure_python):
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                builder.stop("E109", "一个文件只能有一个文档", "a file holds one document only", start, hint=_one_document())
        elif isinstance(event, yaml.AliasEvent):
            _no_references(builder, f"*{event.anchor}", start, end)
            builder.key("", start, end) if builder.wants_key else builder.scalar(None, start, end, "")
        elif isinstance(event, yaml.NodeEvent):
            _node(builder, event, start, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.close(end)
    return builder


def _node(builder: Builder, event: Any, start: int, end: int) -> None:
    if event.anchor is not None:
        _no_references(builder, f"&{event.anchor}", start, end)
    if event.tag is not None:
        builder.note("E108", f"不使用标签 {shown(event.tag)}", f"tags are not used: {shown(event.tag)}", start, end, hint=_delete())
    if isinstance(event, yaml.MappingStartEvent):
        builder.open({}, start)
    elif isinstance(event, yaml.SequenceStartEvent):
        builder.open([], start)
    else:
        _scalar(builder, event.value, event.style or "", start, end)


def _scalar(builder: Builder, value: str, style: str, start: int, end: int) -> None:
    if not style and (found := _TAB_INDENT.search(builder.source.text, start, end)):
        builder.note("E105", "用制表符缩进", "indented with a tab", found.start(1), hint=_TABS)
    if not builder.wants_key:
        builder.scalar(value if style else plain(builder, value, start, end), start, end, style)
        return
    if value == "<<" and not style:
        builder.note("E108", "不使用合并键 <<", "the merge key << is not used", start, end, hint=_delete())
    builder.key(value, start, end)


def plain(builder: Builder, written: str, start: int, end: int) -> Any:
    """What an unquoted scalar means: a word with a meaning, a number, or text."""
    if written in _WORDS:
        return _WORDS[written]
    if _NUMBER.fullmatch(written):
        if len(written) > _LONGEST_NUMBER:
            _too_long(builder, start, end)
            return Decimal(0)
        return Decimal(written)
    if _NOT_FINITE.fullmatch(written) or exceeds(written):
        not_a_number(builder, written, start, end)
    return written


def exceeds(written: str) -> bool:
    """Whether `written` is a number with an exponent so large that programs differ about it."""
    found = _EXPONENT.fullmatch(written)
    if found is None:
        return False
    exponent = found.group(1).lstrip("+-").lstrip("0")
    return len(exponent) > 3 or int(exponent or "0") > _LARGEST_EXPONENT


def not_a_number(builder: Builder, written: str, start: int, end: int) -> None:
    """Note that a value is infinite, not a number, or out of all bounds."""
    word = shown(written)
    hint = ("写出普通小数；是文字则加引号", "write a plain decimal, or put it in quotes if it is text")
    builder.note("E110", f"{word} 不是可用的数", f"{word} is not a usable number", start, end, hint=hint)


def _too_long(builder: Builder, start: int, end: int) -> None:
    most = _LONGEST_NUMBER
    hint = ("是文字则加引号", "if it is text, put it in quotes")
    builder.note("E110", f"数字超过 {most} 个字符", f"a number of more than {most} characters", start, end, hint=hint)


def _events(builder: Builder, pure_python: bool) -> Iterator[Any]:
    try:
        parser: Any = _PurePython(builder.source.text) if pure_python else _CParser(builder.source.text)
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            yield event
    except yaml.YAMLError as error:
        _syntax(builder, error)
    except (ValueError, OverflowError):  # the pure Python scanner, on an escape beyond Unicode
        builder.stop("E105", "双引号内的转义超出 Unicode", "an escape in double quotes is beyond Unicode", 0)


def _syntax(builder: Builder, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    text = builder.source.text
    places = [m.index for m in (mark, context) if m is not None]
    start = places[0] if places else 0
    if start >= len(text.rstrip()) and len(places) > 1:  # at the end of the file: what was never closed says more
        start = places[1]
    also = next(((p, p + 1) for p in places if p != start and p < len(text.rstrip())), None)
    line = builder.source.excerpt(builder.source.position(start)) or ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        builder.stop("E105", "用制表符缩进", "indented with a tab", start, hint=_TABS)
    if slip := slip_near(text, start):
        also = (start, start + 1) if slip.at != start and start < len(text.rstrip()) else None
        builder.stop("E105", f"YAML 语法：{slip.zh}", f"YAML syntax: {slip.en}", slip.at, hint=slip.hint, also=also)
    for sign, zh, en in _SAYS:
        if sign in said:
            builder.stop("E105", f"YAML 语法：{zh}", f"YAML syntax: {en}", start, also=also)
    builder.stop("E105", f"YAML 语法错误：{shown(said)}", f"YAML syntax error: {shown(said)}", start, also=also)


def _no_directives(builder: Builder) -> None:
    # refused before the parser sees them: it compares each %TAG with every other one, a way to keep it busy for hours
    if not _PERCENT.search(builder.source.text):
        return
    position, ended = 0, True
    for line in re.split(r"(\r\n|\r|\n)", builder.source.text):
        bare = line.rstrip()
        if ended and line.startswith("%"):
            builder.stop("E108", "不使用 % 指令", "% directives are not used", position, position + len(line), hint=_delete())
        if bare == "..." or line.startswith(("... ", "...\t")):
            ended = True
        elif bare and not bare.lstrip().startswith("#"):
            ended = False
        position += len(line)


def _no_references(builder: Builder, name: str, start: int, end: int) -> None:
    builder.note(
        "E108",
        f"不使用锚点和别名 {shown(name)}",
        f"anchors and aliases are not used: {shown(name)}",
        start,
        end,
        hint=("把内容写全", "write the content out"),
    )


def _delete() -> tuple[str, str]:
    return ("删除它", "delete it")


def _one_document() -> tuple[str, str]:
    return ("删除 --- 或拆成两个文件", "delete the --- or make two files")
