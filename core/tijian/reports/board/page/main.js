/** Begins: unpacks the data and shows the page, or says why it cannot. */
import { Board } from "./board.js";
import { at } from "./dom.js";
import { Page } from "./page.js";
import { t } from "./say.js";

Board.read().then(
  (board) => {
    const page = new Page(board);
    at("reading").remove();
    document.body.classList.add("ready");
    document.body.dataset.shown = String(page.board.source.count);
  },
  () => {
    at("reading").textContent = `${t("broken")} The board cannot be read: this browser is too old, or the file is incomplete.`;
  },
);
