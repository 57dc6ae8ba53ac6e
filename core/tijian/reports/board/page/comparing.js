/** Groups of one dimension beside each other: grades, capability with its interval, scores, and a rank where like stands with like. */
import { at, bar, beside, el, refill, whisker } from "./dom.js";
import { groupsOf } from "./groups.js";
import { signsOf, toneOf } from "./marks.js";
import { legend } from "./overview.js";
import { inRow, keyTitle, percentage, t, whole } from "./say.js";
import { STATES_OF_VERDICTS } from "./tally.js";

/** What a group is called. @param {BoardData} data @param {Dimension} by @param {import("./groups.js").Group} one */
function titleOf(data, by, one) {
  const name = keyTitle(data, by, one.key);
  return one.word === null ? name : t("edition", { name, word: one.word });
}

/** The grades of a group as a bar and in words, the signs of its caveats and what is not issued beside them. @param {BoardData} data @param {import("./groups.js").Group["verdicts"]} verdicts */
function split(data, verdicts) {
  const grades = verdicts.grades.filter((one) => one.share.count);
  const open = verdicts.judged - verdicts.states.issued;
  const parts = [
    ...grades.map((one) => ({ length: (100 * one.share.count) / verdicts.judged, tone: toneOf(data, one.grade, one.capable) })),
    { length: (100 * open) / verdicts.judged, tone: "open" },
  ];
  const words = [
    ...grades.map((one) => `${one.grade}\u00a0${whole(one.share.count)}`),
    ...STATES_OF_VERDICTS.slice(1)
      .filter((state) => verdicts.states[state])
      .map((state) => t("count_state", { name: t(state), n: whole(verdicts.states[state]) })),
    ...Object.entries(verdicts.caveats).map(([reason, n]) => `${signsOf(data, [reason])}\u00a0${whole(n)}`),
  ];
  return [bar(parts), el("span", { class: "small" }, inRow(words))];
}

/**
 * @param {import("./board.js").Board} board @param {Int32Array} units @param {Chosen} selection @param {boolean} narrowed
 * @param {(by: Dimension, key: string) => void} narrow
 */
export function showGroups(board, units, selection, narrowed, narrow) {
  const { data } = board;
  const by = selection.by;
  const groups = groupsOf(board, units, by);
  if (!groups.length) return refill(at("groups"), el("p", { class: "note" }, t("nothing")));
  const head = /** @type {[string, string][]} */ ([
    ["", t(by)],
    ["right", t("judged")],
    ["wide", t("grade_split")],
    ["wide", t("capable_share")],
    ["right", t("mean_score")],
    ["right", t("findings_rate")],
    ["right", t("rank")],
    ["right", t("clues")],
  ]);
  refill(
    at("groups"),
    el(
      "div",
      { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "h-groups" },
      el(
        "table",
        { class: "grid groups" },
        el("caption", null, t("rank_note")),
        el("thead", null, el("tr", null, ...head.map(([class_, name]) => el("th", { scope: "col", class: class_ || null }, name)))),
        el(
          "tbody",
          null,
          ...groups.map((one) => {
            const title = titleOf(data, by, one),
              key = data.dimensions[by][one.key];
            const planned = narrowed || one.word !== null ? null : key.planned;
            const { capable } = one.verdicts;
            return el(
              "tr",
              { class: one.few ? "few" : null },
              el(
                "th",
                { scope: "row" },
                el(
                  "button",
                  {
                    type: "button",
                    class: "link",
                    "data-focus": `group-${by}-${one.key}`,
                    "aria-label": t("narrow", { name: title }),
                    onclick: () => narrow(by, key.key),
                  },
                  title,
                ),
              ),
              el(
                "td",
                { class: "right" },
                planned === null || planned === one.judged
                  ? whole(one.judged)
                  : t("judged_of", { n: whole(one.judged), planned: whole(planned) }),
              ),
              el("td", null, ...split(data, one.verdicts)),
              el(
                "td",
                null,
                beside(
                  whisker(capable, one.few ? "faint" : ""),
                  capable.percent === null || one.few
                    ? `${capable.count}/${capable.of}`
                    : `${percentage(capable.percent)}　${capable.low}–${capable.high}`,
                ),
              ),
              el("td", { class: "right" }, one.total.mean ?? "—"),
              el("td", { class: "right" }, percentage(one.findings.percent)),
              el("td", { class: "right" }, one.rank === null ? el("span", { class: "small" }, t(one.unranked ?? "few")) : String(one.rank)),
              el("td", { class: "right" }, whole(one.clues)),
            );
          }),
        ),
      ),
    ),
    legend(data),
  );
}
