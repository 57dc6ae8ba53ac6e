"""The last pages of a phone form: the samples that were taken, and clues of suspected violations that an assessor raises by hand."""

from typing import Final

from ...model.text import Text, text
from ..checklist.asking import asking_order
from ..checklist.sheets import SAMPLE_FORM
from .check_part import photos
from .drafting import Drafting
from .form import ALWAYS, Group, Member, Question, given, of
from .names import MOST_CLUES, clue_field, sample_field
from .names import photos as photo_fields
from .visit_part import SHORT, attribute, sampling_state

_TAKEN: Final = f"({of('sampling_state')} = 'done' or {of('sampling_state')} = 'pending')"
_FACTS_HINT: Final = text("只写看到的事实，不下结论", "facts alone, no judgement")


def samples(draft: Drafting) -> Group:
    """Whether samples were taken, which tests are planned, and the samples: a place for one more whenever the last is filled."""
    members: list[Member] = [sampling_state(draft)]
    tests, codes = draft.ruleset.sample_tests, draft.names.tests
    if tests:
        listed = [(codes[name], draft.plain(text(f"{name} {tests[name].name.zh}", f"{name} {tests[name].name('en')}"))) for name in codes]
        label, hint = text("安排检测的项目", "Tests planned"), text("一项都不选，就是适用的全部项目", "with none chosen, all that apply")
        members.append(Question("many", "plan", label, hint, draft.offer("tests", listed), _TAKEN))
    members += [_sample(draft, number) for number in range(1, draft.samples + 1)]
    return Group("sampling", text("抽样", "Sampling"), tuple(members))


def _sample(draft: Drafting, number: int) -> Group:
    def field(key: str) -> str:
        return sample_field(number, key)

    taken = _TAKEN if number == 1 else given(sample_field(number - 1, "id"))
    there = given(field("id"))
    members: list[Member] = [
        Question("text", field("id"), _said("id"), text("照封样单", "as on the seal"), rule=SHORT),
        Question("date", field("produced_on"), _said("produced_on"), relevant=there),
        Question("text", field("lab"), _said("lab"), relevant=there, rule=SHORT),
        Question(
            "text", field("report"), _said("report"), text("已有报告的才填", "where there is one already"), relevant=there, rule=SHORT
        ),
    ]
    if number > 1:
        again = text("复检样品才填：写原来的样品编号", "of a retest alone: the id of the sample that it repeats")
        members.append(Question("text", field("retest_of"), _said("retest_of"), again, relevant=there, rule=SHORT))
        offers = draft.offer("conclusion", draft.vocabulary("conclusion"))
        asked = given(field("retest_of"))
        members.append(Question("one", field("conclusion"), _said("conclusion"), None, offers, asked))
    if draft.ruleset.product:
        members += _own(draft, number, there)
    return Group(f"sample_{number}", text(f"样品 {number}", f"Sample {number}"), tuple(members), taken, page=True)


def _own(draft: Drafting, number: int, there: str) -> list[Member]:
    """In which attributes a sample differs from the product, and those attributes."""
    codes, differs = draft.names.attributes, sample_field(number, "differs")
    labels = {name: one.label or text(name, name) for name, one in draft.ruleset.product.items()}
    names = [name for name, _ in asking_order(draft.program)]
    offers = draft.offer("attributes", [(codes[name], draft.plain(labels[name])) for name in names])
    label = text("与产品不同的属性", "Attributes in which it differs from the product")
    asked = Question("many", differs, label, text("没有不同就不选", "none, where there is no difference"), offers, there)
    return [asked, *(attribute(draft, name, number, f"selected({of(differs)}, '{codes[name]}')") for name in names)]


def _said(key: str) -> Text:
    return SAMPLE_FORM.head(key).name


def clues(draft: Drafting) -> Group | None:
    """Clues: a place for one more whenever the last is filled; None where the ruleset knows no kinds of them."""
    known, codes = draft.ruleset.clue_codes, draft.names.clues
    if not known:
        return None
    offers = draft.offer(
        "clues", [(codes[name], draft.plain(text(f"{name} {known[name].title.zh}", f"{name} {known[name].title('en')}"))) for name in codes]
    )
    words = text("没有发现线索的，跳过。", "Where there is none, go on.")
    members: list[Member] = []
    for number in range(1, MOST_CLUES + 1):
        code, facts = clue_field(number, "code"), clue_field(number, "facts")
        base, there = clue_field(number, "seen"), given(code)
        asked: list[Member] = [Question("note", "about_clues", words)] if number == 1 else []
        asked += [
            Question("one", code, text("线索", "Clue"), None, offers),
            Question(
                "text",
                facts,
                text("看到的事实", "Facts seen"),
                _FACTS_HINT,
                "",
                there,
                ALWAYS,
                text("写明事实", "Say what was seen"),
                None,
                "multiline",
            ),
            *photos(photo_fields(base), there),
            Question("text", clue_field(number, "docs"), text("证据编号", "Evidence"), None, "", there, rule=SHORT),
        ]
        before = "" if number == 1 else given(clue_field(number - 1, "code"))
        members.append(Group(f"clue_{number}", text(f"线索 {number}", f"Clue {number}"), tuple(asked), before, page=True))
    return Group("clues", text("涉嫌违法线索", "Clues of suspected violations"), tuple(members))
