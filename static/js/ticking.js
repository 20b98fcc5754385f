"use strict";

// Ticking some of hundreds of organisations: typing narrows the list, what is ticked stays in sight.
const NAMED = 12;

function tick(group) {
  const search = group.querySelector("[data-ticking-search]");
  if (!search) return;
  const options = [...group.querySelectorAll(".ticking-option")];
  const none = group.querySelector("[data-ticking-none]");
  const chosen = group.querySelector("[data-ticking-chosen]");
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
    const said = names.slice(0, NAMED).join("、") + (names.length > NAMED ? ` … (${names.length})` : "");
    chosen.textContent = names.length ? `${chosen.dataset.label} ${said}` : "";
  }

  function changed() {
    for (const name of ["input", "change"]) group.dispatchEvent(new Event(name, { bubbles: true }));
  }

  function offer(selector, which, ticked) {
    const button = group.querySelector(selector);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      which().forEach((option) => (box(option).checked = ticked));
      changed();
    });
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
      changed();
    }
  });
  offer("[data-ticking-all]", found, true);
  offer("[data-ticking-clear]", () => options, false);
  group.addEventListener("change", () => {
    narrow();
    tell();
  });
  tell();
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-ticking]").forEach(tick));
