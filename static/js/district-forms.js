"use strict";

// A cell that is pointed at goes into the form, which keeps what was typed; without this each cell leads to it by itself.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("line");
  const table = document.querySelector("[data-sheet]");
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    table.querySelector("[aria-current]")?.removeAttribute("aria-current");
    cell.setAttribute("aria-current", "true");
    form.elements.sheet.value = table.dataset.sheet;
    form.elements.cell.value = cell.dataset.cell;
    form.elements.cell.dispatchEvent(new Event("change", { bubbles: true }));
    form.elements[form.elements.figure.value ? "cell" : "figure"].focus();
  });
});
