/**
 * Exact figures, as `tijian.compare` makes them: scores are fractions and never floats, what is printed is cut and never rounded up,
 * and the ends of an interval are rounded outward.
 */

const Z = 1.959963984540054;

/** @param {bigint} a @param {bigint} b @returns {bigint} */
function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a;
}

/**
 * A fraction of 0 or more cut to some decimals, all of them shown.
 * @param {bigint} numerator @param {bigint} denominator @param {number} places @returns {string}
 */
export function cut(numerator, denominator, places) {
  const scale = 10n ** BigInt(places);
  const units = (numerator * scale) / denominator;
  return places ? `${units / scale}.${String(units % scale).padStart(places, "0")}` : String(units);
}

/** `count` of `of` in percent, cut to one decimal. @param {number} count @param {number} of @returns {string} */
export function percent(count, of) {
  return cut(BigInt(count) * 100n, BigInt(of), 1);
}

/**
 * A share with its Wilson 95 % interval; without a percentage where there is nothing to divide by, or where it may not be averaged.
 * @param {number} count @param {number} of @param {boolean} [averaged] @returns {Share}
 */
export function share(count, of, averaged = true) {
  if (!of || !averaged) return { count, of, percent: null, low: null, high: null };
  const p = count / of;
  const middle = p + (Z * Z) / (2 * of);
  const room = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  const low = count === 0 ? 0 : Math.floor(((middle - room) / whole) * 1000) / 10;
  const high = count === of ? 100 : Math.ceil(((middle + room) / whole) * 1000) / 10;
  return { count, of, percent: percent(count, of), low: low.toFixed(1), high: high.toFixed(1) };
}

/**
 * How scores lie: mean and quartiles (type 7 of Hyndman & Fan), exactly, then cut to two decimals.
 * @param {Counts} counts how often each value occurs; -1 is no score, -2 one known only from–to
 * @param {[bigint, bigint][]} values ascending
 * @param {boolean} averaged
 * @returns {Spread}
 */
export function spread(counts, values, averaged) {
  const spans = counts.get(-2) ?? 0;
  const held = [...counts].filter(([number]) => number >= 0).sort((a, b) => a[0] - b[0]);
  const n = held.reduce((sum, [, count]) => sum + count, 0);
  if (!n || !averaged) return { n, spans, mean: null, median: null, lower: null, upper: null };
  const [numerator, denominator] = sum(held, values);
  /** @param {number} quarter */
  const quartile = (quarter) => {
    const place = quarter * (n - 1);
    const [a, b] = nth(held, values, Math.floor(place / 4));
    const rest = BigInt(place % 4);
    if (!rest) return cut(a, b, 2);
    const [c, d] = nth(held, values, Math.floor(place / 4) + 1);
    return cut((4n - rest) * a * d + rest * c * b, 4n * b * d, 2);
  };
  return { n, spans, mean: cut(numerator, denominator * BigInt(n), 2), median: quartile(2), lower: quartile(1), upper: quartile(3) };
}

/** @param {[number, number][]} held @param {[bigint, bigint][]} values @returns {[bigint, bigint]} */
function sum(held, values) {
  /** @type {Map<bigint, bigint>} */
  const byDenominator = new Map();
  for (const [number, count] of held) {
    const [a, b] = values[number];
    byDenominator.set(b, (byDenominator.get(b) ?? 0n) + a * BigInt(count));
  }
  let [numerator, denominator] = [0n, 1n];
  for (const [b, a] of byDenominator) {
    const common = gcd(denominator, b);
    numerator = numerator * (b / common) + a * (denominator / common);
    denominator *= b / common;
  }
  return [numerator, denominator];
}

/** The value at a place of the sorted scores. @param {[number, number][]} held @param {[bigint, bigint][]} values @param {number} place */
function nth(held, values, place) {
  let before = 0;
  for (const [number, count] of held) {
    before += count;
    if (place < before) return values[number];
  }
  throw new RangeError(`no score at ${place}`);
}

/** Whether a/b is less than c/d, all of them 0 or more and whole. @param {Share | {count: number, of: number}} one @param {Share | {count: number, of: number}} other */
export function less(one, other) {
  return BigInt(one.count) * BigInt(other.of || 1) < BigInt(other.count) * BigInt(one.of || 1);
}
