/** Which checks fail how often, and which tests: counted as `tijian.compare` counts, from the marks of a tally. */
import { less, share } from "./exact.js";
import { FAIL, MINOR, PASS, UNKNOWN, statesOf } from "./sources.js";
import { FEW, natural } from "./tally.js";

/** @param {Set<number>} one @param {Set<number>} other */
function both(one, other) {
  return new Set([...one].filter((item) => other.has(item)));
}

/** Which items the rulesets of some units share. Site and rule checks; tests are each category's own. */
export class Shared {
  /** @param {BoardData} data @param {Iterable<number>} rulesets */
  constructor(data, rulesets) {
    /** @type {Map<number, Set<number>>} */
    this.held = new Map();
    /** @type {Map<number, Set<number>>} */
    this.byCategory = new Map();
    for (const ruleset of [...rulesets].sort((a, b) => a - b)) {
      const { category, items } = data.rulesets[ruleset];
      const mine = new Set(items.filter((item) => data.items[item].kind !== "test"));
      this.held.set(ruleset, mine);
      const before = this.byCategory.get(category);
      this.byCategory.set(category, before ? both(before, mine) : mine);
    }
    const categories = [...this.byCategory.values()];
    /** What every category has: like stands with like. @type {Set<number>} */
    this.everywhere = categories.length ? categories.reduce(both) : new Set();
    /** @type {Map<number, number>} */
    const times = new Map();
    for (const items of categories) for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
    /** What more than one category has; of one category, what all its rulesets have. */
    this.common = categories.length === 1 ? this.everywhere : new Set([...times].filter(([, many]) => many > 1).map(([item]) => item));
  }

  /** For each ruleset, which of its checks every category has. @param {BoardData} data @returns {Map<number, Uint8Array>} */
  flags(data) {
    return new Map(
      [...this.held.keys()].map((number) => [
        number,
        Uint8Array.from(data.rulesets[number].items, (item) => (this.everywhere.has(item) ? 1 : 0)),
      ]),
    );
  }
}

/** The rulesets of a tally by category; the editions of one apart unless they may be averaged. @param {import("./tally.js").Tally} tally */
export function apart(tally) {
  const { data } = tally.board;
  /** @type {{category: number, word: string | null, rulesets: number[]}[]} */
  const found = [];
  const used = [...tally.rulesets.keys()].sort((a, b) => a - b);
  for (const category of new Set(used.map((number) => data.rulesets[number].category))) {
    const mine = used.filter((number) => data.rulesets[number].category === category);
    if (mine.length > 1 && !data.allow_mixed)
      mine.forEach((number) => found.push({ category, word: data.rulesets[number].word, rulesets: [number] }));
    else found.push({ category, word: null, rulesets: mine });
  }
  return found.sort((a, b) => a.category - b.category);
}

/** How an item does in some rulesets. @param {import("./tally.js").Tally} tally @param {Iterable<number>} rulesets @returns {Map<number, number[]>} */
function counted(tally, rulesets) {
  const { data } = tally.board;
  const states = statesOf(data.marks),
    width = data.marks.length;
  /** @type {Map<number, number[]>} */
  const found = new Map(); // item -> of each state, how many
  for (const ruleset of rulesets) {
    const marks = tally.marks.get(ruleset);
    data.rulesets[ruleset].items.forEach((item, place) => {
      if (data.items[item].kind === "test") return;
      const held = found.get(item) ?? [0, 0, 0, 0, 0];
      for (let mark = 0; marks && mark < width; mark++) held[states[mark]] += marks[place * width + mark];
      found.set(item, held);
    });
  }
  return found;
}

/** @param {BoardData} data @param {Iterable<number>} items @param {Map<number, number[]>} counts @returns {CheckRate[]} worst first */
function rates(data, items, counts) {
  const made = [...items].map((item) => {
    const held = counts.get(item) ?? [0, 0, 0, 0, 0];
    const known = held[FAIL] + held[MINOR] + held[PASS];
    return { item, failed: share(held[FAIL], known), minor: held[MINOR], unknown: held[UNKNOWN], few: known < FEW };
  });
  /** @param {CheckRate} one */
  const any = (one) => ({ count: one.failed.count + one.minor, of: one.failed.of });
  return made.sort(
    (a, b) =>
      Number(a.few) - Number(b.few) ||
      order(b.failed, a.failed) ||
      order(any(b), any(a)) ||
      natural(data.items[a.item].id, data.items[b.item].id),
  );
}

/** @param {{count: number, of: number}} one @param {{count: number, of: number}} other */
function order(one, other) {
  return less(one, other) ? -1 : less(other, one) ? 1 : 0;
}

/** The shared checks over all categories, worst first. @param {import("./tally.js").Tally} tally @param {Shared} shared @returns {CheckRate[]} */
export function commonChecks(tally, shared) {
  return rates(tally.board.data, shared.common, counted(tally, shared.held.keys()));
}

/** What only one category has, by category, worst first. @param {import("./tally.js").Tally} tally @param {Shared} shared */
export function ownChecks(tally, shared) {
  const { data } = tally.board;
  return apart(tally)
    .map((part) => {
      const items = new Set(
        part.rulesets.flatMap((number) => [...(shared.held.get(number) ?? [])]).filter((item) => !shared.common.has(item)),
      );
      return { ...part, checks: rates(data, items, counted(tally, part.rulesets)) };
    })
    .filter((part) => part.checks.length);
}

/** Batches of a tally: those that fail any item, or one of a class. @param {BoardData} data @param {Counts} batches @param {boolean} averaged */
export function batchesOf(data, batches, averaged) {
  const sums = [0, 0, 0, 0, 0, 0, 0, 0];
  let sampled = 0;
  for (const [number, times] of batches) {
    const one = data.batches[number];
    one.forEach((count, place) => (sums[place] += count * times));
    if (one[1]) sampled += times;
  }
  const [any, safety, usability, label] = [0, 2, 4, 6].map((place) => share(sums[place], sums[place + 1], averaged));
  return { sampled, any, safety, usability, label };
}

/** The tests of every category, with their items, worst first. @param {import("./tally.js").Tally} tally */
export function testsByCategory(tally) {
  const { data } = tally.board;
  return apart(tally).map((part) => {
    /** @type {Counts} */
    const batches = new Map();
    for (const ruleset of part.rulesets) {
      for (const [number, times] of tally.batchesByRuleset.get(ruleset) ?? []) batches.set(number, (batches.get(number) ?? 0) + times);
    }
    return { ...part, ...batchesOf(data, batches, true), items: testItems(tally, part.rulesets) };
  });
}

/** @param {import("./tally.js").Tally} tally @param {number[]} rulesets @returns {ItemRate[]} */
function testItems(tally, rulesets) {
  const { data } = tally.board;
  const width = data.marks.length;
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const ruleset of rulesets) {
    const marks = tally.marks.get(ruleset);
    data.rulesets[ruleset].items.forEach((item, place) => {
      if (data.items[item].kind !== "test" || !marks) return;
      const held = found.get(item) ?? [0, 0, 0, 0];
      data.marks.forEach(([, ...counts], mark) => counts.forEach((count, which) => (held[which] += count * marks[place * width + mark])));
      found.set(item, held);
    });
  }
  return [...found]
    .filter(([, held]) => held[1] || held[2])
    .map(([item, [failed, judged, inconclusive, borderline]]) => ({
      item,
      failed: share(failed, judged),
      inconclusive,
      borderline,
      few: judged < FEW,
    }))
    .sort(
      (a, b) =>
        Number(a.few) - Number(b.few) ||
        order(b.failed, a.failed) ||
        b.failed.of - a.failed.of ||
        natural(data.items[a.item].id, data.items[b.item].id),
    );
}
