/** The page: reads its address, and shows every panel again whenever the reader chooses something. */
import { showGroups } from "./comparing.js";
import { Drawer } from "./detail.js";
import { at, el, refill } from "./dom.js";
import { percent } from "./exact.js";
import { showChecks, showTests } from "./failing.js";
import { Filters } from "./filters.js";
import { showHeat } from "./heat.js";
import { List } from "./list.js";
import { legend, showGrades, showOverview } from "./overview.js";
import { showSections } from "./profile.js";
import { showClues, showLeniency, showMethod, showNotJudged } from "./rest.js";
import { pick, speak, spoken, t, whole } from "./say.js";
import { DIMENSIONS, SCOPES, choosesOutcomes, choosesScope, inScope, known, matcher, nothing, read, written } from "./selection.js";
import { Tally } from "./tally.js";

const PANELS = ["overview", "heat", "sections", "groups", "checks", "tests", "clues", "leniency", "not_judged", "list", "method"];

export class Page {
  /** @param {import("./board.js").Board} board */
  constructor(board) {
    this.board = board;
    this.first = board.data.language;
    this.selection = nothing();
    this.all = new Tally(
      board,
      Int32Array.from({ length: board.source.count }, (_, unit) => unit),
    );
    this.filters = new Filters(
      board,
      (name, key, on) => this.choose(name, key, on),
      (query) => this.search(query),
      () => this.clear(),
    );
    this.list = board.table
      ? new List(
          board,
          (row) => this.open(row),
          (column) => this.sort(column),
        )
      : null;
    this.drawer = board.table
      ? new Drawer(
          board,
          (row) => this.opened(row),
          (step) => this.step(step),
        )
      : null;
    at("switch").addEventListener("click", () => this.turn(spoken() === "zh" ? "en" : "zh"));
    at("skip").addEventListener("click", (event) => this.go(event, "list"));
    window.addEventListener("hashchange", () => this.restore());
    this.scope = ""; // what the panels of the scope show
    this.grouped = "";
    this.crossed = "";
    /** @type {Tally | null} */
    this.tally = null;
    /** @type {Int32Array | null} */
    this.listed = null;
    this.restore();
  }

  /** What the address says. */
  restore() {
    const { selection, language } = read(location.hash, this.board.data);
    this.selection = selection;
    speak(language ?? this.first);
    this.frame();
    this.show();
    const row = selection.open === null ? -1 : (this.board.rows?.id.indexOf(selection.open) ?? -1);
    if (row >= 0) this.reveal(row);
    else this.drawer?.close();
  }

  /** The address says what is shown. @param {boolean} [anew] whether going back returns to what was before */
  keep(anew = true) {
    const words = written(this.selection, spoken(), this.first);
    const address = words ? `#${words}` : location.pathname + location.search;
    if (location.hash === (words ? `#${words}` : "")) return;
    if (anew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** @param {"zh" | "en"} language */
  turn(language) {
    speak(language);
    this.keep(false);
    this.frame();
    this.show();
    at("switch").focus();
  }

  /** Everything whose words do not change with the filters. */
  frame() {
    const { data } = this.board;
    document.documentElement.lang = spoken() === "zh" ? "zh-Hans" : "en";
    const title = data.title ? pick(data.title) : t("title");
    document.title = title;
    for (const one of document.querySelectorAll("[data-t]")) one.textContent = t(one.getAttribute("data-t") ?? "");
    at("title").textContent = title;
    at("kind").textContent = data.title ? t("title") : "";
    at("about").textContent = pick(data.about);
    at("days").textContent =
      data.first_day === null
        ? ""
        : t(data.first_day === data.last_day ? "day" : "days", { first: data.first_day, last: data.last_day ?? "" });
    const button = at("switch");
    button.textContent = t("switch");
    button.setAttribute("lang", t("language_of_switch"));
    button.setAttribute("aria-label", t("switch_label"));
    at("nav").setAttribute("aria-label", t("nav"));
    refill(
      at("nav"),
      ...PANELS.map((name) => el("a", { href: `#p-${name}`, onclick: (/** @type {Event} */ event) => this.go(event, name) }, t(name))),
    );
    this.filters.build(this.selection);
    this.choosers();
    showLeniency(this.board);
    showNotJudged(this.board);
    showMethod(this.board);
    refill(at("list-legend"), legend(data));
  }

  /** To a panel, without an address of its own: the address holds the filters. @param {Event} event @param {string} name */
  go(event, name) {
    event.preventDefault();
    const panel = at(`p-${name}`);
    panel.scrollIntoView();
    const head = /** @type {HTMLElement | null} */ (panel.querySelector("h2"));
    head?.focus({ preventScroll: true });
  }

  /** The choices of the heat map and of the groups. */
  choosers() {
    const able = known(this.board.data);
    /** @param {string} id @param {string} label @param {string[]} names @param {string} chosen @param {(name: string) => void} choose */
    const select = (id, label, names, chosen, choose) =>
      el(
        "label",
        { class: "choice", for: id },
        `${t(label)} `,
        el(
          "select",
          { id, onchange: (/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value) },
          ...names.map((name) => el("option", { value: name, selected: name === chosen }, t(name))),
        ),
      );
    refill(
      at("heat-choice"),
      select("heat-measure", "heat_measure", ["capable", "mean", "count", "match"], this.selection.heat, (name) =>
        this.set({ heat: /** @type {Chosen["heat"]} */ (name) }),
      ),
      select(
        "heat-columns",
        "heat_columns",
        ["district", "institution", "size"].filter((name) => able[name].length > 0),
        this.selection.rows,
        (name) => this.set({ rows: /** @type {Chosen["rows"]} */ (name) }),
      ),
    );
    refill(
      at("groups-choice"),
      select(
        "groups-by",
        "by",
        DIMENSIONS.filter((name) => able[name].length > 0),
        this.selection.by,
        (name) => this.set({ by: /** @type {Dimension} */ (name) }),
      ),
    );
  }

  /** @param {Partial<Chosen>} change */
  set(change) {
    Object.assign(this.selection, change);
    this.keep();
    this.show();
  }

  /** @param {string} name @param {string} key @param {boolean} on */
  choose(name, key, on) {
    const sets = /** @type {Record<string, Set<string>>} */ ({ ...this.selection.scope, ...this.selection.outcome });
    if (on) sets[name].add(key);
    else sets[name].delete(key);
    this.keep();
    this.show();
  }

  /** @param {string} query */
  search(query) {
    this.selection.query = query;
    this.keep(false);
    this.show();
  }

  clear() {
    const { sort, by, heat, rows } = this.selection;
    this.selection = { ...nothing(), sort, by, heat, rows };
    this.keep();
    this.show();
  }

  /** @param {string} column */
  sort(column) {
    const { sort } = this.selection;
    this.selection.sort = {
      column,
      down:
        sort.column === column ? !sort.down : ["total", "site", "tests", "fails", "minors", "unknowns", "clues", "grade"].includes(column),
    };
    this.keep(false);
    this.listRows();
    this.focusAgain(`sort-${column}`);
  }

  /** Everything that follows what is chosen; the panels of the scope only where the scope changed. The focus stays where it is. */
  show() {
    const { board, selection } = this;
    const kept = document.activeElement?.getAttribute("data-focus");
    const scope = JSON.stringify([spoken(), ...SCOPES.map((name) => [...selection.scope[name]])]);
    const anew = scope !== this.scope;
    if (anew || !this.tally) {
      const units = inScope(board, selection);
      this.tally = units.length === board.source.count ? this.all : new Tally(board, units);
      this.scope = scope;
      this.grouped = "";
    }
    const { tally } = this;
    const matches = matcher(board, selection);
    this.listed = choosesOutcomes(selection) ? tally.units.filter((unit) => matches(unit) > 0) : tally.units;
    this.filters.show(selection);
    this.count(tally, matches);
    showGrades(tally, selection, (name, key) => this.choose(name, key, !selection.outcome[name].has(key)));
    if (anew) this.showScope(tally);
    const crossed = `${selection.heat} ${selection.rows}`;
    if (anew || selection.heat === "match" || crossed !== this.crossed) {
      showHeat(board, tally.units, selection, matches, (category, by, key) =>
        this.narrow({ category: new Set([category]), [by]: new Set([key]) }),
      );
      this.crossed = crossed;
    }
    if (this.grouped !== selection.by) {
      showGroups(board, tally.units, selection, choosesScope(selection), (by, key) => this.narrow({ [by]: new Set([key]) }));
      this.grouped = selection.by;
    }
    this.listRows();
    if (kept) this.focusAgain(kept);
  }

  /** The panels that only the scope changes. @param {Tally} tally */
  showScope(tally) {
    const { rows } = this.board;
    showOverview(tally, choosesScope(this.selection));
    showSections(tally, this.all);
    const check = rows ? (/** @type {string} */ id) => this.only("check", id) : null;
    const again = () => {
      const name = document.activeElement?.getAttribute("data-focus");
      showChecks(tally, check, again);
      showTests(tally, check, again);
      if (name) this.focusAgain(name);
    };
    again();
    showClues(tally, rows ? (code) => this.only("clue", code) : null);
  }

  /** @param {Partial<Record<string, Set<string>>>} scope */
  narrow(scope) {
    Object.assign(this.selection.scope, scope);
    this.keep();
    this.show();
    at("live").focus();
  }

  /** Lists those with one finding or clue, and goes there. @param {"check" | "clue"} name @param {string} key */
  only(name, key) {
    this.selection.outcome[name] = new Set([key]);
    this.keep();
    this.show();
    at("p-list").scrollIntoView();
    at("h-list").focus({ preventScroll: true });
  }

  /** How many there are, said aloud when it changes. @param {Tally} tally @param {(unit: number) => number} matches */
  count(tally, matches) {
    const scope = tally.verdicts.judged;
    const picked = choosesOutcomes(this.selection) ? tally.units.reduce((sum, unit) => sum + matches(unit), 0) : null;
    const words =
      picked === null || !scope
        ? t(this.board.rows ? "live" : "live_cells", { scope: whole(scope), listed: whole(this.listed?.length ?? 0) })
        : t("picked", { n: whole(picked), of: whole(scope), percent: percent(picked, scope) });
    if (at("live").textContent !== words) at("live").textContent = words;
  }

  listRows() {
    if (this.list && this.listed) this.list.show(this.listed, this.selection.sort);
    else refill(at("list-scroll"), el("p", { class: "note" }, t("no_rows")));
  }

  /** @param {string} name */
  focusAgain(name) {
    for (const one of document.querySelectorAll("[data-focus]"))
      if (one.getAttribute("data-focus") === name) /** @type {HTMLElement} */ (one).focus({ preventScroll: true });
  }

  /** @param {number} row */
  open(row) {
    this.opened(row);
    this.reveal(row);
  }

  /** @param {number | null} row */
  opened(row) {
    const id = row === null ? null : (this.board.rows?.id[row] ?? null);
    if (id === this.selection.open) return;
    this.selection.open = id;
    this.keep(row !== null);
  }

  /** @param {number} row */
  reveal(row) {
    const rows = this.list?.rows ?? new Int32Array();
    this.drawer?.show(row, rows.indexOf(row), rows.length);
  }

  /** The one before or after in the list. @param {number} step */
  step(step) {
    const rows = this.list?.rows ?? new Int32Array();
    const row = rows[rows.indexOf(this.drawer?.row ?? -1) + step];
    if (row !== undefined) this.open(row);
  }
}
