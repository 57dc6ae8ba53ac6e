/** What fails most: checks that categories share, checks of one category, sample tests. */
import { batchesOf, commonChecks, ownChecks, testsByCategory, Shared } from "./checks.js";
import { at, beside, el, refill, whisker } from "./dom.js";
import { classOf, inRow, keyTitle, percentage, pick, sectionTitle, t, whole } from "./say.js";

const FIRST = 8;

/** What is opened or chosen inside the panels; no figure depends on it. */
const view = { allCommon: false, allOwn: false, own: /** @type {string | null} */ (null), test: /** @type {string | null} */ (null) };

/** @param {Share} one @param {boolean} few */
function rate(one, few) {
  return beside(whisker(one, few ? "faint" : "bad"), one.percent === null ? "—" : `${percentage(one.percent)}　${one.low}–${one.high}`);
}

/** @param {BoardData} data @param {CheckRate[]} checks @param {boolean} all @param {((id: string) => void) | null} list @param {string | undefined} category */
function checkTable(data, checks, all, list, category) {
  const shown = all ? checks : checks.slice(0, FIRST);
  const head = [
    ["wide", t("item")],
    ["right", t("failed")],
    ["right", t("minor")],
    ["right", t("unknown")],
    ["rate", t("rate")],
  ];
  return el(
    "table",
    { class: "grid checks", "aria-label": t("item") },
    el("thead", null, el("tr", null, ...head.map(([class_, name]) => el("th", { scope: "col", class: class_ }, name)))),
    el(
      "tbody",
      null,
      ...shown.map((one) => {
        const item = data.items[one.item];
        const under = inRow([classOf(item), item.section === null ? "" : sectionTitle(data, item.section, category)]);
        const id =
          list && one.failed.count + one.minor
            ? el(
                "button",
                {
                  type: "button",
                  class: "link id",
                  "data-focus": `check-${item.id}`,
                  "aria-label": t("list_item", { id: item.id }),
                  onclick: () => list(item.id),
                },
                item.id,
              )
            : el("span", { class: "id" }, item.id);
        return el(
          "tr",
          { class: one.few ? "few" : null },
          el("th", { scope: "row" }, id, ` ${pick(item.title)}`, el("span", { class: "small under" }, under)),
          el("td", { class: "right" }, `${whole(one.failed.count)}/${whole(one.failed.of)}`),
          el("td", { class: "right" }, whole(one.minor)),
          el("td", { class: "right" }, whole(one.unknown)),
          el("td", null, rate(one.failed, one.few)),
        );
      }),
    ),
  );
}

/** @param {number} many @param {boolean} all @param {string} name @param {() => void} toggle */
function moreButton(many, all, name, toggle) {
  return (
    many > FIRST &&
    el(
      "button",
      { type: "button", class: "plain", "aria-expanded": String(all), "data-focus": name, onclick: toggle },
      all ? t("fewer", { n: FIRST }) : t("more", { n: many }),
    )
  );
}

/** A choice of category. @param {string} name @param {{category: number, word: string | null}[]} parts @param {string} chosen @param {BoardData} data @param {(key: string) => void} choose */
function choice(name, parts, chosen, data, choose) {
  const select = el(
    "select",
    { id: name, "data-focus": name, onchange: () => choose(/** @type {HTMLSelectElement} */ (at(name)).value) },
    ...parts.map((one) => {
      const title = keyTitle(data, "category", one.category);
      return el(
        "option",
        { value: keyOf(one), selected: keyOf(one) === chosen },
        one.word === null ? title : t("edition", { name: title, word: one.word }),
      );
    }),
  );
  return el("label", { class: "choice", for: name }, `${t("which_category")} `, select);
}

/** @param {{category: number, word: string | null}} part */
function keyOf(part) {
  return `${part.category} ${part.word ?? ""}`;
}

/** @param {string} id @param {...(Node | false | null)} children */
function scroll(id, ...children) {
  return el("div", { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": id }, ...children);
}

/** @param {import("./tally.js").Tally} tally @param {((id: string) => void) | null} list @param {() => void} again */
export function showChecks(tally, list, again) {
  const { data } = tally.board;
  const shared = new Shared(data, tally.rulesets.keys());
  const common = commonChecks(tally, shared),
    own = ownChecks(tally, shared);
  const alone = tally.categories.size === 1 ? data.dimensions.category[[...tally.categories][0]].key : undefined;
  const mine = own.find((part) => keyOf(part) === view.own) ?? own[0];
  refill(
    at("checks"),
    el("p", { class: "note" }, t("checks_note")),
    common.length > 0 && el("h3", null, t("checks_common")),
    common.length > 0 && scroll("h-checks", checkTable(data, common, view.allCommon, list, alone)),
    moreButton(common.length, view.allCommon, "more-common", () => {
      view.allCommon = !view.allCommon;
      again();
    }),
    mine && el("h3", null, t("checks_own")),
    mine &&
      choice("own-category", own, keyOf(mine), data, (key) => {
        view.own = key;
        again();
      }),
    mine && scroll("h-checks", checkTable(data, mine.checks, view.allOwn, list, data.dimensions.category[mine.category].key)),
    mine &&
      moreButton(mine.checks.length, view.allOwn, "more-own", () => {
        view.allOwn = !view.allOwn;
        again();
      }),
    !common.length && !mine && el("p", { class: "note" }, t("nothing")),
  );
}

/** @param {import("./tally.js").Tally} tally @param {((id: string) => void) | null} list @param {() => void} again */
export function showTests(tally, list, again) {
  const { data } = tally.board;
  const parts = testsByCategory(tally);
  const total = batchesOf(data, tally.batches, tally.averaged);
  const sampled = parts.filter((part) => part.items.length);
  const mine = sampled.find((part) => keyOf(part) === view.test) ?? sampled[0];
  const head = ["category", "sampled", "any", "safety", "usability", "label"];
  /** @param {Share} one */
  const cell = (one) =>
    el(
      "td",
      { class: "right" },
      one.of ? el("span", null, `${whole(one.count)}/${whole(one.of)}`) : "—",
      one.percent !== null && el("span", { class: "small under" }, `${one.percent}%`),
    );
  /** @param {string} title @param {typeof total} one @param {string} [class_] */
  const row = (title, one, class_) =>
    el(
      "tr",
      { class: class_ },
      el("th", { scope: "row" }, title),
      el("td", { class: "right" }, whole(one.sampled)),
      cell(one.any),
      cell(one.safety),
      cell(one.usability),
      cell(one.label),
    );
  refill(
    at("tests"),
    scroll(
      "h-tests",
      el(
        "table",
        { class: "grid" },
        el("caption", null, t("tests_note")),
        el("thead", null, el("tr", null, ...head.map((name, place) => el("th", { scope: "col", class: place ? "right" : null }, t(name))))),
        el(
          "tbody",
          null,
          row(t("all_categories"), total, "sum"),
          ...parts.map((part) =>
            row(
              part.word === null
                ? keyTitle(data, "category", part.category)
                : t("edition", { name: keyTitle(data, "category", part.category), word: part.word }),
              part,
            ),
          ),
        ),
      ),
    ),
    mine && el("h3", null, t("worst_items")),
    mine &&
      choice("test-category", sampled, keyOf(mine), data, (key) => {
        view.test = key;
        again();
      }),
    mine && scroll("h-tests", itemTable(data, mine.items, list)),
  );
}

/** @param {BoardData} data @param {ItemRate[]} items @param {((id: string) => void) | null} list */
function itemTable(data, items, list) {
  const head = [
    ["wide", t("test_item")],
    ["right", t("class")],
    ["right", t("state_fail_test")],
    ["rate", t("rate")],
    ["right", t("borderline")],
    ["right", t("inconclusive")],
  ];
  const failing = items.filter((one) => one.failed.count || one.borderline || one.inconclusive);
  if (!failing.length) return el("p", { class: "note" }, t("none_failed"));
  return el(
    "table",
    { class: "grid checks", "aria-label": t("worst_items") },
    el("thead", null, el("tr", null, ...head.map(([class_, name]) => el("th", { scope: "col", class: class_ }, name)))),
    el(
      "tbody",
      null,
      ...failing.map((one) => {
        const item = data.items[one.item];
        const id =
          list && one.failed.count
            ? el(
                "button",
                {
                  type: "button",
                  class: "link id",
                  "data-focus": `test-${item.id}`,
                  "aria-label": t("list_item", { id: item.id }),
                  onclick: () => list(item.id),
                },
                item.id,
              )
            : el("span", { class: "id" }, item.id);
        return el(
          "tr",
          { class: one.few ? "few" : null },
          el("th", { scope: "row" }, id, ` ${pick(item.title)}`),
          el("td", { class: "right" }, classOf(item)),
          el("td", { class: "right" }, `${whole(one.failed.count)}/${whole(one.failed.of)}`),
          el("td", null, rate(one.failed, one.few)),
          el("td", { class: "right" }, data.borderline === false ? "—" : whole(one.borderline)),
          el("td", { class: "right" }, whole(one.inconclusive)),
        );
      }),
    ),
  );
}
