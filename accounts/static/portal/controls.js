"use strict";
// What the inputs of a form can do with JavaScript. Each works without it.
(() => {
  const SHEET = { width: 600, height: 200 };
  const MOST_STROKES = 200;
  const MOST_POINTS = 4000;

  const made = (tag, properties, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // A long list: what is typed above it leaves only what matches.
  function makeSearchable(select) {
    const [none, ...options] = select.options;
    const texts = new Map(options.map((option) => [option, folded(option.text)]));
    const input = made("input", {
      type: "search", id: `${select.id}-search`, className: "govuk-input portal-search__input", autocomplete: "off",
    });
    const label = made("label", { htmlFor: input.id, className: "govuk-hint", textContent: select.dataset.search });
    const found = made("span", { className: "govuk-visually-hidden" }, { role: "status" });
    const search = made("div", { className: "portal-search" });
    search.append(label, input, found);
    select.removeAttribute("data-search");
    select.before(search);

    const close = () => select.removeAttribute("size");
    const matching = () => {
      const wanted = folded(input.value.trim());
      return options.filter((option) => texts.get(option).includes(wanted));
    };
    const narrow = () => {
      const { value } = select;
      const shown = matching();
      const kept = options.filter((option) => shown.includes(option) || option.value === value);
      select.replaceChildren(none, ...kept);
      select.value = value;
      found.textContent = `${shown.length} / ${options.length}`;
      if (input.value.trim()) select.size = Math.min(Math.max(kept.length + 1, 2), 8);
      else close();
    };
    const choose = () => {
      const [first] = matching();
      if (!input.value.trim() || !first) return;
      select.value = first.value;
      close();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    input.addEventListener("input", narrow);
    input.addEventListener("change", (event) => event.stopPropagation()); // it is no answer
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") choose();
      if (event.key === "ArrowDown") select.focus();
      if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
    });
    select.addEventListener("change", close);
    select.addEventListener("blur", close);
  }

  // A signature may be drawn instead: the strokes go with the form as text.
  function makeDrawable(box) {
    const kept = box.querySelector("input[type=hidden]");
    if (!kept || box.querySelector("canvas")) return;
    let strokes = read(kept.value);
    let stroke = null;
    const shown = { role: "img", "aria-label": box.dataset.draw };
    const canvas = made("canvas", { ...SHEET, className: "portal-signature__sheet" }, shown);
    const clear = made("button", {
      type: "button", className: "govuk-button govuk-button--secondary", textContent: box.dataset.clear,
    });
    const pen = canvas.getContext("2d");
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";

    const draw = () => {
      pen.clearRect(0, 0, SHEET.width, SHEET.height);
      for (const points of strokes) {
        pen.beginPath();
        pen.moveTo(...points[0]);
        for (const point of [...points, points.at(-1)]) pen.lineTo(...point);
        pen.stroke();
      }
    };
    const keep = () => {
      kept.value = strokes.length ? JSON.stringify(strokes) : "";
      kept.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const pointOf = (event) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const inside = (share, most) => Math.round(Math.min(Math.max(share, 0), 1) * most);
      return [
        inside((event.clientX - left) / width, SHEET.width), inside((event.clientY - top) / height, SHEET.height),
      ];
    };
    const drawn = () => strokes.reduce((sum, points) => sum + points.length, 0);

    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button !== 0 || strokes.length >= MOST_STROKES || drawn() >= MOST_POINTS) return;
      canvas.setPointerCapture(event.pointerId);
      stroke = [pointOf(event)];
      strokes.push(stroke);
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke || drawn() >= MOST_POINTS) return;
      const [x, y] = pointOf(event);
      const [lastX, lastY] = stroke.at(-1);
      if (Math.hypot(x - lastX, y - lastY) < 2) return;
      stroke.push([x, y]);
      draw();
    });
    const lift = () => {
      if (stroke) keep();
      stroke = null;
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    clear.addEventListener("click", () => {
      strokes = [];
      draw();
      keep();
    });
    box.append(made("p", { className: "govuk-hint", textContent: box.dataset.draw }), canvas, clear);
    draw();
  }

  function read(text) {
    try {
      const strokes = JSON.parse(text || "[]");
      return Array.isArray(strokes) ? strokes.filter((points) => Array.isArray(points) && points.length) : [];
    } catch {
      return [];
    }
  }

  const enhance = () => {
    document.querySelectorAll("select[data-search]").forEach(makeSearchable);
    document.querySelectorAll("[data-signature]").forEach(makeDrawable);
  };
  document.body.addEventListener("htmx:afterSwap", enhance);
  enhance();
})();
