/**
 * The list of enterprises: a real table of which only the rows in view are made, so that a hundred thousand scroll as a hundred do.
 * Up and down move from one enterprise to the next, wherever they are; headers sort.
 */
import { at, el, refill } from "./dom.js";
import { gradeMark, remarks } from "./marks.js";
import { keyTitle, t, whole } from "./say.js";
import { gradesOf, natural } from "./tally.js";

const HEIGHT = 44; // of a row, as in the style sheet
const SPARE = 8; // rows made beyond those in view
const LEAST = 640; // the height of the list, as in the style sheet
const PRINTED = 1000;
const COLUMNS = [
  "id",
  "name",
  "category",
  "grade",
  "notes",
  "fails",
  "minors",
  "unknowns",
  "clues",
  "total",
  "site",
  "tests",
  "district",
  "due",
  "institution",
  "size",
  "day",
];
const HEADS = /** @type {Record<string, string>} */ ({ day: "day_of", total: "score_total", site: "score_site", tests: "score_tests" });
const RIGHT = new Set(["total", "site", "tests", "fails", "minors", "unknowns", "clues"]);

/** @param {bigint} a @param {bigint} b */
function hundredths(a, b) {
  const units = (a * 100n) / b;
  return `${units / 100n}.${String(units % 100n).padStart(2, "0")}`;
}

export class List {
  /** @param {import("./board.js").Board} board @param {(row: number) => void} open @param {(column: string) => void} sort */
  constructor(board, open, sort) {
    this.board = board;
    this.table = /** @type {import("./sources.js").RowSource} */ (board.table);
    this.open = open;
    this.sort = sort;
    /** @type {Int32Array} the rows that are listed, in order */
    this.rows = new Int32Array();
    this.first = -1;
    this.last = -1;
    this.current = 0; // the place that is in the tab order
    this.printing = false;
    /** @type {Map<string, (string | number)[]>} */
    this.keys = new Map();
    this.written = board.values.map(([a, b]) => hundredths(a, b));
    const box = at("list-scroll");
    let asked = false;
    box.addEventListener("scroll", () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        this.draw();
      });
    });
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
    box.addEventListener("keydown", (event) => this.walk(event));
  }

  /** What rows are sorted by in a column: numbers, or words. @param {string} column @returns {(string | number)[]} */
  keyOf(column) {
    const held = this.keys.get(column);
    if (held) return held;
    const { table } = this,
      { rows } = table,
      { data } = this.board;
    /** @type {Record<string, () => ArrayLike<string | number>>} */
    const makers = {
      id: () => ranked(rows.id, natural),
      name: () => ranked(rows.name, new Intl.Collator("zh").compare),
      day: () => rows.day,
      due: () => rows.due.map((day) => day || "9999"),
      category: () => rows.category,
      district: () => rows.district,
      institution: () => rows.institution,
      size: () => rows.size,
      grade: () => {
        const order = outcomeOrder(data);
        return rows.outcome.map((outcome) => order[outcome]);
      },
      notes: () => rows.outcome.map((outcome) => data.outcomes[outcome].reasons.length * 10 + data.outcomes[outcome].caveats.length),
      total: () => rows.scores.total,
      site: () => rows.scores.site,
      tests: () => rows.scores.tests,
      fails: () => table.fails,
      minors: () => table.minors,
      unknowns: () => table.unknowns,
      clues: () => rows.clues.map((set) => data.clue_sets[set].reduce((sum, [, many]) => sum + many, 0)),
    };
    const made = Array.from((makers[column] ?? makers.id)());
    this.keys.set(column, made);
    return made;
  }

  /** Lists these rows. @param {Int32Array} rows @param {Sorting} sort */
  show(rows, sort) {
    const key = this.keyOf(sort.column);
    const sign = sort.down ? -1 : 1;
    this.rows = rows.slice().sort((a, b) => (key[a] < key[b] ? -sign : key[a] > key[b] ? sign : a - b));
    this.sorting = sort;
    this.current = 0;
    this.head();
    at("list-scroll").scrollTop = 0;
    this.first = -1;
    this.draw();
  }

  head() {
    const { column, down } = this.sorting ?? { column: "", down: false };
    const heads = COLUMNS.map((name) =>
      el(
        "th",
        {
          scope: "col",
          class: `c-${name}${RIGHT.has(name) ? " right" : ""}`,
          "aria-sort": name === column ? (down ? "descending" : "ascending") : null,
        },
        el(
          "button",
          { type: "button", class: "sort", "data-focus": `sort-${name}`, onclick: () => this.sort(name) },
          t(HEADS[name] ?? name),
          el("span", { class: "arrow", "aria-hidden": "true" }, name === column ? (down ? "↓" : "↑") : ""),
        ),
      ),
    );
    const body = el("tbody", { id: "list-body" });
    const table = el(
      "table",
      { class: "grid list", id: "list-table", "aria-rowcount": this.rows.length + 1, "aria-describedby": "list-keys" },
      el("caption", { class: "hidden" }, t("list_caption")),
      el("thead", null, el("tr", { "aria-rowindex": 1 }, ...heads)),
      body,
    );
    refill(at("list-scroll"), table, this.rows.length ? null : el("p", { class: "note" }, t("nobody")));
    refill(at("list-keys"), t("list_keys"));
  }

  /** Makes the rows in view, and two empty ones as high as all the others. */
  draw() {
    const box = at("list-scroll");
    const many = this.rows.length;
    const first = this.printing ? 0 : Math.max(0, Math.floor(box.scrollTop / HEIGHT) - SPARE);
    const last = this.printing
      ? Math.min(many, PRINTED)
      : Math.min(many, Math.ceil((box.scrollTop + Math.max(box.clientHeight, LEAST)) / HEIGHT) + SPARE);
    if (first === this.first && last === this.last) return;
    const focused = document.activeElement?.getAttribute("data-place");
    [this.first, this.last] = [first, last];
    /** @param {number} rows */
    const gap = (rows) => {
      if (rows <= 0 || this.printing) return null;
      const cell = el("td", { colspan: COLUMNS.length });
      cell.style.height = `${rows * HEIGHT}px`;
      return el("tr", { class: "gap", "aria-hidden": "true" }, cell);
    };
    const made = [];
    for (let place = first; place < last; place++) made.push(this.row(place));
    refill(at("list-body"), gap(first), ...made, gap(many - last));
    if (focused !== null && focused !== undefined)
      /** @type {HTMLElement | null} */ (at("list-body").querySelector(`[data-place="${focused}"]`))?.focus({ preventScroll: true });
  }

  /** @param {number} place */
  row(place) {
    const row = this.rows[place];
    const { rows } = this.table,
      { data } = this.board;
    const outcome = data.outcomes[rows.outcome[row]];
    /** @param {"total" | "site" | "tests"} name */
    const score = (name) => {
      const number = rows.scores[name][row];
      return number >= 0 ? this.written[number] : (rows.spans[row]?.[name] ?? "—");
    };
    /** @type {Record<string, Node | string>} */
    const cells = {
      id: rows.id[row],
      category: keyTitle(data, "category", rows.category[row]),
      district: keyTitle(data, "district", rows.district[row]),
      institution: keyTitle(data, "institution", rows.institution[row]),
      size: keyTitle(data, "size", rows.size[row]),
      day: rows.day[row],
      grade: gradeMark(data, outcome),
      notes: remarks(data, outcome),
      total: score("total"),
      site: score("site"),
      tests: score("tests"),
      fails: whole(this.table.fails[row]),
      minors: whole(this.table.minors[row]),
      unknowns: whole(this.table.unknowns[row]),
      clues: whole(Number(this.keyOf("clues")[row])),
      due: rows.due[row] || "—",
    };
    const button = el(
      "button",
      {
        type: "button",
        class: "link",
        "data-place": place,
        tabindex: place === this.current ? 0 : -1,
        onclick: () => this.open(row),
        onfocus: () => (this.current = place),
      },
      rows.name[row],
    );
    return el(
      "tr",
      { "aria-rowindex": place + 2 },
      ...COLUMNS.map((name) =>
        name === "name"
          ? el("th", { scope: "row", class: "c-name" }, button)
          : el(
              "td",
              { class: `c-${name}${RIGHT.has(name) ? " right" : ""}` },
              el("div", { title: name === "notes" ? String(cells.notes) : null }, cells[name]),
            ),
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const from = /** @type {HTMLElement} */ (event.target).getAttribute("data-place");
    const page = Math.max(1, Math.floor(at("list-scroll").clientHeight / HEIGHT) - 2);
    const steps = /** @type {Record<string, number>} */ ({
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -this.rows.length,
      End: this.rows.length,
    });
    if (from === null || !(event.key in steps)) return;
    event.preventDefault();
    this.focus(Math.min(this.rows.length - 1, Math.max(0, Number(from) + steps[event.key])));
  }

  /** Brings a place into view and the focus to it. @param {number} place */
  focus(place) {
    const box = at("list-scroll");
    const head = /** @type {HTMLElement} */ (at("list-table").querySelector("thead")).offsetHeight;
    const top = place * HEIGHT,
      bottom = top + HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight - head) box.scrollTop = bottom - box.clientHeight + head;
    this.current = place;
    this.first = -1;
    this.draw();
    /** @type {HTMLElement | null} */ (at("list-body").querySelector(`[data-place="${place}"]`))?.focus({ preventScroll: true });
  }

  /** For paper every row is made, up to a number that is said. @param {boolean} on */
  print(on) {
    this.printing = on;
    this.first = -1;
    this.draw();
    refill(at("list-printed"), on && this.rows.length > PRINTED ? t("printed", { n: PRINTED, of: this.rows.length }) : "");
  }
}

/** The rank of each word, so that sorting compares numbers. @param {string[]} words @param {(a: string, b: string) => number} compare @returns {number[]} */
function ranked(words, compare) {
  const places = new Map([...new Set(words)].sort(compare).map((word, place) => [word, place]));
  return words.map((word) => places.get(word) ?? 0);
}

/** Worst last: issued grades from best to worst, then what is open. @param {BoardData} data @returns {number[]} */
function outcomeOrder(data) {
  const grades = gradesOf(data);
  const states = ["preview", "uncertain", "not_assessable"];
  return data.outcomes.map((one) =>
    one.state === "issued"
      ? grades.findIndex((grade) => grade.grade === one.grade && grade.capable === one.capable)
      : grades.length + states.indexOf(one.state),
  );
}
