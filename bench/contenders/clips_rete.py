"""CLIPS by clipspy: a Rete of general rules over facts; the plan is static facts, a dossier is asserted, run and reset.

The counts are globals that rules raise; what follows from them is asserted, so that diagnoses chain. It says the verdict, not why.
An environment grows slower with every reset (threefold after a thousand dossiers, clipspy 1.0.6), so it is built anew now and then.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import clips  # type: ignore[import-untyped]

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import KINDS, LINES, Count, Plan, When

from .base import ENDS
from .said import Spelling, conclusions, groups

_TEMPLATES = """
(deftemplate product (slot kind) (slot line) (slot exporter) (slot sterile) (slot size))
(deftemplate answer (slot id) (slot value))
(deftemplate reading (slot id) (slot value) (slot planned))
(deftemplate check (slot id) (slot kind) (slot class) (slot section) (slot when) (slot skip))
(deftemplate limit (slot test) (slot row) (slot when) (slot low) (slot high))
(deftemplate holds (slot when) (slot value))
(deftemplate state (slot id) (slot kind) (slot class) (slot section) (slot code))
(deftemplate count (slot of) (slot end) (slot n))
(deftemplate concluded (slot id) (slot end))
(deftemplate grade (slot end) (slot is))
(deftemplate found (slot all_fail) (slot all_minor) (slot all_unknown) (slot site_worst) (slot site_best))
"""
_FOUND = ("all_fail", "all_minor", "all_unknown", "site_worst", "site_best")

_CHECK = "(check (id ?c) (kind {}) (class ?k) (section ?s) (when ?w) (skip ?skip))"
_STATE = "(assert (state (id ?c) (kind {}) (class ?k) (section ?s) (code {})))"


RENEWED = 200  # dossiers an environment judges
_SYMBOL = {word: clips.Symbol(word) for word in (*KINDS, *LINES, "conform", "minor", "major", "na", "none")}
_FLAG = {True: clips.Symbol("yes"), False: clips.Symbol("no"), None: clips.Symbol("unknown")}
_NIL = clips.Symbol("nil")


def judge(plan: Plan, _way: str) -> "Clips":
    return Clips(plan)


class Clips:
    """An environment with the plan's rules and facts."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._constructs = [*_split(_TEMPLATES), *_globals(plan), *_rules(plan), _facts(plan)]
        self._build()
        self._site = [(f"a_{check.id}", clips.Symbol(check.id)) for check in plan.site]
        self._tests = [(f"v_{test.id}", f"p_{test.id}", clips.Symbol(test.id)) for test in plan.tests]

    def _build(self) -> None:
        self._environment = clips.Environment()
        for construct in self._constructs:
            self._environment.build(construct)
        self._templates = [self._environment.find_template(name) for name in ("product", "answer", "reading")]
        self._judged = 0

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[tuple[Any, ...]]:
        return [self._one(row) for row in taken]

    def _one(self, row: Row) -> tuple[Any, ...]:
        self._judged += 1
        if self._judged > RENEWED:
            self._build()
        environment = self._environment
        environment.reset()
        product, answer, reading = self._templates
        product.assert_fact(kind=_SYMBOL[row["kind"]], line=_SYMBOL[row["line"]], size=row["size"],
                            exporter=_FLAG[row["exporter"]], sterile=_FLAG[row["sterile"]])  # fmt: skip
        for check, id_ in self._site:
            answer.assert_fact(id=id_, value=_SYMBOL[row[check]])
        for value, planned, id_ in self._tests:
            measured = row[value]
            reading.assert_fact(id=id_, value=_NIL if measured is None else measured, planned=_FLAG[row[planned]])
        environment.run()
        grades = {fact["end"]: fact["is"] for fact in environment.find_template("grade").facts()}
        found = next(iter(environment.find_template("found").facts()))
        return (str(grades["worst"]), str(grades["best"]), *(found[name] for name in _FOUND))

    def outcomes(self, answers: Sequence[tuple[Any, ...]]) -> list[Outcome]:
        return [Outcome(*one) for one in answers]


def _split(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]


def _name(when: When | None) -> str:
    return "always" if when is None else f"w_{when.attribute}_{''.join(when.one_of)}{when.above or ''}"


def _whens(plan: Plan) -> set[When]:
    used = {check.applies for check in plan.site} | {test.applies for test in plan.tests} | {rule.fails_when for rule in plan.rules}
    return {when for when in used | {row.when for test in plan.tests for row in test.limits} if when is not None}


def _globals(plan: Plan) -> Iterator[str]:
    names = [group.name for group in groups(plan)] + [*_FOUND, "most", "got_worst", "got_best"]
    return (f"(defglobal ?*{name}* = 0)" for name in names)


def _facts(plan: Plan) -> str:
    facts = ["(holds (when always) (value yes))"]
    facts += [_check("site", one.id, one.class_, one.section, one.applies, one.may_skip) for one in plan.site]
    facts += [_check("rule", one.id, one.class_, one.section, one.fails_when) for one in plan.rules]
    facts += [_check("test", one.id, one.class_, "none", one.applies) for one in plan.tests]
    for test in plan.tests:
        for place, row in enumerate(test.limits):
            low, high = (-1e9 if row.low is None else row.low), (1e9 if row.high is None else row.high)
            facts.append(f"(limit (test {test.id}) (row {place}) (when {_name(row.when)}) (low {low}) (high {high}))")
    return f"(deffacts plan {' '.join(facts)})"


def _check(kind: str, name: str, class_: str, section: str, when: When | None, may_skip: bool = False) -> str:
    skip = "yes" if may_skip else "no"
    return f"(check (id {name}) (kind {kind}) (class {class_}) (section {section}) (when {_name(when)}) (skip {skip}))"


def _rules(plan: Plan) -> Iterator[str]:
    yield from _applying(plan)
    yield from _answering()
    yield from _measuring()
    yield from _counting(plan)
    yield from _concluding(plan)


def _applying(plan: Plan) -> Iterator[str]:
    for when in sorted(_whens(plan), key=_name):
        value = "?v"
        if when.one_of:
            value = f"(if (member$ ?v (create$ {' '.join(when.one_of)})) then yes else no)"
        elif when.above is not None:
            value = f"(if (> ?v {when.above}) then yes else no)"
        asserted = f"(assert (holds (when {_name(when)}) (value {value})))"
        yield f"(defrule {_name(when)} (declare (salience 10)) (product ({when.attribute} ?v)) => {asserted})"


def _answering() -> Iterator[str]:
    site = _CHECK.format("site")
    table = [
        ("conform", "yes", "", "pass"), ("major", "yes", "", "fail"), ("none", "yes", "", "unknown"),
        ("minor", "yes", "(test (eq ?k veto))", "unknown"), ("minor", "yes", "(test (neq ?k veto))", "minor"),
        ("na", "yes", "(test (eq ?skip no))", "unknown"),
        ("minor|major", "no", "", "unknown"), ("?", "unknown", "", "unknown"),
    ]  # fmt: skip
    for place, (answer, applies, test, code) in enumerate(table):
        asserted = _STATE.format("site", code)
        yield f"(defrule site{place} (answer (id ?c) (value {answer})) {site} (holds (when ?w) (value {applies})) {test} => {asserted})"
    rule = _CHECK.format("rule")
    for applies, code in (("yes", "fail"), ("no", "pass"), ("unknown", "unknown")):
        yield f"(defrule rule_{code} {rule} (holds (when ?w) (value {applies})) => {_STATE.format('rule', code)})"


def _measuring() -> Iterator[str]:
    check, given = _CHECK.format("test"), "(reading (id ?c) (value ?v&~nil))"
    row = "(limit (test ?c) (row ?r) (when ?x) (low ?l) (high ?h)) (holds (when ?x) (value yes))"
    first = "(not (and (limit (test ?c) (row ?q&:(< ?q ?r)) (when ?y)) (holds (when ?y) (value yes))))"
    applies, not_applies = "(holds (when ?w) (value yes))", "(holds (when ?w) (value no))"
    for code, test in (("pass", "(test (<= ?l ?v ?h))"), ("fail", "(test (not (<= ?l ?v ?h)))")):
        yield f"(defrule test_{code} {given} {check} {applies} {row} {first} {test} => {_STATE.format('test', code)})"
    top = "(limit (test ?c) (row 0) (low ?l) (high ?h))"
    yield f"(defrule test_buried {given} {check} {not_applies} {top} (test (not (<= ?l ?v ?h))) => {_STATE.format('test', 'unknown')})"
    yield f"(defrule test_open {given} {check} (holds (when ?w) (value unknown)) => {_STATE.format('test', 'unknown')})"
    silent = "(reading (id ?c) (value nil) (planned yes))"
    yield f"(defrule test_silent {silent} {check} (holds (when ?w) (value ~no)) => {_STATE.format('test', 'unknown')})"


_CODES = ("fail", "minor", "pass", "unknown")


def _counting(plan: Plan) -> Iterator[str]:
    for group in groups(plan):
        kind, of, code = group.name.split("_")
        where = f"(section {of})" if kind == "s" else f"(kind {'test' if kind == 't' else '~test'}) (class {of})"
        raised = f"(bind ?*{group.name}* (+ ?*{group.name}* 1))"
        yield f"(defrule count_{group.name} (declare (salience -10)) (state {where} (code {code})) => {raised})"


def _concluding(plan: Plan) -> Iterator[str]:
    here = {group.name for group in groups(plan)}
    spell = Spelling(" ", " ", name="?*{}*", divide="div|{}|{}")
    sums = {name: said for name, said in conclusions(plan, spell) if not name.startswith(("d_", "row_"))}
    binds = " ".join(f"(bind ?*{name}* {_prefix(said)})" for name, said in sums.items())
    counts = [
        f"(assert (count (of {kind}_{state}) (end {end}) (n (+ 0 0 {' '.join(f'?*{kind}_{w}*' for w in words if f'{kind}_{w}' in here)}))))"
        for kind in sorted({group.name.rpartition("_")[0] for group in groups(plan)})
        for end in ENDS
        for state, one in (("fail", ["fail"]), ("minor", ["fail", "minor"]))
        for words in ([*one, "unknown"] if end == "worst" else one,)
    ]
    counts.append(f"(assert (found {' '.join(f'({name} ?*{name}*)' for name in _FOUND)}))")
    yield f"(defrule sums (declare (salience -20)) => {binds} {' '.join(counts)})"
    for end in ENDS:
        for diagnosis in plan.diagnoses:
            for place, parts in enumerate(diagnosis.alternatives):
                facts = " ".join(_part(kind, of, end) for kind, of in parts)
                yield f"(defrule d_{diagnosis.id}_{end}_{place} {facts} => (assert (concluded (id {diagnosis.id}) (end {end}))))"
        for rank, row in enumerate(plan.rows):
            asserted = f"(declare (salience {-30 - rank})) (not (grade (end {end})))", f"=> (assert (grade (end {end}) (is {row.grade})))"
            below = f"(test (< (* 100 ?*got_{end}*) (* {row.site_below} ?*most*)))" if row.site_below is not None else ""
            wheres = [_more(one, end) for one in row.counts]
            wheres += [f"(concluded (id {name}) (end {end}))" for name in row.diagnoses]
            wheres += [f"(count (of n_key_fail) (end {end})) {below}"]  # a fact of the sums, so that the test is made after them
            for place, where in enumerate(wheres):
                yield f"(defrule row_{row.grade}_{end}_{place} {asserted[0]} {where} {asserted[1]})"


def _more(one: Count, end: str) -> str:
    return f"(count (of {'t' if one.tests else 'n'}_{one.of}_{one.state}) (end {end}) (n ?n&:(> ?n {one.more_than})))"


def _part(kind: str, of: str, end: str) -> str:
    if kind == "twice":
        return f"(count (of s_{of}_fail) (end {end}) (n ?n_{of}&:(> ?n_{of} 1)))"
    if kind == "concluded":
        return f"(concluded (id {of}) (end {end}))"
    return f"(state (id {of}) (code {'fail|unknown' if end == 'worst' else 'fail'}))"


def _prefix(said: str) -> str:
    """A sum of products with brackets, as the functions of CLIPS."""
    if said.startswith("div|"):
        _, top, bottom = said.split("|")
        return f"(div {_prefix(top)} {_prefix(bottom)})"
    tokens = said.replace("(", " ( ").replace(")", " ) ").replace(" * ", " × ").replace("?*", "?").replace("*", "").split()

    def total() -> str:
        terms = [term()]
        while tokens and tokens[0] == "+":
            tokens.pop(0)
            terms.append(term())
        return terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})"

    def term() -> str:
        factors = [atom()]
        while tokens and tokens[0] == "×":
            tokens.pop(0)
            factors.append(atom())
        return factors[0] if len(factors) == 1 else f"(* {' '.join(factors)})"

    def atom() -> str:
        token = tokens.pop(0)
        if token == "(":
            inner = total()
            tokens.pop(0)
            return inner
        return f"?*{token[1:]}*" if token.startswith("?") else token

    return total()
