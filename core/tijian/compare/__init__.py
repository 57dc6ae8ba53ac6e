"""What many results say together: counted, averaged where that is fair, like beside like. Every report of a campaign reads it."""

from .comparing import compare
from .model import Comparison

__all__ = ["Comparison", "compare"]
