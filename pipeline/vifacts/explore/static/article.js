// Beside the text one card is chosen at a time: by a click on a mark, by the address (#f12), by the arrows n and p.
"use strict";
const cards = new Map([...document.querySelectorAll(".card")].map((card) => [card.id, card]));
const marks = [...document.querySelectorAll(".m")];
const close = document.querySelector("html").lang === "vi" ? "Đóng" : "Close";
const kindOf = (id) => [...cards.get(id).classList].find((name) => name.startsWith("c-")).slice(2);
const shown = (id) => document.getElementById("show-" + kindOf(id))?.checked;

for (const card of cards.values()) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "shut";
  button.textContent = close;
  button.addEventListener("click", () => choose(null));
  card.prepend(button);
}

// ``from`` the text: the card comes into view; from the card or the address: the text does
function choose(id, from) {
  for (const card of cards.values()) card.classList.toggle("on", card.id === id);
  for (const mark of marks) mark.classList.toggle("on", id !== null && mark.dataset.facts.split(" ").includes(id));
  document.body.classList.toggle("sheet", id !== null && from === "text");
  if (id === null) return;
  const card = cards.get(id);
  card.closest("details").open = true;
  const wide = matchMedia("(min-width: 56.01rem)").matches;
  if (wide || from === "card") card.scrollIntoView({ block: "nearest" });
  if (from !== "text") document.querySelector(".m.on")?.scrollIntoView({ block: "center" });
  if (wide && from === "address") card.scrollIntoView({ block: "nearest" });
  if (!wide && from === "text") {  // the mark stays in view above the sheet
    const on = [...document.querySelectorAll(".m.on")];
    const under = on.every((mark) => mark.getBoundingClientRect().bottom > innerHeight * 0.42);
    if (under) on[0]?.scrollIntoView({ block: "start" });
  }
}

for (const mark of marks) {
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    // the innermost fact of a kind that is shown; a second click on it goes on to the one around it
    const ids = mark.dataset.facts.split(" ").reverse().filter(shown);
    if (ids.length === 0) return;
    const now = ids.findIndex((id) => cards.get(id).classList.contains("on"));
    const id = ids[(now + 1) % ids.length];
    history.replaceState(null, "", "#" + id);
    choose(id, "text");
  });
}
for (const link of document.querySelectorAll(".in-text")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const id = link.closest(".card").id;
    history.replaceState(null, "", "#" + id);
    document.body.classList.remove("sheet");
    choose(id, "card");
    document.querySelector(".m.on")?.focus();
  });
}
// marks of kinds that are hidden are no stops of the Tab key
function stops() {
  for (const mark of marks) mark.tabIndex = mark.dataset.facts.split(" ").some(shown) ? 0 : -1;
}
for (const box of document.querySelectorAll(".legend input")) box.addEventListener("change", stops);
stops();
addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
addEventListener("hashchange", () => { const id = decodeURIComponent(location.hash.slice(1)); if (cards.has(id)) choose(id, "address"); });
const first = decodeURIComponent(location.hash.slice(1));
if (cards.has(first)) choose(first, "address");
