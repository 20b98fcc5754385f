"use strict";

// Draws every <div data-chart="kind" data-source="id"> from the JSON that stands in the page under that id.
// Each chart has its table beside it; the picture can be saved from its toolbox.

const COLOURS = ["#a8201a", "#c9962b", "#4a6d8c", "#6b8f71", "#8d7b68", "#9a9a9a"];

const TONES = { advanced: "#a8201a", general: "#d9a441", backward: "#5f6b7a", ungraded: "#b8b8b8", unconfirmed: "#d7d2c8", exit: "#e4e4e4" };

const OPTIONS = {
  // {nodes: [{name, label, tone}], links: [{source, target, value, label}]}
  sankey: (data) => ({
    tooltip: { trigger: "item", renderMode: "richText", formatter: (item) => item.data.said },
    series: [{
      type: "sankey",
      left: 8,
      right: 96,
      nodeGap: 14,
      data: data.nodes.map((node) => ({ name: node.name, said: node.label, label: { formatter: node.label }, itemStyle: { color: TONES[node.tone] } })),
      links: data.links.map((link) => ({ ...link, said: link.label, label: undefined })),
      lineStyle: { color: "source", opacity: 0.25 },
      label: { fontSize: 13 },
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
    ...OPTIONS[place.dataset.chart](data),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));
