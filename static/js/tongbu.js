"use strict";

// Progress bars get their width from data: the pages carry no inline styles.
function fillBars(root) {
  for (const bar of root.querySelectorAll("[data-percent]")) {
    bar.style.width = `${Math.min(100, Number(bar.dataset.percent))}%`;
  }
}

document.addEventListener("DOMContentLoaded", () => fillBars(document));
document.addEventListener("htmx:afterSettle", () => fillBars(document));

// A part of a form that makes sense only with one answer to another field shows with that answer.
document.addEventListener("DOMContentLoaded", () => {
  for (const part of document.querySelectorAll("[data-only-with]")) {
    const [name, value] = part.dataset.onlyWith.split("=");
    const form = part.closest("form");
    const show = () => { part.hidden = form.elements[name].value !== value; };
    form.addEventListener("change", show);
    show();
  }
});

// A form that is not sent twice: on a slow line the second press does nothing, until one comes back to the page.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => { sent = false; });
  }
});

// The key / leads to the search, from wherever nothing is being typed; without a field on the screen, to its page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent);
  const link = document.querySelector("[data-search-link]");
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.focus();
  else link.click();
});

// What is wrong, or what somebody else did meanwhile, is read first.
document.addEventListener("DOMContentLoaded", () => document.getElementById("error-summary")?.focus());

// What a browser says of itself it says in its own language, not in the page's: what is wrong with a form is said by the
// page, and files are chosen with the page's words.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.forms) form.noValidate = true;
  for (const input of document.querySelectorAll("input[type=file][id]")) {
    const { choose, none } = document.body.dataset;
    const label = document.createElement("label");
    label.className = "form-control file-choice";
    label.htmlFor = input.id;
    label.setAttribute("aria-hidden", "true");
    label.innerHTML = '<span class="file-choice-button"></span><span></span>';
    label.firstChild.textContent = choose;
    const tell = () => { label.lastChild.textContent = [...input.files].map((file) => file.name).join("、") || none; };
    input.classList.add("visually-hidden");
    input.after(label);
    input.addEventListener("change", tell);
    tell();
  }
});

// A page that answered a form is a page like others in the browser's history: coming back to it asks for it anew instead
// of asking whether the form is to be sent once more.
if (window.history.replaceState) window.history.replaceState(window.history.state, "", window.location.href);

// A table that is wider than its place is moved by keyboard, too.
document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll(".table-responsive")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
});

// Help stands beside the page that it is about; Esc closes it, and the keyboard goes back to where it was.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const panel = document.getElementById("help-panel");
  if (detail.target.id !== "help-content" || !panel) return;
  panel.scrollTop = 0;
  if (!panel.open) panel.show();
});
document.addEventListener("keydown", ({ key }) => {
  const panel = document.getElementById("help-panel");
  if (key === "Escape" && panel?.open) panel.close();
});
