/** One language at a time: words, texts of the data, figures. */
import { WORDS } from "./words.js";

/** @type {{language: "zh" | "en"}} */
const speaking = { language: "zh" };

/** @param {"zh" | "en"} language */
export function speak(language) {
  speaking.language = language;
}

export function spoken() {
  return speaking.language;
}

/** A word of the page. @param {string} name @param {Record<string, string | number>} [parts] @returns {string} */
export function t(name, parts = {}) {
  const words = WORDS[name];
  if (!words) throw new Error(`no word: ${name}`);
  return words[speaking.language === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, part) => String(parts[part] ?? ""));
}

/** A text of the data. @param {Said | null | undefined} said @returns {string} */
export function pick(said) {
  if (!said) return "";
  return (speaking.language === "en" ? said[1] : undefined) ?? said[0];
}

/** `一、二` or `one, two`. @param {string[]} words */
export function listed(words) {
  return words.join(speaking.language === "zh" ? "、" : ", ");
}

/** `（一）` or ` (one)`, to follow other words. @param {string} words */
export function bracketed(words) {
  return speaking.language === "zh" ? `（${words}）` : ` (${words})`;
}

/** Parts of a sentence, one after another. @param {string[]} words */
export function clauses(words) {
  return words.filter(Boolean).join(speaking.language === "zh" ? "；" : "; ");
}

/** Small facts in a row: `一 · 二` or `one, two` (a Chinese font draws the dot too wide for English). @param {string[]} words */
export function inRow(words) {
  return words.filter(Boolean).join(speaking.language === "zh" ? " · " : ", ");
}

/** A whole number with its thousands apart. @param {number} number */
export function whole(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A percentage, or a dash. @param {string | null} percent */
export function percentage(percent) {
  return percent === null ? "—" : `${percent}%`;
}

/** The class of an item. @param {Item} item */
export function classOf(item) {
  return t(item.kind === "test" ? `test_${item.class}` : item.class);
}

/** The title of a key of a dimension. @param {BoardData} data @param {Dimension} by @param {number} number */
export function keyTitle(data, by, number) {
  const one = data.dimensions[by][number];
  return one.key === "" ? pick(one.title) || t("unsaid") : pick(one.title);
}

/** What a section is called: for one category, or as any of them calls it. @param {BoardData} data @param {string} section @param {string} [category] */
export function sectionTitle(data, section, category) {
  const titles = data.sections.find((one) => one.id === section)?.titles ?? {};
  return pick((category === undefined ? undefined : titles[category]) ?? Object.values(titles)[0]) || section;
}
