/** Elements made by hand: text goes in as text, so that nothing in the data can become markup. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @param {string} tag @param {Record<string, any> | null} [properties] `class`, `onclick` …, and attributes; null and false leave one out
 * @param {...(Child | Child[])} children @returns {HTMLElement}
 */
export function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  set(made, properties ?? {});
  fill(made, ...children);
  return made;
}

/** The same for a drawing. @param {string} tag @param {Record<string, any>} [properties] @param {...(Child | Child[])} children @returns {SVGElement} */
export function svg(tag, properties, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(made, properties ?? {});
  fill(made, ...children);
  return made;
}

/** @param {Element} made @param {Record<string, any>} properties */
function set(made, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
}

/** @param {Element} into @param {...(Child | Child[])} children */
function fill(into, ...children) {
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) into.append(child);
}

/** New content in place of the old. @param {Element} into @param {...(Child | Child[])} children */
export function refill(into, ...children) {
  into.replaceChildren();
  fill(into, ...children);
}

/** An element of the page itself. @param {string} id @returns {HTMLElement} */
export function at(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** A bar: its parts are lengths in percent of its own; a part that is long enough bears its word. @param {{length: number, tone: string, word?: string}[]} parts @param {string} [name] */
export function bar(parts, name = "bar") {
  const made = el("span", { class: name, "aria-hidden": "true" });
  for (const { length, tone, word } of parts.filter((one) => one.length > 0)) {
    const part = el("i", { class: tone }, length > 3 && word);
    part.style.width = `${length}%`;
    made.append(part);
  }
  return made;
}

/** A drawing with its figures beside it. @param {HTMLElement} drawn @param {string} words */
export function beside(drawn, words) {
  return el("span", { class: "beside" }, drawn, el("span", { class: "small" }, words));
}

/** An interval as a line with its point, from 0 to 100. @param {Share} one @param {string} [tone] */
export function whisker(one, tone = "") {
  const made = el("span", { class: `whisker ${tone}`, "aria-hidden": "true" });
  if (one.percent === null) return made;
  const line = el("i"),
    point = el("b");
  line.style.left = `${one.low}%`;
  line.style.width = `${Number(one.high) - Number(one.low)}%`;
  point.style.left = `${one.percent}%`;
  made.append(line, point);
  return made;
}
