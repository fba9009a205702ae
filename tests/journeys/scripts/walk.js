// Follows the keyboard through a page: which controls there are, and what is wrong where the focus stands.
() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const words = (one) => `${one.tagName.toLowerCase()}[${one.name || one.className}] “${one.textContent.trim().slice(0, 16)}”`;
  const open = (one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true });
  // of a group of radio buttons the keyboard meets one
  const stands = (one) => {
    if (one.type !== "radio") return true;
    const group = [...(one.form || document).querySelectorAll(`input[type=radio][name="${one.name}"]`)].filter(open);
    return one === (group.find((other) => other.checked) || group[0]);
  };
  const controls = [...document.querySelectorAll(CONTROLS)].filter((one) => open(one) && stands(one));
  const reached = new Set();
  let before = null;

  const shown = (one) => { let all = 1; for (let at = one; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity); return all > 0.1; };
  const ring = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && shown(one);
  };
  const marked = (one) => [one, one.nextElementSibling, one.closest("label")].some((other) => other && ring(other));
  const stuck = (one) => { for (let at = one; at; at = at.parentElement) if (/sticky|fixed/.test(getComputedStyle(at).position)) return true; return false; };
  const holder = (one) => one.closest("section, header, nav, form, .card");

  function faults(one) {
    const box = one.getBoundingClientRect();
    const told = [];
    if (!marked(one)) told.push("没有焦点框");
    // a region higher than the window shows its beginning
    const middle = box.height < innerHeight ? box.y + box.height / 2 : Math.max(box.y, 0) + 10;
    const top = document.elementFromPoint(box.x + box.width / 2, middle);
    const own = top && (one.contains(top) || top.contains(one) || top.closest("label")?.contains(one));
    if (!own) told.push(`被盖住：${top ? words(top) : "在窗口外"}`);
    if (before && !stuck(one) && !stuck(before.one) && holder(one) === holder(before.one)) {
      if (box.bottom + scrollY <= before.top) told.push(`次序在 ${words(before.one)} 之后，位置在其上`);
    }
    before = { one, top: box.top + scrollY };
    return told.map((fault) => `${words(one)} ${fault}`);
  }
  return {
    count: () => controls.length,
    // null where the walk has come round
    here() {
      const one = document.activeElement;
      if (!one || one === document.body) { before = null; return []; }
      if (reached.has(one) && one !== before?.one) return null;
      if (reached.has(one)) return [];
      reached.add(one);
      return faults(one);
    },
    missed: () => controls.filter((one) => !reached.has(one)).map((one) => `${words(one)} 到不了`),
  };
}
