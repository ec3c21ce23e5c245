/* The choices above the preview take effect at once. */
(() => {
  "use strict";
  const form = document.getElementById("preview-choices");
  form?.addEventListener("change", () => form.requestSubmit());
})();
