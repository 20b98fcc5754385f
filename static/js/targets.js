"use strict";

// The grid in which targets are split.  Sums are in hundredths so that they are exact.  The arrow keys and Enter move,
// a column or a block from Excel or WPS is pasted, a value is copied down, a whole is split evenly.
const MOVES = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };

function hundredths(text) {
  const typed = text.normalize("NFKC").trim();
  const plain = /^[1-9]\d{0,2}([, ])\d{3}(\1\d{3})*(\.\d+)?%?$/.test(typed) ? typed.replace(/[, ]/g, "") : typed;
  const found = /^(-?\d+)(?:\.(\d{1,2})0*)?\s*%?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : 0;
}

function plain(value) {
  return (value / 100).toFixed(2).replace(/\.?0+$/, "");
}

function partsOf(form, indicator) {
  return [...form.querySelectorAll(`[data-part="${indicator}"]`)];
}

function add(form, indicator) {
  const sum = form.querySelector(`[data-sum="${indicator}"]`);
  if (!sum) return;
  const total = partsOf(form, indicator).reduce((found, part) => found + hundredths(part.value), 0);
  const lack = hundredths(form.querySelector(`[data-whole="${indicator}"]`).value) - total;
  sum.textContent = plain(total);
  form.querySelector(`[data-difference="${indicator}"]`).textContent =
    lack ? `(${lack < 0 ? "+" : "−"}${plain(Math.abs(lack))})` : "";
}

// What is set counts as typed, so that it survives the end of a session.
function put(cell, text) {
  if (cell.value === text) return;
  cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(form, words, values) {
  const told = Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words);
  form.querySelector("[data-told]").textContent = told;
}

// Like `split_evenly` of the server: whole things, the first ones get the rest; who would get nothing stays blank.
function splitEvenly(form, indicator) {
  const parts = partsOf(form, indicator).filter((part) => !("exempt" in part.dataset));
  const whole = hundredths(form.querySelector(`[data-whole="${indicator}"]`).value);
  if (!parts.length || whole <= 0) return say(form, form.dataset.nothing, {});
  const pieces = Math.floor(whole / 100);
  const share = Math.floor(pieces / parts.length);
  const rest = pieces % parts.length;
  parts.forEach((part, at) => {
    const value = (share + (at < rest ? 1 : 0)) * 100 + (at === 0 ? whole % 100 : 0);
    put(part, value ? plain(value) : "");
  });
  say(form, rest ? form.dataset.rest : form.dataset.even, { whole: plain(whole), parts: parts.length, share, rest });
}

// From the cell that was looked at last in the column, else from its first value.
function copyDown(form, indicator, from) {
  const parts = partsOf(form, indicator);
  const first = parts.indexOf(from) >= 0 ? parts.indexOf(from) : parts.findIndex((part) => part.value.trim());
  if (first < 0) return;
  const below = parts.slice(first + 1).filter((part) => !("exempt" in part.dataset));
  below.forEach((part) => put(part, parts[first].value));
  say(form, form.dataset.copied, { value: parts[first].value, parts: below.length });
}

function linesOf(form) {
  return [form.querySelector(".targets-whole"), ...form.querySelectorAll("tbody tr")];
}

function cellAt(line, column) {
  return line?.cells[column]?.querySelector("input[type=text]");
}

// A block goes where it is put; one whose first column names organisations goes beside their names.
function paste(form, first, text) {
  const lines = linesOf(form);
  const rows = text.replace(/\r?\n$/, "").split(/\r?\n/).map((row) => row.split("\t"));
  const byName = new Map(lines.flatMap((line) => [line.dataset.name, line.dataset.code].map((name) => [name, line])));
  const isNamed = rows.length > 1 && rows.some((row) => row.length > 1 && byName.has(row[0].trim()));
  const start = lines.indexOf(first.closest("tr"));
  const column = first.closest("td").cellIndex;
  const lost = [];
  let set = 0;
  rows.forEach((row, at) => {
    const line = isNamed ? byName.get(row[0].trim()) : lines[start + at];
    (isNamed ? row.slice(1) : row).forEach((value, across) => {
      const cell = cellAt(line, column + across);
      if (cell) { put(cell, value.trim()); set += 1; }
      else if (value.trim()) lost.push(isNamed ? `${row[0].trim()} ${value.trim()}` : value.trim());
    });
  });
  say(form, lost.length ? form.dataset.lost : form.dataset.pasted, { set, count: lost.length, lost: lost.slice(0, 10).join("、") });
}

let last = null;

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-targets]");
  const indicator = event.target.dataset.part || event.target.dataset.whole;
  if (form && indicator) add(form, indicator);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-targets] [data-part]")) last = event.target;
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-targets] input[type=text]");
  if (!cell || event.altKey || event.metaKey || !cell.closest("td")) return;
  const form = cell.form;
  if (event.ctrlKey && event.key.toLowerCase() === "d" && cell.dataset.part) copyDown(form, cell.dataset.part, cell);
  else if (!event.ctrlKey && Object.hasOwn(MOVES, event.key)) {
    const lines = linesOf(form);
    const column = cell.closest("td").cellIndex;
    let at = lines.indexOf(cell.closest("tr")) + MOVES[event.key];
    while (lines[at] && !cellAt(lines[at], column)) at += MOVES[event.key];
    cellAt(lines[at], column)?.select();
  } else return;
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  const cell = event.target.closest?.("[data-targets] td input[type=text]");
  const text = event.clipboardData.getData("text/plain");
  if (!cell || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  paste(cell.form, cell, text);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-targets] [data-split], [data-targets] [data-copy]");
  if (!button) return;
  if (button.dataset.split) splitEvenly(button.form, button.dataset.split);
  else copyDown(button.form, button.dataset.copy, last?.dataset.part === button.dataset.copy ? last : null);
});
