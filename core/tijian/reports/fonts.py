"""Which Chinese fonts a PDF is set in: those asked for, else the installed font package, else those of the system, else a clear error.

`find` is the one place that decides; `pdf` and `press` come in here. The package (extra `report`) is preferred to the system's
fonts because the same fonts give the same bytes on every machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final
from weakref import finalize

from ..model.problem import InputError, Position, Problem
from ..model.text import text
from .missing import needs

if TYPE_CHECKING:
    import typst

PACKAGE: Final = "pylopdf_fonts_zh_cn"  # Noto Sans SC and Noto Serif SC, SIL Open Font License 1.1
# By preference; what is for Simplified Chinese and free comes first.
SANS: Final = (
    "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK SC", "Microsoft YaHei", "DengXian", "PingFang SC",
    "Hiragino Sans GB", "SimHei", "Heiti SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
SERIF: Final = (
    "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif CJK SC", "SimSun", "NSimSun", "Songti SC", "STSong",
    "FandolSong", "AR PL UMing CN",
)  # fmt: skip
_PROOF: Final = "体检评估报告企业质量安全"  # a font without these is no font for these reports
_SERIF_WORDS: Final = ("serif", "song", "ming", "宋", "明")


@dataclass(frozen=True)
class Face:
    """A font in a file; `index` counts the fonts of a collection."""

    family: str
    path: Path
    index: int = 0

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every character that it can draw."""
        needs("fontTools")
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

        with TTFont(self.path, fontNumber=self.index, lazy=True) as font:
            return frozenset(font.getBestCmap() or {})

    @property
    def chinese(self) -> bool:
        """Whether it can draw the words of these reports."""
        return self.characters.issuperset(map(ord, _PROOF))


@dataclass(frozen=True)
class Fonts:
    """The fonts of a run: headings and tables in `sans`, running text in `serif`; one stands in where the other lacks a character."""

    sans: Face
    serif: Face

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every character that can be set."""
        return self.sans.characters | self.serif.characters

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys((self.sans.path, self.serif.path)))


def find(asked: Path | None = None) -> Fonts:
    """The fonts to set in. `asked`: a font file, or a directory of them.

    Raises InputError: E940 (nothing there that is a font), E941 (no Chinese in it), E942 (no Chinese font anywhere), E943 (the extra
    is not installed).
    """
    needs("typst")
    import typst

    if asked is not None:
        return _asked(asked)
    if (package := _package()) is not None and (found := _of(_faces(opened(package)))) is not None:
        return found
    system = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    if (found := _of(_known(_faces(system)))) is not None:
        return found
    said = text("找不到中文字体，无法排版 PDF", "there is no Chinese font to set a PDF in")
    hint = text(
        'pip install "tijian[report]" 带有思源字体；或用 --font 指定字体文件或目录；HTML 和 Word 不需要字体',
        'pip install "tijian[report]" brings the Noto fonts; or name a font file or directory with --font; HTML and Word need none',
    )
    raise InputError(Problem("E942", said, hint=hint))


def _asked(path: Path) -> Fonts:
    hint = text("给一个 .otf、.ttf、.ttc 文件，或放着它们的目录", "give an .otf, .ttf or .ttc file, or a directory of them")
    try:
        if path.is_dir():
            faces = _faces(opened(path))
        else:
            alone = Shelf((path,))
            faces = _faces(opened(alone.path), path)
            alone.close()
    except OSError as error:
        said = text(f"不能读字体：{error.strerror}", f"the font cannot be read: {error.strerror}")
        raise InputError(Problem("E940", said, at=Position(str(path)), hint=hint)) from error
    if not faces:
        raise InputError(Problem("E940", text("这里没有字体", "there is no font here"), at=Position(str(path)), hint=hint))
    if (found := _of(faces)) is None:
        said = text("这里的字体没有中文", "the fonts here have no Chinese")
        raise InputError(Problem("E941", said, at=Position(str(path)), hint=hint))
    return found


def _package() -> Path | None:
    """Where the font package is installed."""
    spec = find_spec(PACKAGE)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def opened(directory: Path) -> "typst.Fonts":
    """The fonts in a directory, and no others."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(directory)])


class Shelf:
    """A directory with some files alone, for Typst takes directories: links where it can be, else copies. Gone with the object."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Raises OSError."""
        self.path = Path(mkdtemp(prefix="tijian-fonts-"))
        self.close = finalize(self, rmtree, self.path, ignore_errors=True)
        for number, file in enumerate(files):
            place = self.path / f"{number}{file.suffix.lower()}"
            file.open("rb").close()  # a link to what cannot be read would be an empty shelf
            try:
                place.symlink_to(file.resolve())
            except (OSError, NotImplementedError):  # Windows lets few people make links
                place.write_bytes(file.read_bytes())


def _faces(fonts: "typst.Fonts", file: Path | None = None) -> list[Face]:
    """The upright faces, of each family the one nearest to regular."""
    upright = [one for one in fonts.fonts() if one.style == "normal" and (one.path or file)]
    upright.sort(key=lambda one: (abs(one.weight - 400), one.family, one.path or "", one.index))
    found: dict[str, Face] = {}
    for one in upright:
        place = file or (Path(one.path) if one.path else None)
        if place is not None:
            found.setdefault(one.family, Face(one.family, place, one.index))
    return sorted(found.values(), key=lambda face: face.family)


def _known(faces: Iterable[Face]) -> Iterator[Face]:
    """Those that are known to be Chinese: of a system's hundreds of fonts not every one is opened."""
    names = {*SANS, *SERIF}
    yield from (face for face in faces if face.family in names)


def _of(faces: Iterable[Face]) -> Fonts | None:
    """One for headings and one for text, from faces that have Chinese; the same for both where there is but one kind."""
    able = [face for face in faces if face.chinese]
    if not able:
        return None
    serifs = [face for face in able if _is_serif(face)]
    sanses = [face for face in able if not _is_serif(face)]
    sans, serif = _first(sanses or serifs, SANS), _first(serifs or sanses, SERIF)
    return Fonts(sans, serif)


def _is_serif(face: Face) -> bool:
    name = face.family.lower()
    return face.family in SERIF or (face.family not in SANS and "sans" not in name and any(word in name for word in _SERIF_WORDS))


def _first(faces: Sequence[Face], preferred: Sequence[str]) -> Face:
    order = {name: place for place, name in enumerate(preferred)}
    return min(faces, key=lambda face: (order.get(face.family, len(order)), face.family))
