"""What reading a measured value has to say about it, before it is known which specimen of which part it concerns."""

from typing import NamedTuple

from ..conditions.error import shown as fit
from ..model.remark import Remark, Severity
from ..model.text import text


class Note(NamedTuple):
    """A code of `model.codes.values`, how grave it is, and the words."""

    code: str
    severity: Severity
    zh: str
    en: str

    def remark(self, where: tuple[str, str] = ("", "")) -> Remark:
        """The remark, beginning with where: ("Pb 第2个样件:", "Pb, specimen 2: ")."""
        return Remark(code=self.code, severity=self.severity, text=text(where[0] + self.zh, where[1] + self.en))


def quoted(written: object) -> str:
    """What somebody wrote, fit to stand in a message."""
    return fit(str(written).strip())
