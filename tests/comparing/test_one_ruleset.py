"""`ruleset diff` and `ruleset docs` find the one edition that a word means; a copy that was changed can be compared with the original."""

import shutil
from pathlib import Path

import pytest
from tests.cli.reception import KETTLE, run, shop

BUNDLED = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets"
LATER = KETTLE.replace('edition: "2021"', 'edition: "2023"').replace('from: "2021-01-01", until: "2022-12-31"', 'from: "2023-01-01"')


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the masks and of the catalogue that they include, both of them changed."""
    for name in ("mask/2021.yaml", "common/2021.yaml"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(BUNDLED / name, tmp_path / name)
    for name, old, new in (
        ("mask/2021.yaml", '[{require: "<= 175"}]', '[{require: "<= 170"}]'),
        ("common/2021.yaml", "score('site') < 60", "score('site') < 65"),
    ):
        text = (tmp_path / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    return tmp_path


@pytest.mark.parametrize("place", ["mask/2021.yaml", "mask", "."])
def test_a_changed_copy_and_its_catalogue_are_compared_with_the_installed_ones(copied: Path, place: str) -> None:
    done = run("ruleset", "diff", "mask", copied / place)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "加严  限值：≤ 175 Pa → ≤ 170 Pa" in done.stdout
    assert "实地核查得分低于 60 → 实地核查得分低于 65" in done.stdout
    turned = run("ruleset", "diff", copied / place, "mask").stdout
    assert "放宽  限值：≤ 170 Pa → ≤ 175 Pa" in turned


def test_a_path_in_the_working_directory_is_found(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, word in ((copied, "mask/2021.yaml"), (copied / "mask", "2021.yaml"), (copied / "mask", "./2021.yaml")):
        monkeypatch.chdir(folder)
        assert "加严" in run("ruleset", "diff", "mask", word).stdout


def test_an_id_means_the_installed_edition_even_where_a_directory_has_its_name(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied)
    assert "没有实质差别" in run("ruleset", "diff", "mask", "mask/2021").stdout
    assert "加严" in run("ruleset", "diff", "mask", "./mask").stdout


@pytest.mark.parametrize(("editions", "said"), [(2, "E811 这里有 2 个版本"), (0, "E811 这里没有评估细则")])
def test_a_directory_with_none_or_several_editions_is_refused(tmp_path: Path, editions: int, said: str) -> None:
    if editions:
        shop(tmp_path)
        shop(tmp_path, rules=LATER, edition="2023")
    for words in (("diff", "mask", tmp_path), ("docs", tmp_path)):
        refused = run("ruleset", *words)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert said in refused.stderr


@pytest.mark.parametrize("word", ["nowhere.yaml", "nowhere/", "./nowhere"])
def test_a_path_that_is_not_there_is_said_to_be_missing(word: str) -> None:
    refused = run("ruleset", "docs", word)
    assert refused.exit_code == 3
    assert "E101" in refused.stderr


def test_the_page_of_a_file_is_compared_with_the_edition_before_it_in_its_own_directory(tmp_path: Path) -> None:
    rules = shop(tmp_path)
    shop(tmp_path, rules=LATER.replace("class: general", "class: key"), edition="2023")
    assert "没有上一版" in run("ruleset", "docs", rules / "kettle" / "2021.yaml").stdout
    later = run("ruleset", "docs", rules / "kettle" / "2023.yaml").stdout
    assert "kettle/2021" in later
    assert "**改动** 类别：一般项 → 关键项" in later


def test_the_pages_of_others_are_written_where_one_edition_has_errors(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules", rules=KETTLE.replace("fails('K-V')", "fails('K-W')"))
    shop(rules, rules=LATER, edition="2023")
    done = run("ruleset", "docs", "--all", "-o", tmp_path / "pages", "--ruleset-path", rules)
    assert done.exit_code == 4
    assert "K-W" in done.stderr
    assert not (tmp_path / "pages" / "kettle" / "2021.zh.md").exists()
    assert (tmp_path / "pages" / "mask" / "2021.en.md").exists()
