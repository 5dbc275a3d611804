// A paragraph that is open: its draft, its lock, its proof as one types, the cards, and the keys.
"use strict";

const PAUSE = { proof: 300, draft: 600, retry: 5000, lock: 20000 };
const NAME = "kawaraban-window";
const windowName = sessionStorage.getItem(NAME) ?? Math.random().toString(36).slice(2);
sessionStorage.setItem(NAME, windowName);

const opened = new Map(); // an open form -> what goes on around it
const fieldOf = (form) => form.elements.text;

function body(form, more = {}) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "seen", "base", "text"]) data.set(name, form.elements[name].value);
  data.set("window", windowName);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return data;
}

const post = (form, what, more, options = {}) =>
  fetch(`${form.dataset.address}${what}/`, { method: "POST", body: body(form, more), ...options });

// Every request about a part says from which window it comes.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.path.includes("/text/")) event.detail.parameters.window = windowName;
});

// The proof as one types

function lay(form, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const unit = form.closest(".unit");
  unit.querySelector(".proofs")?.replaceWith(fresh.querySelector(".proofs"));
  form.querySelector(".echo").replaceChildren(...fresh.querySelector(".echo").childNodes, "\u200b");
  if (unit.matches(".para")) unit.querySelector(".of").replaceChildren(...fresh.querySelector(".of").childNodes);
  renumber();
}

async function prove(form, more = {}) {
  const about = opened.get(form);
  const text = fieldOf(form).value;
  about?.proof?.abort();
  const under = new AbortController();
  if (about) about.proof = under;
  try {
    const answer = await post(form, "proof", more, { signal: under.signal });
    if (answer.ok && form.isConnected && fieldOf(form).value === text) lay(form, await answer.text());
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error; // no answer: the next pause asks again
  }
}

// The draft: every pause is kept on the desk, and survives a closed tab

async function keep(form) {
  const about = opened.get(form);
  if (!about || fieldOf(form).readOnly || about.kept === fieldOf(form).value) return true;
  const text = fieldOf(form).value;
  about.draft?.abort();
  const under = new AbortController();
  about.draft = under;
  const said = form.querySelector(".kept");
  try {
    const answer = await post(form, "draft", {}, { signal: under.signal });
    if (!answer.ok || answer.redirected) throw new TypeError("refused");
    said.textContent = await answer.text();
    said.classList.remove("stop");
    about.kept = text;
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    said.textContent = form.dataset.draftFailed;
    said.classList.add("stop");
    about.later.draft = setTimeout(() => keep(form), PAUSE.retry);
    return false;
  }
}

function later(form, what, does) {
  const about = opened.get(form);
  clearTimeout(about.later[what]);
  about.later[what] = setTimeout(() => form.isConnected && does(form), PAUSE[what]);
}

function typed(form) {
  if (!opened.has(form)) return;
  // The echo behind the field has its text, so that both are as high; its marks wait for the proof.
  form.querySelector(".echo").textContent = `${fieldOf(form).value}\u200b`;
  later(form, "proof", prove);
  later(form, "draft", keep);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest(".edit-form");
  if (form && event.target.name === "text" && !event.isComposing) typed(form);
});
document.addEventListener("compositionend", (event) => {
  const form = event.target.closest(".edit-form");
  if (form) typed(form);
});

// A tab that closes takes nothing with it.
addEventListener("pagehide", () => {
  for (const [form, about] of opened) {
    const address = form.dataset.address;
    if (!fieldOf(form).readOnly && about.kept !== fieldOf(form).value) navigator.sendBeacon(`${address}draft/`, body(form));
    navigator.sendBeacon(`${address}lock/`, body(form, { do: "release" }));
  }
});

// The lock: renewed while the paragraph is open; whoever comes second sees who was first

const reopen = (form) => htmx.ajax("GET", `${form.dataset.address}?edit=1`, { target: form.closest(".unit"), swap: "outerHTML" });

function heldOff(form, html) {
  form.classList.add("held");
  form.querySelector(".lock").innerHTML = html;
  fieldOf(form).readOnly = true;
  for (const button of form.querySelectorAll("[data-do], .card button")) button.disabled = true;
}

async function hold(form, more = {}) {
  let answer;
  try {
    answer = await post(form, "lock", more);
  } catch {
    return; // no answer: what two persons save is put together anyway
  }
  if (!form.isConnected) return;
  if (answer.status === 409) {
    await keep(form);
    heldOff(form, await answer.text());
  } else if (answer.ok && fieldOf(form).readOnly) {
    opened.get(form).kept = fieldOf(form).value;
    reopen(form);
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-take-over]")) return;
  event.preventDefault();
  hold(event.target.closest(".edit-form"), { do: "take-over" });
});

// Opening and closing

function begin(form) {
  const about = { later: {}, kept: fieldOf(form).value };
  opened.set(form, about);
  form.querySelector(".echo").append("\u200b");
  about.renew = setInterval(() => hold(form), PAUSE.lock);
  hold(form);
}

function end(form) {
  const about = opened.get(form);
  opened.delete(form);
  clearInterval(about.renew);
  Object.values(about.later).forEach(clearTimeout);
  about.proof?.abort();
  const here = [...opened.keys()].some((other) => other.dataset.address === form.dataset.address);
  if (!here && !fieldOf(form).readOnly) post(form, "lock", { do: "release" }).catch(() => {});
}

function look() {
  for (const form of document.querySelectorAll(".edit-form")) if (!opened.has(form)) begin(form);
  for (const form of [...opened.keys()]) if (!form.isConnected) end(form);
}

document.addEventListener("htmx:afterSettle", (event) => {
  look();
  const field = (event.target.closest?.(".unit") ?? event.target).querySelector?.(".edit-form textarea");
  if (!field || document.activeElement === field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});
document.addEventListener("DOMContentLoaded", look);

// What is saved needs no draft; one that is under way must not come after.
document.addEventListener("htmx:beforeRequest", (event) => {
  const about = opened.get(event.target);
  if (!about) return;
  Object.values(about.later).forEach(clearTimeout);
  about.draft?.abort();
});
document.addEventListener("htmx:sendError", (event) => opened.has(event.target) && keep(event.target));
document.addEventListener("htmx:responseError", (event) => opened.has(event.target) && keep(event.target));

// Leaving keeps the draft, and leaves only once it is kept.
document.addEventListener(
  "click",
  async (event) => {
    const link = event.target.closest("[data-cancel]");
    const form = link?.closest(".edit-form");
    if (!form || !opened.has(form) || opened.get(form).kept === fieldOf(form).value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await keep(form)) link.click();
  },
  { capture: true },
);

// Cards and fixes go in as if typed, so that the browser can undo them

function put(field, text, start = 0, end = field.value.length) {
  if (field.readOnly) return;
  field.focus();
  field.setSelectionRange(start, end);
  const before = field.value.slice(0, start) + text + field.value.slice(end);
  if (!document.execCommand("insertText", false, text) || field.value !== before) {
    field.value = before;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Offsets from the desk count code points, the field counts UTF-16 units.
const units = (text, points) => [...text].slice(0, points).join("").length;

document.addEventListener("click", (event) => {
  const form = event.target.closest(".unit")?.querySelector(".edit-form");
  if (!form) return;
  const card = event.target.closest("[data-take]");
  const fix = event.target.closest("[data-fix]");
  const field = fieldOf(form);
  if (card) put(field, card.dataset.text);
  else if (fix) put(field, fix.dataset.fix, units(field.value, fix.dataset.start), units(field.value, fix.dataset.end));
  else if (event.target.closest("[data-go-on]")) {
    event.target.closest(".restored").remove();
    field.focus();
  }
});

// A finding let stand while the text is not saved yet: the margin alone comes back.
document.addEventListener("submit", (event) => {
  const live = event.target.closest("form[data-live]");
  const form = live?.closest(".unit").querySelector(".edit-form");
  if (!form) return;
  event.preventDefault();
  const reason = live.elements.reason?.value ?? "";
  prove(form, { do: live.dataset.live, fingerprint: live.elements.fingerprint.value, reason });
});

// What differs from the machine's text, as it stands in the field now.
document.addEventListener(
  "toggle",
  async (event) => {
    const form = event.target.closest(".edit-form");
    if (!form || !event.target.matches(".from-machine") || !event.target.open) return;
    const query = new URLSearchParams({ text: fieldOf(form).value });
    const answer = await fetch(`${form.dataset.address}machine/?${query}`);
    if (answer.ok) event.target.querySelector("p").innerHTML = await answer.text();
  },
  { capture: true },
);

// Keys. None is taken while an input method composes.

let goOn = null;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const form = event.target.closest(".edit-form");
  if (!form) return;
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  const digit = event.altKey && !event.ctrlKey && !event.metaKey && /^Digit([1-5])$/.exec(event.code)?.[1];
  if (digit) form.querySelector(`[data-alt="${digit}"]`)?.click();
  else if (command && event.key === "Enter") form.querySelector("[data-do=approve-on]").click();
  else if (command && event.key.toLowerCase() === "s") form.querySelector("[data-do=save]").click();
  else if (event.key === "Escape") form.querySelector("[data-cancel]").click();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-do=approve-on]")) goOn = event.target.closest(".unit").id;
});

// Approved: on to the next that nobody has approved.
document.addEventListener("htmx:afterSettle", (event) => {
  const done = event.target.closest?.(".unit");
  if (!done || done.id !== goOn) return;
  goOn = null;
  if (done.querySelector(".edit-form")) return;
  const all = paragraphs();
  const following = all.slice(all.indexOf(done) + 1).find((p) => p.dataset.state !== "approved" && !p.querySelector(".edit-form"));
  if (!following) return;
  go(following);
  edit(following);
});
