"""Fonts: the one asked for, else the package, else the system's, else a clear error."""

import shutil
from pathlib import Path

import pytest
from tests.reports import reporting as at

from tijian.model.problem import InputError
from tijian.reports import fonts, missing
from tijian.reports.press import Press


def _code(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_the_font_package_is_preferred_to_the_systems_fonts() -> None:
    found = fonts.find()
    assert (found.sans.family, found.serif.family) == ("Noto Sans SC", "Noto Serif SC")
    assert fonts.PACKAGE in str(found.sans.path)


def test_a_font_that_is_asked_for_is_used_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.otf"
    shutil.copy(fonts.find().serif.path, file)
    for asked in (file, tmp_path):
        found = fonts.find(asked)
        assert found.sans.family == found.serif.family == "Noto Serif SC"
        assert Press(asked).print(at.report(at.result("mask_a")), "pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize("content", [None, b"", b"not a font", b"\0\1\0\0" + b"\xff" * 200])
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "font.ttf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as error:
        fonts.find(file)
    assert _code(error) == ["E940"]


def test_a_font_without_chinese_is_refused(tmp_path: Path) -> None:
    from fontTools.subset import main as subset  # type: ignore[import-untyped]

    subset([str(fonts.find().sans.path), "--text=abc", f"--output-file={tmp_path / 'latin.otf'}"])
    with pytest.raises(InputError) as error:
        fonts.find(tmp_path)
    assert _code(error) == ["E941"]


def test_without_any_chinese_font_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_package", lambda: None)
    monkeypatch.setattr(fonts, "_known", lambda _: iter(()))
    with pytest.raises(InputError) as error:
        fonts.find()
    assert _code(error) == ["E942"]
    assert "--font" in (error.value.problems[0].hint or error.value.problems[0].text)("zh")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "find_spec", lambda _: None)
    for form in ("pdf", "html", "docx"):
        with pytest.raises(InputError) as error:
            Press().make_ready(form)
        assert _code(error) == ["E943"]
