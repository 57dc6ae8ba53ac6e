"""Which engines run: both by default; `direct` alone, and said so, where durable-rules is not installed."""

from dataclasses import dataclass
from typing import Final, Literal

from ..model.problem import EngineDisagreement, Problem
from ..model.remark import Remark
from ..model.result import Engines
from ..model.text import text
from . import direct
from .agreement import Conclude

Choice = Literal["both", "direct", "rete"]

_SINGLE = Remark(
    code="W704",
    severity="warning",
    text=text(
        "单引擎（single-engine）：没有安装 durable-rules，结论未经第二引擎核对",
        "single-engine: durable-rules is not installed, no second engine checked the conclusions",
    ),
)
_DIRECT: Final = Engines(direct="ran", rete="not_run", agree=None)
_RETE: Final = Engines(direct="not_run", rete="ran", agree=None)
_WITHOUT_RETE: Final = Engines(direct="ran", rete="not_installed", agree=None, remarks=(_SINGLE,))
BOTH: Final = Engines(direct="ran", rete="ran", agree=True)
REPORTS: Final = (BOTH, _DIRECT, _RETE, _WITHOUT_RETE)  # no result says anything else of its engines


@dataclass(frozen=True, slots=True)
class Chosen:
    """The engines that run, and what the result says of them."""

    engines: tuple[tuple[str, Conclude], ...]
    report: Engines


def choose(choice: Choice) -> Chosen:
    """The engines of `choice`. Raises EngineDisagreement (E703) where only `rete` is wanted and it is not installed."""
    if choice == "direct":
        return Chosen((("direct", direct.conclude),), _DIRECT)
    rete = _rete()
    if choice == "rete":
        if rete is None:
            raise EngineDisagreement(
                Problem(
                    "E703",
                    text("没有安装 durable-rules，不能单用 rete 引擎", "durable-rules is not installed: the rete engine cannot run alone"),
                    hint=text(
                        "安装 durable-rules（Python 3.12 及以下），或用 --engine direct",
                        "install durable-rules (up to Python 3.12), or use --engine direct",
                    ),
                )
            )
        return Chosen((("rete", rete),), _RETE)
    if rete is None:
        return Chosen((("direct", direct.conclude),), _WITHOUT_RETE)
    return Chosen((("direct", direct.conclude), ("rete", rete)), BOTH)


def _rete() -> Conclude | None:
    try:
        from . import rete
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("durable", "durable_rules_engine"):
            raise
        return None
    return rete.conclude
