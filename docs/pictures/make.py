"""Pictures of one page of each kind of report, in every format and both languages: `python docs/pictures/make.py`.

Needs poppler (pdftoppm), LibreOffice Writer (soffice) and Chromium beside the extra `report`. Every enterprise in them is invented.
Pictures are made from the bundled dossiers, so that they show what anybody can make again.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import tijian
from tijian.campaign.judging import names_for
from tijian.model.text import Language
from tijian.reports.model import Kind, Report
from tijian.reports.press import FORMS, Form, Press
from tijian.reports.series import Series

HERE = Path(__file__).parent
KINDS: tuple[Kind, ...] = ("overall", "regional", "industry", "enterprise")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DPI = 96
SHOWN = "上海岚珂劳防用品有限公司"  # the enterprise whose report is shown: it has findings, diagnoses and failed tests
TOOLS = {"pdf": "pdftoppm", "docx": "soffice", "html": "chromium"}


def main() -> int:
    """Makes the pictures that the machine has tools for; says which are missing, and answers 1 then."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("campaign", nargs="?", type=Path, help="a campaign's directory; by default the bundled dossiers")
    asked.add_argument("--out", type=Path, default=HERE)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    series, press = _series(given.campaign), Press()
    missing = sorted({tool for tool in TOOLS.values() if shutil.which(tool) is None})
    for kind in KINDS:
        for language in LANGUAGES:
            report = _one(series, kind, language)
            for form in FORMS:
                if TOOLS[form] not in missing:
                    picture = given.out / f"report-{kind}.{form}.{language}.png"
                    _picture(press.print(report, form).data, form, picture)
                    sys.stdout.write(f"{picture}\n")
    if missing:
        sys.stderr.write(f"not installed, so their pictures were not made: {', '.join(missing)}\n")
    return 1 if missing else 0


def _series(campaign: Path | None) -> Series:
    catalogue = tijian.catalogue()
    if campaign is not None:
        from tijian.campaign.folder import read_folder
        from tijian.campaign.judging import judge

        judged = judge(read_folder(campaign, catalogue), catalogue)
        results, planned, not_judged = judged.results, judged.campaign, judged.not_judged
    else:
        held = sorted(one.name for one in files("tijian_rulesets").joinpath("demo").iterdir() if one.name.endswith(".yaml"))
        texts = [(name, files("tijian_rulesets").joinpath("demo", name).read_bytes()) for name in held]
        results = tuple(tijian.assess(tijian.read_dossier(name, text=text), catalogue) for name, text in texts)
        planned, not_judged = None, ()
    return Series(
        results,
        planned,
        not_judged,
        names_for(results, catalogue),
        lambda one: catalogue.entry(one.category, one.assessed_on).program.ruleset,
    )


def _one(series: Series, kind: Kind, language: Language) -> Report:
    """The report of a kind with most to show: for an enterprise the one named above, else the longest."""
    every = [report for _, report in series.reports(kind, language)]
    return next((report for report in every if report.subject == SHOWN), max(every, key=lambda report: len(repr(report))))


def _picture(data: bytes, form: Form, picture: Path) -> None:
    """The first page as it looks: of a PDF and a Word document in an office, of a page in a browser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / f"report.{form}"
        file.write_bytes(data)
        if form == "docx":
            profile = f"-env:UserInstallation=file://{folder}/profile"
            _run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", name, str(file))
        if form == "html":
            screen = ("--hide-scrollbars", "--window-size=1000,1414", "--force-device-scale-factor=1")
            _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", *screen, f"--screenshot={picture}", file.as_uri())
        else:
            _run(
                "pdftoppm",
                "-r",
                str(DPI),
                "-png",
                "-singlefile",
                "-f",
                "1",
                "-l",
                "1",
                str(folder / "report.pdf"),
                str(picture.with_suffix("")),
            )


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    sys.exit(main())
