// The blog without this file shows everything; with it a reader can hide one side of the quotations, open a card in
// its place, copy a line, and go through posts by keys.

const words = document.currentScript.dataset;
const root = document.documentElement;
const STORED = "kawaraban-hidden-side";
const SIDES = ["original", "rendering"];

function stored() {
  try {
    const side = localStorage.getItem(STORED);
    return SIDES.includes(side) ? side : "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

// At most one side is hidden: whoever hides the other one gets the first back.
function hide(side) {
  if (side) root.dataset.hides = side;
  else delete root.dataset.hides;
  for (const button of document.querySelectorAll(".sides button")) {
    const hidden = button.value === side;
    const name = button.value === "original" ? "Original" : "Rendering";
    button.setAttribute("aria-pressed", String(hidden));
    button.textContent = hidden ? words[`show${name}`] : words[button.value];
  }
}

function toggle(side) {
  const hidden = root.dataset.hides === side ? "" : side;
  hide(hidden);
  try {
    if (hidden) localStorage.setItem(STORED, hidden);
    else localStorage.removeItem(STORED);
  } catch {
    // It holds for this page then.
  }
}

function addSides() {
  for (const quotation of document.querySelectorAll("main .quotation:not(.single)")) {
    const sides = document.createElement("div");
    sides.className = "sides";
    for (const side of SIDES) {
      const button = document.createElement("button");
      button.type = "button";
      button.value = side;
      button.addEventListener("click", () => {
        // What is read must not move away under the reader's eyes when other quotations change their height.
        const before = button.getBoundingClientRect().top;
        toggle(side);
        scrollBy(0, button.getBoundingClientRect().top - before);
      });
      sides.append(button);
    }
    quotation.prepend(sides);
  }
  hide(stored());
}

function addOpeners() {
  for (const card of document.querySelectorAll("main .embed[data-frame]")) {
    const address = new URL(card.dataset.frame);
    const button = document.createElement("button");
    const note = document.createElement("small");
    button.type = "button";
    button.className = "button";
    button.textContent = words.open;
    note.textContent = `${address.host} ${words.opens}`;
    if (root.lang !== "ja") note.textContent = `${words.opens} ${address.host}`;
    button.addEventListener("click", () => open(card, address, button, note));
    card.append(button, note);
  }
}

function open(card, address, button, note) {
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = card.querySelector("b").textContent;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  button.remove();
  note.remove();
  card.append(frame);
  frame.focus();
}

function addCopying() {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
      button.textContent = button.dataset.done;
    });
  }
}

// The posts of a page, be they whole or lines of a list; on a post's own page the posts beside it in time.
function go(step) {
  const beside = document.querySelector(`.neighbours a[rel="${step > 0 ? "prev" : "next"}"]`);
  if (document.querySelector("article.permalink")) {
    if (beside) location.assign(beside.href);
    return;
  }
  const links = [...document.querySelectorAll("main article.post > h2 > a, main .day-lines li > a:first-of-type")];
  const at = links.indexOf(document.activeElement);
  const next = links[Math.max(0, at + step)];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "center" });
  }
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  h: () => document.querySelector("a.plate").click(),
  o: () => toggle("original"),
  t: () => toggle("rendering"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

addSides();
addOpeners();
addCopying();
const keys = document.getElementById("keys");
if (keys) keys.hidden = false;
