/* What htmx does not do by itself on the drawing board. Everything works without this file, page by page. */
(() => {
  "use strict";
  const body = document.body;
  const frame = () => document.getElementById("board-preview-frame");

  // The preview follows every gesture, and keeps its place on the page; it turns to what is selected.
  const show = (address) => {
    const inside = frame()?.contentWindow;
    if (!inside) return;
    const top = address === inside.location.href ? inside.scrollY : 0;
    frame().addEventListener("load", () => frame().contentWindow.scrollTo(0, top), { once: true });
    inside.location.replace(address);
  };
  const wanted = () => document.getElementById("board")?.dataset.preview || "";
  let shown = wanted();
  const follow = () => {
    const inside = frame()?.contentWindow;
    if (!inside || wanted() === shown) return;
    shown = wanted();
    const address = new URL(inside.location.href);
    new URLSearchParams(shown).forEach((value, name) => address.searchParams.set(name, value));
    show(address.href);
  };
  body.addEventListener("draft-changed", () => {
    const inside = frame()?.contentWindow;
    if (inside) show(inside.location.href);
  });

  // A click on another line waits until what was typed before it is saved.
  let pending = 0;
  const waiting = [];
  body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") pending += 1;
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    pending -= 1;
    if (pending === 0) waiting.splice(0).forEach((go) => go());
  });
  body.addEventListener("htmx:confirm", (event) => {
    if (event.detail.verb !== "get" || pending === 0) return;
    event.preventDefault();
    waiting.splice(0, waiting.length, () => event.detail.issueRequest(true));
  });

  // Of the matrix only what was changed is sent; for a single cell only that cell comes back.
  body.addEventListener("htmx:configRequest", (event) => {
    const control = event.detail.triggeringEvent?.target;
    if (!event.target.matches("form[data-matrix]") || !control?.name) return;
    const sent = event.detail.parameters;
    Object.keys(sent)
      .filter((name) => /^(cell|page|column):/.test(name) && name !== control.name)
      .forEach((name) => delete sent[name]);
    if (control.name.startsWith("cell:") && !control.value.startsWith("all:")) sent.quiet = "1";
  });

  // What could not be sent is said, once, where everybody looks.
  const failed = () => {
    const text = document.querySelector("[data-save-failed]")?.dataset.saveFailed;
    if (text) document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
  };
  body.addEventListener("htmx:responseError", failed);
  body.addEventListener("htmx:sendError", failed);

  // On a narrow screen the settings stand below the outline: go there when something is selected.
  body.addEventListener("htmx:afterSettle", (event) => {
    arrange();
    fold();
    follow();
    const narrow = window.matchMedia("(max-width: 800px)").matches;
    const selecting = event.detail.requestConfig?.verb === "get";
    if (narrow && selecting) document.getElementById("board-panel")?.scrollIntoView({ block: "start" });
  });

  // The palette of types: search by name, and choose.
  const palette = document.getElementById("type-palette");
  const search = document.getElementById("type-search");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const narrow = () => {
    const wanted = plain(search.value.trim());
    palette.querySelectorAll(".palette__group").forEach((group) => {
      const found = [...group.querySelectorAll("li")].filter((line) => {
        line.hidden = !plain(line.textContent).includes(wanted);
        return !line.hidden;
      });
      group.hidden = !found.length;
    });
    palette.querySelector(".palette__none").hidden = Boolean(palette.querySelector("li:not([hidden])"));
  };
  const choose = (type) => {
    const select = document.getElementById("add-type");
    if (!select) return;
    select.value = type;
    palette.hidePopover();
    document.getElementById("add-title").focus();
  };
  if (palette?.showPopover) {
    search.hidden = false;
    search.addEventListener("input", narrow);
    search.addEventListener("keydown", (event) => {
      const first = palette.querySelector(".palette__group:not([hidden]) li:not([hidden]) button");
      if (event.key !== "Enter" || !first) return;
      event.preventDefault();
      choose(first.dataset.type);
    });
    palette.addEventListener("click", (event) => {
      const button = event.target.closest("[data-type]");
      if (button) choose(button.dataset.type);
    });
    palette.addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      search.value = "";
      narrow();
      search.focus();
    });
  }

  // Names put into the text of a document stand where one was writing, which is kept while it is saved.
  let writing = null;
  document.addEventListener("selectionchange", () => {
    const text = document.activeElement;
    if (text?.matches?.(".paper-text")) writing = { id: text.id, start: text.selectionStart, end: text.selectionEnd };
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-insert]")) event.preventDefault(); // it would leave the text, and save it half
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const text = button?.form?.querySelector(".paper-text");
    if (!text) return;
    event.preventDefault();
    const last = writing?.id === text.id ? writing : { start: text.value.length, end: text.value.length };
    text.setRangeText(button.dataset.insert, last.start, last.end, "end");
    writing = { id: text.id, start: text.selectionStart, end: text.selectionEnd };
    if (event.detail) text.focus(); // by keyboard one goes on from the button
    text.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Groups that were folded or unfolded by hand stay so while the board is drawn again.
  const folds = new Map();
  document.addEventListener("click", (event) => {
    const inside = event.target.closest(".outline-fold")?.parentElement;
    if (inside) folds.set(inside.id, !inside.open);
  });
  const fold = () =>
    folds.forEach((open, id) => {
      const inside = document.getElementById(id);
      if (inside && !inside.querySelector("[aria-current]")) inside.open = open;
    });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const redo = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    const button = document.getElementById(redo ? "board-redo" : event.key === "z" ? "board-undo" : "");
    if (button && !button.disabled) {
      event.preventDefault();
      button.click();
    }
  });

  // Dragging lines; the arrows in the panel do the same by keyboard.
  let dragged = null;
  const target = (event) => event.target.closest(".outline-line[data-key], [data-nothing]");
  const clear = () => document.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));
  const arrange = () =>
    document.querySelectorAll(".outline-line[data-key]").forEach((line) => line.setAttribute("draggable", "true"));
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".outline-line[data-key]");
    if (!dragged) return;
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.key);
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && target(event);
    if (!over) return;
    event.preventDefault();
    clear();
    over.classList.add("is-target");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
  document.addEventListener("drop", (event) => {
    const over = dragged && target(event);
    if (!over || over === dragged) return;
    event.preventDefault();
    const page = over.closest("[data-page]").dataset.page;
    const form = document.querySelector(".board-undo");
    const values = new FormData(form);
    const place = over.dataset.group
      ? ["into", dragged.dataset.key, over.dataset.group]
      : ["place", dragged.dataset.key, page, over.dataset.key || ""];
    values.set("do", place.join(":"));
    values.set("item", dragged.dataset.key);
    window.htmx.ajax("POST", form.getAttribute("action"), {
      target: "#board",
      swap: "outerHTML",
      values: Object.fromEntries(values),
    });
  });
  arrange();
})();
