// Compose: says truthfully whether the text is saved, keeps it in the browser while it is not, and helps with Markdown.
"use strict";

const form = document.getElementById("compose");
const body = document.getElementById("body");
const store = `kawaraban-post-${form.dataset.post}`;
const KEPT = ["title", "body", "tags", "summary"];
const fields = () => Object.fromEntries(KEPT.map((name) => [name, form.elements[name].value]));
const saved = { text: JSON.stringify(fields()), category: form.elements.category.value, tags: form.elements.tags.value };
let sent = saved.text;
let retry = 0;
let saving = false;
let leaving = null; // the button by which the text is being sent for good: no save may overtake it

function say(state, word, detail) {
  const strip = document.getElementById("strip");
  strip.classList.toggle("failed", state === "failed");
  strip.classList.toggle("unsaved", state === "unsaved" || state === "saving");
  strip.querySelector("b").textContent = word;
  strip.querySelector(".saved span").textContent = detail;
}

function keep() {
  try {
    localStorage.setItem(store, JSON.stringify(fields()));
  } catch {
    // No room, or storage is off: the strip still says that the text is not saved.
  }
}

const isSaved = () => JSON.stringify(fields()) === saved.text;

form.addEventListener("input", (event) => {
  if (event.target.matches("[data-width], [data-no-save]")) return;
  keep();
  say("unsaved", form.dataset.unsaved, "");
});

// A category and a tag are made when their names are finished, not at each letter of them.
for (const name of ["category", "tags"]) {
  form.elements[name].addEventListener("change", () => (saved[name] = form.elements[name].value));
}

form.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== form) return; // what lies beside the text is fetched from within the form
  if (leaving) return event.preventDefault();
  Object.assign(event.detail.parameters, { category: saved.category, tags: saved.tags });
  sent = JSON.stringify(fields());
  clearTimeout(retry);
});

form.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt !== form) return;
  saving = true;
  say("saving", form.dataset.saving, "");
});

form.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
});

form.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== form) return;
  saving = false;
  if (leaving) return form.requestSubmit(leaving);
  if (event.detail.successful) {
    saved.text = sent;
    form.dispatchEvent(new Event("kawaraban:saved"));
    if (isSaved()) localStorage.removeItem(store);
    else say("unsaved", form.dataset.unsaved, "");
    return;
  }
  keep();
  if (event.detail.xhr?.status === 409) return; // the strip that came says why
  say("failed", form.dataset.failed, form.dataset.kept);
  retry = setTimeout(() => htmx.trigger(form, "save"), 5000);
});

// The page itself is sent when publishing; what the browser kept is old then.
form.addEventListener("submit", (event) => {
  leaving = event.submitter;
  // Sent now, the page would not know of the save that is under way, and be refused for it.
  if (saving) return event.preventDefault();
  saved.text = JSON.stringify(fields());
  localStorage.removeItem(store);
});

window.addEventListener("pageshow", () => (leaving = null)); // back again by the browser's own button

window.addEventListener("beforeunload", (event) => {
  if (!isSaved()) event.preventDefault();
});

// What was typed and never saved

const kept = JSON.parse(localStorage.getItem(store) ?? "null");
const recovered = form.querySelector(".recovered");
if (kept && JSON.stringify(kept) !== saved.text) recovered.hidden = false;
else localStorage.removeItem(store);

recovered.querySelector("[data-recover]").addEventListener("click", () => {
  for (const name of KEPT) form.elements[name].value = kept[name] ?? form.elements[name].value;
  recovered.hidden = true;
  body.dispatchEvent(new Event("input", { bubbles: true }));
});
recovered.querySelector("[data-forget]").addEventListener("click", () => {
  localStorage.removeItem(store);
  recovered.hidden = true;
});

// Markdown

function replace(text, from, to) {
  body.focus();
  body.setSelectionRange(from, to);
  // insertText keeps the browser's own undo, which setting the value would lose.
  document.execCommand("insertText", false, text);
}

function wrap(mark) {
  const { selectionStart: from, selectionEnd: to } = body;
  replace(`${mark}${body.value.slice(from, to)}${mark}`, from, to);
  body.setSelectionRange(from + mark.length, to + mark.length);
}

function link() {
  const { selectionStart: from, selectionEnd: to } = body;
  const words = body.value.slice(from, to);
  replace(`[${words}](https://)`, from, to);
  body.setSelectionRange(from + words.length + 3, from + words.length + 11);
}

function prefix(mark) {
  const from = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
  const end = body.value.indexOf("\n", body.selectionEnd);
  const to = end < 0 ? body.value.length : end;
  replace(body.value.slice(from, to).replace(/^/gm, mark), from, to);
}

for (const button of form.querySelectorAll(".tools button")) {
  button.addEventListener("click", () => {
    if (button.dataset.wrap) wrap(button.dataset.wrap);
    else if (button.dataset.prefix) prefix(button.dataset.prefix);
    else if ("link" in button.dataset) link();
  });
}

const KEYS = {
  KeyB: () => wrap("**"),
  KeyK: link,
  KeyQ: () => form.querySelector("[data-quote]").click(),
  ShiftDigit8: () => prefix("- "),
  ShiftDigit3: () => prefix("### "),
};

// Does what a key stands for, and answers whether it stands for something.
function keyed(event) {
  const act = KEYS[(event.shiftKey ? "Shift" : "") + event.code];
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter") document.getElementById("publish").click();
  else if (control && event.key === "s") htmx.trigger(form, "save");
  else if (control && event.target === body && form.dataset.markup === "markdown" && keyed(event)) return;
  else if (event.key === "Escape" && form.contains(event.target)) document.querySelector('.publish-bar [data-key="Escape"]').click();
  else return;
  event.preventDefault();
});

// A finding of the proof is mended, or let stand with a reason, from the list; then the list is made anew.

for (const kind of ["input", "change"]) {
  // The reason is no part of the post: typing it saves nothing.
  document.addEventListener(kind, (event) => event.target.matches("[data-reason]") && event.stopPropagation(), { capture: true });
}

async function settle(button) {
  const row = button.closest(".settle");
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("do", button.dataset.settle ?? "dismiss");
  data.set("fingerprint", row.dataset.fingerprint);
  data.set("reason", row.querySelector("[data-reason]").value);
  const answer = await fetch(row.dataset.unit, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  // Where it could not be done, the article says why.
  if (!answer.ok || (await answer.text()).includes("edit-form")) location.assign(row.dataset.article);
  else htmx.trigger(form, "save");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-settle]");
  if (!button) return;
  event.preventDefault(); // without this script, a fix is a link to the paragraph that it mends
  settle(button).catch(tellTrouble);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-reason]")) return;
    event.preventDefault();
    settle(event.target).catch(tellTrouble);
  },
  { capture: true },
);
