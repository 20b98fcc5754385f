"use strict";

// Ticking some of hundreds of organisations: typing narrows the list, what is ticked stays in sight.  Of thousands those
// are shown that are chosen: what is typed and suggested, or all of a kind, becomes a ticked box.
const NAMED = 12;
// So many milliseconds suggestions are waited for.
const PATIENCE = 3000;

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

// For which text suggestions were asked for, and came, last: `data-asked` and `data-offered` of the field.
const isOffered = (input) => !input.value.trim() || input.dataset.offered === input.value;

// The suggestion that a text means: itself, the one with this code or name, or the only one for it.
function meant(offers, typed, areForIt) {
  const text = typed.trim().toUpperCase();
  const only = text && offers.length === 1 && areForIt ? offers[0] : "";
  return offers.find((it) => [it, it.split(" ")[0], it.split(" ").slice(1).join(" ")].some((own) => own.toUpperCase() === text)) ?? only;
}

const wordsOf = (options) => [...(options ?? [])].map((option) => option.value);
const meantBy = (input) => meant(wordsOf(input.list?.options), input.value, isOffered(input));
// Several in one field, as the portal tells them apart.
const severalIn = (text) => text.split(/[、，,；;\n]/).map((it) => it.trim()).filter(Boolean);

async function askedFor(input, text) {
  const answer = await fetch(`${input.getAttribute("hx-get")}?${new URLSearchParams({ [input.name]: text })}`).catch(() => null);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  return meant(wordsOf(page.querySelectorAll("option")), text, true);
}

function name(group) {
  const chosen = group.querySelector("[data-naming-chosen]");
  const one = group.querySelector("[data-naming-one]");
  const said = group.querySelector("[data-naming-said]");
  let awaited = null;
  let patience = 0;

  function add(value, words) {
    let box = [...chosen.querySelectorAll("input")].find((it) => it.value === value);
    if (!box) {
      const option = one.content.cloneNode(true);
      box = option.querySelector("input");
      box.value = value;
      box.dataset.words = words;
      option.querySelector(".form-check-label").textContent = words;
      chosen.append(option);
    }
    box.checked = true;
    chosen.hidden = false;
    chosen.scrollTop = chosen.scrollHeight;
    tell(words, false);
    for (const event of ["input", "change"]) group.dispatchEvent(new Event(event, { bubbles: true }));
  }

  function tell(words, inSight) {
    said.textContent = words;
    said.classList.toggle("visually-hidden", !inSight);
  }

  // Who types faster than suggestions come is answered once they are there.
  function settle(input, text, came) {
    input.dataset.offered = text;
    if (!came) input.list.replaceChildren();
    if (awaited?.contains(input)) addFrom(awaited);
  }

  // Each that is understood is added; the others stay in the field.
  async function addSeveral(input, texts) {
    const left = [];
    for (const text of texts) {
      const words = await askedFor(input, text);
      if (words) add(words.split(" ")[0], words);
      else left.push(text);
    }
    input.value = left.join("、");
    if (left.length) tell(said.dataset.none, true);
    input.focus();
  }

  function addFrom(entry) {
    const fields = [...entry.querySelectorAll("input, select")];
    const several = fields.length === 1 ? severalIn(fields[0].value) : [];
    if (several.length > 1) return void addSeveral(fields[0], several);
    const words = fields.map((it) => (it.list ? meantBy(it) : it.value && it.selectedOptions[0].text));
    clearTimeout(patience);
    const early = fields.find((it, at) => it.list && !words[at] && !isOffered(it));
    awaited = early ? entry : null;
    if (early) return void (patience = setTimeout(() => settle(early, early.value, false), PATIENCE));
    const unknown = fields.find((it, at) => it.value && !words[at]);
    if (unknown) tell(said.dataset.none, true);
    if (unknown || words.every((it) => !it)) return (unknown ?? fields[0]).focus();
    const values = fields.map((it, at) => (it.list ? words[at].split(" ")[0] : it.value));
    for (const it of fields) it.value = "";
    add(values.join("/"), words.filter(Boolean).join(" · "));
    fields.at(-1).focus();
  }

  for (const entry of group.querySelectorAll("[data-naming-entry]")) {
    const button = entry.querySelector("[data-naming-add]");
    button.hidden = false;
    button.addEventListener("click", () => addFrom(entry));
    entry.addEventListener("input", () => (awaited = null));
    entry.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target === button) return;
      event.preventDefault();
      addFrom(entry);
    });
  }
  group.addEventListener("htmx:beforeRequest", ({ target }) => (target.dataset.asked = target.value));
  group.addEventListener("htmx:afterRequest", ({ target, detail }) => settle(target, target.dataset.asked, detail.successful));
  group.addEventListener("named", ({ detail }) => add(detail.value, detail.words));
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-ticking]").forEach(tick);
  document.querySelectorAll("[data-naming]").forEach(name);
});
