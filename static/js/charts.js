"use strict";

// Draws every <div data-chart="kind" data-source="id"> from the JSON that stands in the page under that id.
// Each chart has its table beside it; <button data-save="id"> saves it as a picture.

const COLOURS = ["#a8201a", "#c9962b", "#4a6d8c", "#6b8f71", "#8d7b68", "#9a9a9a"];

const TONES = { advanced: "#a8201a", general: "#d9a441", backward: "#5f6b7a", ungraded: "#b8b8b8", unconfirmed: "#d7d2c8", exit: "#e4e4e4" };

const LABEL = 13;

// The room that the longest label takes, and less than half of the picture: beyond that it is broken.
function labelWidth(nodes, place) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${LABEL}px ${getComputedStyle(document.body).fontFamily}`;
  const widest = Math.max(...nodes.map((node) => pen.measureText(node.label).width));
  return Math.ceil(Math.min(widest + 12, place.clientWidth * 0.45));
}

const OPTIONS = {
  // {nodes: [{name, label, tone}], links: [{source, target, value, label}]}
  sankey: (data, place) => ({
    tooltip: { trigger: "item", renderMode: "richText", formatter: (item) => item.data.said },
    series: [{
      type: "sankey",
      left: 8,
      right: labelWidth(data.nodes, place) + 16,
      nodeGap: 14,
      data: data.nodes.map((node) => ({ name: node.name, said: node.label, label: { formatter: node.label.replace(/ (\d+)$/, "\u00a0$1") }, itemStyle: { color: TONES[node.tone] } })),
      links: data.links.map((link) => ({ ...link, said: link.label, label: undefined })),
      lineStyle: { color: "source", opacity: 0.25 },
      label: { fontSize: LABEL, width: labelWidth(data.nodes, place), overflow: "break" },
    }],
  }),
  // {labels: [], series: [{name, values}], target, unit}: the first line is this year's; without colour, too
  curve: (data) => ({
    tooltip: { trigger: "axis", renderMode: "richText" },
    legend: { top: 0, left: 0 },
    grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: data.labels, boundaryGap: false, axisTick: { show: false } },
    yAxis: { type: "value", min: 0, max: data.unit === "%" ? 100 : undefined, axisLabel: { formatter: `{value}${data.unit}` } },
    series: data.series.map((one, at) => ({
      type: "line",
      name: one.name,
      data: one.values,
      connectNulls: false,
      symbol: at ? "emptyCircle" : "circle",
      symbolSize: 7,
      lineStyle: { width: at ? 1.5 : 2.5, type: at ? "dashed" : "solid" },
      markLine: at || !data.target ? undefined : { silent: true, symbol: "none", lineStyle: { type: "dotted", color: "#333" }, data: [{ yAxis: Number(data.target) }], label: { formatter: `${data.target}${data.unit}`, position: "insideEndTop" } },
    })),
  }),
};

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
  const chart = echarts.init(place);
  const font = getComputedStyle(document.body).fontFamily;
  chart.setOption({
    color: COLOURS,
    textStyle: { fontFamily: font },
    aria: { enabled: true },
    animation: false,
    ...OPTIONS[place.dataset.chart](data, place),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

function drawNew(root) {
  for (const place of root.querySelectorAll("[data-chart]")) if (!echarts.getInstanceByDom(place)) draw(place);
}

function save(name) {
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-source="${name}"]`));
  const link = document.createElement("a");
  link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" });
  link.download = `${name}.png`;
  link.click();
}

document.addEventListener("DOMContentLoaded", () => drawNew(document));
document.addEventListener("htmx:afterSettle", () => drawNew(document));
// What print.js has fetched is drawn before it goes to paper.
window.addEventListener("beforeprint", () => drawNew(document));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-save]");
  if (button) save(button.dataset.save);
});
