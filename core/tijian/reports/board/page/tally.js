/** Everything that some units say together, counted once: verdicts, scores, checks, tests, clues. The panels of the page read it. */
import { share, spread } from "./exact.js";
import { sectionScore } from "./sources.js";

export const STATES_OF_VERDICTS = /** @type {State[]} */ (["issued", "preview", "uncertain", "not_assessable"]);
export const FEW = 3;
const CAPABLE = ["yes", "after_rectification", "no"];

/** Natural order of ids, as the engine has it: runs of digits compare as numbers. @param {string} one @param {string} other */
export function natural(one, other) {
  const a = one.split(/(\d+)/).filter(Boolean),
    b = other.split(/(\d+)/).filter(Boolean);
  for (let place = 0; place < Math.min(a.length, b.length); place++) {
    const digits = [/^\d/.test(a[place]), /^\d/.test(b[place])];
    if (digits[0] !== digits[1]) return digits[0] ? 1 : -1;
    const apart = digits[0] ? Number(a[place]) - Number(b[place]) : a[place] < b[place] ? -1 : Number(a[place] > b[place]);
    if (apart) return apart;
  }
  return a.length - b.length || (one < other ? -1 : Number(one > other));
}

/** The grades of issued verdicts, best first, each with the numbers of its outcomes. @param {BoardData} data */
export function gradesOf(data) {
  /** @type {Map<string, {grade: string, capable: string, says: Said | null, outcomes: number[]}>} */
  const found = new Map();
  data.outcomes.forEach((one, number) => {
    if (one.state !== "issued" || one.grade === null || one.capable === null) return;
    const key = `${one.grade} ${one.capable}`;
    const held = found.get(key) ?? { grade: one.grade, capable: one.capable, says: one.says, outcomes: [] };
    held.outcomes.push(number);
    found.set(key, held);
  });
  return [...found.values()].sort((a, b) => CAPABLE.indexOf(a.capable) - CAPABLE.indexOf(b.capable) || natural(a.grade, b.grade));
}

/** Verdicts counted. @param {BoardData} data @param {Counts} outcomes @param {boolean} averaged */
export function verdictsOf(data, outcomes, averaged) {
  const states = { issued: 0, preview: 0, uncertain: 0, not_assessable: 0 };
  /** @type {Record<string, number>} */
  const able = { yes: 0, after_rectification: 0, no: 0 };
  /** @type {Record<string, number>} */
  const caveats = {};
  /** @type {Record<string, number>} */
  const reasons = {};
  let judged = 0;
  for (const [number, times] of outcomes) {
    const one = data.outcomes[number];
    judged += times;
    states[one.state] += times;
    if (one.state === "issued") {
      if (one.capable) able[one.capable] += times;
      for (const reason of one.caveats) caveats[reason] = (caveats[reason] ?? 0) + times;
    } else {
      for (const reason of one.reasons) reasons[reason] = (reasons[reason] ?? 0) + times;
    }
  }
  const grades = gradesOf(data).map((one) => ({
    ...one,
    share: share(
      one.outcomes.reduce((sum, number) => sum + (outcomes.get(number) ?? 0), 0),
      states.issued,
      averaged,
    ),
  }));
  return { judged, states, grades, caveats, reasons, capable: share(able.yes, states.issued, averaged), able };
}

/** Categories that more than one ruleset judged. @param {BoardData} data @param {Iterable<number>} rulesets @returns {Set<number>} */
export function mixedCategories(data, rulesets) {
  /** @type {Set<number>} */
  const once = new Set(),
    several = new Set();
  for (const number of new Set(rulesets)) {
    const category = data.rulesets[number].category;
    (once.has(category) ? several : once).add(category);
  }
  return several;
}

/** Everything about some units. */
export class Tally {
  /** @param {import("./board.js").Board} board @param {Int32Array} units */
  constructor(board, units) {
    const { data, source } = board;
    this.board = board;
    this.units = units;
    /** @type {Counts} */
    this.outcomes = new Map();
    /** @type {Counts} */
    this.batches = new Map();
    /** @type {Counts} */
    this.rulesets = new Map();
    /** @type {Map<number, {clues: number, enterprises: Set<number> | number}>} */
    this.clues = new Map();
    /** @type {People} */
    this.people = { seen: new Set(), more: 0 };
    /** @type {Map<number, Int32Array>} */
    this.marks = new Map();
    /** @type {Map<number, Counts>} */
    this.batchesByRuleset = new Map();
    const names = ["total", "site", "tests", ...data.sections.map((one) => sectionScore(one.id))];
    /** @type {Record<string, Counts>} */
    this.scores = Object.fromEntries(names.map((name) => [name, new Map()]));
    for (const unit of units) {
      const ruleset = source.columns.ruleset[unit];
      this.rulesets.set(ruleset, (this.rulesets.get(ruleset) ?? 0) + source.judged(unit));
      source.outcomes(unit, this.outcomes);
      source.clues(unit, this.clues);
      source.enterprises(unit, this.people);
      let marks = this.marks.get(ruleset);
      if (!marks) this.marks.set(ruleset, (marks = new Int32Array(data.rulesets[ruleset].items.length * data.marks.length)));
      source.marks(unit, marks);
      let batches = this.batchesByRuleset.get(ruleset);
      if (!batches) this.batchesByRuleset.set(ruleset, (batches = new Map()));
      source.batches(unit, batches);
      for (const name of names) source.score(name, unit, this.scores[name]);
    }
    for (const held of this.batchesByRuleset.values())
      for (const [key, times] of held) this.batches.set(key, (this.batches.get(key) ?? 0) + times);
    this.averaged = data.allow_mixed || !mixedCategories(data, this.rulesets.keys()).size;
    this.verdicts = verdictsOf(data, this.outcomes, this.averaged);
    this.categories = new Set([...this.rulesets.keys()].map((number) => data.rulesets[number].category));
  }

  get enterprises() {
    return this.people.seen.size + this.people.more;
  }

  /** @param {string} name @returns {Spread} */
  spread(name) {
    return spread(this.scores[name], this.board.values, this.averaged);
  }
}

/** How often each clue code is there. @param {Tally} tally */
export function cluesOf(tally) {
  return [...tally.clues]
    .sort((a, b) => a[0] - b[0])
    .map(([code, { clues, enterprises }]) => ({
      code,
      clues,
      enterprises: typeof enterprises === "number" ? enterprises : enterprises.size,
    }));
}
