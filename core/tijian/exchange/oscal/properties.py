"""Properties: what OSCAL has no field for stands in `props`, in our namespace; the list of names is on the page docs/oscal.md."""

from collections.abc import Iterable

from ...model.text import Text
from .literal import lines, string, token
from .naming import ATTRIBUTE_NS, NS, Json, filled


def prop(name: str, value: str | None, *, class_: str | None = None, ns: str = NS, remarks: Iterable[Text | str | None] = ()) -> list[Json]:
    """A property; none where there is no value. `class_` says which of its kind it is."""
    said = string(value)
    if not said:
        return []
    return [filled(name=token(name), ns=ns, value=said, class_=None if class_ is None else token(class_), remarks=lines(*remarks))]


def props(*some: list[Json]) -> list[Json]:
    """Properties joined; the very same one stands once, as OSCAL wants it."""
    return list({tuple(one.items()): one for each in reversed(some) for one in reversed(each)}.values())[::-1]


def many(name: str, values: Iterable[str], *, class_: str | None = None) -> list[Json]:
    """A property for each value."""
    return [one for value in values for one in prop(name, value, class_=class_)]


def flag(name: str, value: bool) -> list[Json]:
    """A property that says yes or no."""
    return prop(name, "true" if value else "false")


def set_flag(name: str, value: bool) -> list[Json]:
    """A property that is there only where it holds."""
    return flag(name, True) if value else []


def attribute(name: str, value: str | bool, how: str) -> list[Json]:
    """A product attribute, given or derived."""
    said = value if isinstance(value, str) else "true" if value else "false"
    return prop(name, said, class_=how, ns=ATTRIBUTE_NS)
