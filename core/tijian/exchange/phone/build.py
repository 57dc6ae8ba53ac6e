"""From a ruleset to its phone form. `write` turns the form into an XLSForm; whoever wants the form itself comes in here."""

from ...authoring.program import Program
from ...model.text import text
from ..checklist.sheets import MOST_SAMPLES
from . import check_part, sample_part, visit_part
from .drafting import Drafting, Phrase
from .form import Group, PhoneForm, Question, of
from .names import FORM, IDENTITY


def phone_form(program: Program, phrase: Phrase, samples: int = 2) -> PhoneForm:
    """The form. `phrase` says a condition in words; `samples`: for how many samples there is room (1 to 20)."""
    if not 1 <= samples <= MOST_SAMPLES:
        raise ValueError(f"room for 1 to {MOST_SAMPLES} samples, not {samples}")
    draft = Drafting(program, phrase, samples)
    rules = program.ruleset
    parts = [
        *_identity(draft),
        visit_part.about(draft),
        visit_part.visit(draft),
        visit_part.enterprise(draft),
        visit_part.team(draft),
        visit_part.product(draft) if rules.product else None,
        *_checks(draft),
        sample_part.samples(draft),
        sample_part.clues(draft),
    ]
    return PhoneForm(
        id=f"tijian_{rules.category}_{rules.edition}",
        title=f"{rules.title('zh')} {rules.edition}",
        named=f"concat({of('assessment')}, ' ', {of('enterprise_name')})",
        members=tuple(part for part in parts if part is not None),
        lists=draft.lists,
        asked_anyway=tuple(name for name in draft.names.checks if draft.relevance.undecided(program.checks[name].applies)),
    )


def _identity(draft: Drafting) -> list[Question]:
    """Which ruleset the form is of: never shown, and in every submission. In no group: one without anything to see is no group."""
    rules = draft.ruleset
    values = (FORM, rules.category, rules.edition, draft.program.digest)
    return [Question("calculate", name, computed=f"'{value}'") for name, value in zip(IDENTITY, values, strict=True)]


def _checks(draft: Drafting) -> list[Group | None]:
    found = [section for name in draft.names.sections if (section := check_part.section(draft, name)) is not None]
    if not found:
        return []
    who = Group("share", text("分工", "Who checks what"), (visit_part.sections(draft),), page=True)
    return [who, *found]
