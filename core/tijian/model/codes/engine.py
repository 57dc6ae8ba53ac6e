"""Codes of the area `engine`."""

from . import CodeDoc, doc

CODES: dict[str, CodeDoc] = {
}
