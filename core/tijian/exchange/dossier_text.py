"""A dossier as canonical YAML: what was read from workbooks and tables, to be looked at, kept and assessed again."""

from ..authoring.as_written import as_written
from ..authoring.canonical import block
from ..model.dossier import Dossier


def dossier_yaml(dossier: Dossier) -> str:
    """The YAML of a dossier; read again it is the same dossier."""
    return block(as_written(dossier)) + "\n"
