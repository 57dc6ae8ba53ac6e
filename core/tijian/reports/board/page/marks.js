/** A grade as it stands anywhere on the page: its letter, the sign of every caveat, and the word where it is not issued. */
import { el } from "./dom.js";
import { clauses, pick, t } from "./say.js";
import { gradesOf } from "./tally.js";

/** @type {WeakMap<BoardData, Map<string, string>>} */
const tones = new WeakMap();

/** The tone of a grade that is issued; a word or letter always stands beside it. @param {BoardData} data @param {string | null} grade @param {string | null} capable */
export function toneOf(data, grade, capable) {
  let held = tones.get(data);
  if (!held) {
    const grades = gradesOf(data);
    const shown = grades.map(
      (one, place) =>
        /** @type {[string, string]} */ ([
          `${one.grade} ${one.capable}`,
          place === 0 && one.capable === "yes" ? "good" : ({ yes: "fair", after_rectification: "poor", no: "bad" }[one.capable] ?? "open"),
        ]),
    );
    tones.set(data, (held = new Map(shown)));
  }
  return held.get(`${grade} ${capable}`) ?? "open";
}

/** The signs of the caveats. @param {BoardData} data @param {string[]} caveats */
export function signsOf(data, caveats) {
  return caveats.map((reason) => data.caveats[reason].sign).join("");
}

/** `A`, `D–B` while it is open. @param {Outcome} outcome */
export function letters(outcome) {
  return outcome.grade ?? (outcome.worst === null ? "—" : `${outcome.worst}–${outcome.best}`);
}

/** The grade with everything that must stand beside it. @param {BoardData} data @param {Outcome} outcome */
export function gradeMark(data, outcome) {
  const issued = outcome.state === "issued";
  const signs = signsOf(data, outcome.caveats);
  return el(
    "span",
    { class: `grade ${issued ? toneOf(data, outcome.grade, outcome.capable) : "open"}${issued ? "" : " unissued"}` },
    el("b", null, letters(outcome)),
    signs && el("span", { class: "signs" }, signs),
    !issued && el("span", { class: "word" }, t(outcome.state)),
  );
}

/** Every caveat and every reason in words. @param {BoardData} data @param {Outcome} outcome */
export function remarks(data, outcome) {
  return clauses([
    ...outcome.reasons.map((reason) => pick(data.reasons[reason].text)),
    ...outcome.caveats.map((reason) => `${data.caveats[reason].sign} ${pick(data.caveats[reason].text)}`),
  ]);
}
