"""Judging the golden cases again in a process of its own: whether results depend on anything but the case and the ruleset.

A process orders its sets by its hash seed; two with different seeds must give the same results to the byte.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ..catalogues import Catalogue, catalogue
from ..model.problem import PluginError, Problem
from ..model.text import Text
from ..plugin.isolate import Isolation
from .cases import CASES, CaseAt, judge_case, read_cases

TIME_LIMIT: Final = 900  # seconds for all the cases of what is checked
_PROGRAM: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from tijian.proving.replay import main; main()"


def cases_of(found: Catalogue, category: str) -> list[CaseAt]:
    """Every golden case of a category, of all its editions. Raises RulesetError."""
    folders = dict.fromkeys(edition.file.parent / CASES for edition in found.library.editions(category))
    return [case for folder in folders for case in read_cases(folder, category)]


def digests(found: Catalogue, categories: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of each case's whole result (of its error, if it has none), by where the case stands."""
    told = {}
    for category in categories:
        for case in cases_of(found, category):
            outcome = judge_case(case, found)
            words = outcome.result.model_dump_json() if outcome.result is not None else repr(outcome.error)
            told[f"{Path(case.at.file).name}:{case.at.line} {case.case.name}"] = hashlib.sha256(words.encode()).hexdigest()
    return told


def replayed(categories: Sequence[str], ruleset_path: Sequence[Path], prefer: Sequence[str], hash_seed: int) -> Mapping[str, str]:
    """`digests` in a fresh process with this hash seed, plugins isolated. Raises PluginError (E863) where that process fails."""
    asked = json.dumps(
        {"categories": list(categories), "path": [str(path) for path in ruleset_path], "prefer": list(prefer), "seed": hash_seed}
    )
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
    command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), asked]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=TIME_LIMIT, check=True)
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        last = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1:]
        words = Text(zh=f"重新判定案例的进程失败：{''.join(last)}", en=f"the process that judges the cases again failed: {''.join(last)}")
        raise PluginError(Problem("E863", words)) from error
    return {str(name): str(value) for name, value in answer.items()}


def main() -> None:
    """The child: its arguments are the second of `sys.argv`, its answer one line of JSON."""
    asked = json.loads(sys.argv[2])
    with Isolation(hash_seed=asked["seed"]) as isolation:
        told = digests(catalogue([Path(path) for path in asked["path"]], asked["prefer"], isolation), asked["categories"])
    sys.stdout.write(json.dumps(told) + "\n")
