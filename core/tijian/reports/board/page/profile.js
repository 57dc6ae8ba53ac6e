/** Scores by section: a radar for the shape, and a table with bars for the figures. */
import { at, bar, beside, el, refill, svg } from "./dom.js";
import { Shared } from "./checks.js";
import { sectionTitle, t, whole } from "./say.js";
import { sectionScore } from "./sources.js";

const SIZE = 320;
const MIDDLE = SIZE / 2;
const REACH = 122;

/** The sections to show: of several categories those that hold a check which all have. @param {import("./tally.js").Tally} tally @returns {string[]} */
export function sectionsOf(tally) {
  const { data } = tally.board;
  const { everywhere } = new Shared(data, tally.rulesets.keys());
  const common = new Set([...everywhere].map((item) => data.items[item].section));
  return data.sections
    .map((one) => one.id)
    .filter((id) => {
      const held = tally.scores[sectionScore(id)];
      return (
        [...held.values()].some(Boolean) &&
        (tally.categories.size === 1 ? [...held.keys()].some((number) => number !== -1) || common.has(id) : common.has(id))
      );
    });
}

/** @param {import("./tally.js").Tally} tally of the scope @param {import("./tally.js").Tally} whole_ of everything */
export function showSections(tally, whole_) {
  const { data } = tally.board;
  const names = sectionsOf(tally);
  const category = tally.categories.size === 1 ? data.dimensions.category[[...tally.categories][0]].key : undefined;
  const rows = names.map((name) => ({
    name,
    title: sectionTitle(data, name, category),
    here: tally.spread(sectionScore(name)),
    all: whole_.spread(sectionScore(name)),
  }));
  const means = rows
    .map((row) => row.here.mean)
    .filter((mean) => mean !== null)
    .map(Number);
  if (!means.length) return refill(at("sections"), el("p", { class: "note" }, t("nothing")));
  const compared = tally.units.length < whole_.units.length && whole_.averaged;
  const ends = compared ? [...means, ...rows.map((row) => Number(row.all.mean ?? 100))] : means;
  const least = Math.max(0, Math.floor((Math.min(...ends) - 1) / 10) * 10);
  refill(
    at("sections"),
    rows.length > 2 ? radar(rows, least, compared) : null,
    el(
      "div",
      { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "h-sections" },
      el(
        "table",
        { class: "grid" },
        el("caption", null, t("sections_common")),
        el(
          "thead",
          null,
          el(
            "tr",
            null,
            el("th", { scope: "col", colspan: 2 }, t("section")),
            el("th", { scope: "col", class: "wide" }, t("mean_section")),
            el("th", { scope: "col", class: "right" }, t("median")),
            el("th", { scope: "col", class: "right" }, t("quartiles")),
            el("th", { scope: "col", class: "right" }, t("n")),
          ),
        ),
        el(
          "tbody",
          null,
          ...rows.map((row) =>
            el(
              "tr",
              null,
              el("td", { class: "id" }, row.name),
              el("th", { scope: "row" }, row.title),
              el("td", null, beside(bar([{ length: Number(row.here.mean ?? 0), tone: "plain" }]), row.here.mean ?? "—")),
              el("td", { class: "right" }, row.here.median ?? "—"),
              el("td", { class: "right" }, row.here.lower === null ? "—" : `${row.here.lower}–${row.here.upper}`),
              el("td", { class: "right" }, whole(row.here.n)),
            ),
          ),
        ),
      ),
    ),
    rows.length > 2 && el("p", { class: "note" }, t("radar_note", { least })),
  );
}

/** @param {{name: string, here: Spread, all: Spread}[]} rows @param {number} least @param {boolean} compared */
function radar(rows, least, compared) {
  /** @param {number} place @param {number} value @param {number} [beyond] @returns {[number, number]} */
  const point = (place, value, beyond = 0) => {
    const angle = (2 * Math.PI * place) / rows.length - Math.PI / 2;
    const reach = (REACH * Math.max(0, value - least)) / (100 - least) + beyond;
    return [MIDDLE + reach * Math.cos(angle), MIDDLE + reach * Math.sin(angle)];
  };
  /** @param {(row: {here: Spread, all: Spread}) => number} value */
  const path = (value) =>
    `${rows
      .map(
        (row, place) =>
          `${place ? "L" : "M"}${point(place, value(row))
            .map((one) => one.toFixed(1))
            .join(",")}`,
      )
      .join("")}Z`;
  const rings = [0.25, 0.5, 0.75, 1].map((part) => least + part * (100 - least));
  return el(
    "figure",
    { class: "radar" },
    /** @type {any} */ (
      svg(
        "svg",
        { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": t("radar", { least }) },
        ...rings.map((ring) => svg("path", { class: "ring", d: path(() => ring) })),
        ...rows.map((_, place) => {
          const [x, y] = point(place, 100);
          return svg("line", { class: "ring", x1: MIDDLE, y1: MIDDLE, x2: x.toFixed(1), y2: y.toFixed(1) });
        }),
        ...(compared ? [svg("path", { class: "all", d: path((row) => Number(row.all.mean ?? least)) })] : []),
        svg("path", { class: "here", d: path((row) => Number(row.here.mean ?? least)) }),
        ...rows.map((row, place) => {
          const [x, y] = point(place, 100, 17);
          return svg(
            "text",
            { x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": Math.abs(x - MIDDLE) < 8 ? "middle" : x > MIDDLE ? "start" : "end" },
            row.name,
          );
        }),
        ...[rings[1], 100].map((ring) =>
          svg(
            "text",
            { class: "scale", x: MIDDLE + 4, y: (MIDDLE - (REACH * (ring - least)) / (100 - least) - 3).toFixed(1) },
            String(ring),
          ),
        ),
      )
    ),
    el(
      "figcaption",
      { class: "note" },
      el("span", { class: "line here" }, t("scope_line")),
      compared && el("span", { class: "line all" }, t("all_line")),
    ),
  );
}

/** One enterprise's sections beside the mean of its category. @param {{name: string, title: string, value: string, ends: number[], peers: string | null}[]} rows */
export function ownProfile(rows) {
  return el(
    "table",
    { class: "grid profile" },
    el("caption", null, t("peers_line")),
    el(
      "tbody",
      null,
      ...rows.map((row) => {
        const drawn = bar([
          { length: row.ends[0], tone: "plain" },
          { length: (row.ends[1] ?? row.ends[0]) - row.ends[0], tone: "open" }, // from–to
        ]);
        if (row.peers !== null) {
          const mark = el("b");
          mark.style.left = `${row.peers}%`;
          drawn.append(mark);
        }
        return el(
          "tr",
          null,
          el("td", { class: "id" }, row.name),
          el("th", { scope: "row" }, row.title),
          el("td", { class: "wide" }, drawn),
          el("td", { class: "right" }, row.value),
          el("td", { class: "small" }, row.peers === null ? "" : t("peers", { n: row.peers })),
        );
      }),
    ),
  );
}
