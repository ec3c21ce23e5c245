// The form that asks partners: hides what is not needed, and says in each row what the chosen scope lets see.
// Without it everything is shown, and the list of what partners will see stands below.
document.querySelectorAll("[data-ask]").forEach((form) => {
  const list = form.querySelector("[data-previews]");

  const refresh = (row) => {
    const value = (name) => row.querySelector(`[name$="-${name}"]`)?.value ?? "";
    const outside = row.querySelector("[data-outside]");
    outside.hidden = value("colleague") !== "";
    row.querySelectorAll("[data-serves]").forEach((line) => {
      const serves = line.dataset.serves.split(" ");
      line.hidden = value("scope") !== "" && line.dataset.serves !== "" && !serves.includes(value("scope"));
    });
    const shown = list?.querySelector(
      `[data-scope="${CSS.escape(value("scope"))}"][data-kind="${CSS.escape(value("kind"))}"] dd`,
    );
    row.querySelector("[data-preview]").replaceChildren(...(shown ? shown.cloneNode(true).childNodes : []));
  };

  if (list) list.hidden = true;
  form.querySelectorAll("[data-ask-row]").forEach((row) => {
    row.addEventListener("change", () => refresh(row));
    refresh(row);
  });
});
