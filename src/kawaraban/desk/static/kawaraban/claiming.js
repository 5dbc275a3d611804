// Claims put right: words that are selected in the original become a claim, or take their place in one.
"use strict";

{
  const offer = document.getElementById("make-claim");
  let chosen = null; // {text, at}: the last words selected in the original

  // The offset in the paragraph's text: the numbers of the proof are not of it, a line break is one character.
  function offset(paragraph, node, place) {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, place);
    const before = range.cloneContents();
    for (const number of before.querySelectorAll("sup.n")) number.remove();
    for (const end of before.querySelectorAll("br")) end.replaceWith("\n");
    return [...before.textContent].length; // code points
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const paragraph = range.startContainer.parentElement?.closest(".para .of");
    if (!paragraph || !paragraph.contains(range.endContainer)) return null;
    const part = range.cloneContents();
    for (const number of part.querySelectorAll("sup.n")) number.remove();
    for (const end of part.querySelectorAll("br")) end.replaceWith("\n");
    const text = part.textContent;
    if (!text.trim()) return null;
    const start = offset(paragraph, range.startContainer, range.startOffset) + [...text].length - [...text.trimStart()].length;
    return { text: text.trim(), at: `${paragraph.closest(".unit").dataset.unit}:${start}`, box: range.getBoundingClientRect() };
  }

  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) chosen = now;
    offer.hidden = !now;
    for (const button of document.querySelectorAll("[data-take-words]")) button.hidden = !chosen;
    if (!now) return;
    const left = Math.min(now.box.left, document.documentElement.clientWidth - offer.offsetWidth - 8);
    offer.style.left = `${Math.max(8, left) + scrollX}px`;
    offer.style.top = `${now.box.bottom + scrollY + 8}px`;
  });
  // A press on the button must not let go of the selection before the click comes.
  offer.addEventListener("mousedown", (event) => event.preventDefault());

  function take(field) {
    if (field.name === "via") {
      field.value = `${field.value.trimEnd()}\n${chosen.text}`.trim(); // a source a line
      field.rows = field.value.split("\n").length;
      return;
    }
    field.value = chosen.text;
    field.form.elements[`${field.name}_at`].value = chosen.at;
  }

  offer.addEventListener("click", () => {
    const details = document.getElementById("add-claim");
    if (!details) return;
    details.open = true;
    const fields = details.querySelector("form").elements;
    if (selected()) take(fields.content);
    fields.speaker.focus();
    document.getSelection().removeAllRanges();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-words]");
    if (button && chosen) take(button.parentElement.querySelector("input, textarea"));
  });

  // Words that are typed over are looked for anew.
  document.addEventListener("input", (event) => {
    const { name, form } = event.target;
    if (form?.closest("#said") && form.elements[`${name}_at`]) form.elements[`${name}_at`].value = "";
  });
}
