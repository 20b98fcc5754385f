"use strict";

// On paper a page says which filters it was asked with, everything is unfolded, what is still to be loaded is there,
// and charts are as wide as the sheet.
const SHEET = 640;
const unfolded = [];

function asked() {
  const fields = [...document.querySelectorAll("main form:not([method=post]) :is(input, select)")];
  return fields
    .filter((field) => !["hidden", "checkbox", "radio", "submit"].includes(field.type) && field.value && field.labels?.length)
    .map((field) => {
      const label = field.labels[0].innerText.replace(/[*\s]+$/, "");
      return `${label} ${field.selectedOptions ? field.selectedOptions[0].text.trim() : field.value}`;
    });
}

// The browser does not wait while it prints: what has not been fetched yet is fetched before it goes on.
function fetchNow(part) {
  const request = new XMLHttpRequest();
  request.open("GET", part.getAttribute("hx-get"), false);
  request.setRequestHeader("HX-Request", "true");
  try {
    request.send();
  } catch {
    return;
  }
  if (request.status !== 200 || !request.responseURL.includes(part.getAttribute("hx-get").split("?")[0])) return;
  if (part.getAttribute("hx-swap") === "outerHTML") part.outerHTML = request.responseText;
  else part.innerHTML = request.responseText;
}

function fetchRest() {
  for (const part of document.querySelectorAll("[hx-get][hx-trigger]:not([data-loaded], [data-polls])")) {
    if (/^(load|revealed)\b/.test(part.getAttribute("hx-trigger"))) {
      part.dataset.loaded = "";
      fetchNow(part);
    }
  }
}

function sizeCharts(width) {
  for (const place of document.querySelectorAll("[data-chart]")) {
    window.echarts?.getInstanceByDom(place)?.resize(width && { width: Math.min(width, place.clientWidth) });
  }
}

document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.elt.dataset.loaded = "";
});

window.addEventListener("beforeprint", () => {
  const line = document.querySelector("[data-print-asked]");
  if (line) line.textContent = asked().map((text) => ` · ${text}`).join("");
  fetchRest();
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    // A remark that nobody made takes no room.
    if ([...folded.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => !field.value)) continue;
    folded.open = true;
    unfolded.push(folded);
  }
  sizeCharts(SHEET);
});

window.addEventListener("afterprint", () => {
  for (const folded of unfolded.splice(0)) folded.open = false;
  sizeCharts();
});
