"use strict";

// Progress bars get their width from data: the pages carry no inline styles.
function fillBars(root) {
  for (const bar of root.querySelectorAll("[data-percent]")) {
    bar.style.width = `${Math.min(100, Number(bar.dataset.percent))}%`;
  }
}

document.addEventListener("DOMContentLoaded", () => fillBars(document));
document.addEventListener("htmx:afterSettle", () => fillBars(document));
