// Suggestions under the search boxes (the ARIA pattern of an editable combobox). Without it the boxes are plain forms.
"use strict";
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = input.id + "-list";
  list.role = "listbox";
  list.ariaLabel = input.dataset.label;
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  let rows = [], chosen = -1, timer = 0, asked = 0;

  const show = (found) => {
    rows = found;
    chosen = -1;
    list.replaceChildren(...rows.map((row, n) => {
      const item = document.createElement("li");
      item.id = list.id + n;
      item.role = "option";
      item.ariaSelected = "false";
      const note = document.createElement("span");
      note.textContent = row.note;
      item.append(row.label, note);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(row.url); });
      return item;
    }));
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    chosen = (n + rows.length + 1) % (rows.length + 1);
    if (chosen === rows.length) chosen = -1;
    [...list.children].forEach((item, at) => { item.ariaSelected = String(at === chosen); });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < 2) return show([]);
    timer = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text));
        const found = (await answer.json()).suggestions || [];
        if (turn === asked && document.activeElement === input) show(found);
      } catch { show([]); }
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? rows.length - 1 : chosen - 1);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) location.assign(rows[chosen].url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show([]));
}
