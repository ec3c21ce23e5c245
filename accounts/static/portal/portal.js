// What the portal does with JavaScript; everything works without it.
"use strict";

// A page that was refused says so first.
document.getElementById("error-summary")?.focus();

// Typing is kept as one goes. When it cannot be kept any more, say so before more is typed.
document.body.addEventListener("htmx:responseError", (event) => {
  const notice = document.getElementById("signed-out");
  if (notice && event.detail.xhr.status === 401) {
    notice.hidden = false;
  }
});
