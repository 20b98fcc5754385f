"use strict";

// Picking hosts among hundreds of organisations: typing narrows the list, what is ticked stays in sight.
function pickHosts(group) {
  const search = group.querySelector("[data-hosts-search]");
  if (!search) return;
  const options = [...group.querySelectorAll(".hosts-option")];
  const none = group.querySelector("[data-hosts-none]");
  const chosen = group.querySelector("[data-hosts-chosen]");
  const box = (option) => option.querySelector("input");
  const found = () => options.filter((option) => !option.hidden);

  function narrow() {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    for (const option of options) {
      const text = option.textContent.toLowerCase();
      option.hidden = !box(option).checked && !words.every((word) => text.includes(word));
    }
    none.hidden = found().length > 0;
  }

  function tell() {
    const names = options.filter((option) => box(option).checked).map((option) => option.innerText.trim());
    chosen.textContent = names.length ? `${chosen.dataset.label} ${names.join("、")}` : "";
  }

  search.hidden = false;
  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const open = found().filter((option) => !box(option).checked);
    if (search.value.trim() && open.length === 1) {
      box(open[0]).checked = true;
      search.value = "";
      group.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  group.addEventListener("change", () => {
    narrow();
    tell();
  });
  tell();
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-hosts]").forEach(pickHosts));
