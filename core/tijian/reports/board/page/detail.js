/** One enterprise, opened: its verdict with every caveat, its sections beside its peers, each finding with evidence, clause, correction and due date. */
import { at, el, refill } from "./dom.js";
import { spread } from "./exact.js";
import { gradeMark } from "./marks.js";
import { ownProfile } from "./profile.js";
import { bracketed, classOf, inRow, keyTitle, listed, pick, sectionTitle, spoken, t } from "./say.js";
import { FAIL, MINOR, sectionScore } from "./sources.js";

export class Drawer {
  /** @param {import("./board.js").Board} board @param {(row: number | null) => void} moved @param {(step: number) => void} step */
  constructor(board, moved, step) {
    this.board = board;
    this.table = /** @type {import("./sources.js").RowSource} */ (board.table);
    this.dialog = /** @type {HTMLDialogElement} */ (at("detail"));
    this.row = /** @type {number | null} */ (null);
    this.step = step;
    /** @type {Element | null} */
    this.from = null;
    this.dialog.addEventListener("close", () => {
      this.row = null;
      moved(null);
      const back = /** @type {HTMLElement | null} */ (
        this.from?.isConnected ? this.from : document.querySelector("#list-body [tabindex='0']")
      );
      (back ?? at("live")).focus();
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close(); // outside of it
    });
  }

  /** @param {number} row @param {number} place in the list, -1 where it is not in it @param {number} many @returns {Promise<void>} */
  async show(row, place, many) {
    this.row = row;
    const found = await this.board.detail(row);
    if (this.row !== row) return; // another one was opened meanwhile
    this.fill(row, found, place, many);
    if (this.dialog.open) return;
    this.from = document.activeElement;
    this.dialog.showModal();
    at("detail-title").focus();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  /** @param {number} row @param {Detail | null} found @param {number} place @param {number} many */
  fill(row, found, place, many) {
    const { rows } = this.table,
      { data } = this.board;
    const outcome = data.outcomes[rows.outcome[row]];
    const ruleset = data.rulesets[rows.ruleset[row]];
    const adopted = ruleset.adopted_by
      ? t("adopted", { by: pick(ruleset.adopted_by) })
      : t(ruleset.status === "adopted" ? "adopted_plain" : "illustrative");
    const facts = [
      rows.id[row],
      found?.uscc,
      keyTitle(data, "category", rows.category[row]),
      keyTitle(data, "district", rows.district[row]),
      keyTitle(data, "size", rows.size[row]),
      keyTitle(data, "institution", rows.institution[row]),
      rows.day[row],
      `${data.dimensions.category[ruleset.category].key}/${ruleset.edition} ${adopted}`,
    ];
    /** @param {number} step @param {string} name */
    const button = (step, name) =>
      el(
        "button",
        { type: "button", class: "plain", disabled: place < 0 || place + step < 0 || place + step >= many, onclick: () => this.step(step) },
        t(name),
      );
    refill(
      this.dialog,
      el(
        "div",
        { class: "sheet" },
        el(
          "header",
          null,
          el(
            "nav",
            { "aria-label": t("list") },
            button(-1, "before"),
            button(1, "after"),
            el("button", { type: "button", class: "plain close", onclick: () => this.dialog.close() }, t("close")),
          ),
          el("h2", { id: "detail-title", tabindex: -1 }, rows.name[row]),
          el("p", { class: "note facts" }, ...facts.filter(Boolean).map((fact) => el("span", null, /** @type {string} */ (fact)))),
        ),
        this.verdict(row, outcome, found),
        this.sections(row),
        ...(found ? this.told(found) : this.brief(row)),
      ),
    );
  }

  /** @param {number | undefined} number */
  text(number) {
    return number === undefined ? "" : pick((this.board.data.texts ?? [])[number]);
  }

  /** @param {number} row @param {Outcome} outcome @param {Detail | null} found */
  verdict(row, outcome, found) {
    const { data } = this.board;
    const says = outcome.says
      ? pick(outcome.says)
      : outcome.worst === null
        ? t("not_assessable")
        : t("possible", { worst: outcome.worst, best: outcome.best ?? "" });
    const caveats =
      found?.caveats?.map(([sign, text]) => [sign, this.text(text)]) ??
      outcome.caveats.map((reason) => [data.caveats[reason].sign, pick(data.caveats[reason].text)]);
    const grounds = (outcome.grade && found?.grounds) || [];
    const reasons = found?.reasons?.map((text) => this.text(text)) ?? outcome.reasons.map((reason) => pick(data.reasons[reason].text));
    const [total, site, tests] = ["total", "site", "tests"].map((name) => this.score(row, name));
    return el(
      "section",
      { class: "standing", "aria-label": t("verdict") },
      gradeMark(data, outcome),
      el(
        "div",
        null,
        el(
          "p",
          { class: "says" },
          says,
          outcome.capable && outcome.state === "issued" ? bracketed(t(outcome.capable)) : "",
        ),
        el(
          "p",
          { class: "small" },
          inRow([
            `${t("score_total")} ${total}`,
            `${t("score_site")} ${site}`,
            `${t("score_tests")} ${tests}`,
            found?.coverage ? t("coverage", { n: found.coverage }) : "",
          ]),
        ),
        grounds.length > 0 &&
          el(
            "div",
            { class: "because" },
            el("b", null, t("why_grade", { grade: outcome.grade ?? "" })),
            el(
              "ul",
              null,
              ...grounds.map(([text, checks]) => el("li", null, this.text(text), checks.length > 0 && bracketed(listed(checks)))),
            ),
          ),
        reasons.length > 0 &&
          el(
            "div",
            { class: "because" },
            el("b", null, t("not_issued")),
            el("ul", null, ...reasons.map((reason) => el("li", null, reason))),
          ),
        caveats.length > 0 &&
          el(
            "div",
            { class: "because" },
            el("b", null, t("caveats")),
            el("ul", null, ...caveats.map(([sign, text]) => el("li", null, `${sign} ${text}`))),
          ),
      ),
    );
  }

  /** @param {number} row @param {string} name @param {string} [spanned] */
  score(row, name, spanned = name) {
    const number = this.table.scored[name]?.[row] ?? -1;
    if (number < 0) return this.table.rows.spans[row]?.[spanned] ?? "—";
    const [a, b] = this.board.values[number];
    return ((a * 100n) / b)
      .toString()
      .replace(/(\d\d)$/, ".$1")
      .replace(/^\./, "0.")
      .replace(/^(\d)$/, "0.0$1");
  }

  /** @param {number} row */
  sections(row) {
    const { data } = this.board,
      { rows } = this.table;
    const category = data.dimensions.category[rows.category[row]].key;
    const shown = data.sections.filter((one) => rows.sections[one.id]?.[row] !== undefined && rows.sections[one.id][row] !== -1);
    if (!shown.length) return null;
    return el(
      "section",
      null,
      el("h3", null, t("profile")),
      ownProfile(
        shown.map((one) => {
          const number = rows.sections[one.id][row];
          const value = this.score(row, sectionScore(one.id), one.id);
          return {
            name: one.id,
            title: sectionTitle(data, one.id, category),
            value,
            ends: number < 0 ? value.split("–").map(Number) : [Number(value)],
            peers: this.peers(one.id, rows.ruleset[row]),
          };
        }),
      ),
    );
  }

  /** The mean of a section over the issued results of a ruleset. @param {string} section @param {number} ruleset @returns {string | null} */
  peers(section, ruleset) {
    /** @type {Counts} */
    const counts = new Map();
    const column = this.table.columns.ruleset;
    for (let row = 0; row < this.table.count; row++) if (column[row] === ruleset) this.table.score(sectionScore(section), row, counts);
    return spread(counts, this.board.values, true).mean;
  }

  /** @param {Detail} found @returns {(Node | null)[]} */
  told(found) {
    const { data } = this.board;
    /** @param {string} name @param {(Node | false | null | undefined)[]} children */
    const section = (name, children) =>
      children.length
        ? el("section", null, el("h3", null, t(name)), ...children.filter(Boolean).map((child) => /** @type {Node} */ (child)))
        : null;
    const pending = [
      ...(found.pending ?? []).map((item) => `${data.items[item].id} ${pick(data.items[item].title)}`),
      ...(found.attributes ?? []),
    ];
    return [
      section(
        "clues",
        (found.clues ?? []).map((one) =>
          el(
            "article",
            { class: "card bad" },
            el("h4", null, el("span", { class: "id" }, one.code), this.text(one.title)),
            pairs([
              ["urgency", t(one.urgency)],
              ["facts", pick(one.facts)],
              ["evidence", listed(one.evidence)],
              ["law", this.text(one.law)],
              ["explains", listed(one.checks)],
            ]),
          ),
        ),
      ),
      section("pending", pending.length ? [el("ul", null, ...pending.map((one) => el("li", null, one)))] : []),
      section(
        "diagnoses",
        (found.diagnoses ?? []).map((one) =>
          el(
            "article",
            { class: "card" },
            el("h4", null, el("span", { class: "id" }, one.id), this.text(one.says)),
            pairs([
              ["risk", this.text(one.risk)],
              ["explains", listed(one.explains ?? [])],
            ]),
          ),
        ),
      ),
      section(
        "findings",
        found.actions?.length ? found.actions.flatMap((one) => this.action(one)) : [el("p", { class: "note" }, t("no_findings"))],
      ),
      section("warnings", found.warnings?.length ? [el("ul", null, ...found.warnings.map((one) => el("li", null, pick(one))))] : []),
    ];
  }

  /** @param {Action} action @returns {Node[]} */
  action(action) {
    const findings = (action.findings ?? []).map((one) => this.finding(one, action.title !== undefined));
    if (action.title === undefined) return findings;
    return [
      el(
        "article",
        { class: "card joint" },
        el("h4", null, el("span", { class: "id" }, action.id), this.text(action.title)),
        el(
          "p",
          { class: "tags" },
          el("span", null, t("joint", { checks: listed(action.checks ?? []) })),
          el("span", null, t("due_by", { day: action.due })),
        ),
        pairs(this.steps(action)),
        ...findings,
      ),
    ];
  }

  /** @param {Action | Finding} one @returns {[string, string][]} */
  steps(one) {
    return [
      ["risk", this.text(one.risk)],
      ["correct", this.text(one.correct)],
      ["prevent", this.text(one.prevent)],
      ["proof", this.text(one.proof)],
    ];
  }

  /** @param {Finding} one @param {boolean} within */
  finding(one, within) {
    const item = this.board.data.items[one.item];
    const state = t(item.kind === "test" && one.state === "fail" ? "state_fail_test" : `state_${one.state}`);
    /** @type {[string, string][]} */
    const found =
      item.kind === "site"
        ? [
            ["situation", one.note ?? t("see_evidence")],
            ["evidence", listed(one.evidence ?? [])],
          ]
        : one.value !== undefined
          ? [
              ["measured", one.value],
              ["required", this.text(one.required)],
              ["margin", one.margin ? [one.margin, one.unit].filter(Boolean).join(" ") : ""],
            ]
          : [["situation", pick(one.found)]];
    const basis = [this.text(one.basis), one.sure === undefined ? "" : `（${this.text(one.sure)}）`, one.sign ?? ""].join("");
    return el(
      "article",
      { class: `card ${one.state === "fail" ? "bad" : "poor"}${within ? " within" : ""}` },
      el(within ? "h5" : "h4", null, el("span", { class: "id" }, item.id), pick(item.title)),
      el(
        "p",
        { class: "tags" },
        el("span", { class: one.state === "fail" ? "bad" : "poor" }, state),
        el("span", null, classOf(item)),
        el("span", null, t("points", { n: one.points })),
        el("span", null, t("due_by", { day: one.due })),
      ),
      pairs([...found, ["basis", basis], ...this.steps(one)]),
    );
  }

  /** What can be told without details: which items failed. @param {number} row @returns {Node[]} */
  brief(row) {
    const { data } = this.board,
      { table } = this;
    const found = data.rulesets[table.rows.ruleset[row]].items
      .flatMap((number, place) => {
        const state = table.states[table.marked[table.start[row] + place]];
        return state === FAIL || state === MINOR ? [{ item: data.items[number], state }] : [];
      })
      .sort((a, b) => a.state - b.state);
    const cards = found.map(({ item, state }) =>
      el(
        "article",
        { class: `card ${state === FAIL ? "bad" : "poor"}` },
        el("h4", null, el("span", { class: "id" }, item.id), pick(item.title)),
        el(
          "p",
          { class: "tags" },
          el(
            "span",
            { class: state === FAIL ? "bad" : "poor" },
            t(state === MINOR ? "state_minor" : item.kind === "test" ? "state_fail_test" : "state_fail"),
          ),
          el("span", null, classOf(item)),
        ),
        pairs([["basis", item.clause ?? ""]]),
      ),
    );
    return [
      el(
        "section",
        null,
        el("h3", null, t("findings")),
        el("p", { class: "note" }, t("brief_details")),
        ...(cards.length ? cards : [el("p", { class: "note" }, t("no_findings"))]),
      ),
    ];
  }
}

/** Names and what belongs to them; what is empty is left out. @param {[string, string][]} rows */
function pairs(rows) {
  return el("dl", null, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", null, t(name)), el("dd", null, value)]));
}
