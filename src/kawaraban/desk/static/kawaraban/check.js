// A check in work: the row one is at stays the same when the sheet is drawn anew; n goes to the next undecided; Ctrl+Enter signs.
"use strict";

let at = "";
let focused = "";

document.addEventListener("current", (event) => (at = event.target.id));

document.addEventListener("htmx:beforeSwap", () => {
  const button = document.activeElement?.closest("#check-sheet button");
  focused = button ? `#${CSS.escape(button.closest("[data-row]")?.id ?? "")} [data-key="${CSS.escape(button.dataset.key ?? "")}"]` : "";
});

document.addEventListener("htmx:afterSettle", () => {
  const row = document.getElementById(at);
  if (row?.matches("[data-row]")) makeCurrent(row, { scroll: false });
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#judge")) {
    event.preventDefault();
    document.getElementById("judge").requestSubmit();
  }
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = rows();
  const start = all.indexOf(current()) + 1;
  makeCurrent([...all.slice(start), ...all.slice(0, start)].find((row) => "care" in row.dataset));
});

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(location.hash.startsWith("#f") ? location.hash : "[data-care]") ?? rows()[0];
  if (first?.matches("[data-row]")) makeCurrent(first, { scroll: location.hash.startsWith("#f") });
});
