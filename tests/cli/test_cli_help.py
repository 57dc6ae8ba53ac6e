"""Help: every command explains itself in two languages with two examples, and answers before the engine is loaded."""

import re
import subprocess
import sys
from importlib.metadata import version

import click
import pytest
from tests.cli.reception import every_command, run

from tijian_cli.language import chosen
from tijian_cli.main import cli

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMANDS = every_command()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help_with_two_examples_in_its_language(words: tuple[str, ...], language: str) -> None:
    shown = run(*words, "--help", "--lang", language)
    assert shown.exit_code == 0
    assert shown.stderr == ""
    examples = re.findall(r"(?m)^  \$ (.+)\n      (.+)$", shown.stdout)
    assert len(examples) == 2
    for line, said in examples:
        assert line.startswith(" ".join(("tijian", *words)))
        assert bool(CHINESE.search(said)) == (language == "zh")
    if language == "en":
        assert not CHINESE.search(shown.stdout.replace("体检", ""))
    else:
        assert all(english not in shown.stdout for english in ("Usage", "Options:", "Show this", "OPTIONS"))


@pytest.mark.parametrize("words", [words for words in COMMANDS if words], ids=" ".join)
def test_the_example_lines_of_a_command_are_ones_that_it_takes(words: tuple[str, ...]) -> None:
    """Each option of an example exists: it parses, up to files that are not there."""
    for line in re.findall(r"(?m)^  \$ (.+)$", run(*words, "--help").stdout):
        asked = line.split(" > ")[0].split()[1:]
        options = {word for word in asked if word.startswith("-")}
        context: click.Context = click.Context(cli, info_name="tijian")
        group: click.Command = cli
        for word in asked:
            if not isinstance(group, click.Group):
                break
            found = group.get_command(context, word)
            assert found is not None, line
            group = found
        assert options <= {name for param in group.params for name in param.opts}, line


def test_help_imports_neither_the_engine_nor_pydantic() -> None:
    code = (
        "import sys; sys.argv = ['tijian', 'assess', '--help']\n"
        "from tijian_cli.main import main\ncode = main()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('tijian', 'pydantic', 'yaml', 'openpyxl', 'durable')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "fr_FR.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GBK"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "TIJIAN_LANG": "en"}, "en"),
        (["--lang", "zh"], {"TIJIAN_LANG": "en"}, "zh"),
        (["assess", "x", "--lang=en"], {"TIJIAN_LANG": "zh"}, "en"),
        (["assess", "--", "--lang=en"], {}, "zh"),
    ],
)
def test_the_option_beats_the_variable_beats_the_locale_and_chinese_is_the_default(
    words: list[str], environment: dict[str, str], language: str
) -> None:
    assert chosen(words, environment) == language


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["asess"], "没有命令 asess；是不是 assess？", "there is no command asess; did you mean assess?"),
        (["assess"], "缺少 FILE…", "FILE… is missing"),
        (["assess", "x", "--engin"], "没有选项 --engin", "there is no option --engin"),
        (["assess", "x", "--format", "xml"], "可选的值是 text, json", "the values are text, json"),
        (["assess", "x", "--format"], "需要一个值", "needs a value"),
        (["explain", "E112", "a", "b"], "多余的参数 b", "nothing that b could be for"),
        (["explain", "E998"], "没有代码 E998", "there is no code E998"),
        (["explain", "E112", "C1.1"], "代码后面不带编号", "a code takes no check"),
        (["assess", "-", "-"], "只能给一次", "only once"),
        (["ruleset", "schema", "grade"], "可选的值是 ruleset, dossier, result", "the values are ruleset, dossier, result"),
    ],
)
def test_wrong_usage_is_said_on_stderr_in_the_language_of_the_run_and_ends_with_2(words: list[str], zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        refused = run("--lang", language, *words)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr
        assert "--help" in refused.stderr


def test_a_group_without_a_command_shows_its_help_on_stderr_and_ends_with_2() -> None:
    shown = run("ruleset")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "tijian ruleset lint" in shown.stderr


def test_the_version_is_said_and_is_that_of_the_package() -> None:
    done = run("--version")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"tijian {version('tijian')}\n", "")
