"""The directory of the demonstration: whole or untouched, whatever happens, and nobody's own work in it is lost."""

import errno
import os
import signal
import subprocess
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.cli.reception import PLAIN, command, surroundings
from tests.cli.test_cli_manners import POSIX, interrupted

from tijian.model.problem import InputError
from tijian_cli.demo_directory import LIST, DemoDirectory


def fill(path: Path, kind: str = "campaign", **files: str) -> None:
    """Writes a small demonstration; `a__b` is the file a/b."""
    with DemoDirectory(path, kind) as directory:
        for name, words in files.items():
            directory.put(name.replace("__", "/"), words.encode())


def content(path: Path) -> dict[str, bytes]:
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def test_everything_is_there_at_the_end_and_nothing_before(tmp_path: Path) -> None:
    out = tmp_path / "new" / "demo"
    with DemoDirectory(out, "campaign") as directory:
        directory.put("reports/a.pdf", b"a")
        assert not (out / "reports").exists()
        directory.put("board.html", b"b")
    assert {name for name in content(out) if name != LIST} == {"reports/a.pdf", "board.html"}
    assert {one.name for one in out.iterdir()} == {"reports", "board.html", LIST}


def test_a_second_run_replaces_its_own_files_and_takes_away_those_it_no_longer_writes(tmp_path: Path) -> None:
    fill(tmp_path, reports__old="1", reports__both="1", gone__alone="1")
    (tmp_path / "reports" / "mine.txt").write_text("mine", "utf-8")
    fill(tmp_path, reports__both="2", reports__new="2")
    assert {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*")} == {
        LIST, "reports", "reports/both", "reports/new", "reports/mine.txt",
    }  # fmt: skip
    assert (tmp_path / "reports" / "both").read_text("utf-8") == "2"
    assert (tmp_path / "reports" / "mine.txt").read_text("utf-8") == "mine"


def refused(path: Path, kind: str = "campaign", **files: str) -> tuple[list[str], dict[str, bytes]]:
    """The codes with which it is refused, and what the directory held before and holds still."""
    before = content(path) if path.is_dir() else {}
    with pytest.raises(InputError) as caught:
        fill(path, kind, **files)
    if path.is_dir():
        assert content(path) == before
    return [problem.code for problem in caught.value.problems], before


def test_a_directory_with_other_things_in_it_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    assert refused(tmp_path, a="1") == (["E716"], {"thesis.docx": b"years of work"})
    (tmp_path / LIST).write_text("0" * 64 + "  thesis.docx\n", "utf-8")  # somebody else's list
    assert refused(tmp_path, a="1")[0] == ["E716"]


def test_the_directory_of_the_other_demonstration_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "dossiers", a="1")
    assert refused(tmp_path, "campaign", a="1")[0] == ["E716"]


def test_hidden_files_do_not_make_a_directory_anybodys(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".tijian-unfinished-1").mkdir()  # of a run that was killed
    (tmp_path / ".tijian-unfinished-1" / "half.pdf").write_bytes(b"%PD")
    fill(tmp_path, a="1")
    assert {one.name for one in tmp_path.iterdir()} == {".DS_Store", "a", LIST}


def test_a_file_that_a_person_changed_or_put_there_is_never_overwritten(tmp_path: Path) -> None:
    fill(tmp_path, a="1", b="1")
    (tmp_path / "a").write_text("mine", "utf-8")
    assert refused(tmp_path, a="2", b="2")[0] == ["E715"]
    (tmp_path / "a").unlink()
    (tmp_path / "c").write_text("mine too", "utf-8")
    assert refused(tmp_path, a="2", b="2", c="2")[0] == ["E715"]
    fill(tmp_path, a="2", b="2")
    assert (tmp_path / "c").read_text("utf-8") == "mine too"


def test_a_list_that_points_outside_takes_nothing_away(tmp_path: Path) -> None:
    import hashlib

    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    fill(tmp_path / "demo", a="1")
    with (tmp_path / "demo" / LIST).open("a", encoding="utf-8") as held:
        held.write(f"{digest}  ../outside.txt\n{digest}  {outside}\n")
    fill(tmp_path / "demo", a="2")
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_full_disk_or_a_missing_permission_is_said_and_leaves_nothing(
    number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(tmp_path / "demo", a="1")
    before, write = content(tmp_path / "demo"), Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "b":
            write(self, data[:1])
            raise OSError(number, os.strerror(number))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    for out in (tmp_path / "demo", tmp_path / "other" / "new"):
        with pytest.raises(InputError) as caught:
            fill(out, a="2", b="22", c="2")
        [problem] = caught.value.problems
        assert (problem.code, problem.at and problem.at.file) == ("E711", str(out / "b"))
    assert content(tmp_path / "demo") == before
    assert [one.name for one in (tmp_path / "demo").iterdir() if one.name.startswith(".")] == []
    assert not (tmp_path / "other").exists()


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert refused(tmp_path / "file", a="1")[0] == ["E711"]
    assert refused(tmp_path / "file" / "below", a="1")[0] == ["E711"]
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_run_that_was_killed_while_putting_in_place_leaves_nothing_that_the_next_does_not_know(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(tmp_path, a="1", b="1", old="1")
    moved: list[Path] = []
    replace = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if len(moved) == 2:  # the list, then `a`
            raise SystemExit(9)
        moved.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(SystemExit):
        fill(tmp_path, a="2", b="2")
    monkeypatch.undo()
    assert {name: data for name, data in content(tmp_path).items() if name != LIST} == {"a": b"2", "b": b"1", "old": b"1"}
    fill(tmp_path, a="3", b="3")
    assert {name: data for name, data in content(tmp_path).items() if name != LIST} == {"a": b"3", "b": b"3"}


@pytest.mark.parametrize("there", [False, True])
def test_what_is_interrupted_leaves_the_directory_as_it_was(there: bool, tmp_path: Path) -> None:
    out = tmp_path / "above" / "demo"
    if there:
        fill(out, a="1")
    before = content(out)
    with pytest.raises(KeyboardInterrupt), DemoDirectory(out, "campaign") as directory:
        directory.put("a", b"2")
        raise KeyboardInterrupt
    assert content(out) == before
    assert (tmp_path / "above").exists() == there
    assert not there or {one.name for one in out.iterdir()} == {"a", LIST}


@POSIX
def test_ctrl_c_in_the_midst_of_the_reports_is_said_and_nothing_is_left() -> None:
    out = Path(mkdtemp(prefix="tijian-demo-")) / "demo"
    attentive = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    words = command(["demo", "--out", out])
    words[2] = attentive + words[2]
    with subprocess.Popen(words, env=surroundings(PLAIN), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        assert running.stdout is not None
        heard = b""
        while "区域".encode() not in heard:  # reports are being printed
            line = running.stderr.readline()
            assert line, heard.decode()
            heard += line
        assert interrupted(running) == 130
        assert running.stdout.read() == b""
        said = running.stderr.read().decode()
    assert [line for line in said.splitlines()[-3:] if line] == [f"没有写完，{out} 还是原样", "已中断"]
    assert "Traceback" not in said
    out.parent.rmdir()  # empty


def test_the_signal_is_answered_again_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    fill(tmp_path / "demo", a="1")
    assert signal.getsignal(signal.SIGINT) is before
