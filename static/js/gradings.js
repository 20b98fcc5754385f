"use strict";

// A tick in a table's head ticks every box of the same name in its form.
document.addEventListener("change", (event) => {
  const name = event.target.dataset.ticks;
  if (!name) return;
  for (const box of event.target.form.querySelectorAll(`input[type="checkbox"][name="${name}"]`)) {
    box.checked = event.target.checked;
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// On paper every list is unfolded.
window.addEventListener("beforeprint", () => {
  for (const list of document.querySelectorAll("details.names")) list.open = true;
});
