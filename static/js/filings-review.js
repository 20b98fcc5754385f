"use strict";

// One tick chooses every filing that may be approved and has nothing odd about it.
document.addEventListener("DOMContentLoaded", () => {
  const all = document.querySelector("[data-choose-all]");
  all?.addEventListener("change", () => {
    for (const box of document.querySelectorAll("[data-plain]:not(:disabled)")) box.checked = all.checked;
  });
});
