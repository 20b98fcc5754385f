// A session that nobody uses ends (data-idle on the body, in seconds).  Two minutes before, a notice offers to stay.
// What was typed into a form and not yet saved is kept in this tab and put back after the next sign-in; passwords,
// files and hidden fields never are, nor is any form about single people (data-private).  Forms with a draft of their
// own (data-keep, data-draft) look after themselves.

const KEPT = "typed ";
const WARNED_BEFORE = 120;
const body = document.body;

const kept = () => Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
const forget = () => kept().forEach((key) => sessionStorage.removeItem(key));

function keepable(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button", "search"].includes(field.type),
  );
}

function valuesOf(form) {
  return keepable(form)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]);
}

function putBack(form, values) {
  for (const field of keepable(form)) {
    const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(field.type)) field.checked = mine.includes(field.value);
    else if (mine.length) field.value = mine[0];
  }
}

function watchForm(form, number, returning) {
  const key = `${KEPT}${body.dataset.user} ${location.pathname} ${number}`;
  const found = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (found && returning) {
    putBack(form, found);
    document.querySelector("[data-typed-notice]").hidden = false;
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(valuesOf(form))));
}

function watchForms() {
  const forms = document.querySelectorAll("form[method=post]:not([data-keep], [data-draft], [data-private], [data-sign-out])");
  const returning = sessionStorage.getItem("returning") !== null;
  if (!returning) forget();
  sessionStorage.removeItem("returning");
  forms.forEach((form, number) => watchForm(form, number, returning));
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forget));
}

function watchTime() {
  const notice = document.querySelector("[data-idle-notice]");
  const seen = () => localStorage.setItem("seen", Date.now());
  const left = () => Number(body.dataset.idle) - (Date.now() - Number(localStorage.getItem("seen"))) / 1000;
  seen();
  // What a page asks for by itself, while nobody touches it, keeps nobody signed in.
  document.addEventListener("htmx:afterRequest", ({ detail }) => detail.elt.hasAttribute("data-polls") || seen());
  notice.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(notice.dataset.stay);
    if (answer.redirected) location.reload();
    else {
      seen();
      notice.hidden = true;
    }
  });
  setInterval(() => {
    notice.hidden = left() > WARNED_BEFORE;
    // The server has ended the session by now, or another tab has kept it: either way it says so.
    if (left() < -5) location.reload();
  }, 5000);
}

document.addEventListener("DOMContentLoaded", () => {
  // Pages that stand outside the frame, such as the one about forgotten passwords, have neither notice nor forms.
  if (document.querySelector("[data-idle-notice]")) {
    watchForms();
    watchTime();
  } else if (document.querySelector("input[name=password]")) {
    sessionStorage.setItem("returning", "yes");
  }
});
