"""Codes of the area `values`."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
}
