// The box for a key: takes it from the link's fragment, groups it while it is typed, checks its check symbols.
// The same sum as dossiers/keys.py. Nothing here is needed: the server forgives and checks all of it again.
(() => {
  "use strict";
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const RANDOM = 26;
  const WHOLE = 28;
  const PRIME = 1021;
  const GROUP = 4;

  const box = document.getElementById("key");
  const form = document.getElementById("key-form");
  if (!box || !form) return;
  const group = document.getElementById("key-group");
  const error = document.getElementById("key-error");
  const errorText = document.getElementById("key-error-text");
  const state = document.getElementById("key-state");

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

  function complain(text) {
    error.hidden = !text;
    errorText.textContent = text;
    group.classList.toggle("govuk-form-group--error", Boolean(text));
    box.classList.toggle("govuk-input--error", Boolean(text));
  }

  function regroup(event) {
    if (event && event.isComposing) return;
    const before = bare(box.value.slice(0, box.selectionStart)).length;
    const symbols = bare(box.value);
    const deleting = Boolean(event && event.inputType && event.inputType.startsWith("delete"));
    const text = grouped(symbols);
    if (text !== box.value) {
      box.value = text;
      let caret = before + Math.max(0, Math.ceil(before / GROUP) - 1);
      if (!deleting && before > 0 && before % GROUP === 0 && before < symbols.length) caret += 1;
      if (document.activeElement === box) box.setSelectionRange(caret, caret);
    }
    const good = checks(symbols);
    state.textContent = good ? box.dataset.good : "";
    complain(!good && symbols.length >= WHOLE ? box.dataset.wrong : "");
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

  box.addEventListener("input", regroup);
  form.addEventListener("submit", (event) => {
    const symbols = bare(box.value);
    if (checks(symbols)) return;
    event.preventDefault();
    complain(symbols.length < WHOLE ? box.dataset.short : box.dataset.wrong);
    box.focus();
  });
  window.addEventListener("hashchange", takeFragment);
  takeFragment();
})();
