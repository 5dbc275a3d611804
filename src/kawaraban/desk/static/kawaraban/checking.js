// What is selected in an article is what is checked; without a selection, its headline.
"use strict";

const toCheck = document.getElementById("check-words");

toCheck?.querySelector("form").addEventListener("submit", (event) => {
  const selection = getSelection();
  const words = String(selection).replace(/\s+/g, " ").trim();
  const within = selection.anchorNode?.parentElement?.closest(toCheck.dataset.within);
  if (words && within) event.target.elements.text.value = words.slice(0, 500);
});
