// Ctrl+Enter takes a move in, as its button says.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  document.querySelector("[data-take]")?.click();
});
