// How many characters stand in a text, while one types. Without it the number is that of when the page came.
for (const told of document.querySelectorAll("[data-count]")) {
  const text = document.getElementById(told.dataset.count);
  const sentence = told.textContent;
  text?.addEventListener("input", () => {
    told.textContent = sentence.replace(/\d+/, String(text.value.length));
  });
}
