"use strict";

// Checking and importing take a while: the button says so, and cannot be pressed twice.
function setWaiting(form, waiting) {
  const button = form.querySelector("[data-waiting]");
  if (!button) return;
  const label = button.querySelector("[data-label]");
  label.dataset.said ??= label.textContent;
  label.textContent = waiting ? button.dataset.waiting : label.dataset.said;
  button.disabled = waiting;
}

for (const form of document.querySelectorAll("form[data-wait]")) {
  form.addEventListener("submit", () => setWaiting(form, true));
  // Coming back by the browser's own button shows the page as it was left.
  window.addEventListener("pageshow", () => setWaiting(form, false));
}
