"""The words of `tijian explain FILE ID` for a diagnosis, a clue rule or a clue code, and of `tijian explain L04` without a file."""

from tijian.conditions.tree import And, Concluded, Count, Fails, MinorOrWorse, Node, Not, Or
from tijian.insight.phrases import Names
from tijian.insight.wording import atom_in_words, in_words, meaning
from tijian.model.outcome import UNKNOWN
from tijian.model.result import CheckOutcome, Result
from tijian.model.ruleset import ClueCode, ResolvedRuleset
from tijian.model.words import state_word

from .bilingual import Words
from .corrections import steps
from .language import Language
from .paper import Look, Paper, listed

HOLDS, COULD, NOT = (
    Words("成立", "holds"),
    Words("未知项若为最差会成立", "holds if the unknowns come out worst"),
    Words("不成立", "does not hold"),
)
URGENT = {"immediate": Words("立即", "immediate"), "normal": Words("一般", "normal")}


def concluded_ids(ruleset: ResolvedRuleset) -> list[str]:
    """Everything besides checks that has an id in a result: diagnoses, clue rules, clue codes."""
    return [*ruleset.diagnoses, *ruleset.clues, *ruleset.clue_codes]


def why_rule(result: Result, ruleset: ResolvedRuleset, name: str, language: Language, look: Look) -> str:
    """What a diagnosis, a clue rule or a clue code says, and whether it holds here, could hold, and by which checks."""
    paper, names = Paper(language, look), Names(result, ruleset)
    if name in ruleset.diagnoses:
        _diagnosis(paper, result, ruleset, name, names)
    elif name in ruleset.clues:
        paper.line(f"{name}  {names.clue(name)(language)}", style="bold")
        paper.field(paper.say("代码", "code"), ruleset.clues[name].code, 1)
        _rule(paper, result, ruleset, name, names)
    else:
        code(paper, name, ruleset.clue_codes[name])
        by_hand = [one for one in result.clues if one.code == name and one.id is None]
        for one in by_hand:
            paper.field(paper.say("评估人员提出", "raised by an assessor"), one.facts(language), 1)
        rules = [rule for rule, clue in ruleset.clues.items() if clue.code == name]
        for rule in rules:
            paper.heading(paper.say(f"规则 {rule}", f"Rule {rule}"))
            _rule(paper, result, ruleset, rule, names)
        if not (rules or by_hand):
            paper.item(paper.say("本案卷没有提出；只由评估人员提出，没有规则", "not raised here; only an assessor raises it, no rule does"))
    return paper.text()


def _diagnosis(paper: Paper, result: Result, ruleset: ResolvedRuleset, name: str, names: Names) -> None:
    diagnosis = ruleset.diagnoses[name]
    paper.line(f"{name}  {diagnosis.says(paper.language)}", style="bold")
    held = [one for one in result.diagnoses if one.id == name]
    _condition(paper, result, ruleset, diagnosis.when, _standing(bool(held), name in result.possible.diagnoses), names)
    explained = held[0].explains if held else diagnosis.explains
    paper.field(paper.say("解释的发现", "findings it explains"), listed(explained, paper.say("、", ", ")), 1)
    if not held:
        advice = diagnosis.advice
        steps(paper, 1, diagnosis.risk, *((advice.correct, advice.prevent, advice.proof) if advice else (None, None, None)))
    for action in result.actions:
        if action.id == name:
            paper.heading(paper.say(f"整改（期限 {action.due}）", f"Correction (due {action.due})"))
            steps(paper, 1, action.risk, action.correct, action.prevent, action.proof)


def _rule(paper: Paper, result: Result, ruleset: ResolvedRuleset, name: str, names: Names) -> None:
    rule = ruleset.clues[name]
    held = any(one.id == name for one in result.clues)
    _condition(paper, result, ruleset, rule.when, _standing(held, name in result.possible.clues), names)
    about = ruleset.clue_codes[rule.code]
    paper.field(paper.say("紧急程度", "urgency"), URGENT[rule.urgency or about.urgency](paper.language), 1)
    paper.field(paper.say("可能涉及", "law it may touch"), (rule.law or about.law)(paper.language), 1)
    if rule.facts is not None:
        paper.field(paper.say("事实", "facts"), rule.facts(paper.language), 1)


def _standing(held: bool, could: bool) -> Words:
    return HOLDS if held else COULD if could else NOT


def _condition(paper: Paper, result: Result, ruleset: ResolvedRuleset, when: str, standing: Words, names: Names) -> None:
    """The condition in words, how it stands, and each of its parts with the checks behind it and how they came out."""
    paper.field(paper.say("状态", "state"), standing(paper.language), 1)
    paper.field(paper.say("条件", "condition"), in_words(when, ruleset, names)(paper.language), 1)
    node = meaning(when, ruleset)
    for atom in _atoms(node) if node is not None else ():
        paper.item(f"{_named(atom, names, paper.language)}  [{_how(atom, result, paper)}]", level=2)


def _named(atom: Node, names: Names, language: Language) -> str:
    match atom:
        case Fails(id=name) | MinorOrWorse(id=name):
            return f"{name} {names.check(name)(language)}"
        case Concluded(id=name):
            return f"{name} {names.diagnosis(name)(language)}"
        case _:
            return atom_in_words(atom, names)(language)


def _atoms(node: Node) -> list[Node]:
    """The parts that speak of checks and diagnoses, each once."""
    match node:
        case And(items=items) | Or(items=items):
            return list(dict.fromkeys(atom for item in items for atom in _atoms(item)))
        case Not(item=item):
            return _atoms(item)
        case Fails() | MinorOrWorse() | Concluded() | Count():
            return [node]
        case _:
            return []


def _how(atom: Node, result: Result, paper: Paper) -> str:
    checks = {one.id: one for one in result.checks}
    match atom:
        case Fails(id=name) | MinorOrWorse(id=name):
            one = checks.get(name)
            return state_word(one.state, one.kind)(paper.language) if one else paper.say("不适用", "not applicable")
        case Concluded(id=name):
            held = any(one.id == name for one in result.diagnoses)
            return _standing(held, name in result.possible.diagnoses)(paper.language)
        case Count():
            met = [one.id for one in result.checks if _counts(atom, one) and one.state in _MET[atom.state]]
            could = [one.id for one in result.checks if _counts(atom, one) and one.state in UNKNOWN]
            comma = paper.say("、", ", ")
            found = paper.say(f"{len(met)} 项", f"{len(met)}") + (f": {listed(tuple(met), comma)}" if met else "")
            return found + (paper.say("；未知 ", "; unknown ") + listed(tuple(could), comma) if could else "")
        case _:
            return ""


_MET = {"fail": ("fail",), "minor": ("fail", "minor")}


def _counts(atom: Count, one: CheckOutcome) -> bool:
    if atom.scope == "section":
        return one.section == atom.of
    return one.class_ == atom.of and (one.kind == "test") == (atom.scope == "tests")


def code(paper: Paper, name: str, about: ClueCode) -> None:
    """What a clue code says."""
    paper.line(f"{name}  {about.title(paper.language)}", style="bold")
    paper.field(paper.say("紧急程度", "urgency"), URGENT[about.urgency](paper.language), 1)
    paper.field(paper.say("可能涉及", "law it may touch"), about.law(paper.language), 1)


def clue_code(name: str, about: ClueCode, rulesets: tuple[str, ...], language: Language, look: Look) -> str:
    """A clue code without any dossier: what it says and which rulesets have it."""
    paper = Paper(language, look)
    code(paper, name, about)
    paper.field(paper.say("见于细则", "in the rulesets"), paper.say("、", ", ").join(rulesets), 1)
    paper.field(
        paper.say("在某份案卷中", "in a dossier"),
        paper.say(f"tijian explain 案卷.yaml {name}", f"tijian explain DOSSIER.yaml {name}"),
        1,
    )
    return paper.text()
