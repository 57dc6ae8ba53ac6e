"""Manners on real consoles: closed pipes, GBK, no colour, narrow screens, Ctrl-C, faults of our own. In processes where it matters."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.reception import DEMO, PLAIN, command, dossier, process, run, shop, surroundings

from tijian import assessment
from tijian.model.dossier import Dossier
from tijian_cli.layout import cells, plain, wrap

ESC = "\x1b"
POSIX = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals, named pipes and signals of POSIX")


def test_a_reader_that_goes_away_ends_the_output_quietly_and_the_exit_code_still_tells() -> None:
    words: list[str | Path] = ["assess", *sorted(DEMO.glob("mask_*.yaml")), "--format", "json", "--fail-on", "D"]
    with subprocess.Popen(command(words), env=surroundings(PLAIN), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait() == 1
    assert said == b""


def test_help_into_a_closed_pipe_is_quiet() -> None:
    with subprocess.Popen(command(["--help"]), env=surroundings(PLAIN), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_a_gbk_console_gets_gbk_and_question_marks_never_a_crash(tmp_path: Path) -> None:
    file = dossier(tmp_path, 水壶厂="示例🏭厂𠮷")
    done = process("assess", file, "--ruleset-path", shop(tmp_path / "rules"), environment={"PYTHONIOENCODING": "gbk"})
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode("gbk")
    assert "示例?厂?" in shown
    assert "╔" in shown  # GBK has box characters


def test_json_is_utf_8_and_the_same_to_the_byte_whatever_the_console_speaks(tmp_path: Path) -> None:
    words = ("assess", dossier(tmp_path, 水壶厂="示例🏭厂"), "--ruleset-path", shop(tmp_path / "rules"), "--format", "json")
    of_gbk = process(*words, environment={"PYTHONIOENCODING": "gbk"})
    assert json.loads(of_gbk.stdout.decode("utf-8"))["enterprise"]["name"] == "示例🏭厂"
    of_ascii = process(*words, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert of_ascii.stdout == of_gbk.stdout == run(*words).stdout.encode()


def test_an_old_console_without_box_characters_gets_plain_ones(tmp_path: Path) -> None:
    done = process("assess", DEMO / "mask_uncertain.yaml", "--lang", "en", environment={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    shown = done.stdout.decode("ascii")
    assert ".-  PREVIEW  -" in shown
    assert "■" not in shown


def test_nothing_but_a_terminal_gets_escape_codes() -> None:
    screens: list[tuple[str | Path, ...]] = [
        ("assess", DEMO / "mask_d.yaml"),
        ("demo",),
        ("ruleset", "list"),
        ("explain", DEMO / "mask_d.yaml"),
    ]
    for words in screens:
        done = run(*words)
        assert ESC not in done.stdout + done.stderr
        assert done.stdout


def on_a_terminal(words: list[str], **environment: str) -> str:
    """What a terminal of 100 columns is shown."""
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    surrounded = surroundings({"TERM": "xterm-256color", **environment})
    shown = b""
    with subprocess.Popen(command(words), env=surrounded, stdin=child, stdout=child, stderr=child, close_fds=True) as running:
        os.close(child)
        while True:
            try:
                got = os.read(parent, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not got:
                break
            shown += got
        assert running.wait() == 0
    os.close(parent)
    return shown.decode("utf-8")


@POSIX
def test_a_terminal_gets_colour_and_one_with_no_color_none() -> None:
    words = ["ruleset", "show", "mask"]
    environment = {name: value for name, value in PLAIN.items() if name != "NO_COLOR"}
    assert ESC in on_a_terminal(words, **environment)
    assert ESC not in on_a_terminal(words, **{**environment, "NO_COLOR": "1"})


@pytest.mark.parametrize("width", ["20", "80"])
def test_every_width_from_20_on_is_kept(width: str) -> None:
    for words in (("assess", DEMO / "mask_uncertain.yaml"), ("explain", DEMO / "mask_d.yaml"), ("ruleset", "list"), ("demo",)):
        shown = run(*words, COLUMNS=width)
        assert shown.exit_code == 0
        too_wide = [line for line in shown.stdout.splitlines() if cells(line) > int(width) and "sha256:" not in line]
        assert [line for line in too_wide if " " in line.strip()] == []


@pytest.mark.parametrize("width", [1, 2, 5, 8, 20, 100])
@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "质量安全保证能力，必须满足。",
        "Filtration efficiency (NaCl), >= 95 %",
        "中文 and English，混排（含括号）的一段话",
        "x" * 50,
        "一" * 50,
    ],
)
def test_wrapping_loses_no_character_and_keeps_the_width(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(cells(line) <= max(width, 2) for line in lines)
    if width >= 20:
        assert not any(line[:1] in "，。）" for line in lines if line)


def test_what_could_move_a_cursor_or_turn_the_text_round_is_not_printed() -> None:
    assert plain("a\x1b[31mb\rc\x07d\u202ee\u2028f\ud800g\th\ni") == "a\ufffd[31mb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg h i"


def interrupted(running: "subprocess.Popen[bytes]") -> int:
    """The exit code after Ctrl-C, pressed again where the first one fell just before a system call that waits."""
    for _ in range(60):
        running.send_signal(signal.SIGINT)
        try:
            return running.wait(timeout=1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it did not stop")


@POSIX
def test_ctrl_c_ends_with_130_and_without_a_traceback() -> None:
    attentive = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # a session in the background ignores Ctrl-C
    words = command(["assess", "-"])
    words[2] = attentive + words[2]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=surroundings(PLAIN), stdin=pipe, stdout=pipe, stderr=pipe) as running:
        assert running.stdin is not None
        running.stdin.write(b"#" * 300_000)  # more than a pipe holds: written when the other side has begun to read, and waits for more
        running.stdin.flush()
        code = interrupted(running)
        assert running.stdout is not None
        assert running.stderr is not None
        assert (code, running.stdout.read()) == (130, b"")
        said = running.stderr.read().decode()
    assert said.strip() == "已中断"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fault_of_our_own_is_one_line_in_both_languages_and_code_5(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("the roof\x1b[31m fell in")

    monkeypatch.setattr("tijian.assessment.assess", crash)
    done = run("explain", DEMO / "mask_a.yaml", "--lang", language)
    assert (done.exit_code, done.stdout) == (5, "")
    assert done.stderr.splitlines()[0].startswith("E799 内部错误，请报告此问题 · internal error, please report it: RuntimeError: the roof")
    assert "Traceback" not in done.stderr
    assert ESC not in done.stderr
    told = run("explain", DEMO / "mask_a.yaml", TIJIAN_DEBUG="1")
    assert told.exit_code == 5
    assert "Traceback" in told.stderr


def test_a_fault_of_our_own_in_one_dossier_leaves_the_others_done(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = assessment.assess

    def crash(dossier: Dossier, *others: Any) -> Any:
        if dossier.assessment == "SH2021-MSK-001":
            raise RuntimeError("the roof fell in")
        return judge(dossier, *others)

    monkeypatch.setattr("tijian.assessment.assess", crash)
    done = run("assess", DEMO / "mask_a.yaml", DEMO / "mask_b.yaml", "--format", "json")
    assert done.exit_code == 5
    assert json.loads(done.stdout)["assessment"] == "SH2021-MSK-002"
    assert done.stderr.startswith(f"{DEMO / 'mask_a.yaml'}: E799")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full of Linux")
def test_a_full_disk_behind_stdout_is_said_and_is_no_success() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(["ruleset", "schema", "result"]), stdout=full, stderr=subprocess.PIPE, env=surroundings(PLAIN), check=False
        )
    assert done.returncode == 3
    assert b"E711" in done.stderr
    assert b"Traceback" not in done.stderr


@POSIX
def test_results_for_which_there_is_no_stdout_are_refused_not_lost() -> None:
    words = " ".join(f"'{word}'" for word in command(["ruleset", "schema", "result"]))
    for closed, said in ((">&-", b"E711"), (">&- 2>&-", b"")):
        done = subprocess.run(["sh", "-c", f"{words} {closed}"], env=surroundings(PLAIN), capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (3, b"")
        assert said in done.stderr
        assert b"Traceback" not in done.stderr


@POSIX
def test_nothing_is_amiss_where_nothing_is_written_to_a_closed_stdout(tmp_path: Path) -> None:
    made = tmp_path / "results.jsonl"
    words = " ".join(f"'{word}'" for word in command(["assess", DEMO / "mask_a.yaml", "--format", "json", "-o", made]))
    done = subprocess.run(["sh", "-c", f"{words} >&- 2>&-"], env=surroundings(PLAIN), capture_output=True, check=False)
    assert (done.returncode, made.stat().st_size > 0) == (0, True)


def test_a_binary_file_a_directory_and_an_empty_file_are_refused_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "folder.yaml").mkdir()
    refused = run("assess", *sorted(tmp_path.iterdir()))
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert refused.stderr.count("(tijian explain E") == 3
    assert "Traceback" not in refused.stderr


def test_the_command_that_is_installed_runs() -> None:
    from importlib.metadata import entry_points

    [script] = entry_points(group="console_scripts", name="tijian")
    assert script.value == "tijian_cli.main:main"
    done = subprocess.run([sys.executable, "-m", "tijian_cli", "--help"], capture_output=True, check=False, env=surroundings(PLAIN))
    assert done.returncode == 0


ASCII = PLAIN | {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode whatever the locale")
def test_file_names_that_the_locale_cannot_hold_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    results = tmp_path / "r.jsonl"
    assert run("assess", DEMO / "mask_a.yaml", DEMO / "mask_b.yaml", "--format", "json", "-o", results).exit_code == 0
    refused: list[list[str | Path]] = [["report", "enterprise", results, "--format", "html"], ["export", "oscal", results]]
    for words in refused:
        out = tmp_path / str(words[0])
        done = subprocess.run(command([*words, "-o", out, "--lang", "en"]), env=surroundings(ASCII), capture_output=True, check=False)
        assert done.returncode == 3
        assert b"E711" in done.stderr
        assert b"PYTHONUTF8=1" in done.stderr
        assert not out.exists()


@POSIX
def test_links_that_lead_to_each_other_are_said_where_they_are_read_and_where_they_are_written(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to("loop.yaml")
    results = tmp_path / "r.jsonl"
    assert run("assess", DEMO / "mask_a.yaml", "--format", "json", "-o", results).exit_code == 0
    looped: list[list[str | Path]] = [
        ["compare", results, "--board", loop], ["assess", DEMO / "mask_a.yaml", "-o", loop], ["assess", loop, "-o", results],
    ]  # fmt: skip
    for words in looped:
        done = run(*words)
        assert done.exit_code == 3
        assert f"{loop}: E" in done.stderr
        assert "E799" not in done.stderr
    assert loop.is_symlink()


@POSIX
def test_after_ctrl_c_a_second_one_does_not_show_the_insides(monkeypatch: pytest.MonkeyPatch) -> None:
    from tijian_cli import main

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(main.cli, "main", lambda **_: 130)
    try:
        assert main.main() == 130
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
