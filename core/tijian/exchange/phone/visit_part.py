"""The first pages of a phone form: what it is, whom it is about, who is there, what the product is, who checks which sections."""

from typing import Final

from ...model.text import Text, text
from ..checklist.asking import asking_order
from ..checklist.sheets import FIELDS, MOST_TEAM
from .drafting import Drafting
from .form import ALWAYS, Group, Member, Question, Rule, given, of
from .names import NO, OTHER, YES, attribute_field, is_chosen, not_known, team_field

_NAME = {field.path[-1] if field.path != ("enterprise", "name") else "enterprise_name": field for field in FIELDS}
_LEFT_OUT: Final = text("必填", "This is needed")
_CREDIT_CODE: Final = Rule(
    "regex(., '^[0-9A-HJ-NPQRTUWXY]{18}$')",
    text(
        "统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z；看不清的留空",
        "18 digits and capitals, without I, O, S, V, Z; leave it blank if it cannot be read",
    ),
)
_NUMBER: Final = Rule(
    r"regex(., '^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$')",
    text("写一个数，如 12.5；整数最多 12 位，小数最多 6 位", "A number such as 12.5; at most 12 figures before the point and 6 after it"),
)
MOST: Final = 300
SHORT: Final = Rule(f"string-length(.) <= {MOST}", text(f"不超过 {MOST} 个字", f"{MOST} characters at most"))


def about(draft: Drafting) -> Question:
    """What the form is."""
    rules, many = draft.ruleset, len(draft.ruleset.site_checks)
    since, until = rules.in_force.from_, rules.in_force.until
    zh_days, en_days = (f"{since} 起适用", f"from {since}") if until is None else (f"{since} 至 {until} 适用", f"from {since} to {until}")
    zh_status, en_status = (
        ("（示例稿 ※，不是正式文件）", " (illustrative ※, not an official document)") if rules.status == "illustrative" else ("", "")
    )
    zh = (
        f"{rules.title('zh')}{zh_status}\n{rules.edition} 版，{zh_days}，{many} 个核查项。\n"
        "先填产品属性，不适用的核查项不会再问。一次评估可以由几人各填一份，写同一个评估编号，读回时合并。"
    )
    en = (
        f"{rules.title('en')}{en_status}\nEdition {rules.edition}, {en_days}, {many} checks.\n"
        "Describe the product first: what does not apply is not asked. Several assessors may each fill in a form of one visit, with one "
        "assessment number; they are put together when they are read."
    )
    return Question("note", "about", draft.plain(text(zh, en)))


def visit(draft: Drafting) -> Group:
    """Which assessment it is, when, by whom."""
    number = Question(
        "text",
        "assessment",
        _label("assessment"),
        text("几人各填一份的，写同一个编号", "alike in all forms of a visit"),
        required=ALWAYS,
        lacking=_LEFT_OUT,
        rule=SHORT,
    )
    day = Question(
        "date", "assessed_on", _label("assessed_on"), required=ALWAYS, lacking=_LEFT_OUT, rule=_in_force(draft), default="today()"
    )
    who = (
        text("填表人", "Filled in by"),
        text("几人各填一份的，写本人姓名，记在每个结论上", "if several fill in a form: your name, noted beside each answer"),
    )
    members = (number, day, _text("institution", "institution"), Question("text", "recorder", *who, rule=SHORT))
    return Group("visit", text("评估", "The assessment"), members, page=True)


def _in_force(draft: Drafting) -> Rule:
    since, until = draft.ruleset.in_force.from_, draft.ruleset.in_force.until
    if until is None:
        return Rule(f". >= date('{since}')", text(f"本版细则 {since} 起适用", f"This edition is in force from {since}"))
    span = f". >= date('{since}') and . <= date('{until}')"
    return Rule(
        span,
        text(
            f"本版细则 {since} 至 {until} 适用；其他日期用其他版本的表单",
            f"This edition is in force from {since} to {until}; use the form of another edition",
        ),
    )


def enterprise(draft: Drafting) -> Group:
    """Whom it is about."""
    name = Question(
        "text", "enterprise_name", _label("enterprise_name"), _hint("enterprise_name"), required=ALWAYS, lacking=_LEFT_OUT, rule=SHORT
    )
    code = Question("text", "uscc", _label("uscc"), _hint("uscc"), rule=_CREDIT_CODE)
    members = (
        name,
        code,
        *_or_other(draft, "district", "district"),
        _one(draft, "enterprise_group", "group"),
        *_or_other(draft, "size", "size"),
    )
    return Group("enterprise", text("企业", "The enterprise"), members, page=True)


def sampling_state(draft: Drafting) -> Question:
    """Whether samples were taken."""
    offers = draft.offer("sampling_state", draft.vocabulary("sampling_state"))
    none = text("没有抽样的，选未抽样", "None taken, where there was none")
    return Question("one", "sampling_state", _label("state"), none, offers, required=ALWAYS, lacking=_LEFT_OUT)


def _label(field: str) -> Text:
    return _NAME[field].name


def _hint(field: str) -> Text:
    return _NAME[field].hint


def _text(name: str, field: str) -> Question:
    return Question("text", name, _label(field), _hint(field), rule=SHORT)


def _one(draft: Drafting, name: str, field: str) -> Question:
    return Question("one", name, _label(field), None, draft.offer(name, draft.vocabulary(name)))


def _or_other(draft: Drafting, name: str, field: str) -> tuple[Question, Question]:
    """A choice, and what to write where it is none of those offered."""
    other = Question(
        "text",
        f"{name}_{OTHER}",
        text(f"{_label(field).zh}（其他）", f"{_label(field)('en')} (other)"),
        relevant=f"{of(name)} = '{OTHER}'",
        required=ALWAYS,
        lacking=_LEFT_OUT,
        rule=SHORT,
    )
    return _one(draft, name, field), other


def team(draft: Drafting) -> Group:
    """Who was there: a place for one more whenever the last is filled."""
    members: list[Member] = [
        Question("note", "about_team", text("评估人员不足两名的，不出具结论。", "With fewer than two assessors no verdict is issued."))
    ]
    for person in range(1, MOST_TEAM + 1):
        name, organization = team_field(person, "name"), team_field(person, "organization")
        before = given(team_field(person - 1, "name")) if person > 2 else ""  # two at least
        members.append(Question("text", name, text(f"评估人员 {person} 姓名", f"Assessor {person}: name"), relevant=before, rule=SHORT))
        label = text(f"评估人员 {person} 所在机构", f"Assessor {person}: organization")
        members.append(Question("text", organization, label, relevant=given(name), rule=SHORT))
    return Group("team", text("评估人员", "The team"), tuple(members), page=True)


def product(draft: Drafting) -> Group:
    """What must be known of the product, each attribute after those that decide whether it is asked."""
    words = text(
        "没有把握的就选不知道，要写的留空：可能适用的核查项都会问。",
        "If in doubt choose Not known, or leave blank: all checks that may apply are asked then.",
    )
    asked = [attribute(draft, name) for name, _ in asking_order(draft.program)]
    return Group("product", text("产品属性", "The product"), (Question("note", "about_product", words), *asked), page=True)


def attribute(draft: Drafting, name: str, sample: int | None = None, relevant: str = "") -> Question:
    """The question about an attribute; of a sample `relevant` says when it is asked."""
    one = draft.ruleset.product[name]
    field, label = attribute_field(name, sample), draft.plain(one.label or text(name, name))
    when = draft.relevance.asked(draft.program.asked_when.get(name)) if sample is None else relevant
    hint = draft.when_it_applies(draft.program.asked_when.get(name), one.asked_when)
    if is_chosen(one):
        offers = draft.offer(f"a_{name}", _choices(draft, name))
        return Question("one", field, label, hint, offers, when, ALWAYS, text("没有把握的就选不知道", "If in doubt choose Not known"))
    if one.type != "number":
        return Question("text", field, label, hint, relevant=when, rule=SHORT)
    unit = "" if one.unit is None else f" {one.unit}"
    if one.range is not None:
        low, high = (f"{figure:f}" for figure in one.range)
        usual = text(f"通常 {low}～{high}{unit}", f"usually {low} to {high}{unit}")
        hint = usual if hint is None else text(f"{usual.zh}；{hint.zh}", f"{usual('en')}; {hint('en')}")
    elif unit and hint is None:
        hint = text(unit.strip(), unit.strip())
    return Question("text", field, label, None if hint is None else draft.plain(hint), relevant=when, rule=_NUMBER, look="numbers")


def _choices(draft: Drafting, name: str) -> list[tuple[str, Text]]:
    codes, attribute = draft.names.choices[name], draft.ruleset.product[name]
    if attribute.choices is None:
        words = draft.names.vocabularies["yes_no"]
        offered = [(code, words[code]) for code in (YES, NO)]
    else:
        offered = [(codes[choice], draft.plain(attribute.called(choice))) for choice in attribute.choices]
    return [*offered, (not_known(codes), text("不知道", "Not known"))]


def sections(draft: Drafting) -> Question:
    """Who checks what: a section that is not chosen is not asked here, and somebody else answers it."""
    codes, known = draft.names.sections, draft.ruleset.sections
    used = [name for name in codes if any(check.section == name for check in draft.ruleset.site_checks.values())]
    offers = draft.offer(
        "sections",
        [(codes[name], draft.plain(text(f"{name} {known[name].title.zh}", f"{name} {known[name].title('en')}"))) for name in used],
    )
    return Question(
        "many", "sections", text("本表核查哪些章节", "Sections checked in this form"),
        text("几人分工的，只留自己核查的章节", "where several share the work, keep those of your own"),
        offers, required=ALWAYS, lacking=text("至少选一章", "Choose one at least"), default=" ".join(codes[name] for name in used),
    )  # fmt: skip
