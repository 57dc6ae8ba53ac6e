"""An office that lays out what people will open in theirs: LibreOffice, in fonts that are the same on every machine.

The font package of the reports stands in for the Chinese fonts of Chinese offices (宋体, 黑体, 微软雅黑), whatever the machine has.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tijian.reports.fonts import PACKAGE

OFFICE = shutil.which("soffice")
WHY_NOT = "LibreOffice (libreoffice-writer-nogui, libreoffice-calc-nogui) is not installed"
_STAND_INS = {
    "宋体": ("Noto Serif SC",),
    "SimSun": ("Noto Serif SC",),
    "黑体": ("Noto Sans SC",),
    "SimHei": ("Noto Sans SC",),
    "Microsoft YaHei": ("Noto Sans SC",),
    "Times New Roman": ("Liberation Serif", "Noto Serif SC"),
    "Arial": ("Liberation Sans", "Noto Sans SC"),
    "Consolas": ("Liberation Mono", "Noto Sans SC"),
    "sans-serif": ("Noto Sans SC",),
    "serif": ("Noto Serif SC",),
}
_TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def fonts(folder: Path) -> dict[str, str]:
    """The surroundings of a program that shall see these fonts; writes into `folder`."""
    spec = find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    kept = "".join(
        f'<match target="pattern"><test name="family"><string>{family}</string></test>'
        f'<edit name="family" mode="assign" binding="strong">{"".join(f"<string>{one}</string>" for one in used)}</edit></match>'
        for family, used in _STAND_INS.items()
    )
    rules = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f"<dir>{Path(spec.origin).parent}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/fontcache</cachedir>{kept}</fontconfig>"
    )
    (folder / "fonts.conf").write_text(rules, "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}


def laid_out(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Documents by their file names (with .docx or .xlsx) as tagged PDFs, all in one go: an office is slow to start."""
    assert OFFICE is not None
    kinds = {Path(name).suffix for name in documents}
    assert len(kinds) == 1
    filter_name = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export"}[kinds.pop()]
    with TemporaryDirectory(prefix="tijian-office-") as name:
        folder = Path(name)
        for document, data in documents.items():
            (folder / document).write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(folder / document) for document in documents]
        subprocess.run(
            [OFFICE, profile, "--headless", "--convert-to", f"pdf:{filter_name}:{_TAGGED}", "--outdir", name, *files],
            check=True, capture_output=True, env=fonts(folder), timeout=300,
        )  # fmt: skip
        return {document: (folder / document).with_suffix(".pdf").read_bytes() for document in documents}
