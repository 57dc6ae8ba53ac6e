/** The overview: key figures, the grades with what must be known beside them, why some verdicts are not issued. */
import { batchesOf } from "./checks.js";
import { at, bar, beside, el, refill, whisker } from "./dom.js";
import { toneOf } from "./marks.js";
import { inRow, keyTitle, listed, percentage, pick, t, whole } from "./say.js";
import { FAIL, MINOR, statesOf } from "./sources.js";
import { STATES_OF_VERDICTS, cluesOf, mixedCategories } from "./tally.js";

/** @param {string} label @param {string} value @param {(string | false)[]} lines @param {string} [tone] */
function figure(label, value, lines, tone = "") {
  const small = lines.filter(Boolean).map((line) => el("span", null, /** @type {string} */ (line)));
  return el("div", { class: `figure ${tone}` }, el("dt", null, label), el("dd", null, el("b", null, value), ...small));
}

/** @param {Share} one */
function interval(one) {
  return one.percent !== null && t("interval", { low: one.low ?? "", high: one.high ?? "" });
}

/** @param {import("./tally.js").Tally} tally @param {boolean} narrowed */
export function showOverview(tally, narrowed) {
  const { data } = tally.board;
  const { verdicts } = tally;
  const total = tally.spread("total");
  const tests = batchesOf(data, tally.batches, tally.averaged).any;
  const clues = cluesOf(tally);
  const found = findingsOf(tally);
  const immediate = clues.filter((one) => data.clues[one.code].urgency === "immediate").reduce((sum, one) => sum + one.clues, 0);
  const apart = STATES_OF_VERDICTS.slice(1).filter((state) => verdicts.states[state]);
  const issued = verdicts.states.issued;
  refill(
    at("figures"),
    figure(t("judged"), whole(verdicts.judged), [
      !narrowed && data.planned !== null && t("planned", { n: whole(data.planned) }),
      t("enterprises", { n: whole(tally.enterprises) }),
      !narrowed && data.not_judged.length > 0 && t("failed_dossiers", { n: data.not_judged.length }),
    ]),
    figure(t("issued_kpi"), whole(issued), [
      apart.length ? inRow(apart.map((state) => t("count_state", { name: t(state), n: whole(verdicts.states[state]) }))) : t("all_issued"),
    ]),
    figure(t("capable_kpi"), percentage(verdicts.capable.percent), [
      t("of_issued", { count: whole(verdicts.capable.count), of: whole(issued) }),
      interval(verdicts.capable),
    ]),
    figure(t("score_kpi"), total.median ?? "—", [
      total.mean !== null && t("mean_n", { mean: total.mean, n: whole(total.n) }),
      total.spans > 0 && t("spans", { n: total.spans }),
    ]),
    figure(t("tests_kpi"), percentage(tests.percent), [
      t("of_batches", { count: whole(tests.count), of: whole(tests.of) }),
      interval(tests),
    ]),
    figure(t("findings_kpi"), whole(found.fail + found.minor), [
      t("findings_split", { fail: whole(found.fail), minor: whole(found.minor) }),
    ]),
    figure(t("clues_kpi"), whole(clues.reduce((sum, one) => sum + one.clues, 0)), [
      immediate ? t("urgent", { n: immediate }) : t("none_urgent"),
    ]),
  );
  showMixed(tally);
}

/** How many findings there are. @param {import("./tally.js").Tally} tally */
function findingsOf(tally) {
  const states = statesOf(tally.board.data.marks);
  const found = { fail: 0, minor: 0 };
  for (const marks of tally.marks.values()) {
    for (let place = 0; place < marks.length; place++) {
      const state = states[place % states.length];
      if (state === FAIL) found.fail += marks[place];
      else if (state === MINOR) found.minor += marks[place];
    }
  }
  return found;
}

/** Several editions together: said before anything else. @param {import("./tally.js").Tally} tally */
function showMixed(tally) {
  const { data } = tally.board;
  const mixed = [...mixedCategories(data, tally.rulesets.keys())];
  const names = listed(
    mixed.map((key) => {
      const words = data.rulesets.filter((one, number) => one.category === key && tally.rulesets.has(number)).map((one) => one.word);
      return t("edition", { name: keyTitle(data, "category", key), word: listed(words) });
    }),
  );
  const words = t(data.allow_mixed ? "mixed_allowed" : "mixed_warning", { names });
  refill(at("mixed"), mixed.length > 0 && el("p", { class: "warning" }, words));
}

/** @param {import("./tally.js").Tally} tally @param {Chosen} selection @param {(name: "grade" | "state", key: string) => void} toggle */
export function showGrades(tally, selection, toggle) {
  const { data } = tally.board;
  const { verdicts } = tally;
  const open = STATES_OF_VERDICTS.slice(1).filter((state) => verdicts.states[state]);
  const parts = [
    ...verdicts.grades.map((one) => ({
      length: (100 * one.share.count) / verdicts.judged,
      tone: toneOf(data, one.grade, one.capable),
      word: one.grade,
    })),
    ...open.map((state) => ({ length: (100 * verdicts.states[state]) / verdicts.judged, tone: "open" })),
  ];
  /** @param {"grade" | "state"} name @param {string} key @param {string} label */
  const button = (name, key, label) =>
    el(
      "button",
      {
        type: "button",
        class: "pick",
        "data-focus": `pick-${name}-${key}`,
        "aria-pressed": String(selection.outcome[name].has(key)),
        "aria-label": t("show_list", { name: label }),
        onclick: () => toggle(name, key),
      },
      t("list_short"),
    );
  const head = ["grade", "says", "capability", "number", "percent", "wilson", "pick"];
  refill(
    at("grades"),
    verdicts.judged ? bar(parts, "bar tall") : null,
    el(
      "table",
      { class: "grid grades" },
      el("caption", null, t("grades_note", { n: whole(verdicts.states.issued) })),
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          ...head.map((name) => el("th", { scope: "col", class: name === "number" || name === "percent" ? "right" : null }, t(name))),
        ),
      ),
      el(
        "tbody",
        null,
        ...verdicts.grades.map((one) =>
          el(
            "tr",
            null,
            el("th", { scope: "row" }, el("span", { class: `grade ${toneOf(data, one.grade, one.capable)}` }, el("b", null, one.grade))),
            el("td", null, pick(one.says)),
            el("td", null, t(one.capable)),
            el("td", { class: "right" }, whole(one.share.count)),
            el("td", { class: "right" }, percentage(one.share.percent)),
            el("td", { class: "wide" }, beside(whisker(one.share), one.share.percent === null ? "" : `${one.share.low}–${one.share.high}`)),
            el("td", null, button("grade", one.grade, `${t("grade")} ${one.grade}`)),
          ),
        ),
        ...open.map((state) =>
          el(
            "tr",
            null,
            el("th", { scope: "row" }, el("span", { class: "grade open unissued" }, el("span", { class: "word" }, t(state)))),
            el("td", null, "—"),
            el("td", null, "—"),
            el("td", { class: "right" }, whole(verdicts.states[state])),
            el("td", { class: "right" }, "—"),
            el("td", null, ""),
            el("td", null, button("state", state, t(state))),
          ),
        ),
      ),
    ),
  );
  showCaveats(tally);
}

/** @param {import("./tally.js").Tally} tally */
function showCaveats(tally) {
  const { data } = tally.board;
  const { caveats, reasons, states } = tally.verdicts;
  /** @param {Record<string, number>} counts */
  const most = (counts) => Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const signs = most(caveats).map(([reason, n]) =>
    el(
      "li",
      null,
      el("b", null, data.caveats[reason].sign),
      ` ${pick(data.caveats[reason].text)} `,
      el("span", { class: "small" }, t("caveat_count", { n: whole(n) })),
    ),
  );
  const why = most(reasons).map(([reason, n]) =>
    el("li", null, `${pick(data.reasons[reason].text)} `, el("span", { class: "small" }, t("caveat_count", { n: whole(n) }))),
  );
  refill(
    at("caveats"),
    el("h3", null, t("caveats")),
    signs.length ? el("ul", { class: "signs-list" }, ...signs) : el("p", { class: "note" }, t("no_caveats")),
    ...(states.issued < tally.verdicts.judged ? [el("h3", null, t("not_issued")), el("ul", { class: "signs-list" }, ...why)] : []),
  );
}

/** The signs in one line, for below a table of grades. @param {BoardData} data */
export function legend(data) {
  const signs = Object.values(data.caveats).map(({ sign, text }) => `${sign} ${pick(text)}`);
  return signs.length ? el("p", { class: "note legend" }, signs.join("　")) : null;
}
