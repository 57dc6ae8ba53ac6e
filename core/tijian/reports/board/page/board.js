/** The data of the page, unpacked: `tijian/board@1` with its columns as typed arrays, and details unpacked when they are asked for. */
import { CellSource, RowSource } from "./sources.js";

/** @param {string} id @returns {Promise<any>} */
async function unpacked(id) {
  const held = document.getElementById(id);
  if (!held) throw new Error(`no data: ${id}`);
  const letters = atob(held.textContent?.trim() ?? "");
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** Everything known, and how to count it. */
export class Board {
  /** @param {BoardData} data */
  constructor(data) {
    this.data = data;
    this.rows = data.rows ?? null;
    /** @type {[bigint, bigint][]} */
    this.values = data.values.map(([a, b]) => [BigInt(a), BigInt(b)]);
    /** @type {RowSource | null} */
    this.table = data.rows ? new RowSource(data, data.rows) : null;
    /** @type {Source} */
    this.source = this.table ?? new CellSource(data, data.cells ?? []);
    /** @type {Map<number, Promise<Detail[]>>} */
    this.blocks = new Map();
  }

  static async read() {
    return new Board(await unpacked("board-data"));
  }

  /** What is known of one row beyond its columns; null where the page has no details. @param {number} row @returns {Promise<Detail | null>} */
  async detail(row) {
    const size = this.data.detailed;
    if (!size) return null;
    const number = Math.floor(row / size);
    const block = this.blocks.get(number) ?? unpacked(`details-${number}`);
    this.blocks.set(number, block);
    return (await block)[row % size];
  }
}
