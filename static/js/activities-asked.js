"use strict";

// What only some types of activities ask for is there only where such a type is chosen; what is not there is not sent.
function askFor(form, type) {
  for (const part of form.querySelectorAll("[data-asked-of]")) {
    part.hidden = !part.dataset.askedOf.split(" ").includes(type);
    for (const field of part.querySelectorAll("input, select")) field.disabled = part.hidden;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("activity-form");
  const type = form?.elements.type;
  if (!type) return;
  type.addEventListener("change", () => askFor(form, type.value));
  askFor(form, type.value);
});
