/** Where counts come from: one row an assessment, or one cell for many of them. Both answer the same questions, unit by unit. */

/** What is known of a check; 0 is outside: it does not apply, or was not sampled. */
export const FAIL = 1;
export const MINOR = 2;
export const PASS = 3;
export const UNKNOWN = 4;
const STATES = new Map([
  ["fail", FAIL],
  ["minor", MINOR],
  ["pass", PASS],
  ["unchecked", UNKNOWN],
  ["pending", UNKNOWN],
  ["inconclusive", UNKNOWN],
]);

/** The name of a section's score, which no other score has. @param {string} section */
export function sectionScore(section) {
  return `section:${section}`;
}

/** What each mark says of a check: FAIL, MINOR, PASS, UNKNOWN, or 0 for what is outside. @param {Mark[]} marks @returns {Uint8Array} */
export function statesOf(marks) {
  return Uint8Array.from(marks, ([state]) => STATES.get(state) ?? 0);
}

/** Which mark a letter stands for. @param {number} code @returns {number} */
function markOf(code) {
  return (code >= 0xe000 ? code - 0x800 : code) - (code > 0x5c ? 0x31 : 0x30);
}

/** @param {Counts} into @param {number} key @param {number} [count] */
export function count(into, key, count = 1) {
  into.set(key, (into.get(key) ?? 0) + count);
}

/** @param {Record<Dimension | "ruleset", number[]>} rows @returns {Record<Dimension | "ruleset", Int32Array>} */
function typed(rows) {
  const { category, district, group, institution, size, ruleset } = rows;
  const made = { category, district, group, institution, size, ruleset };
  return /** @type {Record<Dimension | "ruleset", Int32Array>} */ (
    Object.fromEntries(Object.entries(made).map(([name, column]) => [name, Int32Array.from(column)]))
  );
}

/** One unit is one assessment. @implements {Source} */
export class RowSource {
  /** @param {BoardData} data @param {Rows} rows */
  constructor(data, rows) {
    this.data = data;
    this.rows = rows;
    this.count = rows.id.length;
    this.columns = typed(rows);
    this.outcome = Int32Array.from(rows.outcome);
    this.issued = Uint8Array.from(data.outcomes, (one) => (one.state === "issued" ? 1 : 0));
    this.states = statesOf(data.marks);
    /** @type {Record<string, Int32Array>} */
    this.scored = {};
    for (const [name, column] of Object.entries(rows.scores)) this.scored[name] = Int32Array.from(column);
    for (const [name, column] of Object.entries(rows.sections)) this.scored[sectionScore(name)] = Int32Array.from(column);
    this.start = new Int32Array(this.count + 1);
    rows.marks.forEach((marks, row) => (this.start[row + 1] = this.start[row] + marks.length));
    this.marked = new Uint16Array(this.start[this.count]);
    this.fails = new Uint16Array(this.count);
    this.minors = new Uint16Array(this.count);
    this.unknowns = new Uint16Array(this.count);
    for (let row = 0; row < this.count; row++) this.read(row, rows.marks[row]);
  }

  /** Reads the marks of a row, and counts what was found there. @param {number} row @param {string} marks */
  read(row, marks) {
    const start = this.start[row];
    for (let place = 0; place < marks.length; place++) {
      const mark = markOf(marks.charCodeAt(place));
      this.marked[start + place] = mark;
      const state = this.states[mark];
      if (state === FAIL) this.fails[row]++;
      else if (state === MINOR) this.minors[row]++;
      else if (state === UNKNOWN) this.unknowns[row]++;
    }
  }

  judged() {
    return 1;
  }

  /** @param {number} unit @param {Counts} into */
  outcomes(unit, into) {
    count(into, this.outcome[unit]);
  }

  /** Scores count where the verdict is issued. @param {string} name @param {number} unit @param {Counts} into */
  score(name, unit, into) {
    if (this.issued[this.outcome[unit]] && this.scored[name]) count(into, this.scored[name][unit]);
  }

  /** `into` has a place for every mark of every check of the ruleset. @param {number} unit @param {Int32Array} into */
  marks(unit, into) {
    const marks = this.states.length,
      end = this.start[unit + 1];
    for (let at = this.start[unit], place = 0; at < end; at++, place += marks) into[place + this.marked[at]]++;
  }

  /** Findings, and checks known, among the flagged ones. @param {number} unit @param {Uint8Array} flags @returns {[number, number]} */
  findings(unit, flags) {
    let found = 0,
      known = 0;
    const start = this.start[unit];
    for (let place = 0; place < flags.length; place++) {
      const state = flags[place] ? this.states[this.marked[start + place]] : 0;
      if (state && state !== UNKNOWN) known++;
      if (state === FAIL || state === MINOR) found++;
    }
    return [found, known];
  }

  /** @param {number} unit @param {Counts} into */
  batches(unit, into) {
    count(into, this.rows.batches[unit]);
  }

  /** @param {number} unit @param {Map<number, {clues: number, enterprises: Set<number> | number}>} into */
  clues(unit, into) {
    for (const [code, clues] of this.data.clue_sets[this.rows.clues[unit]]) {
      const held = into.get(code) ?? { clues: 0, enterprises: new Set() };
      held.clues += clues;
      /** @type {Set<number>} */ (held.enterprises).add(this.rows.enterprise[unit]);
      into.set(code, held);
    }
  }

  /** @param {number} unit @param {People} into */
  enterprises(unit, into) {
    into.seen.add(this.rows.enterprise[unit]);
  }
}

/** One unit is everything that agrees in category, district, group, institution, size and ruleset. @implements {Source} */
export class CellSource {
  /** @param {BoardData} data @param {Cell[]} cells */
  constructor(data, cells) {
    this.data = data;
    this.cells = cells;
    this.count = cells.length;
    this.states = statesOf(data.marks);
    /** @param {Dimension | "ruleset"} name */
    const column = (name) => cells.map((cell) => cell[name]);
    this.columns = typed({
      category: column("category"),
      district: column("district"),
      group: column("group"),
      institution: column("institution"),
      size: column("size"),
      ruleset: column("ruleset"),
    });
  }

  /** @param {number} unit */
  judged(unit) {
    return this.cells[unit].judged;
  }

  /** @param {number} unit @param {Counts} into */
  outcomes(unit, into) {
    for (const [number, times] of this.cells[unit].outcomes) count(into, number, times);
  }

  /** @param {string} name @param {number} unit @param {Counts} into */
  score(name, unit, into) {
    for (const [number, times] of this.cells[unit].scores[name] ?? []) count(into, number, times);
  }

  /** @param {number} unit @param {Int32Array} into */
  marks(unit, into) {
    this.cells[unit].marks.forEach((pairs, place) => {
      for (const [mark, times] of pairs) into[place * this.states.length + mark] += times;
    });
  }

  /** @param {number} unit @param {Uint8Array} flags @returns {[number, number]} */
  findings(unit, flags) {
    let found = 0,
      known = 0;
    this.cells[unit].marks.forEach((pairs, place) => {
      for (const [mark, times] of flags[place] ? pairs : []) {
        const state = this.states[mark];
        if (state && state !== UNKNOWN) known += times;
        if (state === FAIL || state === MINOR) found += times;
      }
    });
    return [found, known];
  }

  /** @param {number} unit @param {Counts} into */
  batches(unit, into) {
    for (const [number, times] of this.cells[unit].batches) count(into, number, times);
  }

  /** Enterprises of different cells count as different. @param {number} unit @param {Map<number, {clues: number, enterprises: Set<number> | number}>} into */
  clues(unit, into) {
    for (const [code, clues, enterprises] of this.cells[unit].clues) {
      const held = into.get(code) ?? { clues: 0, enterprises: 0 };
      into.set(code, { clues: held.clues + clues, enterprises: /** @type {number} */ (held.enterprises) + enterprises });
    }
  }

  /** @param {number} unit @param {People} into */
  enterprises(unit, into) {
    into.more += this.cells[unit].enterprises;
  }
}
