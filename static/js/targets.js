"use strict";

// The running sum of each split target, in hundredths so that it is exact, and what the parts lack of the whole.
function hundredths(text) {
  const typed = text.normalize("NFKC").trim();
  const plain = /^[1-9]\d{0,2}([, ])\d{3}(\1\d{3})*(\.\d+)?%?$/.test(typed) ? typed.replace(/[, ]/g, "") : typed;
  const found = /^(-?\d+)(?:\.(\d{1,2})0*)?\s*%?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : 0;
}

function plain(value) {
  return (value / 100).toFixed(2).replace(/\.?0+$/, "");
}

function add(form, indicator) {
  const sum = form.querySelector(`[data-sum="${indicator}"]`);
  if (!sum) return;
  const parts = [...form.querySelectorAll(`[data-part="${indicator}"]`)];
  const total = parts.reduce((found, part) => found + hundredths(part.value), 0);
  const lack = hundredths(form.querySelector(`[data-whole="${indicator}"]`).value) - total;
  sum.textContent = plain(total);
  form.querySelector(`[data-difference="${indicator}"]`).textContent =
    lack ? `(${lack < 0 ? "+" : "−"}${plain(Math.abs(lack))})` : "";
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-targets]");
  const indicator = event.target.dataset.part || event.target.dataset.whole;
  if (form && indicator) add(form, indicator);
});
