"""What a file may not hold, and that no bytes whatever do more than be refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authoring.small import places, read, refused

from tijian.authoring.document import Document, DocumentError, Syntax, read_document
from tijian.authoring.source import MOST_BYTES, read_source
from tijian.authoring.tree import MOST_NODES
from tijian.authoring.yaml_reader import read_yaml

BOTH: tuple[Syntax, ...] = ("yaml", "json")
RLO, BOM, NUL = "\u202e", "\ufeff", "\0"


def test_a_billion_laughs_are_refused_before_they_are_told() -> None:
    laughs = "".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]\n" for n in range(1, 90))
    problems = refused("l0: &l0 ha\n" + laughs)
    assert {p.code for p in problems} <= {"E108", "E125"}
    assert places(problems)[0] == ("E108", 1, 5)


@pytest.mark.parametrize("sign", ["[", "- ", "{a: ", "? "])
def test_nesting_without_end_is_refused_and_the_process_lives(sign: str) -> None:
    code = "E126" if sign == "? " else "E107"
    assert refused(sign * 100_000)[0].code == code


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_nesting_without_end_is_refused_in_json_too(sign: str) -> None:
    assert places(refused(sign * 100_000, "json")) == [("E107", 1, 32 * len(sign) + 1)]


@pytest.mark.parametrize("syntax", BOTH)
def test_thirty_two_levels_are_taken_and_thirty_three_are_not(syntax: Syntax) -> None:
    assert len(read("[" * 32 + "]" * 32, syntax).data) == 1
    assert refused("[" * 33 + "]" * 33, syntax)[0].code == "E107"


@pytest.mark.parametrize(("text", "syntax"), [("a: 1\nb: 2\n'a': 3\n", "yaml"), ('{"a": 1,\n "b": 2,\n"a": 3}', "json")])
def test_a_key_that_stands_twice_is_refused_with_both_lines(text: str, syntax: Syntax) -> None:
    (problem,) = refused(text, syntax)
    assert problem.code == "E106"
    assert problem.at is not None
    assert problem.at.line == 3
    assert [at.line for at in problem.also] == [1]
    assert "1" in problem.text.zh


def test_every_duplicate_of_a_file_is_told_in_one_pass() -> None:
    assert places(refused("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == [("E106", 2, 1), ("E106", 3, 11)]


@pytest.mark.parametrize("word", [".nan", ".NaN", ".inf", "-.inf", "+.Inf", "1e400", "-1e309", "1e-400", "1e99999999999999"])
def test_what_is_no_finite_number_is_refused_in_yaml(word: str) -> None:
    assert places(refused(f"a:\n  b: {word}\n")) == [("E110", 2, 6)]
    assert read(f'a: "{word}"').data == {"a": word}


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e400", "-1E+400"])
def test_what_is_no_finite_number_is_refused_in_json(word: str) -> None:
    assert places(refused(f'{{"a":\n  {word}}}', "json")) == [("E110", 2, 3)]


def test_a_number_of_too_many_digits_is_refused() -> None:
    assert refused("a: " + "1" * 101)[0].code == "E110"
    assert refused("[" + "1" * 1_000_000 + "]", "json")[0].code == "E110"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", ("E108", 1, 4)),
        ("a: 1\nb: !mine x\n", ("E108", 2, 4)),
        ("!!str a: 1\n", ("E108", 1, 1)),
        ("a: !!str 12\n", ("E108", 1, 4)),
        ("b:\n  <<: {a: 1}\n", ("E108", 2, 3)),
        ("b: &x {a: 1}\n", ("E108", 1, 4)),
        ("b: 1\nc: *x\n", ("E108", 2, 4)),
        ("b: 1\n*x : 2\n", ("E108", 2, 1)),
        ("%YAML 1.1\n---\na: 1\n", ("E108", 1, 1)),
        ("a: 1\n...\n# more\n%TAG !a! b\n---\nb: 1\n", ("E108", 4, 1)),
    ],
)
def test_yaml_that_nobody_needs_is_refused_where_it_stands(text: str, place: tuple[str, int, int]) -> None:
    assert places(refused(text))[0] == place


def test_a_quoted_merge_key_is_an_ordinary_key() -> None:
    assert read("'<<': 1").data.keys() == {"<<"}


def test_a_hundred_thousand_tag_directives_do_not_keep_it_busy() -> None:
    assert refused("%TAG !a! b\n" * 100_000)[0].code == "E108"
    assert refused("a: 1\n...\n" + "%TAG !a! b\n" * 100_000)[0].code == "E108"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a:\n  b: x\n\t c\n", 3, 1),
        ("a:\n  b: [1, 2\nc: 3\n", 3, 2),
        ("a:\n  b: [1, 2\n", 2, 6),
        ("a: {b: 1\n", 1, 4),
        ("a: b: c\n", 1, 5),
        ('口罩: "x\n', 1, 5),
        ("a: @x\n", 1, 4),
        ("- a\nb: 1\n", 2, 1),
        ("a: 1\n b: 2\n", 2, 3),
        ("a: %x\n", 1, 4),
        ('a: "\\q"\n', 1, 5),
    ],
)
def test_a_syntax_error_in_yaml_is_refused_with_line_and_column(text: str, line: int, column: int) -> None:
    problem = refused(text)[0]
    assert problem.code == "E105"
    assert problem.at is not None
    assert (problem.at.line, problem.at.column) == (line, column)
    assert problem.excerpt == text.splitlines()[line - 1]


def test_a_tab_as_indent_is_called_a_tab() -> None:
    assert "制表符" in refused("a:\n\tb: 2\n")[0].text.zh
    assert read("a:\tb\nc: |\n  x\ty\nd: 'x\n\ty'\n").data == {"a": "b", "c": "x\ty\n", "d": "x y"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": 1,\n "b": [1, 2}', 2, 12),
        ('{"a": 1,}', 1, 9),
        ('{"a" 1}', 1, 6),
        ("{a: 1}", 1, 2),
        ("{\"a\": 'x'}", 1, 7),
        ('{"口罩": "x}', 1, 8),
        ('{"a": "\\x41"}', 1, 8),
        ('{"a": [1, 2', 1, 7),
        ('{"a": 01}', 1, 7),
        ('{"a": 1.}', 1, 7),
        ('{"a": +1}', 1, 7),
        ('{"a": 1} x', 1, 10),
        ('{"a": 1 // one\n}', 1, 9),
        ('{"a": True}', 1, 7),
        ("[1 2]", 1, 4),
        ('{"a": "x\ty"}', 1, 9),
    ],
)
def test_a_syntax_error_in_json_is_refused_with_line_and_column(text: str, line: int, column: int) -> None:
    assert places(refused(text, "json")) == [("E105", line, column)]


@pytest.mark.parametrize("syntax", BOTH)
@pytest.mark.parametrize("bad", [NUL, "\x07", "\x1b", "\x7f", "\x85", "\u2028", BOM, "\ud800", "\uffff", RLO, "\u202a", "\u2066", "\u2069"])
def test_a_character_that_cannot_be_seen_is_refused_where_it_stands(bad: str, syntax: Syntax) -> None:
    assert places(refused(f'{{"a":\n "口{bad}罩"}}', syntax)) == [("E104", 2, 4)]


@pytest.mark.parametrize("escape", ["\\u0000", "\\u202e", "\\ufeff", "\\u2066", "\\u001b"])
@pytest.mark.parametrize("syntax", BOTH)
def test_an_escape_does_not_bring_in_what_may_not_stand_there(escape: str, syntax: Syntax) -> None:
    assert places(refused(f'{{"a": "x{escape}"}}', syntax)) == [("E104", 1, 7)]
    assert places(refused(f'{{"x{escape}": 1}}', syntax)) == [("E104", 1, 2)]


def test_half_a_surrogate_pair_is_refused_in_json() -> None:
    assert places(refused('["\\ud83d"]', "json")) == [("E104", 1, 2)]
    assert read('["\\ud83d\\ude00"]', "json").data == ["😀"]


@pytest.mark.parametrize("text", ["a: 口罩\nb: 2", "a: 口罩\r\nb: 2\r\n", "a: 口罩\rb: 2\r", "a: 口罩\r\nb: 2\n", BOM + "a: 口罩\nb: 2\n"])
def test_line_ends_of_any_kind_and_a_mark_at_the_start_change_nothing(text: str) -> None:
    document = read(text.encode("utf-8"))
    assert document.data == read("a: 口罩\nb: 2\n").data
    assert document.position(("b",)) == read("a: 口罩\nb: 2\n").position(("b",))
    assert document.excerpt(document.position(("a",))) == "a: 口罩"


@pytest.mark.parametrize("syntax", BOTH)
@pytest.mark.parametrize("text", ["", "\n", "  \n\n", BOM])
def test_an_empty_file_is_refused(text: str, syntax: Syntax) -> None:
    assert [p.code for p in refused(text, syntax)] == ["E109"]


@pytest.mark.parametrize(
    "text",
    ["# nothing\n", "---\n", "# a\n---\n# b\n", "---\n...\n", "just words\n", "null\n", "12\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n---\n"],
)
def test_what_is_no_single_document_is_refused(text: str) -> None:
    assert [p.code for p in refused(text)] == ["E109"]


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert [p.code for p in refused(b"#" * (MOST_BYTES + 1))] == ["E102"]
    assert [p.code for p in refused("罩" * (MOST_BYTES // 3 + 1))] == ["E102"]
    assert refused(b"#" * 50_000_000)[0].code == "E102"


@pytest.mark.parametrize("syntax", BOTH)
def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch, syntax: Syntax) -> None:
    assert MOST_NODES == 500_000
    monkeypatch.setattr("tijian.authoring.tree.MOST_NODES", 1000)
    assert len(read("[" + "1," * 998 + "1]", syntax).data) == 999
    assert places(refused("[" + "1," * 999 + "1]", syntax)) == [("E102", 1, 2000)]
    assert [p.code for p in refused('{"a": [' + '{"b": 1},' * 500 + "1]}", syntax)] == ["E102"]


@pytest.mark.parametrize(("encoding", "named"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("gb18030", "GBK")])
def test_a_file_in_another_encoding_is_refused_with_its_likely_name(encoding: str, named: str) -> None:
    (problem,) = refused("a: 口罩".encode(encoding))
    assert problem.code == "E103"
    assert named in problem.text.zh


def test_a_broken_byte_is_refused_where_it_stands() -> None:
    assert places(refused("a: 口\nb: 罩".encode() + b"\xff\xff\xff")) == [("E103", 2, 5)]


ROUGH = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [
                *"[]{}:,-?&*!|>'\"%@`#~\\ \t\r\n0123456789ae.<=口罩",
                "---\n",
                "...\n",
                "a: ",
                "\n  ",
                "- ",
                "\\u",
                '"a"',
                "<<: ",
                "true",
                "null",
            ]
        ),
        max_size=60,
    ).map(lambda parts: "".join(parts).encode()),
)


@given(ROUGH)
def test_any_bytes_make_a_document_or_a_document_error(raw: bytes) -> None:
    for syntax in BOTH:
        try:
            found: Document | DocumentError = read_document(raw, "f", syntax=syntax)
        except DocumentError as error:
            found = error
        if isinstance(found, DocumentError):
            assert found.problems
            assert all(p.at is not None and p.code.startswith("E1") for p in found.problems)
        else:
            assert isinstance(found.data, dict | list)


@given(ROUGH)
def test_the_reader_in_pure_python_says_the_same_as_the_fast_one_or_refuses(raw: bytes) -> None:
    try:
        source = read_source(raw, "f")
        slow = read_yaml(source, pure_python=True)
    except DocumentError:
        return
    if slow.problems or slow.root is None:
        return
    try:
        fast = read_yaml(source)
    except DocumentError:
        return  # libyaml is stricter in places, never looser about what a text means
    assert fast.data == slow.data
    assert fast.root == slow.root


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc口", max_size=3), inner, max_size=4),
    max_leaves=12,
).filter(lambda value: isinstance(value, dict | list))


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_json_means_what_the_standard_library_reads(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert read(text, "json").data == json.loads(text)
