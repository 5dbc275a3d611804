// A page that fills while one watches: every few seconds it asks for itself, with the tag of what it has.
// Nothing new costs an empty answer. New rows are put where they belong; rows on the page keep their place.
"use strict";

const EVERY = 4000;
const page = document.querySelector("[data-live]");
let tag = "";

function replace(old, now) {
  if (old.dataset.stamp === now.dataset.stamp || old.contains(document.activeElement)) return old;
  if ("current" in old.dataset) now.dataset.current = "";
  old.replaceWith(now);
  htmx.process(now);
  return now;
}

// The river's list: days and rows, newest first.
function mergeList(list, fresh) {
  const news = [...fresh.querySelectorAll("#rows > [id]:not(#older)")];
  if (news.length) list.querySelector(".empty")?.remove();
  let place = null;
  for (const element of news) {
    let here = document.getElementById(element.id);
    if (here) here = replace(here, element);
    else {
      here = element;
      if (tag && here.matches(".row")) here.classList.add("arrived");
      place ? place.after(here) : list.prepend(here);
      htmx.process(here);
    }
    place = here;
  }
  // What came in as an article by itself may by now be one of a story's reports.
  for (const story of list.querySelectorAll("[data-replaces]")) {
    for (const key of story.dataset.replaces.split(" ")) {
      const row = document.getElementById(`a${key}`);
      if (row && row !== story && !row.contains(document.activeElement)) row.remove();
    }
  }
  const older = fresh.getElementById("older");
  if (!older || atTheEnd || document.getElementById("older")) return;
  // The list outgrew its page: what lies beyond is behind the link now, and there is no gap before it.
  while (place.nextElementSibling) place.nextElementSibling.remove();
  list.append(older);
  htmx.process(older);
}

// Whoever has pressed for older articles until none were left needs no link to them.
let atTheEnd = false;
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "older") atTheEnd = !document.getElementById("older");
});

function merge(fresh) {
  const list = document.getElementById("rows");
  if (list) mergeList(list, fresh);
  else {
    for (const now of [...fresh.querySelectorAll("[data-stamp]")]) {
      const old = document.getElementById(now.id);
      if (old) replace(old, now);
    }
  }
  for (const id of ["rail", "shown", "updated"]) {
    const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && now && !old.contains(document.activeElement)) old.innerHTML = now.innerHTML;
  }
}

// What one did while an answer was under way is newer than that answer.
let done = 0;
for (const kind of ["htmx:beforeRequest", "htmx:afterSettle"]) document.addEventListener(kind, () => (done += 1));

async function look() {
  if (document.hidden) return;
  const before = done;
  const address = page.dataset.live + (page.dataset.live.includes("?") ? "&live=1" : "?live=1");
  const answer = await fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
  if (answer.status !== 200 || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (done !== before) return;
  merge(fresh);
  tag = answer.headers.get("ETag") ?? "";
}

// A page of older articles stands still; the first page is alive.
if (page && !("older" in page.dataset)) {
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    look().catch(() => {}).finally(() => {
      clearTimeout(timer);
      timer = setTimeout(again, EVERY);
    });
  };
  timer = setTimeout(again, EVERY);
  // What one did to a row shows in the counts at once.
  document.addEventListener("htmx:afterSettle", again);
}

// Where one was, when one comes back.
const KEY = `kawaraban-row:${location.pathname}`;
document.addEventListener("current", (event) => sessionStorage.setItem(KEY, event.target.id));
document.addEventListener("DOMContentLoaded", () => {
  const last = document.getElementById(sessionStorage.getItem(KEY) ?? "");
  const wide = matchMedia("(width >= 700px)").matches;
  const row = last ?? (wide ? document.querySelector(".row") : null);
  if (row) makeCurrent(row, { scroll: Boolean(last) });
});

// The next row that needs care.
document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = rows();
  const start = all.indexOf(current()) + 1;
  makeCurrent([...all.slice(start), ...all.slice(0, start)].find((row) => "care" in row.dataset));
});
