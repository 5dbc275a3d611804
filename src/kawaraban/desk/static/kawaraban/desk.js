// Keys of the desk. A page says what a key does in its HTML: data-key="s" on the link or button that does it.
// A list names its rows with data-row; j and k walk them, and a key looks in the current row before the page.
"use strict";

const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => !row.closest("details:not([open])"));
const current = () => document.querySelector("[data-row][data-current]");

function makeCurrent(row, { scroll = true } = {}) {
  if (!row || row === current()) return;
  current()?.removeAttribute("data-current");
  row.setAttribute("data-current", "");
  row.dispatchEvent(new CustomEvent("current", { bubbles: true }));
  if (scroll) row.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const all = rows();
  const at = all.indexOf(current());
  makeCurrent(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]);
}

function press(key) {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const target = current()?.querySelector(wanted) ?? [...document.querySelectorAll(wanted)].find((e) => !e.closest("[data-row]"));
  if (!target || target.disabled) return false;
  if (target.matches("input, textarea")) target.focus();
  else target.click();
  if (target.matches("summary")) enter(target.parentElement);
  return true;
}

// What a key opened may lie under the window's edge: its first field is where one wants to be.
function enter(details) {
  if (!details.open) return;
  details.scrollIntoView({ block: "nearest" });
  details.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.id === "find") return event.target.blur();
  if (document.querySelector("dialog[open]") || typing(event.target)) return;
  const done = {
    "/": () => document.getElementById("find")?.select() ?? true,
    "?": () => document.getElementById("all-keys")?.showModal() ?? true,
    j: () => (rows().length ? walk(1) ?? true : press("j")),
    k: () => (rows().length ? walk(-1) ?? true : press("k")),
  }[event.key] ?? (() => press(event.key));
  if (done() !== false) event.preventDefault();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) document.getElementById("all-keys").showModal();
  const row = event.target.closest("[data-row]");
  if (row) makeCurrent(row, { scroll: false });
});
// Between pressing and letting go of the mouse no row may open: the link under it would move away.
let pressed = false;
for (const kind of ["pointerdown", "pointerup", "pointercancel"]) {
  document.addEventListener(kind, () => (pressed = kind === "pointerdown"), true);
}
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && !pressed) makeCurrent(row, { scroll: false });
});

// A form whose answer takes a while says so, and is sent once.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.dataset.busy) return;
  if (button.getAttribute("aria-disabled")) return event.preventDefault();
  button.dataset.rested = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.busy;
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-rested]")) {
    button.textContent = button.dataset.rested;
    button.removeAttribute("aria-disabled");
    delete button.dataset.rested;
  }
});

// A request that failed says so: a key that does nothing looks like a key that is not there.
function tellTrouble() {
  document.querySelector(".messages.trouble")?.remove();
  const list = document.createElement("ul");
  list.className = "messages trouble";
  list.setAttribute("role", "alert");
  list.append(Object.assign(document.createElement("li"), { className: "error", textContent: document.body.dataset.trouble }));
  document.querySelector("#main").before(list);
}
for (const kind of ["htmx:responseError", "htmx:sendError"]) {
  // The post's own form keeps its text and says in its strip what became of it.
  document.addEventListener(kind, (event) => event.target.closest("#compose") || tellTrouble());
}
document.addEventListener("htmx:afterSettle", () => document.querySelector(".messages.trouble")?.remove());
