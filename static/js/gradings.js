"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// On paper every list is unfolded.
window.addEventListener("beforeprint", () => {
  for (const list of document.querySelectorAll("details.names")) list.open = true;
});
