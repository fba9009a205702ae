// Rows that grow without a reload: [data-rows] holds [data-row="3"] and a button [data-add-row]. Names and ids of the
// fields end in _3; the copy counts on from there, empty. Without script the button submits and the page comes back.
"use strict";
house.onEvery("[data-add-row]", (button) => {
  const group = button.closest("[data-rows]");
  button.addEventListener("click", (event) => {
    const last = house.all("[data-row]", group).pop();
    if (!last) return;
    event.preventDefault();
    const old = last.dataset.row;
    const next = Number(old) + 1;
    const row = last.cloneNode(true);
    row.dataset.row = next;
    const mark = new RegExp(`_${old}(?=$|_)`);
    for (const part of [row, ...house.all("*", row)]) {
      for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby", "data-signature"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.split(" ").map((one) => one.replace(mark, `_${next}`)).join(" "));
      }
      if (part.matches("textarea, input:not([type=checkbox], [type=radio])")) part.value = part.defaultValue = "";
      if (part.matches("input")) part.checked = part.defaultChecked = false;
      if (part.matches("select")) part.selectedIndex = 0;
      part.classList.remove("wrong", "is-invalid");
      part.removeAttribute("aria-invalid");
    }
    house.all(".error, [data-once]", row).forEach((part) => part.remove());
    house.all("[data-number]", row).forEach((part) => { part.textContent = next; });
    last.after(row);
    house.find("textarea, input:not([type=hidden])", row)?.focus();
    row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  });
});
