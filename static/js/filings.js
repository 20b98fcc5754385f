"use strict";

// The draft of a month: htmx saves it as one types; what the server has not confirmed yet is kept on this device,
// by person and filing, through a lost connection and an expired session.

function typedFields(form) {
  return [...form.elements].filter((field) => /^[ndr]\d+$/.test(field.name));
}

function stored(key) {
  return JSON.parse(localStorage.getItem(key) ?? "{}");
}

function keep(key, field) {
  localStorage.setItem(key, JSON.stringify({ ...stored(key), [field.name]: field.value }));
}

function forget(key, sent) {
  const left = Object.entries(stored(key)).filter(([name, value]) => sent[name] !== value);
  if (left.length) localStorage.setItem(key, JSON.stringify(Object.fromEntries(left)));
  else localStorage.removeItem(key);
}

function restore(form, key) {
  let restored = false;
  for (const field of typedFields(form)) {
    const value = stored(key)[field.name];
    if (value !== undefined && value !== field.value) {
      field.value = value;
      restored = true;
    }
  }
  return restored;
}

function fill(form, pairs) {
  for (const pair of pairs.split(";")) {
    const [name, ...value] = pair.split("=");
    const field = form.elements[name];
    if (field) {
      field.value = value.join("=");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function show(form, which) {
  for (const name of ["offline", "signed-out"]) form.querySelector(`[data-${name}]`).hidden = name !== which;
}

// What lies outside of what was filed here before is coloured while it is typed; nothing is refused for that.

function typedNumber(text, unit) {
  const found = /^([\d,]+(?:\.\d+)?)(万?)/.exec(text.normalize("NFKC").replace(/\s/g, ""));
  if (!found) return null;
  return Number(found[1].replaceAll(",", "")) * (found[2] && !unit.startsWith("万") ? 10000 : 1);
}

function weigh(line) {
  const field = line.querySelector(".filing-figure");
  const number = typedNumber(field.value, line.dataset.unit);
  const unusual = number !== null && (number < Number(line.dataset.least) || number > Number(line.dataset.most));
  field.classList.toggle("filing-unusual", unusual);
  line.querySelector("[data-unusual]").hidden = !unusual;
}

function watch(form) {
  const key = form.dataset.keep;
  if ("typed" in form.dataset) localStorage.removeItem(key);
  else if (restore(form, key)) {
    form.querySelector("[data-restored]").hidden = false;
    document.addEventListener("htmx:load", () => htmx.trigger(form, "filled"), { once: true });
  }
  let sent = {};
  form.addEventListener("input", (event) => keep(key, event.target));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    event.preventDefault();
    fill(form, button.dataset.fill);
  });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if ("conflict" in form.dataset) event.preventDefault();
    sent = Object.fromEntries(typedFields(form).map((field) => [field.name, field.value]));
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    const outcome = event.detail.xhr.getResponseHeader("X-Draft");
    if (!outcome) {
      // Not our answer: the sign-in page or a refusal after the session expired, or an error page.
      const { status, responseURL } = event.detail.xhr;
      event.detail.shouldSwap = false;
      show(form, status === 403 || responseURL.includes("/login/") ? "signed-out" : "offline");
      return;
    }
    show(form, "");
    if (outcome === "saved") forget(key, sent);
    if (outcome === "conflict") form.dataset.conflict = "";
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(lost, () => show(form, "offline"));
  window.addEventListener("online", () => htmx.trigger(form, "filled"));
}

// Coming back by the browser's own button shows what is saved by now, not the page as it was left.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-keep]").forEach(watch);
  for (const line of document.querySelectorAll("[data-usual]")) {
    line.addEventListener("input", () => weigh(line));
    weigh(line);
  }
  document.querySelectorAll("[data-forget]").forEach((it) => localStorage.removeItem(it.dataset.forget));
  document.querySelector("#both-versions, #error-summary")?.focus();
});
