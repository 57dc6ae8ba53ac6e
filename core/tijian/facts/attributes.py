"""The attributes of a product as conditions see them: known, unknown (None) or absent (semantics §6).

An attribute asked and not given is unknown, as is one whose `asked_when` is unknown; one whose `asked_when`
is false is absent. What a category's plugin leaves out of its derived attributes is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..authoring.program import Program
from ..conditions.evaluate import ABSENT, Absent, evaluate
from ..model.dossier import Dossier

Value = str | Decimal | bool | Absent | None
Known = str | Decimal | bool
Derive = Callable[[Mapping[str, Known], str | None], Mapping[str, Known]]  # (known product attributes, produced_on) -> derived


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sample (or the dossier) is judged in: the value of every attribute and context name."""

    sample: str | None  # the sample's id; None for the dossier itself
    values: Mapping[str, Value]

    def unknown(self, names: frozenset[str]) -> frozenset[str]:
        """Those of `names` whose value is not known here."""
        return frozenset(name for name in names if self.values.get(name) is None)


def setting(
    program: Program, dossier: Dossier, derive: Derive, *, sample: str | None, product: Mapping[str, Known], produced_on: Value
) -> Setting:
    """The setting of one sample: `product` as given, checked and typed; `produced_on` unknown (None) or ABSENT where there is none."""
    values: dict[str, Value] = {
        "assessed_on": dossier.assessed_on,
        "produced_on": produced_on,
        "category": dossier.category,
        "group": dossier.enterprise.group,
        "sampling": None if dossier.sampling.state == "pending" else dossier.sampling.state,
    }
    for name, condition in program.asked_in_order:
        asked = True if condition is None else evaluate(condition, values)
        values[name] = product.get(name) if asked else (None if asked is None else ABSENT)
    if program.ruleset.derived:
        known = {name: value for name in program.ruleset.product if not isinstance(value := values[name], Absent) and value is not None}
        derived = derive(known, produced_on if isinstance(produced_on, str) else None)
        for name in program.ruleset.derived:
            values[name] = derived.get(name)
    return Setting(sample, values)
