// A term from the article: what is selected in the original and in its translation goes into the glossary.
"use strict";

{
  const dialog = document.getElementById("new-term");
  const form = dialog.querySelector("form");
  const said = dialog.querySelector(".said");
  const chosen = { of: "", to: "" };

  // What was selected last on either side; a field under edit has a selection of its own.
  function note(text, element) {
    const side = element?.closest(".unit .of, .unit .to");
    const word = text.replace(/\s+/g, " ").trim();
    if (side && word && word.length <= 200) chosen[side.matches(".of") ? "of" : "to"] = word;
  }

  function noteSelection() {
    const field = document.activeElement;
    if (field?.matches("textarea")) return note(field.value.slice(field.selectionStart, field.selectionEnd), field);
    const selection = document.getSelection();
    if (selection?.anchorNode) note(selection.toString(), selection.anchorNode.parentElement);
  }
  document.addEventListener("selectionchange", noteSelection);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && dialog.contains(event.target)) return dialog.close();
    if (!event.target.closest("[data-term-open]")) return;
    noteSelection();
    form.elements.source.value = chosen.of;
    form.elements.target.value = chosen.to;
    said.textContent = "";
    dialog.showModal();
    (chosen.of ? form.elements.target : form.elements.source).focus();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.classList.remove("stop");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const told = await answer.json();
      said.classList.toggle("stop", !answer.ok);
      said.textContent = answer.ok ? told.message : told.error;
      if (answer.ok) chosen.of = chosen.to = form.elements.source.value = form.elements.target.value = "";
    } catch {
      said.classList.add("stop");
      said.textContent = document.body.dataset.trouble;
    }
  });
}
