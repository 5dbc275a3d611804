// Claims: looking at a cue shows who says what with it, in the text, in the panel, and beside the cue.
"use strict";

{
  const card = document.createElement("div");
  card.className = "claim-card";
  card.id = "claim-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);
  let shown = null;

  const line = (id) => document.getElementById(`claim-${id}`);

  function light(id, on) {
    for (const piece of document.querySelectorAll(`[data-said~="${CSS.escape(id)}"]`)) piece.classList.toggle("lit", on);
    line(id)?.classList.toggle("lit", on);
  }

  function hide() {
    if (shown) light(shown, false);
    shown = null;
    card.hidden = true;
  }

  function fill(id) {
    const from = line(id);
    if (!from) return false;
    const group = from.closest(".speaker");
    const name = document.createElement("b");
    const heading = group?.querySelector("h3");
    if (heading) name.lang = heading.lang;
    name.textContent = heading?.textContent ?? "";
    const said = document.createElement("div");
    said.className = "claim";
    for (const part of from.querySelectorAll(":scope > .line, :scope > .stance, :scope > .words")) said.append(part.cloneNode(true));
    card.replaceChildren(name, ...[group?.querySelector(".chain")?.cloneNode(true)].filter(Boolean), said);
    return true;
  }

  // Below the cue, within the page.
  function place(cue) {
    card.hidden = false;
    const at = cue.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${at.bottom + scrollY + 8}px`;
  }

  function show(cue) {
    hide();
    shown = cue.dataset.claim;
    light(shown, true);
    if (fill(shown)) place(cue);
  }

  const cueOf = (event) => event.target.closest?.("a.cue");
  document.addEventListener("mouseover", (event) => cueOf(event) && show(cueOf(event)));
  document.addEventListener("mouseout", (event) => cueOf(event) && hide());
  document.addEventListener("focusin", (event) => (cueOf(event) ? show(cueOf(event)) : hide()));
  document.addEventListener("focusout", (event) => cueOf(event) && hide());
  // Escape closes what it opened, and not the page behind it.
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || card.hidden) return;
      hide();
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true },
  );
  document.addEventListener("htmx:beforeSwap", hide);

  // A line of the panel lights its words up, too.
  document.addEventListener("mouseover", (event) => {
    const id = event.target.closest?.("li.claim")?.id.slice("claim-".length);
    if (id && id !== shown) {
      hide();
      shown = id;
      light(id, true);
    }
  });
  document.addEventListener("mouseout", (event) => event.target.closest?.("li.claim") && !event.relatedTarget?.closest?.("li.claim") && hide());
}
