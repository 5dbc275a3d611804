// The memory: a pair corrected where it stands.
"use strict";

document.addEventListener("htmx:afterSettle", (event) => {
  const row = document.getElementById(event.detail.elt.id) ?? event.detail.elt;
  const field = row.querySelector?.(".edit-pair textarea");
  // What had the focus is gone with the form: Tab goes on from the same pair.
  if (!field) return row.querySelector?.(".does .link")?.focus({ preventScroll: true });
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".edit-pair");
  if (!form || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else if (event.key === "Escape") form.querySelector("[data-cancel]").click();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
