"""Progress on stderr: a bar on a terminal, gone at the end; a line at each step elsewhere, or nothing where it is asked to be quiet."""

import io
import sys

import pytest

from tijian_cli.bilingual import Words
from tijian_cli.progress import Steps


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def work(steps: Steps) -> None:
    with steps:
        steps.begin(Words("看一遍", "looking"))
        steps.begin(Words("写报告", "writing"), 2)
        steps.advance()
        steps.advance()


@pytest.mark.parametrize(("language", "lines"), [("zh", ["看一遍", "写报告  2"]), ("en", ["looking", "writing  2"])])
def test_elsewhere_than_on_a_terminal_each_step_is_a_line(language: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    work(Steps("zh" if language == "zh" else "en"))
    work(Steps("zh", quiet=True))
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()) == ("", lines)


@pytest.mark.parametrize("colour", [True, False])
def test_on_a_terminal_there_is_a_bar_which_is_gone_at_the_end(colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    work(Steps("zh", quiet=True))
    shown = screen.getvalue()
    assert "写报告" in shown
    assert "2/2" in shown
    assert shown.endswith("\x1b[1A\x1b[2K")  # the line is taken away again
    assert ("\x1b[36m" in shown) == colour


def test_a_dumb_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "dumb")
    work(Steps("zh"))
    assert screen.getvalue() == "看一遍\n写报告  2\n"
