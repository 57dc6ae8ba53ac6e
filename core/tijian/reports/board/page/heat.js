/** The heat map: categories across districts, institutions or sizes. A table whose cells are buttons; one of them is in the tab order. */
import { at, el, refill } from "./dom.js";
import { share } from "./exact.js";
import { crossing } from "./groups.js";
import { legend } from "./overview.js";
import { keyTitle, percentage, t, whole } from "./say.js";
import { FEW } from "./tally.js";

/** From where on a figure has the next tone, 1 the least and 5 the best. @type {Record<string, number[]>} */
const STEPS = { capable: [25, 50, 75, 90], mean: [60, 75, 90, 95], match: [5, 15, 30, 50] };

/** @typedef {ReturnType<typeof crossing>["rows"][number]["cells"] extends Map<any, infer C> ? C : never} Crossed */

/** What a cell shows, and its tone from 0 (none) to 5. @param {any} cell @param {Chosen["heat"]} heat @param {number} most */
function shown(cell, heat, most) {
  const { verdicts, total } = cell;
  const plain = cell.few || cell.mixed;
  /** @param {number} value */
  const step = (value) => (plain ? 0 : 1 + STEPS[heat].filter((edge) => value >= edge).length);
  if (heat === "count")
    return {
      figure: whole(verdicts.judged),
      under: "",
      tone: plain ? 0 : Math.max(1, Math.ceil((5 * verdicts.judged) / most)),
      few: cell.few,
    };
  if (heat === "mean") {
    const known = total.mean !== null && total.n >= FEW;
    return {
      figure: total.mean === null ? "—" : total.mean.slice(0, -1),
      under: `n ${total.n}`,
      tone: known ? step(Number(total.mean)) : 0,
      few: cell.few || total.n < FEW,
    };
  }
  const one = heat === "match" ? share(cell.matched, verdicts.judged, !cell.mixed) : verdicts.capable;
  const small = plain || one.percent === null || one.of < FEW;
  return {
    figure: `${one.count}/${one.of}`,
    under: small ? "" : percentage(one.percent),
    tone: small ? 0 : step(Number(one.percent)),
    few: cell.few || one.of < FEW,
  };
}

/**
 * @param {import("./board.js").Board} board @param {Int32Array} units @param {Chosen} selection @param {(unit: number) => number} matches
 * @param {(category: string, by: Dimension, key: string) => void} narrow
 */
export function showHeat(board, units, selection, matches, narrow) {
  const { data } = board;
  const by = selection.rows;
  const { rows, columns } = crossing(board, units, by, matches);
  const most = Math.max(1, ...rows.flatMap((row) => [...row.cells.values()].map((cell) => cell.verdicts.judged)));
  const kept = at("heat").querySelector("button[tabindex='0']")?.getAttribute("data-at");
  const what = t(`what_${selection.heat}`);
  if (!rows.length) return refill(at("heat"), el("p", { class: "note" }, t("nothing")));
  const body = rows.map((row, y) => {
    const title = keyTitle(data, "category", row.key);
    return el(
      "tr",
      null,
      el("th", { scope: "row" }, title),
      ...columns.map((column, x) => {
        const cell = row.cells.get(column);
        if (!cell) return el("td", { class: "empty" }, el("span", { class: "hidden" }, "—"));
        const { figure, under, tone, few } = shown(cell, selection.heat, most);
        const label = t("heat_cell", {
          row: title,
          column: keyTitle(data, by, column),
          what: [figure, under].filter(Boolean).join(" "),
          few: few ? t("heat_few") : "",
          mixed: cell.mixed ? t("heat_mixed") : "",
        });
        return el(
          "td",
          null,
          el(
            "button",
            {
              type: "button",
              class: `cell ${selection.heat === "match" ? "m" : selection.heat === "count" ? "c" : "h"}${tone}${few ? " few" : ""}`,
              tabindex: -1,
              "data-at": `${y} ${x}`,
              "aria-label": label,
              onclick: () => narrow(data.dimensions.category[row.key].key, by, data.dimensions[by][column].key),
            },
            el("b", { class: figure.length > 9 ? "long" : null }, figure),
            under && el("span", null, under),
          ),
        );
      }),
    );
  });
  refill(
    at("heat"),
    el(
      "div",
      { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "h-heat" },
      el(
        "table",
        { class: "heat", onkeydown: walk },
        el("caption", { class: "hidden" }, `${t("heat_title", { rows: t("category"), columns: t(by) })}. ${what}. ${t("heat_keys")}`),
        el(
          "thead",
          null,
          el("tr", null, el("td", null), ...columns.map((column) => el("th", { scope: "col" }, keyTitle(data, by, column)))),
        ),
        el("tbody", null, ...body),
      ),
    ),
    key(selection.heat),
    el("p", { class: "note" }, t("heat_note", { what })),
    legend(data),
  );
  const buttons = at("heat").querySelectorAll("button.cell");
  const first = [...buttons].find((one) => one.getAttribute("data-at") === kept) ?? buttons[0];
  first?.setAttribute("tabindex", "0");
}

/** What the tones mean. @param {Chosen["heat"]} heat */
function key(heat) {
  const edges = STEPS[heat];
  if (!edges) return null;
  const sign = heat === "match" ? "m" : "h",
    unit = heat === "mean" ? "" : "%";
  const ends = [0, ...edges, 100];
  return el(
    "ul",
    { class: "key", "aria-hidden": "true" },
    ...ends.slice(0, -1).map((low, place) => el("li", null, el("i", { class: `${sign}${place + 1}` }), `${low}–${ends[place + 1]}${unit}`)),
    el("li", null, el("i", { class: "few" }), t("few")),
  );
}

/** Arrow keys go from cell to cell, over gaps. @param {KeyboardEvent} event */
function walk(event) {
  const steps = /** @type {Record<string, [number, number]>} */ ({
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  });
  const step = steps[event.key];
  const from = /** @type {HTMLElement} */ (event.target).getAttribute("data-at");
  if (!step || !from) return;
  event.preventDefault();
  const table = /** @type {HTMLElement} */ (event.currentTarget);
  let [y, x] = from.split(" ").map(Number);
  for (let tries = 0; tries < 400; tries++) {
    [y, x] = [y + step[0], x + step[1]];
    const next = /** @type {HTMLElement | null} */ (table.querySelector(`[data-at="${y} ${x}"]`));
    if (!next) continue;
    table.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    return;
  }
}
