"use strict";

// "Copy the reminder for chat": the text of an element goes to the clipboard, over https or without.
async function copy(source) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(source.value);
  } else {
    source.select();
    document.execCommand("copy");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const word = button.querySelector("[data-copy-word]");
    button.addEventListener("click", async () => {
      await copy(document.querySelector(button.dataset.copy));
      const before = word.textContent;
      word.textContent = button.dataset.copied;
      button.focus();
      setTimeout(() => (word.textContent = before), 2500);
    });
  }
});
