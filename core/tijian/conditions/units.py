"""单位 Units of measure: the same unit written differently, and conversion within one physical dimension.

A declared table with exact factors, on purpose without algebra (docs/adr/0005-units.md): mg/kg and mg/dm² differ by the
surface-to-volume ratio of the test, mg/kg and mg/L by a density, `%` says not of what. None of these is converted.
A unit that is not in the table is accepted only where it is the wanted one; lint warns of a test in such a unit.
"""

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple


class Conversion(NamedTuple):
    """How a value in the given unit becomes one in the wanted unit. `respelt`: the given unit was not written as the table writes it."""

    factor: Fraction
    respelt: bool


_TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    "length": {"nm": "1e-9", "µm": "1e-6", "mm": "1e-3", "cm": "1e-2", "dm": "1e-1", "m": "1", "km": "1e3"},
    "area": {"mm²": "1e-6", "cm²": "1e-4", "dm²": "1e-2", "m²": "1"},
    "volume": {"µL": "1e-6", "mL": "1e-3", "L": "1", "cm³": "1e-3", "dm³": "1", "m³": "1e3"},
    "mass": {"ng": "1e-9", "µg": "1e-6", "mg": "1e-3", "g": "1", "kg": "1e3", "t": "1e6"},
    "time": {"ms": "1e-3", "s": "1", "min": "60", "h": "3600", "d": "86400"},
    "force": {"mN": "1e-3", "cN": "1e-2", "N": "1", "kN": "1e3"},
    "pressure": {"Pa": "1", "hPa": "1e2", "kPa": "1e3", "MPa": "1e6", "N/mm²": "1e6", "mbar": "1e2", "bar": "1e5"},
    "force per length": {"N/m": "1", "kN/m": "1e3", "N/mm": "1e3", "N/cm": "1e2", "N/15mm": "1000/15", "N/25mm": "40", "N/50mm": "20"},
    "mass per mass": {
        "ng/kg": "1e-12", "µg/kg": "1e-9", "ng/g": "1e-9", "mg/kg": "1e-6", "µg/g": "1e-6", "g/kg": "1e-3", "mg/g": "1e-3",
        "g/100g": "1e-2", "mg/100g": "1e-5", "%(m/m)": "1e-2",
    },
    "mass per area": {"µg/cm²": "1e-2", "µg/dm²": "1e-4", "mg/cm²": "10", "mg/dm²": "1e-1", "mg/m²": "1e-3", "g/m²": "1"},
    "mass per volume": {
        "µg/m³": "1e-9", "mg/m³": "1e-6", "µg/L": "1e-6", "mg/L": "1e-3", "µg/mL": "1e-3", "g/L": "1", "mg/mL": "1",
        "kg/m³": "1", "g/mL": "1e3", "g/cm³": "1e3",
    },
    "angle": {"°": "1"},
    "temperature": {"°C": "1"},
    "count": {"次": "1"},
    "pressure per time": {"Pa/min": "1", "kPa/min": "1e3", "Pa/s": "60"},
    "current per power": {"mA/kW": "1", "A/kW": "1e3"},
    "linear density": {"dtex": "1e-1", "tex": "1", "ktex": "1e3"},
    "share": {"‰": "1e-1", "%": "1"},
    "voltage": {"µV": "1e-6", "mV": "1e-3", "V": "1", "kV": "1e3"},
    "current": {"µA": "1e-6", "mA": "1e-3", "A": "1"},
    "resistance": {"mΩ": "1e-3", "Ω": "1", "kΩ": "1e3", "MΩ": "1e6", "GΩ": "1e9"},
    "power": {"mW": "1e-3", "W": "1", "kW": "1e3"},
    "energy": {"mJ": "1e-3", "J": "1", "kJ": "1e3"},
    "frequency": {"Hz": "1", "kHz": "1e3", "MHz": "1e6", "GHz": "1e9"},
    "volume flow": {"mL/min": "1e-3", "L/min": "1", "L/h": "1/60", "m³/h": "1000/60"},
    "speed": {"mm/min": "1/60000", "mm/s": "1e-3", "m/min": "1/60", "m/s": "1"},
    "colonies per mass": {"CFU/kg": "1e-3", "CFU/g": "1"},
    "colonies per volume": {"CFU/L": "1e-3", "CFU/mL": "1"},
}  # fmt: skip

_SPELT: Final = str.maketrans({"∕": "/", "⁄": "/", "^": None, "⋅": "·", "*": "·", " ": None, "\u200b": None})
_NO_UNIT: Final = frozenset({"", "-", "—", "–", "/", "1", "无", "无量纲"})

_SAME: Final = Conversion(Fraction(1), False)


def conversion(given: str, wanted: str) -> Conversion | None:
    """How to get from `given` to `wanted`; None where the two are no units of one dimension (or not known to be)."""
    return _SAME if given == wanted else _conversion(given, wanted)


def is_known(unit: str) -> bool:
    """Whether the unit is in the table, however it is spelt."""
    return _folded(_normal(unit)) in _known()


def says_no_unit(given: str) -> bool:
    """Whether the words stand for a quantity without a unit."""
    return _normal(given) in _NO_UNIT


@lru_cache(maxsize=2048)
def _conversion(given: str, wanted: str) -> Conversion | None:
    a, b = _normal(given), _normal(wanted)
    if a == b or _folded(a) == _folded(b):
        return Conversion(Fraction(1), True)
    known = _known()
    from_, to = known.get(_folded(a)), known.get(_folded(b))
    if from_ is None or to is None or from_[0] != to[0]:
        return None
    return Conversion(from_[1] / to[1], a != _normal(from_[2]))


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, Fraction, str]]:
    found: dict[str, tuple[str, Fraction, str]] = {}
    for dimension, units in _TABLE.items():
        for unit, factor in units.items():
            found[_folded(_normal(unit))] = (dimension, Fraction(factor), unit)
    return found


def _normal(unit: str) -> str:
    """One spelling of compatibility forms: ㎎ mg, mg∕kg mg/kg, dm² and dm^2 dm2, ℃ °C, % in full width."""
    return unicodedata.normalize("NFKC", unit).translate(_SPELT).strip()


def _folded(unit: str) -> str:
    """Letter case laid aside, but for m and M (milli, mega): mg/Kg is mg/kg, mPa is not MPa. u stands for µ."""
    return "".join(c if c in "mM" else c.lower() for c in unit).replace("u", "μ")
