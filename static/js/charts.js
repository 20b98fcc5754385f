"use strict";

// Draws every <div data-chart="kind" data-source="id"> from the JSON that stands in the page under that id.
// Each chart has its table beside it; the picture can be saved from its toolbox.

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
  // {labels: [], series: [{name, values}], unit}
  bars: (data) => ({
    tooltip: { trigger: "axis", renderMode: "richText" },
    legend: { top: 0, left: 0, show: data.series.length > 1 },
    grid: { left: 8, right: 8, top: data.series.length > 1 ? 36 : 28, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: data.labels, axisTick: { show: false } },
    yAxis: { type: "value", minInterval: 1, name: data.unit || "" },
    series: data.series.map((one) => ({ type: "bar", name: one.name, data: one.values, stack: data.stacked ? "all" : undefined, barMaxWidth: 28 })),
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
    toolbox: { right: 0, top: -4, feature: { saveAsImage: { title: place.dataset.save } } },
    animation: false,
    ...OPTIONS[place.dataset.chart](data, place),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));
