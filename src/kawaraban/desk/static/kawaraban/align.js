// The paste box. The server does what a button says and sends the sheet again; here the links are drawn, two segments
// are linked by pressing one after the other, what was done is undone, and what was pasted outlives a closed tab.
"use strict";

const STORE = "kawaraban-align";
const KEPT = ["left", "right", "source_language", "target_language", "by", "title", "day", "article"];
const SHEET = ["source", "target", "links", "moved"];
const past = []; // sheets as they were, the newest last
let chosen = null; // the segment pressed first
let asked = ""; // what the request under way does
let stood = ""; // the row that was current before it

const box = () => document.getElementById("align");
const form = () => document.getElementById("align-form");
const field = (name) => form().elements.namedItem(name);
const mending = () => box().dataset.step === "links";
const sheet = () => Object.fromEntries(SHEET.map((name) => [name, field(name)?.value ?? ""]));

function act(what) {
  const button = document.getElementById("align-show");
  button.value = what;
  button.click();
}

// --- what was pasted is kept in the browser until it was taken in ---

function keep() {
  if ("taken" in box().dataset) return localStorage.removeItem(STORE);
  const values = Object.fromEntries(KEPT.map((name) => [name, field(name)?.value ?? ""]));
  if (!values.left && !values.right) return;
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...values, ...sheet(), step: box().dataset.step }));
  } catch {
    // No room in the browser: the page itself still has it.
  }
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(STORE) ?? "null");
  const article = new URLSearchParams(location.search).get("article") ?? "";
  if (!kept || mending() || (article && article !== kept.article) || field("right").value) return;
  if (kept.article && !field("article")) {
    form().append(Object.assign(document.createElement("input"), { type: "hidden", name: "article", value: kept.article }));
  }
  for (const name of [...KEPT, ...SHEET]) if (field(name) && kept[name]) field(name).value = kept[name];
  document.getElementById("align-restored").hidden = false;
  if (kept.step === "links" && kept.links) act("show");
}

// --- links drawn ---

function draw() {
  const svg = document.querySelector(".align-curves");
  if (!svg) return;
  const frame = document.getElementById("align-rows").getBoundingClientRect();
  const place = (side, at) => {
    const where = document.getElementById(side + at)?.getBoundingClientRect();
    return where && { x: (side === "s" ? where.right : where.left) - frame.left, y: where.top + where.height / 2 - frame.top };
  };
  const curve = (source, target, kind) => {
    const [from, to] = [place("s", source), place("t", target)];
    if (!from || !to) return "";
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const middle = (from.x + to.x) / 2;
    path.setAttribute("d", `M${from.x} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`);
    path.setAttribute("class", kind);
    return path;
  };
  const paths = [];
  const fan = (source, target, kind) => {
    for (const s of source) for (const t of target) paths.push(curve(s, t, kind));
  };
  for (const row of document.querySelectorAll(".align-row")) {
    const kind = row.classList.contains("out") ? "out" : row.classList.contains("doubtful") ? "doubtful" : "sure";
    fan(row.dataset.source.split(",").filter(Boolean), row.dataset.target.split(",").filter(Boolean), kind);
  }
  for (const word of (field("moved")?.value ?? "").split(/[ |]/).filter(Boolean)) {
    const [source, target] = word.split("@")[0].split("=");
    fan(source.split(","), target.split(","), "moved");
  }
  svg.replaceChildren(...paths.filter(Boolean));
}

// --- two segments pressed one after the other are linked ---

function choose(segment) {
  const before = chosen;
  chosen?.removeAttribute("aria-selected");
  chosen = null;
  if (before === segment) return;
  if (before && before.dataset.side !== segment.dataset.side) {
    const [source, target] = before.dataset.side === "s" ? [before, segment] : [segment, before];
    act(`link ${source.dataset.at} ${target.dataset.at}`);
    return;
  }
  chosen = segment;
  segment.setAttribute("aria-selected", "true");
}

function undo() {
  const before = past.pop();
  if (!before) return;
  for (const name of SHEET) field(name).value = before[name];
  act("undo");
}

function settled() {
  if (!box()) return;
  chosen = null;
  const button = document.getElementById("align-undo");
  if (button) button.hidden = past.length === 0;
  makeCurrent(document.getElementById(stood), { scroll: false });
  keep();
  draw();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#align-undo")) return undo();
  if (event.target.closest("[data-align-clear]")) {
    localStorage.removeItem(STORE);
    location.assign(location.pathname);
    return;
  }
  const segment = event.target.closest(".align-segment");
  if (segment && !event.target.closest("button") && !String(getSelection())) choose(segment);
});
document.addEventListener("keydown", (event) => {
  const segment = event.target.closest?.(".align-segment");
  if (segment === event.target && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(segment);
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !mending()) form().querySelector(".button.filled").click();
  if (event.key === "Escape" && chosen) choose(chosen);
});
document.addEventListener("input", (event) => event.target.form === form() && keep());
// How far the server has come, while it aligns.
async function watch(token) {
  const bar = document.querySelector("#align-busy progress");
  while (bar.isConnected && bar.closest(".htmx-request")) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const answer = await fetch(`${bar.dataset.address}?token=${token}`).catch(() => null);
    if (answer?.ok) bar.value = (await answer.json()).done ?? bar.value;
  }
}

document.addEventListener("htmx:beforeSend", () => asked === "align" && setTimeout(() => watch(field("token").value)));
document.addEventListener("htmx:configRequest", (event) => {
  asked = event.detail.parameters.get?.("do") ?? event.detail.parameters.do ?? "";
  if (asked !== "align") return;
  const long = [field("left"), field("right")].some((box) => box.value.length > Number(box.dataset.limit));
  document.getElementById("align-long").hidden = !long;
  if (long) event.preventDefault();
  const token = String(Math.random()).slice(2);
  field("token").value = token;
  if (event.detail.parameters.set) event.detail.parameters.set("token", token);
  else event.detail.parameters.token = token;
});
document.addEventListener("htmx:beforeRequest", () => {
  if (mending() && !["show", "undo", "take", "back"].includes(asked)) past.push(sheet());
  if (asked === "align" || asked === "back") past.length = 0;
  stood = current()?.id ?? "";
});
// A wrong input comes back as the page that says so.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
});
document.addEventListener("htmx:afterSettle", settled);
addEventListener("resize", draw);
document.fonts?.ready.then(draw);
settled();
restore();
