/** Units grouped by one dimension, and where two meet; ranked only where like stands with like, as `tijian.compare` ranks. */
import { less, percent, spread } from "./exact.js";
import { Shared } from "./checks.js";
import { FEW, mixedCategories, verdictsOf } from "./tally.js";

/**
 * @typedef {object} Group
 * @property {number} key @property {string | null} word an edition, where editions are apart
 * @property {Int32Array} units @property {number} judged @property {number} enterprises @property {boolean} few @property {boolean} mixed
 * @property {ReturnType<typeof verdictsOf>} verdicts @property {Spread} total
 * @property {{count: number, of: number, percent: string | null}} findings @property {number} clues
 * @property {number | null} rank @property {"few" | "unlike" | "mixed" | null} unranked
 */

/** Units by their number in a column. @param {Int32Array} column @param {Iterable<number>} units @returns {Map<number, number[]>} */
export function parted(column, units) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const unit of units) {
    const held = found.get(column[unit]);
    if (held) held.push(unit);
    else found.set(column[unit], [unit]);
  }
  return found;
}

/** @param {import("./board.js").Board} board @param {number[]} units */
function rulesetsOf(board, units) {
  return new Set(units.map((unit) => board.source.columns.ruleset[unit]));
}

/** @param {import("./board.js").Board} board @param {number[]} units @returns {boolean} */
function averagedOver(board, units) {
  return board.data.allow_mixed || !mixedCategories(board.data, rulesetsOf(board, units)).size;
}

/** The groups of a dimension among some units, in the order of its keys. @param {import("./board.js").Board} board @param {Int32Array} units @param {Dimension} by @returns {Group[]} */
export function groupsOf(board, units, by) {
  const { data, source } = board;
  const found = parted(source.columns[by], units);
  const shared = new Shared(data, rulesetsOf(board, [...units]));
  const flags = shared.flags(data);
  /** @type {Group[]} */
  const made = [];
  for (const key of [...found.keys()].sort((a, b) => a - b)) {
    const mine = found.get(key) ?? [];
    if (by === "category" && !averagedOver(board, mine)) {
      const editions = parted(source.columns.ruleset, mine);
      for (const number of [...editions.keys()].sort((a, b) => a - b)) {
        made.push(group(board, key, data.rulesets[number].word, editions.get(number) ?? [], flags));
      }
    } else made.push(group(board, key, null, mine, flags));
  }
  rank(made, by, new Set([...units].map((unit) => source.columns.category[unit])).size > 1);
  return made;
}

/** @param {import("./board.js").Board} board @param {number} key @param {string | null} word @param {number[]} units @param {Map<number, Uint8Array>} flags @returns {Group} */
function group(board, key, word, units, flags) {
  const { data, source } = board;
  const averaged = averagedOver(board, units);
  /** @type {Counts} */
  const outcomes = new Map(),
    total = new Map();
  /** @type {People} */
  const people = { seen: new Set(), more: 0 };
  /** @type {Map<number, {clues: number, enterprises: Set<number> | number}>} */
  const clues = new Map();
  let judged = 0,
    bad = 0,
    known = 0;
  for (const unit of units) {
    judged += source.judged(unit);
    source.outcomes(unit, outcomes);
    source.score("total", unit, total);
    source.enterprises(unit, people);
    source.clues(unit, clues);
    const [found, of] = source.findings(unit, flags.get(source.columns.ruleset[unit]) ?? new Uint8Array());
    bad += found;
    known += of;
  }
  const enterprises = people.seen.size + people.more;
  return {
    key,
    word,
    units: Int32Array.from(units),
    judged,
    enterprises,
    few: enterprises < FEW,
    mixed: !averaged,
    verdicts: verdictsOf(data, outcomes, averaged),
    total: spread(total, board.values, averaged),
    findings: { count: bad, of: known, percent: known ? percent(bad, known) : null },
    clues: [...clues.values()].reduce((sum, one) => sum + one.clues, 0),
    rank: null,
    unranked: null,
  };
}

/** @param {Group[]} groups @param {Dimension} by @param {boolean} several categories */
function rank(groups, by, several) {
  const why = by === "category" ? null : groups.some((one) => one.mixed) ? "mixed" : several ? "unlike" : null;
  const able = why ? [] : groups.filter((one) => !one.few && one.findings.of);
  for (const one of groups) {
    if (able.includes(one)) one.rank = 1 + able.filter((other) => less(other.findings, one.findings)).length;
    else one.unranked = why ?? "few";
  }
}

/**
 * Where categories meet another dimension. `matches` says of each outcome whether it is among those chosen.
 * @param {import("./board.js").Board} board @param {Int32Array} units @param {Dimension} columns @param {(unit: number) => number} matches
 */
export function crossing(board, units, columns, matches) {
  const { data, source } = board;
  const rows = [];
  const byRow = parted(source.columns.category, units);
  for (const row of [...byRow.keys()].sort((a, b) => a - b)) {
    const cells = new Map();
    for (const [column, mine] of parted(source.columns[columns], byRow.get(row) ?? [])) {
      const averaged = averagedOver(board, mine);
      /** @type {Counts} */
      const outcomes = new Map(),
        total = new Map();
      /** @type {People} */
      const people = { seen: new Set(), more: 0 };
      let matched = 0;
      for (const unit of mine) {
        source.outcomes(unit, outcomes);
        source.score("total", unit, total);
        source.enterprises(unit, people);
        matched += matches(unit);
      }
      const verdicts = verdictsOf(data, outcomes, averaged);
      cells.set(column, {
        verdicts,
        total: spread(total, board.values, averaged),
        matched,
        few: people.seen.size + people.more < FEW,
        mixed: !averaged,
      });
    }
    rows.push({ key: row, cells });
  }
  const used = [...parted(source.columns[columns], units).keys()].sort((a, b) => a - b);
  return { rows, columns: used };
}
