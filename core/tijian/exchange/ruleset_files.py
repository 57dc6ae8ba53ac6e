"""What the import of a workbook writes: the canonical YAML of the ruleset and of its cases, each file below the directory of rulesets.

Nothing leaves this room that would not be read back as what the workbook says.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..authoring.canonical import cases_yaml, ruleset_yaml
from ..authoring.document import read_document
from ..authoring.validate import validate
from ..model.ruleset import RulesetFile
from .ruleset_workbook_read import CaseList, ReadBack


def files_of(found: ReadBack) -> Mapping[PurePosixPath, str]:
    """The text of each file by its place: `mask/2021.yaml`, `mask/cases/limits.yaml`.

    Raises DocumentError where a file would be larger than one may be.
    """
    model = found.model
    home = PurePosixPath(model.category)
    files = {home / f"{model.edition}.yaml": ruleset_yaml(model)}
    _proven(files[home / f"{model.edition}.yaml"], model, RulesetFile)
    for name, cases in (found.cases or {}).items():
        files[home / "cases" / f"{name}.yaml"] = text = cases_yaml(cases)
        _proven(text, CaseList(cases), CaseList)
    return files


def _proven(text: str, meant: Any, kind: Any) -> None:
    """A file that says something else than its model is never written."""
    if validate(kind, read_document(text, meant.__class__.__name__)) != meant:
        raise ValueError("the canonical YAML does not read back as what was meant")
