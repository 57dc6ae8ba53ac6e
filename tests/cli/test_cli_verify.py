"""`tijian verify`: same, different, or ruleset not here; nothing that was changed passes for the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.reception import DEMO, KETTLE, dossier, run, shop

from tijian.authoring.digest import digest
from tijian.authoring.dossier_file import read_dossier
from tijian.catalogues import Catalogue, catalogue
from tijian.insight.verify import of_itself, read_results
from tijian.insight.verify import verify as recompute
from tijian.model.problem import InputError


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """The results of two bundled dossiers, copied so that a test may change them."""
    for name in ("mask_a.yaml", "mask_d.yaml"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    out = tmp_path / "results.jsonl"
    assert run("assess", tmp_path / "mask_a.yaml", tmp_path / "mask_d.yaml", "--format", "json", "-o", out).exit_code == 0
    return out


def test_untouched_results_are_the_same_each_beside_its_dossier_in_any_order(results: Path) -> None:
    folder = results.parent
    done = run("verify", results, folder / "mask_d.yaml", folder / "mask_a.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"相同  SH2021-MSK-001 mask  {folder / 'mask_a.yaml'}",
        f"相同  SH2021-MSK-004 mask  {folder / 'mask_d.yaml'}",
    ]


def test_results_may_come_from_stdin(results: Path) -> None:
    done = run("verify", "-", results.parent / "mask_a.yaml", results.parent / "mask_d.yaml", given=results.read_bytes())
    assert done.exit_code == 0


def test_a_changed_grade_is_different_and_the_field_is_named(results: Path) -> None:
    results.write_text(results.read_text("utf-8").replace('"grade":"D"', '"grade":"A"'), "utf-8")
    done = run("verify", results, results.parent / "mask_a.yaml", results.parent / "mask_d.yaml", "--lang", "en")
    assert done.exit_code == 1
    assert "same  SH2021-MSK-001" in done.stdout
    assert "different  SH2021-MSK-004" in done.stdout
    assert "does not fit the digest on its own receipt" in done.stdout
    assert 'verdict.grade: "A" → "D"' in done.stdout


def test_a_forged_line_is_different_even_where_its_ruleset_and_its_dossier_are_not_here(results: Path) -> None:
    forged = (
        results.read_text("utf-8").splitlines()[1].replace('"grade":"D"', '"grade":"A"').replace('"category":"mask"', '"category":"moon"')
    )
    results.write_text(forged + "\n", "utf-8")
    done = run("verify", results, results.parent / "mask_a.yaml")
    assert done.exit_code == 1
    assert done.stdout.startswith("不同")


def test_a_changed_dossier_is_different_and_the_first_field_that_follows_is_named(results: Path) -> None:
    file = results.parent / "mask_a.yaml"
    text = file.read_text("utf-8")
    assert "C4.3: {outcome: minor" in text
    file.write_text(text.replace("C4.3: {outcome: minor", "C4.3: {outcome: major"), "utf-8")
    done = run("verify", results, file, results.parent / "mask_d.yaml", "--lang", "en")
    assert done.exit_code == 1
    assert "the digest of the dossier differs" in done.stdout
    assert "the first field that differs: " in done.stdout
    assert "same  SH2021-MSK-004" in done.stdout


def test_a_dossier_whose_number_was_changed_is_still_compared_with_its_line(results: Path) -> None:
    file = results.parent / "mask_a.yaml"
    file.write_text(file.read_text("utf-8").replace("SH2021-MSK-001", "SH2021-MSK-009"), "utf-8")
    done = run("verify", results, file, results.parent / "mask_d.yaml")
    assert done.exit_code == 1
    assert f"不同  SH2021-MSK-001 mask  {file}" in done.stdout


def test_a_dossier_that_no_longer_fits_its_ruleset_is_different(results: Path) -> None:
    file = results.parent / "mask_a.yaml"
    file.write_text(file.read_text("utf-8").replace("  C1.1:", "  C1.9:"), "utf-8")
    done = run("verify", results, file, results.parent / "mask_d.yaml")
    assert done.exit_code == 1
    assert "C1.9" in done.stdout


def test_a_line_without_its_dossier_is_not_recomputed_and_that_is_code_3(results: Path) -> None:
    done = run("verify", results, results.parent / "mask_a.yaml")
    assert done.exit_code == 3
    assert "没有给出案卷，未重算  SH2021-MSK-004 mask" in done.stdout
    assert "相同  SH2021-MSK-001" in done.stdout


def test_a_dossier_without_a_line_is_different(results: Path) -> None:
    results.write_text(results.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    done = run("verify", results, results.parent / "mask_a.yaml", DEMO / "mask_b.yaml")
    assert done.exit_code == 1
    assert "结果中没有案卷 SH2021-MSK-002" in done.stdout


def test_a_line_cut_off_is_different_and_a_file_that_is_none_is_refused(results: Path) -> None:
    lines = results.read_text("utf-8").splitlines()
    results.write_text("\n".join([lines[0], lines[1][:-40]]), "utf-8")
    done = run("verify", results, results.parent / "mask_a.yaml", results.parent / "mask_d.yaml")
    assert done.exit_code == 1
    assert "不同  第 2 行" in done.stdout
    refused = run("verify", DEMO / "mask_a.yaml", results)
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "E710" in refused.stderr
    assert "E101" in run("verify", results.parent / "none.jsonl", DEMO / "mask_a.yaml").stderr


def test_a_ruleset_that_is_not_here_or_has_other_content_is_said_and_is_code_3(tmp_path: Path) -> None:
    rules, file, out = shop(tmp_path / "rules"), dossier(tmp_path), tmp_path / "r.jsonl"
    assert run("assess", file, "--ruleset-path", rules, "--format", "json", "-o", out).exit_code == 0
    assert run("verify", out, file, "--ruleset-path", rules).exit_code == 0
    gone = run("verify", out, file)
    assert gone.exit_code == 3
    assert "细则不在这里  K-001 kettle" in gone.stdout
    other = shop(tmp_path / "other", rules=KETTLE.replace("minor: 0.5", "minor: 0.4"))
    changed = run("verify", out, file, "--ruleset-path", other, "--lang", "en")
    assert changed.exit_code == 3
    assert "ruleset not here" in changed.stdout
    assert "kettle/2021 has the digest sha256:" in " ".join(changed.stdout.split())


def test_an_adoption_file_of_the_receipt_must_be_here(tmp_path: Path) -> None:
    whole = catalogue().edition("mask", "2021").program.digest
    adopted = tmp_path / "adoption.yaml"
    adopted.write_text(
        "schema: tijian/adoption@1\nauthority: {zh: 某局}\nadopted_on: '2021-07-20'\n"
        f"rulesets: [{{category: mask, edition: '2021', digest: '{whole}'}}]\n",
        "utf-8",
    )
    out, file = tmp_path / "r.jsonl", DEMO / "mask_a.yaml"
    assert run("assess", file, "--adoption", adopted, "--format", "json", "-o", out).exit_code == 0
    assert run("verify", out, file, "--adoption", adopted).exit_code == 0
    missing = run("verify", out, file)
    assert missing.exit_code == 3
    assert "采用文件不在这里" in missing.stdout


@pytest.mark.parametrize("field", ["product", "plugins", "ruleset", "dossier", "result"])
def test_each_field_of_the_receipt_is_compared(results: Path, field: str) -> None:
    data = json.loads(results.read_text("utf-8").splitlines()[0])
    receipt = data["receipt"]
    if field == "product":
        receipt["product"]["version"] += "1"
    elif field == "plugins":
        receipt["plugins"] = []
    else:
        receipt[field] = receipt[field][:-1] + ("0" if receipt[field][-1] != "0" else "1")
    results.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")
    done = run("verify", results, results.parent / "mask_a.yaml")
    assert done.exit_code == 1
    assert done.stdout.startswith("不同")


class Kept:
    """What every example of the properties below shares: it is read-only."""

    catalogue: Catalogue
    line: bytes

    @classmethod
    def at_hand(cls) -> "type[Kept]":
        if not hasattr(cls, "line"):
            cls.catalogue = catalogue()
            cls.line = run("assess", DEMO / "mask_uncertain.yaml", "--format", "json").stdout.encode().rstrip(b"\n")
        return cls


@given(place=st.integers(min_value=0), byte=st.integers(min_value=0, max_value=255))
def test_no_changed_byte_of_a_line_passes_for_the_same(place: int, byte: int) -> None:
    kept = Kept.at_hand()
    place %= len(kept.line)
    changed = kept.line[:place] + bytes([byte]) + kept.line[place + 1 :]
    if changed == kept.line:
        return
    file = read_dossier(DEMO / "mask_uncertain.yaml")
    for line in read_results(changed.decode("utf-8", "replace"), "r"):
        assert (
            line.result is None
            or of_itself(line.result).status == "different"
            or recompute(line.result, file, kept.catalogue).status != "same"
        )


@given(place=st.integers(min_value=0), byte=st.sampled_from(b" #-019:acdenoprtuxyABCDMST"))
def test_a_changed_byte_of_a_dossier_is_refused_or_different_unless_it_says_the_same(place: int, byte: int) -> None:
    kept = Kept.at_hand()
    raw = (DEMO / "mask_uncertain.yaml").read_bytes()
    place %= len(raw)
    changed = raw[:place] + bytes([byte]) + raw[place + 1 :]
    [line] = read_results(kept.line.decode(), "r")
    assert line.result is not None
    try:
        read = read_dossier("d.yaml", text=changed)
    except InputError:
        return
    same = digest(read) == line.result.receipt.dossier  # a comment, or blanks that mean nothing
    assert (recompute(line.result, read, kept.catalogue).status == "same") == same
