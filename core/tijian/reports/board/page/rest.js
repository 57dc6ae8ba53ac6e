/** The other panels: clues, how strictly institutions assess, dossiers not judged, rulesets used, how to read it all. */
import { at, beside, el, refill } from "./dom.js";
import { keyTitle, percentage, pick, t, whole } from "./say.js";
import { cluesOf } from "./tally.js";

/** @param {string[]} head `name` or `right:name` @param {(HTMLElement)[]} rows @param {string} caption */
function grid(head, rows, caption) {
  return el(
    "table",
    { class: "grid" },
    el("caption", null, caption),
    el(
      "thead",
      null,
      el(
        "tr",
        null,
        ...head.map((name) => {
          const [word, right] = name.split(":").reverse();
          return el("th", { scope: "col", class: right ?? null }, t(word));
        }),
      ),
    ),
    el("tbody", null, ...rows),
  );
}

/** @param {import("./tally.js").Tally} tally @param {((code: string) => void) | null} list */
export function showClues(tally, list) {
  const { data } = tally.board;
  const found = cluesOf(tally);
  if (!found.length) return refill(at("clues"), el("p", { class: "note" }, t("nothing")));
  refill(
    at("clues"),
    grid(
      ["code", "clues", "urgency", "right:number", "right:of_enterprises"],
      found.map((one) => {
        const { code, title, urgency } = data.clues[one.code];
        const name = list
          ? el(
              "button",
              {
                type: "button",
                class: "link id",
                "data-focus": `clue-${code}`,
                "aria-label": t("list_item", { id: code }),
                onclick: () => list(code),
              },
              code,
            )
          : code;
        return el(
          "tr",
          null,
          el("th", { scope: "row" }, name),
          el("td", null, pick(title)),
          el("td", { class: urgency === "immediate" ? "nowrap bad" : "nowrap" }, t(urgency)),
          el("td", { class: "right" }, whole(one.clues)),
          el("td", { class: "right" }, whole(one.enterprises)),
        );
      }),
      t("clues_note"),
    ),
  );
}

/** @param {import("./board.js").Board} board */
export function showLeniency(board) {
  const { leniency } = board.data;
  const reach = Math.max(1, ...leniency.flatMap((one) => [Math.abs(Number(one.low ?? 0)), Math.abs(Number(one.high ?? 0))]));
  refill(
    at("leniency"),
    leniency.length
      ? el(
          "div",
          { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "h-leniency" },
          grid(
            ["institution", "right:compared", "right:raw", "right:difference", "wide:wilson", "stands_out"],
            leniency.map((one) => {
              const drawn = el("span", { class: "whisker signed", "aria-hidden": "true" });
              if (one.difference !== null) {
                /** @param {string | null} value */
                const place = (value) => 50 + (50 * Number(value)) / reach;
                const line = el("i"),
                  point = el("b");
                line.style.left = `${place(one.low)}%`;
                line.style.width = `${place(one.high) - place(one.low)}%`;
                point.style.left = `${place(one.difference)}%`;
                drawn.append(line, point);
              }
              return el(
                "tr",
                null,
                el("th", { scope: "row" }, pick(one.title)),
                el("td", { class: "right" }, `${one.compared}/${one.enterprises}`),
                el("td", { class: "right" }, percentage(one.raw)),
                el("td", { class: "right" }, one.difference ?? "—"),
                el("td", null, beside(drawn, one.difference === null ? "" : `${one.low} … ${one.high}`)),
                el("td", null, one.stands_out ? t("stands_out") : "—"),
              );
            }),
            t("leniency_note"),
          ),
        )
      : el("p", { class: "note" }, t("nothing")),
  );
}

/** @param {import("./board.js").Board} board */
export function showNotJudged(board) {
  const { not_judged, rejected } = board.data;
  refill(
    at("not-judged"),
    not_judged.length
      ? grid(
          ["dossier", "name", "district", "why"],
          not_judged.map((one) =>
            el(
              "tr",
              null,
              el("th", { scope: "row" }, one.assessment || "—"),
              el("td", null, one.enterprise || "—"),
              el("td", null, one.district || "—"),
              el("td", null, one.why.map(([code, ...said]) => `${code} ${pick(/** @type {Said} */ (said))}`).join(" ")),
            ),
          ),
          t("not_judged_note"),
        )
      : el("p", { class: "note" }, rejected ? t("rejected", { n: whole(rejected) }) : t("all_judged")),
  );
}

/** @param {import("./board.js").Board} board */
export function showMethod(board) {
  const { data } = board;
  const rules = ["method_1", "method_2", "rule", "method_3", "method_4", "method_5", ...(data.cells ? ["method_cells"] : [])];
  refill(at("method"), el("ul", { class: "rules" }, ...rules.map((name) => el("li", null, t(name)))));
  refill(
    at("editions"),
    el(
      "div",
      { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "h-editions" },
      grid(
        ["ruleset", "category", "digest", "status", "right:number"],
        data.rulesets.map((one) => {
          const status = one.adopted_by
            ? t("adopted", { by: pick(one.adopted_by) })
            : t(one.status === "adopted" ? "adopted_plain" : "illustrative");
          return el(
            "tr",
            null,
            el("th", { scope: "row" }, `${data.dimensions.category[one.category].key}/${one.edition}`),
            el("td", null, keyTitle(data, "category", one.category)),
            el("td", { class: "id" }, one.digest.replace("sha256:", "").slice(0, 12)),
            el("td", null, status),
            el("td", { class: "right" }, whole(one.results)),
          );
        }),
        t("editions_note"),
      ),
    ),
  );
}
