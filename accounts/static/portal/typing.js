"use strict";

// The server's answer holds what was on the page when it was asked. What has been typed since stays.
let typedSince = null;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const fields = event.detail.target;
  const pressed = [...event.detail.requestConfig.formData.keys()].some((name) => /(^|-)row-(add|remove)$/.test(name));
  typedSince = null;
  if (fields.id !== "form-fields" || pressed) return;
  typedSince = [...fields.querySelectorAll("input, select, textarea")]
    .filter((field) => !["hidden", "file", "submit", "button"].includes(field.type) && field.name)
    .map((field) => ({ name: field.name, choice: /^(radio|checkbox)$/.test(field.type) ? field.value : null, value: field.value, checked: field.checked }));
});

document.body.addEventListener("htmx:afterSwap", () => {
  const fields = document.getElementById("form-fields");
  for (const kept of (fields && typedSince) || []) {
    const selector = `[name="${CSS.escape(kept.name)}"]` + (kept.choice === null ? "" : `[value="${CSS.escape(kept.choice)}"]`);
    const field = fields.querySelector(selector);
    if (!field) continue;
    if (kept.choice === null) field.value = kept.value;
    else field.checked = kept.checked;
  }
  typedSince = null;
});
