// The box for a key: takes it from the link's fragment, groups it while it is typed, checks its check symbols.
// The same sum as dossiers/keys.py. Nothing here is needed: the server forgives and checks all of it again.
(() => {
  "use strict";
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const RANDOM = 26;
  const WHOLE = 28;
  const PRIME = 1021;
  const GROUP = 4;
  const LONGEST = 40; // more than this is no key mistyped: left as it is

  const box = document.getElementById("key");
  const form = document.getElementById("key-form");
  if (!box || !form) return;
  const group = document.getElementById("key-group");
  const error = document.getElementById("key-error");
  const errorText = document.getElementById("key-error-text");
  const state = document.getElementById("key-state");
  const copy = document.getElementById("key-copy");

  const bare = (text) =>
    Array.from(text.normalize("NFKC").toUpperCase())
      .filter((each) => /[\p{L}\p{N}]/u.test(each))
      .map((each) => ({ I: "1", L: "1", O: "0" })[each] || each)
      .join("");

  const grouped = (symbols) => (symbols.match(/.{1,4}/gsu) || []).join("-");

  function checks(symbols) {
    const values = Array.from(symbols, (each) => SYMBOLS.indexOf(each));
    if (values.length !== WHOLE || values.includes(-1)) return false;
    const rest = values.slice(0, RANDOM).reduce((sum, each) => (sum * 32 + each) % PRIME, 0);
    return rest === values[RANDOM] * 32 + values[RANDOM + 1];
  }

  // A key in groups, also where words touch it; then letters and digits that follow each other and are as long
  // as a key together. The same places in the same order as in dossiers/keys.py.
  function keyIn(text) {
    const plain = Array.from(text.normalize("NFKC").toUpperCase(), (each) => ({ I: "1", L: "1", O: "0" })[each] || each).join("");
    const runs = plain.match(/[\p{L}\p{N}]+/gu) || [];
    const dashed = Array.from(
      plain.matchAll(/(?=((?:[0-9A-Z]{4}[-\u2010\u2012-\u2015\u2212]){6}[0-9A-Z]{4}))/gu), (each) => bare(each[1])
    );
    const even = [];
    const ragged = [];
    runs.forEach((_run, first) => {
      let joined = "";
      let last = first;
      for (; last < runs.length && joined.length < WHOLE; last += 1) joined += runs[last];
      const inGroups = runs.slice(first, last).every((each) => each.length === GROUP);
      (inGroups ? even : ragged).push(joined);
    });
    return [runs.join(""), ...dashed, ...even, ...ragged].find(checks) || "";
  }

  function complain(text) {
    error.hidden = !text;
    errorText.textContent = text;
    group.classList.toggle("govuk-form-group--error", Boolean(text));
    box.classList.toggle("govuk-input--error", Boolean(text));
  }

  function sayGood(good) {
    state.textContent = good ? box.dataset.good : "";
    if (copy) copy.hidden = !good || !navigator.clipboard;
  }

  function regroup(event) {
    if (event && event.isComposing) return;
    const before = bare(box.value.slice(0, box.selectionStart)).length;
    const symbols = bare(box.value);
    const deleting = Boolean(event && event.inputType && event.inputType.startsWith("delete"));
    const found = symbols.length > WHOLE ? keyIn(box.value) : "";
    if (found) return take(found);
    const text = symbols.length > LONGEST ? box.value : grouped(symbols);
    if (text !== box.value) {
      box.value = text;
      let caret = before + Math.max(0, Math.ceil(before / GROUP) - 1);
      if (!deleting && before > 0 && before % GROUP === 0 && before < symbols.length) caret += 1;
      if (document.activeElement === box) box.setSelectionRange(caret, caret);
    }
    const good = checks(symbols);
    sayGood(good);
    complain(!good && symbols.length >= WHOLE ? box.dataset.wrong : "");
  }

  function take(key) {
    box.value = grouped(key);
    sayGood(true);
    complain("");
  }

  // Before the browser puts all of it into one line: words around a key would touch it.
  function pasted(event) {
    const key = keyIn(event.clipboardData ? event.clipboardData.getData("text") : "");
    if (!key) return;
    event.preventDefault();
    take(key);
  }

  function takeFragment() {
    const fragment = window.location.hash.slice(1);
    if (!fragment) return;
    let typed = fragment;
    try {
      typed = decodeURIComponent(fragment);
    } catch {
      // left as it came: the server says what is wrong with it
    }
    if (bare(typed).length < RANDOM) return;
    history.replaceState(null, "", window.location.pathname + window.location.search);
    const other = document.getElementById("another-key");
    if (other) other.open = true;
    box.value = typed;
    regroup();
    form.querySelector("button[type=submit]").focus();
  }

  if (copy) {
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.value);
      state.textContent = copy.dataset.done;
    });
  }
  box.addEventListener("input", regroup);
  box.addEventListener("paste", pasted);
  form.addEventListener("submit", (event) => {
    const symbols = bare(box.value);
    if (checks(symbols) || keyIn(box.value)) return;
    event.preventDefault();
    complain(symbols.length < WHOLE ? box.dataset.short : box.dataset.wrong);
    box.focus();
  });
  window.addEventListener("hashchange", takeFragment);
  takeFragment();
})();
