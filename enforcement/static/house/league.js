// A row of the league table opens in place: press it, or Enter on its name; Esc closes. Without script the name is a link.
"use strict";
(() => {
  const board = house.find(".board-table");
  if (!board) return;
  const link = (row) => house.find("th a", row);
  const opened = (row) => document.getElementById(row.id.replace("u", "w"));

  function remember(row, isOpen) {
    const address = new URL(location.href);
    if (isOpen) address.searchParams.set("open", row.id.slice(1)); else address.searchParams.delete("open");
    address.hash = "";
    history.replaceState(history.state, "", address);
  }
  function close(row, focus) {
    opened(row)?.remove();
    row.classList.remove("open");
    link(row).setAttribute("aria-expanded", "false");
    remember(row, false);
    if (focus) link(row).focus();
  }
  function open(row) {
    const from = document.activeElement;
    house.all("tr.open", board).forEach((one) => close(one));
    row.classList.add("open");
    link(row).setAttribute("aria-expanded", "true");
    htmx.ajax("get", link(row).href.split("#")[0], { target: row, source: row, swap: "afterend" }).then(() => {
      // whoever has gone on while the row came in is not fetched back
      if (document.activeElement !== from && document.activeElement !== document.body) return;
      house.find("[data-focus]", opened(row) || row)?.focus({ preventScroll: true });
    });
    remember(row, true);
  }
  const toggle = (row) => (row.classList.contains("open") ? close(row, true) : open(row));

  board.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      close(document.getElementById(event.target.closest("tr").id.replace("w", "u")), true);
      return;
    }
    const row = event.target.closest("tbody tr[id^=u]");
    if (!row || getSelection().toString()) return;
    event.preventDefault();
    toggle(row);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || house.find("dialog[open]")) return;
    const row = house.find("tr.open", board);
    if (row) close(row, true);
  });
  const print = house.find("[data-print]");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
})();
