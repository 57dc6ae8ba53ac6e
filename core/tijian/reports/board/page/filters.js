/** The filters: a button with its list of choices for each thing one may filter by, what is chosen as chips, and the search. */
import { at, el, refill } from "./dom.js";
import { keyTitle, pick, t, whole } from "./say.js";
import { OUTCOMES, SCOPES, known } from "./selection.js";
import { count } from "./sources.js";

const LONG = 12; // choices, beyond which one may search among them

/** What a choice is called. @param {BoardData} data @param {string} name @param {string} key */
export function nameOf(data, name, key) {
  if (name === "ruleset") return key;
  if (name in data.dimensions)
    return keyTitle(
      data,
      /** @type {Dimension} */ (name),
      data.dimensions[/** @type {Dimension} */ (name)].findIndex((one) => one.key === key),
    );
  if (name === "caveat") return key === "none" ? t("caveat_none") : `${data.caveats[key].sign} ${pick(data.caveats[key].text)}`;
  if (name === "found") return t(`found_${key}`);
  if (name === "state") return t(key);
  if (name === "clue") return key === "none" ? t("clue_none") : `${key} ${pick(data.clues.find((one) => one.code === key)?.title)}`;
  if (name === "check") return `${key} ${pick(data.items.find((one) => one.id === key)?.title)}`;
  return key;
}

/** How many assessments each choice has, among all of them. @param {import("./board.js").Board} board @returns {Record<string, Map<string, number>>} */
export function countsOf(board) {
  const { data, source } = board;
  const able = known(data);
  /** @type {Record<string, Map<string, number>>} */
  const found = {};
  for (const name of SCOPES) {
    /** @type {Counts} */
    const here = new Map();
    for (let unit = 0; unit < source.count; unit++) count(here, source.columns[name][unit], source.judged(unit));
    found[name] = new Map([...here].map(([number, times]) => [able[name][number], times]));
  }
  return found;
}

/** The filter bar; it stays, and what is chosen changes in it. */
export class Filters {
  /** @param {import("./board.js").Board} board @param {(name: string, key: string, on: boolean) => void} choose @param {(query: string) => void} search @param {() => void} clear */
  constructor(board, choose, search, clear) {
    this.board = board;
    this.choose = choose;
    this.search = search;
    this.clear = clear;
    this.counts = countsOf(board);
    /** @type {HTMLElement | null} */
    this.opened = null;
    document.addEventListener("click", (event) => {
      if (this.opened && !this.opened.contains(/** @type {Node} */ (event.target))) this.shut(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.opened) this.shut(true);
    });
  }

  /** All of it anew: at the beginning, and in another language. @param {Chosen} selection */
  build(selection) {
    this.opened = null;
    const { data } = this.board;
    const able = known(data);
    const several =
      data.rulesets.length > data.dimensions.category.filter((_, number) => data.rulesets.some((one) => one.category === number)).length;
    const scopes = SCOPES.filter((name) => able[name].length > 1 && (name !== "ruleset" || several));
    const outcomes = OUTCOMES.filter((name) => able[name].length > 1);
    refill(
      at("scope"),
      ...scopes.map((name) =>
        this.facet(
          name,
          able[name].filter((key) => this.counts[name].has(key)),
          selection.scope[name],
        ),
      ),
    );
    const field = el("input", {
      type: "search",
      id: "query",
      name: "query",
      "aria-label": t("search"),
      placeholder: t("search"),
      autocomplete: "off",
      value: selection.query,
    });
    field.addEventListener("input", () => this.search(/** @type {HTMLInputElement} */ (field).value));
    refill(at("outcome"), ...outcomes.map((name) => this.facet(name, able[name], selection.outcome[name])), data.rows ? field : null);
  }

  /** @param {string} name @param {string[]} keys @param {Set<string>} chosen */
  facet(name, keys, chosen) {
    const button = el(
      "button",
      { type: "button", class: "facet", id: `facet-${name}`, "aria-expanded": "false", "aria-controls": `choices-${name}` },
      el("span", null, t(name)),
      el("b", { id: `chosen-${name}` }),
    );
    const panel = el("div", {
      class: "choices",
      id: `choices-${name}`,
      role: "group",
      "aria-label": t("filter_options", { name: t(name) }),
      hidden: true,
    });
    const holder = el("div", { class: "holder" }, button, panel);
    button.addEventListener("click", () => {
      const opens = panel.hidden;
      this.shut(false);
      if (!opens) return;
      if (!panel.childElementCount) this.offer(panel, name, keys);
      for (const box of panel.querySelectorAll("input[type=checkbox]"))
        /** @type {HTMLInputElement} */ (box).checked = this.held(name).has(/** @type {HTMLInputElement} */ (box).value);
      panel.hidden = false;
      button.setAttribute("aria-expanded", "true");
      this.opened = holder;
    });
    this.chosen = { ...this.chosen, [name]: chosen };
    return holder;
  }

  /** @param {string} name @returns {Set<string>} */
  held(name) {
    return this.chosen?.[name] ?? new Set();
  }

  /** The choices themselves, made when they are first looked at. @param {HTMLElement} panel @param {string} name @param {string[]} keys */
  offer(panel, name, keys) {
    const { data } = this.board;
    const choices = keys.map((key) => {
      const box = el("input", { type: "checkbox", name, value: key });
      box.addEventListener("change", () => this.choose(name, key, /** @type {HTMLInputElement} */ (box).checked));
      const many = this.counts[name]?.get(key);
      return el(
        "label",
        null,
        box,
        el("span", null, nameOf(data, name, key)),
        many === undefined ? null : el("span", { class: "small" }, whole(many)),
      );
    });
    if (keys.length > LONG) {
      const find = el("input", {
        type: "search",
        class: "find",
        name: `find-${name}`,
        "aria-label": t("filter_find"),
        placeholder: t("filter_find"),
        autocomplete: "off",
      });
      find.addEventListener("input", () => {
        const wanted = /** @type {HTMLInputElement} */ (find).value.trim().toLowerCase();
        for (const one of choices) one.hidden = !(one.textContent ?? "").toLowerCase().includes(wanted);
      });
      panel.append(find);
    }
    panel.append(el("div", { class: "options" }, ...choices));
  }

  /** @param {boolean} back whether the focus goes back to the button */
  shut(back) {
    const panel = /** @type {HTMLElement | null} */ (this.opened?.querySelector(".choices") ?? null);
    const button = /** @type {HTMLElement | null} */ (this.opened?.querySelector("button.facet") ?? null);
    if (panel) panel.hidden = true;
    button?.setAttribute("aria-expanded", "false");
    if (back) button?.focus();
    this.opened = null;
  }

  /** What is chosen now. @param {Chosen} selection */
  show(selection) {
    this.chosen = { ...selection.scope, ...selection.outcome };
    const { data } = this.board;
    const chips = [];
    for (const name of [...SCOPES, ...OUTCOMES]) {
      const chosen = this.held(name);
      const number = document.getElementById(`chosen-${name}`);
      if (number) {
        number.textContent = chosen.size ? String(chosen.size) : "";
        number.parentElement?.setAttribute("aria-label", chosen.size ? `${t(name)} ${t("chosen", { n: chosen.size })}` : t(name));
        number.parentElement?.classList.toggle("on", chosen.size > 0);
      }
      for (const key of chosen) {
        const title = `${t(name)} ${nameOf(data, name, key)}`;
        chips.push(
          el(
            "li",
            null,
            el(
              "button",
              {
                type: "button",
                class: SCOPES.includes(/** @type {any} */ (name)) ? "chip" : "chip out",
                "aria-label": t("clear_one", { name: title }),
                onclick: () => this.drop(name, key),
              },
              title,
              el("span", { "aria-hidden": "true" }, "×"),
            ),
          ),
        );
      }
    }
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById("query"));
    if (field && field.value !== selection.query) field.value = selection.query;
    const any = chips.length > 0 || selection.query !== "";
    refill(
      at("chips"),
      ...chips,
      any &&
        el(
          "li",
          null,
          el(
            "button",
            {
              type: "button",
              class: "plain",
              onclick: () => {
                this.clear();
                at("live").focus();
              },
            },
            t("clear"),
          ),
        ),
    );
  }

  /** A chip goes; the focus stays among the chips. @param {string} name @param {string} key */
  drop(name, key) {
    this.choose(name, key, false);
    const next = /** @type {HTMLElement | null} */ (at("chips").querySelector("button"));
    (next ?? at("live")).focus();
  }
}
