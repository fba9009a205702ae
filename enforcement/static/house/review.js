// The review desk: what was opened is marked in the list, and every form carries the version of the last answer.
"use strict";

// On a narrow screen the list of the file is a fold above what was opened from it.
document.addEventListener("DOMContentLoaded", () => {
  const fold = document.querySelector("[data-fold]");
  if (!fold) return;
  const narrow = matchMedia("(max-width: 767.98px)"), fit = () => { fold.open = !narrow.matches; };
  narrow.addEventListener("change", fit);
  fit();
});

// m: a remark on what has the focus, else on the first thing in sight.
document.addEventListener("keydown", (event) => {
  if (event.key !== "m" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.body.dataset.shortcuts === "off" || event.target.closest("input, textarea, select")) return;
  if (document.querySelector("dialog[open]")) return;
  const buttons = house.all("#middle .remark-button");
  const held = event.target.closest("#middle tr, #middle article, #middle figure");
  const seen = (one) => one.closest("tr, article, figure, .card-header").getBoundingClientRect().bottom > 80;
  const chosen = (held && held.querySelector(".remark-button")) || buttons.find(seen) || buttons[0];
  if (!chosen) return;
  event.preventDefault();
  chosen.click();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const middle = document.getElementById("middle");
  const points = document.getElementById("points");
  if (points) {
    for (const field of house.all("input[name=version]")) field.value = points.dataset.version;
    for (const field of house.all("input[name=show]")) field.value = middle.dataset.key;
  }
  for (const link of house.all("[data-entry]")) {
    if (link.dataset.entry === middle?.dataset.key) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (event.detail.target.id === "middle" && middle.dataset.key !== event.detail.target.dataset.key) {
    // what was swapped out is still the event's target: the new heading takes the focus and is announced
    document.getElementById("open-title")?.focus();
    house.say(middle.dataset.announce);
  }
  if (event.detail.target.id === "remark-slot") event.detail.target.scrollIntoView({ block: "nearest" });
});
