"""The packages of the extra `batch`, which a plain installation does not have. Whoever enters this room asks here first."""

from ..model.problem import InputError, Problem
from ..model.text import text


def need_columns() -> None:
    """Raises InputError (E992) where Polars or PyArrow is not installed."""
    for name in ("polars", "pyarrow"):
        try:
            __import__(name)
        except ModuleNotFoundError as missing:
            if (missing.name or "").split(".")[0] != name:
                raise
            raise not_installed(name) from missing


def not_installed(name: str) -> InputError:
    """The InputError that says which package is missing."""
    said = text(f"没有安装 {name}，不能成批评估", f"{name} is not installed: nothing can be judged in batches")
    hint = text("安装 tijian[batch]：pip install 'tijian[batch]'", "install tijian[batch]: pip install 'tijian[batch]'")
    return InputError(Problem("E992", said, hint=hint))
