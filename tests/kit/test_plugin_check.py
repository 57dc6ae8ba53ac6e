"""`tijian plugin check` on plugins with one fault each: the fault is found, by its code, and a sound plugin passes."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.reception import PLAIN

from tijian.kit.first_cases import write_boundaries
from tijian.kit.scaffold import Start, write
from tijian_cli.main import cli

TOYS = Start("toys", "玩具", "Toys", "2026", "2026-01-01")

FAULTS = {
    "counts its calls": (
        "CALLS = []\n",
        "    CALLS.append(1)\n    return {'lot': '大批' if len(CALLS) % 2 else '小批'}\n",
        {"E860"},
    ),
    "depends on the order of a set": ("", "    return {'lot': list({'大批', '小批'})[0]}\n", {"E860"}),
    "throws a coin": ("import os\n", "    return {'lot': '大批' if os.urandom(8)[0] % 2 else '小批'}\n", {"E860"}),
    "takes a default for what is not known": (
        "",
        "    return {'lot': '大批' if product.get('lot_pieces', 0) >= LARGE_LOT else '小批'}\n",
        {"E861"},
    ),
    "withdraws when it knows more": ("", "    return None if 'lot_pieces' in product else {'lot': '小批'}\n", {"E861"}),
    "writes into its input": ("", "    product['lot_pieces'] = Decimal(1)\n    return None\n", {"E620"}),
    "hangs": ("import time\n", "    while True:\n        time.sleep(1)\n", {"E630"}),
    "ends the process": ("import os\n", "    os._exit(0)\n", {"E631"}),
    "says what the ruleset does not declare": ("", "    return {'size': 'large'}\n", {"E621"}),
}


def install(folder: Path, before: str = "", body: str | None = None, api: str | None = None) -> None:
    """The scaffold as an installed distribution in `folder`, its plugin with other code."""
    source = folder / "source"
    write(TOYS, source)
    write_boundaries(TOYS, source)
    package = folder / "site" / "tijian_toys"
    package.parent.mkdir()
    (source / "src" / "tijian_toys").rename(package)
    module = package / "__init__.py"
    code = module.read_text("utf-8")
    if body is not None:
        head, _, _ = code.partition("    pieces = product.get(")
        code = head.replace("LARGE_LOT =", f"{before}LARGE_LOT =", 1) + body
    if api is not None:
        code = code.replace('requires_api = "1.0"', f'requires_api = "{api}"')
    module.write_text(code, "utf-8")
    metadata = folder / "site" / "tijian_toys-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tijian-toys\nVersion: 0.1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[tijian.plugins]\ntoys = tijian_toys\n", "utf-8")


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, set[str]]]:
    """The exit code, and the codes found by each step that failed."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder / "site")])
    done = CliRunner(env=PLAIN).invoke(cli, ["--lang", "en", "plugin", "check", "tijian-toys", "--format", "json"])
    steps = json.loads(done.stdout)["steps"]
    return done.exit_code, {step["step"]: {one["code"] for one in step["problems"]} for step in steps if not step["passed"]}


def test_a_sound_plugin_is_fit_to_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    assert check(tmp_path, monkeypatch) == (0, {})


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_plugin_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, body, codes = FAULTS[fault]
    install(tmp_path, before, body)
    monkeypatch.setattr(
        "tijian.plugin.isolate.Isolation.__init__.__kwdefaults__", {"time_limit": 2.0, "memory_limit": 1 << 30, "hash_seed": None}
    )
    code, steps = check(tmp_path, monkeypatch)
    assert code == 4
    assert codes <= steps.get("derive", set()), steps


@pytest.mark.parametrize(("api", "code", "found"), [("2.0", 4, {"E606"}), ("", 4, {"E605"})])
def test_another_version_of_the_api_is_told(api: str, code: int, found: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, api=api)
    assert check(tmp_path, monkeypatch) == (code, {"load": found})


def test_a_newer_minor_version_of_the_api_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, api="1.9")
    assert check(tmp_path, monkeypatch) == (0, {})
