"use strict";
// While the server is asked for the fields anew, people go on. Its answer holds what was on the page when it
// was asked; what they have done since stays. One question at a time: what is asked meanwhile is asked after it.
(() => {
  const FIELDS = "form-fields";
  const PRESS = /^(.*)row-(add|remove)$/;
  let asking = false;
  let stale = false; // an answer that other fields depend on was changed meanwhile
  let waiting = []; // presses of "add" and "remove" made meanwhile: name and value of the button
  let kept = [];
  let caret = null;
  let pressed = null;

  const isFields = (event) => event.detail.target?.id === FIELDS;
  const on = (name, listen) => document.body.addEventListener(name, listen);

  // What arrives works at once; htmx would leave it without its requests for a moment.
  htmx.config.defaultSettleDelay = 0;

  on("htmx:confirm", (event) => {
    if (!isFields(event) || !asking) return;
    event.preventDefault();
    const { name, value } = event.detail.elt;
    if (name) waiting.push({ name, value });
    else stale = true;
  });

  // Files go with the page when it is saved, not with every change.
  on("htmx:configRequest", (event) => {
    const { formData } = event.detail;
    for (const [name, value] of [...formData]) if (value instanceof File) formData.delete(name);
  });

  on("htmx:beforeRequest", (event) => {
    if (isFields(event)) asking = true;
  });

  on("htmx:beforeSwap", (event) => {
    kept = [];
    caret = pressed = null;
    if (!isFields(event) || !event.detail.shouldSwap) return;
    const { target, requestConfig } = event.detail;
    const inputs = [...target.querySelectorAll("input, select, textarea")];
    const changed = inputs.filter((field) => isChanged(field, requestConfig.formData));
    pressed = pressOf(requestConfig.elt);
    followTheRows(target, requestConfig.formData, saidBy(event.detail.serverResponse));
    kept = changed.filter((field) => field.name).map(asItIs);
    const { id, selectionStart, selectionEnd } = document.activeElement;
    if (id && typeof selectionStart === "number") caret = { id, selectionStart, selectionEnd };
  });

  on("htmx:afterSwap", () => {
    const fields = document.getElementById(FIELDS);
    kept.forEach((each) => putBack(fields, each));
    if (caret) document.getElementById(caret.id)?.setSelectionRange(caret.selectionStart, caret.selectionEnd);
    if (pressed && document.activeElement === document.body) goOnAt(fields, pressed);
    kept = [];
    caret = pressed = null;
  });

  on("htmx:afterRequest", (event) => {
    if (!isFields(event)) return;
    const fields = document.getElementById(FIELDS);
    const askAgain = stale;
    asking = stale = false;
    if (!event.detail.successful) {
      waiting = [];
      return;
    }
    while (waiting.length > 0 && !asking) buttonOf(fields, waiting.shift())?.click();
    if (askAgain && !asking) askAs(fields.querySelector("[data-asked]"));
  });

  const askAs = (element) => element && htmx.trigger(element, "change");
  const buttonOf = (fields, { name, value }) =>
    fields.querySelector(`button[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  const isChoice = (field) => /^(radio|checkbox)$/.test(field.type);

  function isChanged(field, sent) {
    if (!field.name || /^(hidden|file|submit|button)$/.test(field.type)) return false;
    if (isChoice(field)) return field.checked !== sent.getAll(field.name).includes(field.value);
    return field.value !== (sent.get(field.name) ?? "");
  }

  const asItIs = (field) => ({
    name: field.name,
    value: field.value,
    isChoice: isChoice(field),
    checked: field.checked,
    isTyping: field === document.activeElement && field.matches("input, textarea") && !isChoice(field),
  });

  function putBack(fields, each) {
    const value = each.isChoice ? `[value="${CSS.escape(each.value)}"]` : "";
    const field = fields.querySelector(`[name="${CSS.escape(each.name)}"]${value}`);
    if (!field) return;
    if (each.isChoice) field.checked = each.checked;
    else field.value = each.value;
    // Nobody has typed into this one, so the browser would not say at its end that it was changed.
    const tell = () => field.value === each.value && field.dispatchEvent(new Event("change", { bubbles: true }));
    if (each.isTyping) field.addEventListener("blur", tell, { once: true });
  }

  function saidBy(answer) {
    const page = new DOMParser().parseFromString(answer, "text/html");
    const form = page.createElement("form");
    form.append(page.body);
    return new FormData(form);
  }

  function pressOf(element) {
    const [, prefix, deed] = PRESS.exec(element.name ?? "") ?? [];
    if (!deed) return null;
    const [key, row] = element.value.split(":");
    return { prefix, deed, key, row: Number(row) };
  }

  // Rows change places: one goes, empty ones come last. What was typed since, and what waits, goes with its row.
  function followTheRows(fields, sent, answer) {
    for (const count of fields.querySelectorAll('input[type=hidden][name$="-count"]')) {
      const start = count.name.slice(0, -"count".length);
      const places = placesOf(rowsOf(sent, start), rowsOf(answer, start), start);
      for (const field of fields.querySelectorAll(`[name^="${CSS.escape(start)}"]`)) {
        const [, number, part] = /^(\d+)([-.].*)$/.exec(field.name.slice(start.length)) ?? [];
        if (number === undefined) continue;
        const place = places.get(Number(number));
        field.id = place === undefined ? "" : field.id.replace(`${start}${number}`, `${start}${place}`);
        field.name = place === undefined ? "" : `${start}${place}${part}`;
      }
      waiting = waiting.flatMap((each) => {
        const { prefix, deed, key, row } = pressOf(each);
        if (deed !== "remove" || `${prefix}${key}-` !== start) return [each];
        return places.has(row) ? [{ ...each, value: `${key}:${places.get(row)}` }] : [];
      });
    }
  }

  // Number of the row -> part -> what was said.
  function rowsOf(said, start) {
    const rows = new Map();
    for (const name of new Set(said.keys())) {
      const [, number, part] = (name.startsWith(start) && /^(\d+)([-.].*)$/.exec(name.slice(start.length))) || [];
      if (number === undefined) continue;
      if (!rows.has(Number(number))) rows.set(Number(number), new Map());
      rows.get(Number(number)).set(part, said.getAll(name).join("\n"));
    }
    return rows;
  }

  // Where each row is now: those that say the same are the same, in their order; then the others, in theirs.
  function placesOf(before, after, start) {
    const places = new Map();
    const left = new Set(before.keys());
    if (pressed?.deed === "remove" && `${pressed.prefix}${pressed.key}-` === start) left.delete(pressed.row);
    const saysTheSame = (one, other) => [...one].every(([part, text]) => !other.has(part) || other.get(part) === text);
    for (const isIt of [saysTheSame, () => true]) {
      for (const [place, row] of after) {
        if ([...places.values()].includes(place)) continue;
        const found = [...left].find((number) => isIt(before.get(number), row));
        if (found === undefined) continue;
        places.set(found, place);
        left.delete(found);
      }
    }
    return places;
  }

  // The button that was pressed is gone: who uses the keyboard goes on in the new row, or at "add".
  function goOnAt(fields, { prefix, deed, key }) {
    const removals = `button[name="${CSS.escape(prefix)}row-remove"][value^="${CSS.escape(key)}:"]`;
    const row = [...fields.querySelectorAll(removals)].at(-1)?.closest("[data-row]");
    const added = row?.querySelector("input:not([type=hidden]), select, textarea");
    (deed === "add" ? added : buttonOf(fields, { name: `${prefix}row-add`, value: key }))?.focus();
  }
})();
