"""塑料购物袋 Plastic shopping bags: the band of the nominal load, and the dart mass that goes with it.

GB/T 21661-2008 grades two of its figures by the nominal load (标称承重): the seal strength, and the mass of the dart
that at least 8 of 10 specimens must withstand. One rule for both, so that the two can never read a load differently:

    below 6 kg      6 kg up to and including 10 kg      above 10 kg
    dart 50 g       dart 70 g                           dart 100 g

A load that is not known, or is no load (zero and below), gives no band: unknown, never guessed.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


def bands(nominal_load: Decimal) -> dict[str, str]:
    """The load band and the dart mass in g for a nominal load in kg (GB/T 21661-2008, tables 4 and 5); empty for what is no load."""
    if not nominal_load > 0:
        return {}
    if nominal_load < 6:
        return {"load_band": "<6", "dart_mass": "50"}
    if nominal_load <= 10:
        return {"load_band": "6~10", "dart_mass": "70"}
    return {"load_band": ">10", "dart_mass": "100"}


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("shopping_bag", text("塑料购物袋", "Plastic shopping bags"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]


@hookimpl
def tijian_derive(category: str, product: Mapping[str, str | Decimal | bool]) -> Mapping[str, str] | None:
    nominal_load = product.get("nominal_load")
    return bands(nominal_load) if isinstance(nominal_load, Decimal) else None
