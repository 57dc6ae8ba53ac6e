"""`python -m tijian.campaign.invent DIRECTORY [--check]`: see the package."""

import argparse
import sys
from pathlib import Path

from ...authoring.diagnostics import render_all
from ...catalogues import catalogue
from ...model.problem import TijianError
from .making import invent, read_recipe


def main(words: list[str]) -> int:
    """Writes the files, or compares them. Exit code 1: they differ; 3: the recipe is at fault."""
    asked = argparse.ArgumentParser(prog="python -m tijian.campaign.invent", description="invents the dossiers of a campaign")
    asked.add_argument("directory", type=Path)
    asked.add_argument("--check", action="store_true", help="say whether the files are what would be written")
    given = asked.parse_args(words)
    try:
        invented = invent(read_recipe(given.directory), catalogue())
    except TijianError as error:
        sys.stderr.write(render_all(error.problems, "en", 120) + "\n")
        return error.exit_code
    differing = invented.differing(given.directory)
    if not given.check:
        invented.write(given.directory)
    for name in differing:
        sys.stdout.write(f"{'differs' if given.check else 'written'}: {given.directory / name}\n")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
