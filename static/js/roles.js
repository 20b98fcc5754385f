"use strict";

// Printing needs the script, so its button shows only with it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.getElementById("error-summary")?.focus();
