"use strict";

// A form that must not be sent twice: the second click finds nothing to press.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}

// Printing needs the script, so its button shows only with it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.getElementById("error-summary")?.focus();
