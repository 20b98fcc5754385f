"use strict";

// The grid of a checklist: arrow keys move, 1 and 0 set, the space bar changes, a block from Excel is pasted.
// A word that nobody understands is put into its cell all the same: saving says what is wrong there.  What is set
// counts as typed, so that it survives the end of a session.  A phone pastes into text only: there is a field for it,
// which fills the grid from its first cell.
const grid = document.querySelector(".checklists-grid");
const words = JSON.parse(document.getElementById("checklist-words")?.textContent || "{}");
const NEXT = { "": "√", "√": "×", "×": "" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

function markOf(cell, row, column) {
  const body = cell.closest("tbody");
  const from = cell.closest("td");
  const line = body.rows[from.parentElement.rowIndex - 1 + row];
  return line?.cells[from.cellIndex + column]?.querySelector("select:not(:disabled)");
}

function valueOf(text) {
  const known = [text.trim(), text.normalize("NFKC").trim()].find((word) => Object.hasOwn(words, word));
  return known === undefined ? text.trim() : words[known] ? "√" : "×";
}

function put(mark, text) {
  const value = valueOf(text);
  if (![...mark.options].some((option) => option.value === value)) mark.add(new Option(value));
  mark.value = value;
  mark.classList.toggle("is-invalid", !Object.hasOwn(NEXT, value));
  mark.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(mark, [row, column]) {
  let next = mark;
  do { next = markOf(mark, row, column); row += Math.sign(row); column += Math.sign(column); } while (!next && Math.abs(row) + Math.abs(column) < 400);
  next?.focus();
}

grid?.addEventListener("keydown", (event) => {
  const mark = event.target.closest("select");
  if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(MOVES, event.key)) step(mark, MOVES[event.key]);
  else if (event.key === " ") put(mark, NEXT[mark.value] ?? "");
  else if (event.key === "Delete" || event.key === "Backspace") put(mark, "");
  else if (Object.hasOwn(words, event.key)) put(mark, event.key);
  else return;
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("[data-paste]");
  const first = field ? grid.querySelector("select:not(:disabled)") : document.activeElement?.closest?.(".checklists-grid select");
  if (!first) return;
  event.preventDefault();
  const lines = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/);
  lines.forEach((line, row) => line.split("\t").forEach((text, column) => {
    const mark = markOf(first, row, column);
    if (mark) put(mark, text);
  }));
});
