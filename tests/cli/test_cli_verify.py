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
from tijian.insight.result_lines import Reader
from tijian.insight.verify import of_itself
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


def test_a_campaign_is_verified_as_a_whole_under_its_own_adoption(tmp_path: Path) -> None:
    rules, folder, out = shop(tmp_path / "rules"), tmp_path / "campaign", tmp_path / "results.jsonl"
    (folder / "dossiers").mkdir(parents=True)
    (folder / "campaign.yaml").write_text(
        "schema: tijian/campaign@1\nid: c\ntitle: {zh: 行动}\nordered_by: {zh: 示例局}\nphases: {visit: {from: '2021-04-01', until: '2021-06-01'}}\ndistricts: [{zh: 静安区}]\ncategories: {kettle: {title: {zh: 水壶}, group: industrial}}\nnotice: {date: '2021-03-01', title: {zh: 通知}}\ninstitutions: [{zh: 机构}]\n",
        "utf-8",
    )
    (folder / "dossiers" / "k.yaml").write_bytes(dossier(tmp_path).read_bytes())
    known = catalogue([rules]).entry("kettle", "2021-05-01").program.digest
    (folder / "adoption.yaml").write_text(
        f"schema: tijian/adoption@1\nauthority: {{zh: 示例局}}\nadopted_on: '2021-01-15'\nrulesets: [{{category: kettle, edition: '2021', digest: '{known}'}}]\n",
        "utf-8",
    )
    assert run("assess", folder, "--ruleset-path", rules, "-o", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["receipt"]["adoption"]  # JSON, by the name of the file
    done = run("verify", out, folder, "--ruleset-path", rules)
    assert (done.exit_code, done.stdout.splitlines()[1:]) == (0, [])
    assert done.stdout.startswith("相同  K-001 kettle  ")
    alone = run("verify", out, folder / "dossiers" / "k.yaml", "--ruleset-path", rules)
    assert (alone.exit_code, "用 --adoption 给出" in alone.stdout) == (3, True)


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
    for line in Reader().lines([changed.decode("utf-8", "replace")], "r"):
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
    [line] = Reader().lines([kept.line.decode()], "r")
    assert line.result is not None
    try:
        read = read_dossier("d.yaml", text=changed)
    except InputError:
        return
    same = digest(read) == line.result.receipt.dossier  # a comment, or blanks that mean nothing
    assert (recompute(line.result, read, kept.catalogue).status == "same") == same


@pytest.mark.rete
@pytest.mark.parametrize(
    ("engines", "status", "said"),
    [
        ({"direct": "ran", "rete": "ran", "agree": True, "remarks": []}, "same", ""),
        ({"direct": "ran", "rete": "not_run", "agree": None, "remarks": []}, "same", "says that direct ran"),
        ({"direct": "not_run", "rete": "ran", "agree": None, "remarks": []}, "same", "says that rete ran"),
        ({"direct": "ran", "rete": "ran", "agree": False, "remarks": []}, "different", "engines.agree: false → true"),
        ({"direct": "not_run", "rete": "not_run", "agree": True, "remarks": []}, "different", "engines.direct"),
        ({"direct": "not_run", "rete": "not_installed", "agree": None, "remarks": []}, "different", "engines.direct"),
        ({"direct": "ran", "rete": "not_installed", "agree": None, "remarks": []}, "different", "engines.rete"),
    ],
)
def test_what_a_result_says_of_its_engines_is_different_where_no_result_says_it_and_noted_where_others_ran_here(
    engines: dict[str, object], status: str, said: str
) -> None:
    from tijian import assess

    dossier = read_dossier(DEMO / "mask_a.yaml")
    line = json.loads(assess(dossier, catalogue()).model_dump_json(by_alias=True)) | {"engines": engines}
    [read] = Reader().lines([json.dumps(line, ensure_ascii=False)], "results.jsonl")
    assert read.result is not None
    found = recompute(read.result, dossier, catalogue())
    assert found.status == status
    assert said in " ".join(one("en") for one in found.what)
    assert bool(found.what) == bool(said)
