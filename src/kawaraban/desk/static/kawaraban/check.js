// A check in work: the row one is at stays the same when the sheet is drawn anew, and where that row was taken off, the
// one after it; n goes to the next undecided; Ctrl+Enter signs.
"use strict";

let at = "";
let place = -1;
let focused = "";

// A copy may be folded under its origin.
function show(row, how = {}) {
  row.closest("details:not([open])")?.setAttribute("open", "");
  makeCurrent(row, how);
}

const remember = (row) => ([at, place] = [row.id, rows().indexOf(row)]);

document.addEventListener("current", (event) => remember(event.target));

document.addEventListener("htmx:beforeSwap", () => {
  if (current()) remember(current());
  const button = document.activeElement?.closest("#check-sheet button");
  focused = button ? `#${CSS.escape(button.closest("[data-row]")?.id ?? "")} [data-key="${CSS.escape(button.dataset.key ?? "")}"]` : "";
});

document.addEventListener("htmx:afterSettle", () => {
  // What was undone is where one wants to be; it may stand out of sight.
  const sheet = document.getElementById("check-sheet");
  const changed = document.getElementById(sheet?.dataset.at ?? "");
  if (changed) delete sheet.dataset.at;
  const all = rows();
  const row = changed ?? document.getElementById(at) ?? all[Math.min(place, all.length - 1)];
  if (row?.matches("[data-row]")) show(row, { scroll: Boolean(changed) });
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && (event.target.closest("#judge") || !typing(event.target))) {
    event.preventDefault();
    document.getElementById("judge").requestSubmit();
  }
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = rows();
  const start = all.indexOf(current()) + 1;
  makeCurrent([...all.slice(start), ...all.slice(0, start)].find((row) => "care" in row.dataset));
});

addEventListener("hashchange", () => {
  const row = document.getElementById(location.hash.slice(1));
  if (row?.matches("[data-row]")) show(row);
});

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(location.hash.startsWith("#f") ? location.hash : "[data-care]") ?? rows()[0];
  if (first?.matches("[data-row]")) show(first, { scroll: location.hash.startsWith("#f") });
});
