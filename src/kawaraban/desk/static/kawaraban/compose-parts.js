// Compose's parts around the text: previews, the hour, tags, the chooser of quotations, pictures. compose.js comes first.
"use strict";

// As readers see it: the wide page beside the text, the others in a frame of their own, by the blog's own style.

const preview = document.getElementById("preview");
const frame = document.getElementById("frame");
const shownAs = () => form.querySelector("[data-width]:checked").value;

function showAs(way) {
  const tools = form.querySelector("[data-frames]");
  preview.hidden = way !== "wide";
  frame.hidden = way === "wide";
  frame.className = `frame ${way}`;
  if (way !== "wide") frame.src = way === "feed" ? tools.dataset.feed : tools.dataset.frames;
}

// A browser shows the rules for paper on paper alone: in the frame they are put in force.
function asOnPaper(rules) {
  for (const rule of rules) {
    if (!(rule instanceof frame.contentWindow.CSSMediaRule)) continue;
    if (rule.media.mediaText.includes("print")) rule.media.mediaText = "all";
    else if (rule.media.mediaText.includes("screen") || rule.media.mediaText.includes("prefers-color")) rule.media.mediaText = "not all";
  }
}

frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  if (!page?.body) return;
  if (shownAs() === "print") {
    page.documentElement.dataset.sheet = "light";
    for (const sheet of page.styleSheets) asOnPaper(sheet.cssRules);
  }
  for (const link of page.links) link.target = "_blank";
  frame.style.height = `${page.documentElement.scrollHeight}px`;
});

for (const radio of form.querySelectorAll("[data-width]")) {
  radio.addEventListener("change", (event) => {
    event.stopPropagation();
    showAs(radio.value);
  });
}

form.addEventListener("kawaraban:saved", () => {
  if (shownAs() !== "wide") frame.contentWindow.location.reload();
});

// The hour

const at = document.getElementById("at");
const publishWords = document.querySelector("#publish span");

function sayHour() {
  const chosen = form.elements.when?.value === "at";
  if (chosen && !at.value) at.value = at.dataset.next;
  const [day, hour] = at.value.split("T");
  const said = day === at.dataset.next.split("T")[0] ? hour : `${day.slice(5).replace("-", "/")} ${hour}`;
  publishWords.textContent = chosen && at.value ? form.dataset.publishAt.replace("{hour}", said) : form.dataset.publish;
}

if (at) {
  at.addEventListener("input", () => (form.elements.when.value = "at"));
  for (const field of [at, ...form.elements.when]) field.addEventListener("input", sayHour);
}

// Title, category, tags

form.elements.title.addEventListener("input", (event) => {
  form.querySelector('[data-count="title"]').textContent = [...event.target.value].length;
});

function setField(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const tags = form.elements.tags;
const chips = form.querySelector(".chips");
const offers = form.querySelector(".offers");
const tagNames = () => tags.value.split(/[,、，]/).map((name) => name.trim()).filter(Boolean);

function button(words, act, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = words;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function showTags() {
  const names = tagNames();
  chips.replaceChildren(
    ...names.map((name) => {
      const chip = document.createElement("span");
      const others = names.filter((other) => other !== name).join(", ");
      chip.append(name, button("×", () => setField(tags, others), chips.dataset.takeOut.replace("{name}", name)));
      return chip;
    }),
  );
}

function offerTags() {
  const finished = /[,、，]\s*$/.test(tags.value) || !tags.value;
  const names = tagNames();
  const begun = finished ? "" : (names.at(-1) ?? "").toLowerCase();
  const known = [...document.querySelectorAll("#tag-names option")].map((option) => option.value);
  const fitting = known.filter((name) => name.toLowerCase().startsWith(begun) && !names.includes(name)).slice(0, 6);
  const kept = finished ? names : names.slice(0, -1);
  offers.replaceChildren(...fitting.flatMap((name) => [button(name, () => setField(tags, [...kept, name].join(", "))), " "]));
}

tags.addEventListener("input", () => (showTags(), offerTags()));
tags.addEventListener("focus", offerTags);
showTags();

form.addEventListener("click", (event) => {
  const named = event.target.closest("[data-category]");
  if (named) setField(form.elements.category, named.dataset.category);
});

// Quotations, put in where the cursor stands

const chooser = document.getElementById("chooser");

let place = [0, 0]; // where the cursor stood when a dialog took the page: the browser forgets it meanwhile

function openOver(dialog) {
  place = [body.selectionStart, body.selectionEnd];
  dialog.showModal();
}

function insertBlock(text) {
  const [from, to] = place;
  const { value } = body;
  const before = value.slice(0, from).replace(/\n+$/, "");
  const after = value.slice(to).replace(/^\n+/, "");
  replace(`${before ? "\n\n" : ""}${text}\n\n`, before.length, value.length - after.length);
}

function openChooser() {
  document.getElementById("chooser-list").replaceChildren();
  openOver(chooser);
}

let visited = false; // nobody has set the cursor in a text that was only looked at
body.addEventListener("focus", () => (visited = true));

// What lies at hand goes under the paragraph that the cursor is in, never into it.
function putUnder(text) {
  const end = visited ? body.value.indexOf("\n\n", body.selectionEnd) : -1;
  place = Array(2).fill(end < 0 ? body.value.length : end);
  insertBlock(text);
}

document.addEventListener("click", (event) => {
  const atHand = event.target.closest("[data-block]");
  if (atHand) putUnder(`:::${atHand.dataset.kind} ${atHand.dataset.block}\n:::`);
  if (event.target.closest("[data-quote], a[href='#chooser']")) {
    event.preventDefault();
    openChooser();
    htmx.trigger("#chooser-query", "open");
    document.getElementById("chooser-query").focus();
  }
  const chosen = event.target.closest("[data-choose]");
  if (chosen) {
    openChooser();
    htmx.ajax("GET", chosen.dataset.choose, "#chooser-list");
  }
  if (event.target.closest("[data-close]")) chooser.close();
});

chooser.addEventListener("submit", (event) => {
  event.preventDefault();
  const { article, version } = event.target.dataset;
  const numbers = [...event.target.querySelectorAll(":checked")].map((box) => box.value);
  chooser.close();
  if (numbers.length) insertBlock(`:::quote a${article} version=${version} paragraphs=${numbers.join(",")}\n:::`);
});

// What was quoted is not at hand any more.
const quotedNow = () => (body.value.match(/^:::(?:quote|check) .*$/gm) ?? []).join();
let quotedBefore = quotedNow();
form.addEventListener("kawaraban:saved", () => {
  if (quotedNow() === quotedBefore) return;
  quotedBefore = quotedNow();
  htmx.trigger("#beside", "refresh");
});

// Pictures: pasted, dropped, or chosen; one after the other

const says = form.querySelector(".picture-says");
const wordsOf = document.getElementById("picture-words");
const queue = [];
let busy = false;

function tell(words, failed = false) {
  says.hidden = !words;
  says.textContent = words;
  says.classList.toggle("failed", failed);
}

function send(file) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.set("picture", file);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => tell(`${file.name} ${Math.floor((100 * event.loaded) / event.total)} %`));
    request.addEventListener("load", () => (request.response?.address ? done(request.response.address) : fail(request.response?.error)));
    request.addEventListener("error", () => fail());
    request.open("POST", form.dataset.pictures);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.send(data);
  });
}

function askWords(address) {
  const [alt, caption] = wordsOf.querySelectorAll("input");
  const shown = wordsOf.querySelector("img");
  shown.src = address;
  shown.hidden = false;
  alt.value = caption.value = "";
  wordsOf.returnValue = "";
  openOver(wordsOf);
  alt.focus();
  return new Promise((done) => {
    wordsOf.addEventListener("close", () => done(wordsOf.returnValue === "put" ? [alt.value, caption.value] : null), { once: true });
  });
}

const inHtml = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function pictureText(address, alt, caption) {
  if (form.dataset.markup === "html") {
    const picture = `<img src="${address}" alt="${inHtml(alt)}">`;
    return caption ? `<figure>${picture}<figcaption>${inHtml(caption)}</figcaption></figure>` : picture;
  }
  const title = caption ? ` "${caption.replace(/(["\\])/g, "\\$1")}"` : "";
  return `![${alt.replace(/([\[\]\\])/g, "\\$1")}](${address}${title})`;
}

async function putIn(address) {
  const words = await askWords(address);
  if (words) insertBlock(pictureText(address, ...words));
}

async function work() {
  if (busy) return;
  busy = true;
  while (queue.length) {
    try {
      const address = await send(queue.shift());
      tell("");
      await putIn(address);
    } catch (reason) {
      tell(typeof reason === "string" ? reason : form.dataset.lost, true);
    }
  }
  busy = false;
  htmx.trigger("#beside", "refresh");
}

function take(files) {
  const pictures = [...files].filter((file) => file.type.startsWith("image/"));
  queue.push(...pictures);
  work();
  return pictures.length > 0;
}

const chosenFile = form.querySelector("[data-picture-file]");
form.querySelector("[data-picture]").addEventListener("click", () => chosenFile.click());
chosenFile.addEventListener("change", (event) => {
  event.stopPropagation();
  take(chosenFile.files);
  chosenFile.value = "";
});
body.addEventListener("paste", (event) => take(event.clipboardData.files) && event.preventDefault());
body.addEventListener("dragover", (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  body.classList.add("dropping");
});
for (const kind of ["dragleave", "drop"]) body.addEventListener(kind, () => body.classList.remove("dropping"));
body.addEventListener("drop", (event) => take(event.dataTransfer.files) && event.preventDefault());
form.addEventListener("click", (event) => {
  const again = event.target.closest("[data-again]");
  if (again) putIn(again.dataset.again);
});
