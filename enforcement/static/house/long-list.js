// A list with more than forty choices gets a box in which to look for one; without the script the list stands as it is.
"use strict";
for (const list of document.querySelectorAll("select:not([multiple])")) {
  if (list.options.length <= 40) continue;
  const all = [...list.options];
  const box = document.createElement("input");
  const name = list.labels?.[0]?.textContent.trim() || "列表";
  Object.assign(box, { type: "search", className: "form-control mb-1", autocomplete: "off", placeholder: "输入名称查找" });
  box.setAttribute("aria-label", `在“${name}”中查找`);
  box.dataset.noDraft = "";
  box.addEventListener("input", () => {
    const wanted = box.value.trim();
    const chosen = list.value;
    const found = all.filter((one) => !one.value || one.value === chosen || one.text.includes(wanted));
    list.replaceChildren(...found);
    list.value = chosen;
    const named = found.filter((one) => one.value && one.text.includes(wanted));
    if (wanted && named.length === 1) {
      list.value = named[0].value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(box);
}
