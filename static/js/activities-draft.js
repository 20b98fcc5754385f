"use strict";

// Nothing typed is lost: what stands in the form is kept in this tab until it is saved or dropped, through a lost
// connection and a new sign-in.  The key names the person, so that nobody finds another's draft.
const DRAFTS = "activity ";

function dropDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
  }
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "submit", "search"].includes(field.type));
}

function keep(form, key) {
  const values = fieldsOf(form).map((field) =>
    field.type !== "checkbox" || field.checked ? [field.name, field.value, field.dataset.words] : null,
  );
  sessionStorage.setItem(key, JSON.stringify(values.filter(Boolean)));
}

function restore(form, key) {
  const values = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!values) return false;
  for (const [, value, words] of values) {
    if (words) form.querySelector("[data-naming]")?.dispatchEvent(new CustomEvent("named", { detail: { value, words } }));
  }
  for (const field of fieldsOf(form)) {
    const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox") field.checked = mine.includes(field.value);
    else if (mine.length) field.value = mine[0];
  }
  form.querySelectorAll("[data-ticking]").forEach((group) => group.dispatchEvent(new Event("change")));
  return true;
}

function keepDraft(form) {
  const key = form.dataset.draft;
  if ("draftDone" in form.dataset) dropDrafts();
  else if (!("draftTyped" in form.dataset) && restore(form, key)) {
    form.querySelector("[data-draft-note]").hidden = false;
  }
  form.addEventListener("input", () => keep(form, key));
  form.addEventListener("change", () => keep(form, key));
  form.addEventListener("submit", () => {
    // A second tap must not record it twice.
    setTimeout(() => form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = true)));
  });
  window.addEventListener("pageshow", () => {
    form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = false));
  });
  form.querySelectorAll("[data-draft-drop]").forEach((control) =>
    control.addEventListener("click", () => {
      dropDrafts();
      if (control.tagName === "BUTTON") location.reload();
    }),
  );
}

document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[data-draft-done]:not(form)")) dropDrafts();
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
  document.querySelector("[data-focus], #error-summary")?.focus();
});
