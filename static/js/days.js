"use strict";

// Fields of days take what people write and show it as figures (2026-11-28) once it is there; the server reads them by
// the same rule (apps/core/days.py). The browser's own calendar stands behind a button, for its field shows the months
// of another country on some machines.

const SHAPES = [/^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/, /^(\d{4})(\d{2})(\d{2})$/, /^()(\d{1,2})[-./月](\d{1,2})[日号]?$/];

function asFigures(text) {
  const found = SHAPES.map((shape) => shape.exec(text.normalize("NFKC").trim())).find(Boolean);
  if (!found) return "";
  const [year, month, day] = [found[1] || new Date().getFullYear(), found[2].padStart(2, "0"), found[3].padStart(2, "0")];
  const there = new Date(Date.UTC(year, month - 1, day));
  return there.getUTCMonth() === month - 1 && there.getUTCDate() === Number(day) ? `${year}-${month}-${day}` : "";
}

function addCalendar(field) {
  const place = document.createElement("div");
  place.className = "day-field";
  field.replaceWith(place);
  place.append(field, document.getElementById("day-calendar").content.cloneNode(true));
  const [button, calendar] = [place.querySelector("button"), place.lastElementChild];
  button.disabled = field.disabled;
  button.addEventListener("click", () => {
    calendar.min = field.dataset.min ?? "";
    calendar.max = field.dataset.max ?? "";
    calendar.value = asFigures(field.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    field.value = calendar.value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  });
  calendar.addEventListener("input", (event) => event.stopPropagation());
  field.addEventListener("change", () => { field.value = asFigures(field.value) || field.value; });
}

function addCalendars() {
  document.querySelectorAll("[data-day]").forEach((field) => field.parentElement.matches(".day-field") || addCalendar(field));
}

document.addEventListener("DOMContentLoaded", addCalendars);
document.addEventListener("htmx:afterSettle", addCalendars);
