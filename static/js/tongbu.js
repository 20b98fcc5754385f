"use strict";

// Progress bars get their width from data: the pages carry no inline styles.
function fillBars(root) {
  for (const bar of root.querySelectorAll("[data-percent]")) {
    bar.style.width = `${Math.min(100, Number(bar.dataset.percent))}%`;
  }
}

document.addEventListener("DOMContentLoaded", () => fillBars(document));
document.addEventListener("htmx:afterSettle", () => fillBars(document));

// A part of a form that makes sense only with one answer to another field shows with that answer.
document.addEventListener("DOMContentLoaded", () => {
  for (const part of document.querySelectorAll("[data-only-with]")) {
    const [name, value] = part.dataset.onlyWith.split("=");
    const form = part.closest("form");
    const show = () => { part.hidden = form.elements[name].value !== value; };
    form.addEventListener("change", show);
    show();
  }
});

// A form that is not sent twice: on a slow line the second press does nothing, until one comes back to the page.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => { sent = false; });
  }
});

// What is wrong, or what somebody else did meanwhile, is read first.
document.addEventListener("DOMContentLoaded", () => document.getElementById("error-summary")?.focus());
