// A button that prints the page; without script nobody misses it.
"use strict";
(() => {
  const button = house.find("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
})();
