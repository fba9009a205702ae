// Counts what the person does, across pages: trusted presses with what they hit, and the fields he changed.
(() => {
  if (window.top !== window) return;
  const KEY = "counted";
  const held = () => JSON.parse(sessionStorage.getItem(KEY) || '{"presses": [], "fields": []}');
  const keep = (log) => sessionStorage.setItem(KEY, JSON.stringify(log));
  const CONTROLS = "label, button, a[href], input, select, textarea, summary, canvas";

  function named(element) {
    const one = element.closest(CONTROLS);
    if (!one) return null;
    const field = one.matches("label") ? one.control : one;
    const name = field?.dataset?.signature || field?.name;
    return { name: name || "", kind: field?.type || one.tagName.toLowerCase(), words: one.textContent.trim().slice(0, 20) };
  }
  function press(event) {
    const what = event.isTrusted && named(event.target);
    if (!what) return;
    const log = held();
    log.presses.push({ ...what, at: event.timeStamp });
    if (what.kind === "canvas") note(log, what.name);
    keep(log);
  }
  function note(log, name) {
    const field = `${location.pathname.split("/").filter((part) => !/^\d+$/.test(part)).pop()}:${name}`;
    if (!log.fields.includes(field)) log.fields.push(field);
  }
  addEventListener("pointerup", press, true);
  addEventListener("keydown", (event) => {
    const acts = event.key === "Enter" || (event.key === " " && !event.target.matches("input:not([type=radio], [type=checkbox]), textarea"));
    if (acts) press(event);
  }, true);
  addEventListener("change", (event) => {
    // a chooser was opened by a press; what it returns is set by the browser's driver
    if (!event.target.name || !(event.isTrusted || event.target.type === "file")) return;
    const log = held();
    note(log, event.target.name);
    keep(log);
  }, true);
})();
