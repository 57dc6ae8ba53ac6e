"""One small dataset and one finished batch of it for all tests of this folder."""

from pathlib import Path

import pytest
from tests.batch.warehouse import known as installed
from tests.batch.warehouse import run, stock

from tijian.catalogues import Catalogue


@pytest.fixture(scope="session")
def known() -> Catalogue:
    return installed()


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stock(tmp_path_factory.mktemp("wide"))


@pytest.fixture(scope="session")
def finished(wide: Path, known: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished") / "out"
    assert run(wide, out, known, audit=0).exit_code == 0
    return out
