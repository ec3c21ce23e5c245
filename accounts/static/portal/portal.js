// What the portal does with JavaScript; everything works without it.
"use strict";

// A page that was refused says so first.
document.getElementById("error-summary")?.focus();
