// The article page: walking from paragraph to paragraph, selecting, and editing in place.
"use strict";

const paragraphs = () => [...document.querySelectorAll(".para[data-unit]")];
const at = () => document.querySelector(".unit[data-current]");
const box = (paragraph) => paragraph?.querySelector(".number input");
const selection = document.getElementById("quote");
let anchor = null;

function go(paragraph) {
  if (!paragraph) return;
  at()?.removeAttribute("data-current");
  // The focus must not stay behind in another paragraph, where Enter would act.
  const focused = document.activeElement?.closest(".unit");
  if (focused && focused !== paragraph) document.activeElement.blur();
  paragraph.setAttribute("data-current", "");
  paragraph.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = paragraphs();
  const now = all.indexOf(at());
  go(all[now < 0 ? 0 : Math.min(all.length - 1, Math.max(0, now + by))]);
}

// Selection

function show() {
  const chosen = paragraphs().filter((p) => box(p)?.checked);
  if (!selection) return;
  selection.hidden = chosen.length === 0;
  const label = selection.querySelector("[data-many]");
  label.textContent = chosen.length === 1 ? label.dataset.one : label.dataset.many.replace("{n}", chosen.length);
  const numbers = chosen.map((p) => Number(p.querySelector(".number span").textContent));
  document.getElementById("which").textContent = `¶ ${ranges(numbers)}`;
}

// 1, 2, 3, 5 -> 1–3, 5
function ranges(numbers) {
  const runs = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? a : `${a}–${b}`)).join(", ");
}

function select(paragraph, { range = false, on = !box(paragraph)?.checked } = {}) {
  const all = paragraphs();
  const ends = [all.indexOf(range && anchor?.isConnected ? anchor : paragraph), all.indexOf(paragraph)].sort((a, b) => a - b);
  for (const p of all.slice(ends[0], ends[1] + 1)) if (box(p)) box(p).checked = range || on;
  anchor = paragraph;
  show();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-next]")) return next();
  const paragraph = event.target.closest(".para[data-unit]");
  if (paragraph) go(paragraph);
  if (event.shiftKey && event.target.closest("label.number")) {
    event.preventDefault();
    return select(paragraph, { range: true });
  }
  // A label's click comes a second time, on its box: that one counts.
  if (event.target.matches(".number input")) select(paragraph, { on: event.target.checked });
});
selection?.addEventListener("reset", () => setTimeout(show));

// A translation that comes in while one reads takes nothing away: what was selected stays so.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const [old, now] = [event.detail.target, event.detail.fragment?.querySelector?.(".para[data-unit]")];
  if (!now || !old?.matches?.(".para[data-unit]")) return;
  if (box(old)?.checked) box(now).checked = true;
  if ("current" in old.dataset) now.setAttribute("data-current", "");
});

// Editing: what happens inside an open paragraph is in editor.js.

const edit = (unit) => unit?.querySelector("[data-edit]")?.click();
let changed = null; // the part whose stored text changed last: what z takes back

function next() {
  // The headline too, which the river counts with what is to check.
  const all = [...document.querySelectorAll(".unit[data-unit]")];
  const start = all.indexOf(at()) + 1;
  go([...all.slice(start), ...all.slice(0, start)].find((unit) => "check" in unit.dataset));
}

function undo() {
  const unit = document.getElementById(changed ?? "") ?? at();
  unit?.querySelector("[data-do=undo]")?.click();
}

document.addEventListener("click", (event) => {
  // A translation opens where it is clicked; words that one selects with the mouse are not a click.
  const text = event.target.closest("[data-open]");
  if (text && !event.target.closest("a, button") && getSelection().isCollapsed) edit(text.closest(".unit"));
});

// The findings are counted through the page: a paragraph that comes back knows only its own.
function renumber() {
  let before = 0;
  for (const unit of document.querySelectorAll(".unit")) {
    for (const number of unit.querySelectorAll("[data-remark]")) number.textContent = before + Number(number.dataset.remark) + 1;
    before += unit.querySelectorAll(".remark").length;
  }
}
document.addEventListener("htmx:afterSettle", renumber);

// What is swapped in keeps its place: current, and selected.
document.addEventListener("htmx:beforeSwap", (event) => {
  const old = event.detail.target;
  if (old.id === "said") changed = "said"; // z takes back what was said of a claim
  if (!old.matches?.(".unit")) return;
  const kept = { id: old.id, current: "current" in old.dataset, checked: Boolean(box(old)?.checked), focus: old.contains(document.activeElement) };
  document.addEventListener(
    "htmx:afterSwap",
    () => {
      const now = document.getElementById(kept.id);
      if (kept.current) now?.setAttribute("data-current", "");
      if (box(now)) box(now).checked = kept.checked;
      if (event.detail.requestConfig?.verb === "post") changed = kept.id;
      if (kept.focus && !now?.querySelector("textarea")) now?.querySelector("[data-edit]")?.focus({ preventScroll: true });
    },
    { once: true },
  );
});

// Before the desk's own keys: here they mean something nearer.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const onControl = event.target.closest("a, button, summary");
    const any = paragraphs().some((p) => box(p)?.checked);
    const does = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      x: () => at() && select(at()),
      X: () => at() && select(at(), { range: true }),
      n: () => next(),
      z: () => undo(),
      Enter: !onControl && at() ? () => edit(at()) : null,
      Escape: any ? () => selection.reset() : null,
      p: any ? null : () => at() && select(at()),
    }[event.key];
    if (!does) return;
    does();
    event.preventDefault();
  },
  { capture: true },
);

document.addEventListener("DOMContentLoaded", () => {
  show();
  const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (location.hash === "#translate") {
    next();
    edit(at());
  }
  else if (location.hash === "#check") next();
  else if (aim?.matches(".para")) go(aim);
});
