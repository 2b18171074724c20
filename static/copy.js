// A button that copies a text. Without this file the text is there all the same, and one click selects it.
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = button.dataset.done;
    } catch {
      // Not allowed here, or no secure connection: selected is half the way.
      select();
      said.textContent = document.execCommand("copy") ? button.dataset.done : button.dataset.failed;
    }
  });
  // With the keyboard, Ctrl and A would take the whole page.
  text.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      select();
    }
  });
}
