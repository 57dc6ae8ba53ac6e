"""The whole assessment, from a dossier to its result, in the order of the notice: 实地核查 site check and 抽样检测 sample
tests become facts, facts become scores, two engines draw the conclusions, and the findings become 整改 corrective actions.

A pure function of the dossier, the ruleset and the plugins: no clock, no locale, no file is read here.
"""

from .catalogues import Catalogue
from .engines.choice import Choice, choose
from .facts.gather import gather
from .model.adoption import Adoption
from .model.dossier import Dossier
from .model.remark import Remark
from .model.result import Answer, Result, RulesetRef
from .model.text import text, unchecked
from .verdict import compose
from .verdict.actions import actions
from .verdict.completions import draw
from .verdict.receipt import seal

_answer, _ruleset = unchecked(Answer), unchecked(RulesetRef)


def assess(dossier: Dossier, catalogue: Catalogue, engine: Choice = "both", adoption: Adoption | None = None) -> Result:
    """The result of one dossier.

    `engine`: "both" (direct and rete must agree), "direct" or "rete". `adoption` says which rulesets an authority adopted.
    Raises InputError (the dossier, or its ruleset is not here), RulesetError, PluginError, EngineDisagreement.
    """
    # 1  the ruleset in force on the day of the assessment
    entry = catalogue.entry(dossier.category, dossier.assessed_on)
    program, ruleset = entry.program, entry.program.ruleset
    name = (ruleset.category, ruleset.edition, program.digest)
    adopted = adoption is not None and adoption.covers(*name, dossier.assessed_on)
    later = () if adoption is None or adopted or not adoption.names(*name) else (_adopted_later(adoption, dossier),)

    # 2  site check and sample tests: the state of every check
    facts = gather(program, dossier, catalogue.derivation(dossier, ruleset))

    # 3  conclusions in the worst and in the best case of what is not known, by every engine
    chosen = choose(engine)
    ends = draw(facts, entry.scorer, chosen.engines)

    # 4  the verdict, what is wrong, and how to put it right
    settled = compose.Settled(facts, entry.scorer, ends, adopted or ruleset.status == "adopted")
    decided = compose.decided_by(facts, ends)
    verdict = compose.verdict(settled, decided)
    lost = entry.scorer.points_lost(ends.best.case.scores)
    answer = _answer(
        assessment=dossier.assessment,
        category=dossier.category,
        assessed_on=dossier.assessed_on,
        enterprise=compose.enterprise(facts),
        institution=dossier.institution,
        team=compose.team(facts),
        ruleset=_ruleset(
            category=ruleset.category,
            edition=ruleset.edition,
            title=ruleset.title,
            digest=program.digest,
            status="adopted" if adopted else ruleset.status,
            adopted_by=adoption.authority if adopted and adoption else None,
            adopted_on=adoption.adopted_on if adopted and adoption else None,
        ),
        attributes=compose.attributes(facts),
        verdict=verdict,
        score=compose.scores(settled),
        checks=compose.check_outcomes(facts, lost),
        diagnoses=compose.diagnoses(facts, ends),
        actions=actions(facts, ends, verdict.decided_by, lost),
        clues=compose.clues(facts, ends),
        possible=compose.possible(facts, ends),
        trace=compose.trace(facts, ends),
        warnings=(*later, *facts.remarks),
    )

    # 5  the receipt, with which anyone can recompute all this
    return seal(answer, chosen.report, dossier, catalogue.distributions(), catalogue.product, catalogue.adoption_digest(adoption))


def _adopted_later(adoption: Adoption, dossier: Dossier) -> Remark:
    said = text(
        f"细则 {adoption.adopted_on} 才被采用，晚于评估日期 {dossier.assessed_on}：本次评估仍按示例稿",
        f"the ruleset was adopted on {adoption.adopted_on}, after the assessment ({dossier.assessed_on}): here it is still illustrative",
    )
    return Remark(code="W445", severity="warning", text=said)
