"""The library: which editions there are, which one is in force on a day, and what several directories say together."""

from pathlib import Path

import pytest
from tests.authoring.small import COMMON, MASK, changed, resolved, unresolved, write

from tijian.authoring.resolve import Library, RulesetRoot
from tijian.model.problem import InputError, RulesetError
from tijian.model.text import Text


def later(edition: str, start: str, until: str) -> str:
    text = changed('edition: "2021"', f'edition: "{edition}"')
    return changed('{from: "2021-07-01", until: "2023-12-31"}', f'{{from: "{start}", until: {until}}}', text)


@pytest.mark.parametrize(
    ("day", "edition"),
    [("2021-07-01", "2021"), ("2023-12-31", "2021"), ("2024-02-01", "2024"), ("2099-01-01", "2024")],
)
def test_the_edition_is_the_one_in_force_both_ends_included(tmp_path: Path, day: str, edition: str) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=MASK, mask_2024=later("2024", "2024-02-01", "null"))
    assert resolved(tmp_path, day).ruleset.edition == edition


@pytest.mark.parametrize("day", ["2021-06-30", "2024-01-15"])
def test_a_day_without_an_edition_is_refused_with_those_there_are(tmp_path: Path, day: str) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=MASK, mask_2024=later("2024", "2024-02-01", "null"))
    problem = unresolved(tmp_path, InputError, day)
    assert problem.code == "E144"
    assert "2021 (2021-07-01 – 2023-12-31), 2024 (2024-02-01 –)" in problem.text.zh


def test_two_editions_in_force_are_refused_with_their_dates(tmp_path: Path) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=MASK, mask_2022=later("2022", "2021-08-01", "null"))
    problem = unresolved(tmp_path)
    assert (problem.code, len(problem.also)) == ("E145", 1)
    assert "2021 (2021-07-01 – 2023-12-31), 2022 (2021-08-01 –)" in problem.text.zh
    assert resolved(tmp_path, "2021-07-15").ruleset.edition == "2021"


def test_an_unknown_category_and_edition_are_refused_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=MASK)
    problem = unresolved(tmp_path, InputError, category="musk")
    assert problem.code == "E142"
    assert problem.hint == Text(zh="是否想写 'mask'？", en="did you mean 'mask'?")
    with pytest.raises(InputError) as caught:
        Library([tmp_path]).load("mask", "2012")
    assert caught.value.problems[0].code == "E143"
    assert "2021 (2021-07-01" in caught.value.problems[0].text.zh


@pytest.mark.parametrize("category", ["../mask", "", ".", "mask/..", "common", "MASK"])
def test_a_category_that_cannot_be_assessed_is_refused(tmp_path: Path, category: str) -> None:
    assert unresolved(write(tmp_path, common_2021=COMMON, mask_2021=MASK), InputError, category=category).code == "E142"


def test_the_catalogue_lists_categories_with_their_editions_by_date(tmp_path: Path) -> None:
    root = write(tmp_path, common_2021=COMMON, mask_2024=later("2024", "2024-02-01", "null"), mask_2021=MASK)
    for other in (
        "mask/cases/kn.yaml",
        "mask/notes.txt",
        ".git/x.yaml",
        "__pycache__/x.yaml",
        "docs/readme.md",
        "demo/mask_a.yaml",
        "pyproject.toml",
    ):
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        (root / other).write_text("- anything", "utf-8")
    found = Library([root]).categories()
    assert {category: [edition.id for edition in editions] for category, editions in found.items()} == {"mask": ["mask/2021", "mask/2024"]}


def test_a_file_or_folder_that_would_be_overlooked_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, common_2021=COMMON, mask_2021=MASK)
    (root / "mask" / "2022.yml").write_text(MASK, "utf-8")
    assert unresolved(root).code == "E147"
    (root / "mask" / "2022.yml").unlink()
    (root / "Mask2").mkdir()
    (root / "Mask2" / "2021.yaml").write_text(MASK, "utf-8")
    with pytest.raises(RulesetError) as caught:
        Library([root]).categories()
    assert caught.value.problems[0].code == "E131"


def test_the_problems_of_all_broken_editions_come_in_one_pass(tmp_path: Path) -> None:
    write(
        tmp_path,
        common_2021=COMMON,
        mask_2021=changed("    class: key", "    class: kee"),
        mask_2022=MASK,
        mask_2023=MASK.replace("weight: 3\n", "wieght: 3\n"),
    )
    with pytest.raises(RulesetError) as caught:
        resolved(tmp_path)
    assert {problem.code for problem in caught.value.problems} == {"E117", "E112", "E131"}


def test_resolving_reads_the_category_and_its_includes_only(tmp_path: Path) -> None:
    write(tmp_path, common_2021=COMMON, common_x="broken: [", mask_2021=MASK, other_2021="broken: [")
    library = Library([tmp_path])
    first = library.resolve("mask", "2021-08-12")
    assert library.resolve("mask", "2021-09-12") is first
    with pytest.raises(RulesetError):
        library.resolve("other", "2021-08-12")


def test_the_same_edition_in_two_roots_is_one_with_a_note(tmp_path: Path) -> None:
    one = write(tmp_path / "one", common_2021=COMMON, mask_2021=MASK)
    two = write(tmp_path / "two", common_2021=COMMON, mask_2021="# the same\n" + MASK)
    loaded = Library([one, two]).resolve("mask", "2021-08-12")
    assert [(note.code, note.warning) for note in loaded.notes] == [("W101", True)]
    assert loaded.digest == resolved(two).digest


def test_the_same_edition_with_other_content_is_refused_with_both_providers(tmp_path: Path) -> None:
    one = RulesetRoot(write(tmp_path / "one", common_2021=COMMON, mask_2021=MASK), "dist-one")
    two = RulesetRoot(write(tmp_path / "two", mask_2021=changed("weight: 3}}", "weight: 2}}")), "dist-two")
    with pytest.raises(RulesetError) as caught:
        Library([one, two]).resolve("mask", "2021-08-12")
    (problem,) = caught.value.problems
    assert problem.code == "E141"
    assert "dist-one" in problem.text.zh
    assert "dist-two" in problem.text.zh
    preferred = Library([one, two], prefer=["dist-two"]).resolve("mask", "2021-08-12")
    assert preferred.ruleset.site_checks["C1.2"].weight == 2


def test_a_category_asked_for_by_its_name_is_told_its_id(tmp_path: Path) -> None:
    root = write(tmp_path, common_2021=COMMON, mask_2021=MASK, broken_2021="broken: [")
    title = resolved(root).ruleset.title.zh
    with pytest.raises(InputError) as caught:
        Library([root]).load(title[:2], "2021")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint and problem.hint.zh) == ("E142", f"品类要写编号：mask（{title}）？")


def test_a_directory_is_preferred_by_its_path_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = RulesetRoot(write(tmp_path / "one", common_2021=COMMON, mask_2021=MASK), "dist-one")
    draft = write(tmp_path / "draft", mask_2021=changed("weight: 3}}", "weight: 2}}"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RulesetError) as caught:
        Library(["draft", one]).resolve("mask", "2021-08-12")
    assert "--prefer draft" in caught.value.problems[0].hint.zh  # type: ignore[union-attr]
    for word in ("draft", "./draft/", str(draft)):
        assert Library([one, Path("draft")], prefer=[word]).resolve("mask", "2021-08-12").ruleset.site_checks["C1.2"].weight == 2


def test_a_shared_catalogue_that_differs_between_roots_is_refused_too(tmp_path: Path) -> None:
    one = write(tmp_path / "one", common_2021=COMMON)
    two = write(tmp_path / "two", common_2021=COMMON.replace("weight: 2", "weight: 1"), mask_2021=MASK)
    with pytest.raises(RulesetError) as caught:
        Library([one, two]).resolve("mask", "2021-08-12")
    assert caught.value.problems[0].code == "E141"


def test_an_include_is_searched_in_the_other_roots_too(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", common_2021=COMMON), write(tmp_path / "two", mask_2021=MASK)
    assert Library([one, two]).resolve("mask", "2021-08-12").digest == Library([two, one]).resolve("mask", "2021-08-12").digest


def test_a_root_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as caught:
        Library([tmp_path / "nowhere"])
    assert caught.value.problems[0].code == "E130"


def test_a_file_can_be_loaded_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, common_2021=COMMON, mask_2021=MASK)
    by_path = Library([]).load_path(root / "mask" / "2021.yaml")
    assert by_path.digest == resolved(root).digest
    monkeypatch.chdir(root / "mask")
    assert Library([]).load_path(Path("2021.yaml")).digest == by_path.digest
    with pytest.raises(RulesetError) as caught:
        Library([]).load_path(root / "mask" / "2029.yaml")
    assert caught.value.problems[0].code == "E101"


def test_a_further_edition_leaves_the_digest_of_an_earlier_one_alone(tmp_path: Path) -> None:
    before = resolved(write(tmp_path, common_2021=COMMON, mask_2021=MASK)).digest
    write(tmp_path, mask_2024=later("2024", "2024-02-01", "null"))
    library = Library([tmp_path])
    assert library.load("mask", "2021").digest == before
    assert library.load("mask", "2024").digest != before


def test_a_root_one_level_too_deep_is_told_so_and_cases_are_no_category(tmp_path: Path) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=MASK)
    (tmp_path / "mask" / "cases").mkdir()
    (tmp_path / "mask" / "cases" / "a.yaml").write_text("x: 1\n", encoding="utf-8")
    with pytest.raises(RulesetError) as listed:
        Library([tmp_path / "mask"]).categories()
    with pytest.raises(InputError) as resolved:
        Library([tmp_path / "mask"]).resolve("mask", "2021-08-12")
    for problem in (*listed.value.problems, *resolved.value.problems):
        assert problem.hint is not None
        assert f"给出上一级目录：--ruleset-path {tmp_path}" in problem.hint.zh
        assert "cases" not in problem.text.zh
