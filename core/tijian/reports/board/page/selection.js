/**
 * What the reader chose, kept in the address: a link shows the same page again.
 *
 * `scope` says which assessments are looked at; every percentage is of those. `outcome` and the search pick some of them out for the list,
 * and change no denominator: otherwise whoever chose grade D would read that nobody is capable.
 */
import { FAIL, MINOR } from "./sources.js";

export const SCOPES = /** @type {(Dimension | "ruleset")[]} */ (["category", "district", "group", "institution", "size", "ruleset"]);
export const OUTCOMES = /** @type {(keyof Chosen["outcome"])[]} */ (["grade", "state", "caveat", "found", "check", "clue"]);
export const DIMENSIONS = /** @type {Dimension[]} */ (["category", "district", "group", "institution", "size"]);
const HEATS = ["capable", "mean", "count", "match"];
const CROSSED = ["district", "institution", "size"];

/** @returns {Chosen} */
export function nothing() {
  /** @param {string[]} names */
  const sets = (names) => /** @type {any} */ (Object.fromEntries(names.map((name) => [name, new Set()])));
  return {
    scope: sets(SCOPES),
    outcome: sets(OUTCOMES),
    query: "",
    sort: { column: "grade", down: true },
    by: "category",
    heat: "capable",
    rows: "district",
    open: null,
  };
}

/** The names that a value may have: keys of dimensions, grades … @param {BoardData} data @returns {Record<string, string[]>} */
export function known(data) {
  const states = ["issued", "preview", "uncertain", "not_assessable"];
  return {
    ...Object.fromEntries(DIMENSIONS.map((by) => [by, data.dimensions[by].map((one) => one.key)])),
    ruleset: data.rulesets.map((one) => `${data.dimensions.category[one.category].key}/${one.word}`),
    grade: [...new Set(data.outcomes.filter((one) => one.state === "issued" && one.grade).map((one) => /** @type {string} */ (one.grade)))],
    state: states.filter((state) => data.outcomes.some((one) => one.state === state)),
    caveat: [...Object.keys(data.caveats), "none"],
    found: data.rows ? ["fail", "minor", "none"] : [],
    check: data.rows ? [...new Set(data.items.map((one) => one.id))] : [],
    clue: data.rows ? [...data.clues.map((one) => one.code), "none"] : [],
  };
}

/** @param {Chosen} selection @param {"zh" | "en"} language @param {"zh" | "en"} first @returns {string} */
export function written(selection, language, first) {
  const words = new URLSearchParams();
  const usual = nothing();
  if (language !== first) words.set("lang", language);
  for (const name of SCOPES) for (const key of selection.scope[name]) words.append(name, key);
  for (const name of OUTCOMES) for (const key of selection.outcome[name]) words.append(name, key);
  if (selection.query) words.set("q", selection.query);
  const sort = (selection.sort.down ? "-" : "") + selection.sort.column;
  if (sort !== `-${usual.sort.column}`) words.set("sort", sort);
  if (selection.by !== usual.by) words.set("by", selection.by);
  if (selection.heat !== usual.heat) words.set("heat", selection.heat);
  if (selection.rows !== usual.rows) words.set("cross", selection.rows);
  if (selection.open !== null) words.set("open", selection.open);
  return String(words);
}

/** What an address says; what it says wrongly is left out. @param {string} address @param {BoardData} data @returns {{selection: Chosen, language: "zh" | "en" | null}} */
export function read(address, data) {
  const words = new URLSearchParams(address.replace(/^#/, ""));
  const selection = nothing();
  const able = known(data);
  for (const name of SCOPES) selection.scope[name] = new Set(words.getAll(name).filter((key) => able[name].includes(key)));
  for (const name of OUTCOMES) selection.outcome[name] = new Set(words.getAll(name).filter((key) => able[name].includes(key)));
  selection.query = data.rows ? (words.get("q") ?? "") : "";
  const sort = words.get("sort");
  if (sort) selection.sort = { column: sort.replace(/^-/, ""), down: sort.startsWith("-") };
  const by = words.get("by"),
    heat = words.get("heat"),
    rows = words.get("cross");
  if (DIMENSIONS.includes(/** @type {any} */ (by))) selection.by = /** @type {Dimension} */ (by);
  if (heat && HEATS.includes(heat)) selection.heat = /** @type {Chosen["heat"]} */ (heat);
  if (rows && CROSSED.includes(rows)) selection.rows = /** @type {Chosen["rows"]} */ (rows);
  selection.open = words.get("open");
  const language = words.get("lang");
  return { selection, language: language === "zh" || language === "en" ? language : null };
}

/** Whether anything picks out outcomes. @param {Chosen} selection */
export function choosesOutcomes(selection) {
  return selection.query !== "" || OUTCOMES.some((name) => selection.outcome[name].size > 0);
}

/** Whether anything narrows the scope. @param {Chosen} selection */
export function choosesScope(selection) {
  return SCOPES.some((name) => selection.scope[name].size > 0);
}

/** The units that are looked at. @param {import("./board.js").Board} board @param {Chosen} selection @returns {Int32Array} */
export function inScope(board, selection) {
  const able = known(board.data);
  const tests = SCOPES.filter((name) => selection.scope[name].size).map((name) => ({
    column: board.source.columns[name],
    wanted: Uint8Array.from(able[name], (key) => (selection.scope[name].has(key) ? 1 : 0)),
  }));
  const found = new Int32Array(board.source.count);
  let held = 0;
  for (let unit = 0; unit < found.length; unit++) {
    if (tests.every(({ column, wanted }) => wanted[column[unit]])) found[held++] = unit;
  }
  return found.slice(0, held);
}

/** Which outcomes are picked out. @param {BoardData} data @param {Chosen} selection @returns {Uint8Array} */
function outcomesChosen(data, selection) {
  const { grade, state, caveat } = selection.outcome;
  return Uint8Array.from(data.outcomes, (one) => {
    const ofGrade = !grade.size || (one.state === "issued" && one.grade !== null && grade.has(one.grade));
    const ofState = !state.size || state.has(one.state);
    const ofCaveat = !caveat.size || one.caveats.some((reason) => caveat.has(reason)) || (caveat.has("none") && !one.caveats.length);
    return ofGrade && ofState && ofCaveat ? 1 : 0;
  });
}

/** How many assessments of a unit are picked out: of a row, 0 or 1. @param {import("./board.js").Board} board @param {Chosen} selection @returns {(unit: number) => number} */
export function matcher(board, selection) {
  const { data, table } = board;
  const chosen = outcomesChosen(data, selection);
  if (!table) {
    return (unit) => (data.cells ?? [])[unit].outcomes.reduce((sum, [number, times]) => sum + (chosen[number] ? times : 0), 0);
  }
  const { found, check, clue } = selection.outcome;
  const query = selection.query.normalize("NFKC").trim().toLowerCase();
  const rows = table.rows;
  const names = query ? searched(table) : [];
  const places = check.size
    ? data.rulesets.map((one) => one.items.flatMap((item, place) => (check.has(data.items[item].id) ? [place] : [])))
    : [];
  const clues = data.clue_sets.map((set) => (set.length ? set.some(([code]) => clue.has(data.clues[code].code)) : clue.has("none")));
  return (row) => {
    if (!chosen[table.outcome[row]]) return 0;
    if (query && !names[row].includes(query)) return 0;
    if (clue.size && !clues[rows.clues[row]]) return 0;
    if (found.size && !found.has(table.fails[row] ? "fail" : table.minors[row] ? "minor" : "none")) return 0;
    if (
      check.size &&
      !places[rows.ruleset[row]].some((place) => [FAIL, MINOR].includes(table.states[table.marked[table.start[row] + place]]))
    )
      return 0;
    return 1;
  };
}

/** @type {WeakMap<object, string[]>} */
const prepared = new WeakMap();

/** Names and numbers as they are searched; made once. @param {import("./sources.js").RowSource} table @returns {string[]} */
function searched(table) {
  const made = prepared.get(table) ?? table.rows.name.map((name, row) => `${name}\n${table.rows.id[row]}`.normalize("NFKC").toLowerCase());
  prepared.set(table, made);
  return made;
}
