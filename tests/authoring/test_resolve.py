"""Rulesets on disk: found, merged, resolved for a day, or refused with the place and the way out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authoring.small import COMMON, MASK, changed, places, resolved, unresolved, write

from tijian.authoring.diagnostics import render
from tijian.authoring.digest import digest
from tijian.authoring.resolve import Library
from tijian.model.problem import RulesetError
from tijian.model.text import Text


def test_a_ruleset_is_merged_with_what_it_includes(tmp_path: Path) -> None:
    loaded = resolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("override:", "drop: [L01]\noverride:")))
    ruleset = loaded.ruleset
    assert list(ruleset.site_checks) == ["C1.1", "C1.2", "M-S1"]
    assert ruleset.site_checks["C1.2"].weight == 3
    assert ruleset.overridden == {"C1.2": ("weight",)}
    assert ruleset.dropped == ("L01",)
    assert ruleset.clue_codes == {}
    assert ruleset.includes == ("common/2021",)
    assert [row.grade for row in ruleset.verdicts] == ["D", "A"]
    assert ruleset.title.zh == "口罩"
    assert loaded.digest == digest(ruleset)
    assert loaded.id == "mask/2021"


def test_every_piece_of_a_resolved_ruleset_is_pointed_at_in_its_own_file(tmp_path: Path) -> None:
    loaded = resolved(write(tmp_path, common_2021=COMMON, mask_2021=MASK))

    def where(*path: str | int, offset: int = 0, length: int | None = None) -> tuple[str, int, str]:
        at = loaded.position(path, offset=offset, length=length)
        pointed = (loaded.excerpt(at) or "")[at.column - 1 :][: at.length]
        return f"{Path(at.file).parent.name}/{Path(at.file).stem}", at.line, pointed

    assert where("site_checks", "C1.1", "ask", "zh") == ("common/2021", 7, "证照齐全")
    assert where("site_checks", "C1.2", "weight") == ("mask/2021", 7, "3")
    assert where("site_checks", "C1.2", "class") == ("common/2021", 8, "general")
    assert where("site_checks", "M-S1", "class") == ("mask/2021", 13, "key")
    assert where("verdicts", 0, "when", offset=6, length=6) == ("common/2021", 13, "'veto'")
    assert where("scoring", "coverage") == ("common/2021", 11, "80")
    assert where("in_force", "from") == ("mask/2021", 5, '"2021-07-01"')
    problem = loaded.problem("E399", Text(zh="x"), ("site_checks", "C1.2", "weight"), also=[("site_checks", "M-S1")])
    assert problem.excerpt == "override: {C1.2: {weight: 3}}"
    assert [at.line for at in problem.also] == [11]


def test_what_is_written_wrong_in_an_override_is_told_at_the_override(tmp_path: Path) -> None:
    write(tmp_path, common_2021=COMMON, mask_2021=changed("{weight: 3}", "{weight: 0, clas: key, ask: {en: x}}"))
    with pytest.raises(RulesetError) as caught:
        resolved(tmp_path)
    assert places(caught.value.problems) == [("E121", 7, 27), ("E112", 7, 30), ("E124", 7, 41)]
    assert all(problem.excerpt is not None and "clas" in problem.excerpt for problem in caught.value.problems)


@pytest.mark.parametrize("section", ["override: {C1.2: {weight: 3}}", "drop: [C1.2]"])
def test_changing_what_is_not_included_is_refused_with_what_was_meant(tmp_path: Path, section: str) -> None:
    problem = unresolved(
        write(tmp_path, common_2021=COMMON, mask_2021=changed("override: {C1.2: {weight: 3}}", section.replace("C1.2", "C1.22")))
    )
    assert problem.code == "E137"
    assert problem.hint == Text(zh="是否想写 'C1.2'？", en="did you mean 'C1.2'?")


def test_a_files_own_item_is_not_overridden(tmp_path: Path) -> None:
    problem = unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("{C1.2: {weight", "{M-S1: {weight")))
    assert (problem.code, problem.at and problem.at.line) == ("E137", 7)


def test_an_item_both_overridden_and_dropped_is_refused(tmp_path: Path) -> None:
    assert unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("override:", "drop: [C1.2]\noverride:"))).code == "E138"


def test_a_section_a_product_attribute_and_a_clue_code_can_be_overridden_too(tmp_path: Path) -> None:
    common = COMMON + "product: {size: {choices: [s, m]}}\n"
    override = "override: {S1: {weight: 2}, size: {choices: [s]}, L01: {urgency: normal}}"
    ruleset = resolved(write(tmp_path, common_2021=common, mask_2021=changed("override: {C1.2: {weight: 3}}", override))).ruleset
    assert ruleset.sections["S1"].weight == 2
    assert ruleset.product["size"].choices == ("s",)
    assert ruleset.clue_codes["L01"].urgency == "normal"
    assert ruleset.overridden == {"L01": ("urgency",), "S1": ("weight",), "size": ("choices",)}


def test_an_override_that_could_mean_two_things_is_refused(tmp_path: Path) -> None:
    common = COMMON + "sample_tests: {C1.2: {name: {zh: x}, class: key, basis: declared, source: {basis: proposal}}}\n"
    problem = unresolved(write(tmp_path, common_2021=common, mask_2021=MASK))
    assert problem.code == "E138"
    assert "check C1.2, test C1.2" in str(problem.text.en)


def test_an_id_that_two_files_state_is_refused_with_both_places(tmp_path: Path) -> None:
    own = MASK + "  C1.1: {section: S1, class: key, ask: {zh: x}, source: {basis: proposal}}\n"
    problem = unresolved(write(tmp_path, common_2021=COMMON, mask_2021=own))
    assert problem.code == "E136"
    assert problem.at is not None
    assert (Path(problem.at.file).parent.name, problem.at.line) == ("mask", 17)
    assert [(Path(at.file).parent.name, at.line) for at in problem.also] == [("common", 7)]


def test_what_was_dropped_can_be_stated_anew(tmp_path: Path) -> None:
    own = (
        changed("override: {C1.2: {weight: 3}}", "drop: [C1.1]")
        + "  C1.1: {section: S1, class: key, ask: {zh: x}, source: {basis: proposal}}\n"
    )
    ruleset = resolved(write(tmp_path, common_2021=COMMON, mask_2021=own)).ruleset
    assert ruleset.site_checks["C1.1"].class_ == "key"
    assert ruleset.dropped == ("C1.1",)


def test_one_file_included_by_two_ways_is_no_duplicate(tmp_path: Path) -> None:
    def middle(name: str) -> str:
        return f"schema: tijian/ruleset@1\ncategory: common\nedition: {name}\ntitle: {{zh: x}}\nincludes: [common/2021]\nsections: {{{name}: {{title: {{zh: x}}}}}}\n"

    write(
        tmp_path, common_2021=COMMON, common_a=middle("a"), common_b=middle("b"), mask_2021=changed("[common/2021]", "[common/b, common/a]")
    )
    ruleset = resolved(tmp_path).ruleset
    assert list(ruleset.sections) == ["S1", "a", "b"]
    assert ruleset.includes == ("common/2021", "common/a", "common/b")


def test_two_includes_that_disagree_are_refused(tmp_path: Path) -> None:
    other = "schema: tijian/ruleset@1\ncategory: common\nedition: x\ntitle: {zh: x}\nscoring: {coverage: 70}\n"
    problem = unresolved(write(tmp_path, common_2021=COMMON, common_x=other, mask_2021=changed("[common/2021]", "[common/2021, common/x]")))
    assert (problem.code, len(problem.also)) == ("E139", 1)
    assert "scoring.coverage" in problem.text.zh


def test_scoring_is_merged_key_by_key_and_verdicts_whole(tmp_path: Path) -> None:
    own = MASK + 'scoring: {coverage: 90, model: }\nverdicts: [{grade: Z, capable: no, when: "true"}]\n'
    ruleset = resolved(write(tmp_path, common_2021=COMMON, mask_2021=own)).ruleset
    assert ruleset.scoring.coverage == 90
    assert ruleset.scoring.model == "flat"
    assert ruleset.scoring.blocks.site == 70
    assert [row.grade for row in ruleset.verdicts] == ["Z"]


@pytest.mark.parametrize(
    ("missing", "named"),
    [("scoring: {model: flat,", "scoring.model"), ("verdicts:", "verdicts"), ("in_force", "in_force")],
)
def test_a_ruleset_that_is_incomplete_after_merging_is_refused(tmp_path: Path, missing: str, named: str) -> None:
    common, own = COMMON, MASK
    if named == "verdicts":
        common = COMMON[: COMMON.index("verdicts")]
    elif named == "in_force":
        own = "".join(line for line in MASK.splitlines(keepends=True) if not line.startswith("in_force"))
    else:
        common = COMMON.replace("model: flat, ", "")
    write(tmp_path, common_2021=common, mask_2021=own)
    with pytest.raises(RulesetError) as caught:
        Library([tmp_path]).load("mask", "2021")
    (problem,) = caught.value.problems
    assert (problem.code, problem.text.en) == ("E140", f"with everything included, this is still missing: {named}")
    assert missing


@pytest.mark.parametrize(
    "path",
    ["../../x", "/etc/passwd", "common/../mask", "common\\2021", "common/2021.yaml/x", "common", "Common/2021", "common/", "./common/2021"],
)
def test_an_include_that_is_no_id_is_refused(tmp_path: Path, path: str) -> None:
    problem = unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("[common/2021]", f"['{path}']")))
    assert (problem.code, problem.at and problem.at.column) == ("E132", 12)


def test_an_include_that_is_not_here_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    problem = unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("[common/2021]", "[common/2012]")))
    assert problem.code == "E133"
    assert problem.hint is not None
    assert "common/2021" in problem.hint.zh


def test_includes_in_a_circle_are_refused_with_the_circle(tmp_path: Path) -> None:
    write(tmp_path, common_2021=changed("sections:", "includes: [common/b]\nsections:", COMMON), mask_2021=MASK)
    write(tmp_path, common_b="schema: tijian/ruleset@1\ncategory: common\nedition: b\ntitle: {zh: x}\nincludes: [common/2021]\n")
    problem = unresolved(tmp_path)
    assert problem.code == "E134"
    assert "common/2021 → common/b → common/2021" in problem.text.zh


def test_a_file_that_includes_itself_is_refused(tmp_path: Path) -> None:
    assert unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed("[common/2021]", "[mask/2021]"))).code == "E134"


def test_a_link_that_leads_out_of_the_root_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2021.yaml").write_text(COMMON, "utf-8")
    root = write(tmp_path / "root", mask_2021=MASK)
    (root / "common").mkdir()
    (root / "common" / "2021.yaml").symlink_to(outside / "2021.yaml")
    assert unresolved(root).code == "E135"
    (root / "common" / "2021.yaml").unlink()
    (root / "common").rmdir()
    (root / "common").symlink_to(outside)
    assert unresolved(root).code == "E135"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, mask_2021=MASK)
    (root / "common").mkdir()
    (root / "common" / "2021.yaml").symlink_to(root / "common" / "2021.yaml")
    assert unresolved(root).code == "E101"


@pytest.mark.parametrize(("old", "new"), [("category: mask", "category: musk"), ('edition: "2021"', 'edition: "2022"')])
def test_a_file_that_is_not_what_its_path_says_is_refused(tmp_path: Path, old: str, new: str) -> None:
    problem = unresolved(write(tmp_path, common_2021=COMMON, mask_2021=changed(old, new)))
    assert problem.code == "E131"
    assert problem.at is not None
    assert problem.at.line == MASK[: MASK.index(old)].count("\n") + 1


BLOCKS = (
    MASK.split("\n", 1)[0],
    [
        "category: mask\n",
        'edition: "2021"\n',
        "title: {zh: 口罩, en: Masks}\n",
        'in_force: {from: "2021-07-01", until: "2023-12-31"}\n',
        "includes: [common/2021]\n",
        "override: {C1.2: {weight: 3, class: key}, C1.1: {weight: 4}}\n",
        "product: {b: {type: text}, a: {choices: [x, y], label: {zh: 甲}}}\n",
        "define: {e: \"a == 'x'\", d: \"b == 'x'\"}\n",
        """\
site_checks:
  M-S10: {section: S1, class: key, ask: {zh: x}, source: {basis: proposal}}
  M-S9: {source: {basis: proposal}, ask: {zh: x}, class: key, section: S1}
""",
    ],
)
SHUFFLED: dict[str, str] = {}


@given(st.permutations(BLOCKS[1]), st.booleans())
def test_the_order_of_keys_in_a_file_leaves_the_digest_alone(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[str], swap: bool
) -> None:
    text = BLOCKS[0] + "\n" + "".join(blocks)
    if swap:
        text = (
            text.replace("{weight: 3, class: key}", "{class: key, weight: 3}")
            .replace("b: {type: text}, ", "")
            .replace("甲}}}", "甲}}, b: {type: text}}")
        )
    root = write(tmp_path_factory.mktemp("order"), common_2021=COMMON, mask_2021=text)
    found = resolved(root).digest
    assert SHUFFLED.setdefault("first", found) == found


def test_an_incomplete_ruleset_is_shown_lines_that_complete_it(tmp_path: Path) -> None:
    bare = 'schema: tijian/ruleset@1\ncategory: kettle\nedition: "2021"\ntitle: {zh: 水壶}\n'
    write(tmp_path, kettle_2021=bare)
    with pytest.raises(RulesetError) as caught:
        Library([tmp_path]).load("kettle", "2021")
    (problem,) = caught.value.problems
    assert problem.hint is not None
    lines = problem.hint.zh.split("\n")[1:]
    (tmp_path / "kettle" / "2021.yaml").write_text(bare + "\n".join(lines) + "\n", encoding="utf-8")
    assert Library([tmp_path]).load("kettle", "2021").ruleset.verdicts[-1].when == "true"
    assert render(problem).splitlines()[-len(lines) :] == [f"      {line}" for line in lines]
