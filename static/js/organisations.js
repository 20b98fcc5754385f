"use strict";

const branches = () => document.querySelectorAll("[data-tree-root] details");

// Unfold or fold the whole tree; the buttons stay hidden where there is no script to hear them.
for (const buttons of document.querySelectorAll("[data-tree-buttons]")) {
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-tree]")?.dataset.tree;
    if (wanted) for (const branch of branches()) branch.open = wanted === "open";
  });
}

// A search leads to the first organisation that it found.
document.querySelector(".tree .found")?.scrollIntoView({ block: "center" });

// A link to an organisation in the tree unfolds the way to it.
function unfoldWay() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let branch = target.parentElement.closest("details"); branch; branch = branch.parentElement.closest("details")) {
    branch.open = true;
  }
  target.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", unfoldWay);
unfoldWay();

// On paper every branch is unfolded.
window.addEventListener("beforeprint", () => {
  for (const branch of branches()) branch.open = true;
});

// What is wrong, or was changed by somebody else, is read out first.
document.getElementById("error-summary")?.focus();
