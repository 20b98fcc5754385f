// <button data-save-grid="id" data-title="…" data-legend="id"> saves the table of that id as a picture: the names of its
// rows, the names of its columns upright, and in each cell the sign with its colours as they stand on the page.
const CELL = 26;
const GAP = 8;
const WRITING = 13;

// {heads: [words], rows: [[{words, tone: the element that has the colours, or null}]]}
function partsOf(table) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.innerText.trim());
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => ({ words: cell.innerText.trim(), tone: cell.querySelector(".heat") })));
  return { heads, rows };
}

function font(size, weight = 400) {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}

function sign(pen, { words, tone }, x, y) {
  if (tone) {
    const style = getComputedStyle(tone);
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(x + 1, y + 1, CELL - 2, CELL - 2);
    pen.strokeStyle = style.color;
    pen.strokeRect(x + 1.5, y + 1.5, CELL - 3, CELL - 3);
    pen.fillStyle = style.color;
  }
  pen.textAlign = "center";
  pen.fillText(words, x + CELL / 2, y + CELL / 2);
  pen.fillStyle = "#1f2937";
  pen.textAlign = "start";
}

function draw(table, title, legend) {
  const { heads, rows } = partsOf(table);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.font = font(WRITING);
  const widest = (words) => Math.ceil(Math.max(...words.map((one) => pen.measureText(one).width)));
  const left = widest([heads[0], ...rows.map((row) => row[0].words)]) + 2 * GAP;
  const top = widest(heads.slice(1)) + 2 * CELL + 2 * GAP;
  const wide = Math.max(left + (heads.length - 1) * CELL, widest([title]) * 1.3, widest([legend]));
  canvas.width = 2 * (wide + 2 * GAP);
  canvas.height = 2 * (top + rows.length * CELL + GAP);
  pen.scale(2, 2);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#1f2937";
  pen.textBaseline = "middle";
  pen.font = font(WRITING * 1.2, 700);
  pen.fillText(title, GAP, CELL / 2 + GAP / 2);
  pen.font = font(WRITING);
  pen.fillText(legend, GAP, CELL * 1.5);
  pen.fillText(heads[0], GAP, top - CELL / 2);
  heads.slice(1).forEach((words, at) => {
    pen.save();
    pen.translate(left + (at + 0.5) * CELL, top - GAP);
    pen.rotate(-Math.PI / 2);
    pen.fillText(words, 0, 0);
    pen.restore();
  });
  rows.forEach((row, line) => {
    pen.fillText(row[0].words, GAP, top + (line + 0.5) * CELL);
    row.slice(1).forEach((cell, at) => sign(pen, cell, left + at * CELL, top + line * CELL));
  });
  return canvas;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-save-grid]");
  if (!button) return;
  const legend = document.getElementById(button.dataset.legend).innerText.replace(/\s+/g, " ").trim();
  const link = document.createElement("a");
  link.href = draw(document.getElementById(button.dataset.saveGrid), button.dataset.title, legend).toDataURL("image/png");
  link.download = `${button.dataset.saveGrid}.png`;
  link.click();
});
