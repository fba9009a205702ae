// The house script: input methods, partial answers, double presses, keys, dialogs, idle time.
// Pages work without it. No framework, nothing evaluated, no inline handlers.
"use strict";

const house = (() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const copyOf = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

  // One polite voice per page; the same words twice are still heard.
  function say(words) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = words; }, 50);
  }

  function csrf(form) {
    const field = find("input[name=csrfmiddlewaretoken]", form || document);
    if (field) return field.value;
    try { return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]; } catch { return ""; }
  }

  function clockTime(moment) {
    const day = moment ? new Date(moment) : new Date();
    return day.toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });
  }

  function loginAddress() {
    const login = document.body.dataset.login || "/login/";
    return `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
  }

  // What must be done again for every part that arrives.
  const enhancers = [];
  function enhance(root) { for (const one of enhancers) one(root); }
  function onEvery(selector, act) {
    enhancers.push((root) => {
      if (root.matches?.(selector)) act(root);
      all(selector, root).forEach(act);
    });
  }
  document.addEventListener("DOMContentLoaded", () => enhance(document.body));
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) enhance(event.target);
  });

  return { find, all, copyOf, say, csrf, clockTime, loginAddress, onEvery };
})();

// -- input methods: while a word is composed nobody hears its letters; once it stands, one input is heard ----
(() => {
  let composing = null;
  let ours = false;
  document.addEventListener("compositionstart", (event) => { composing = event.target; }, true);
  document.addEventListener("compositionend", (event) => {
    composing = null;
    ours = true;
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
    ours = false;
  }, true);
  const isComposing = (event) => event.isComposing || event.keyCode === 229 || composing === event.target;
  document.addEventListener("input", (event) => {
    if (!ours && isComposing(event)) event.stopImmediatePropagation();
  }, true);
  for (const kind of ["keydown", "keyup", "keypress"]) {
    document.addEventListener(kind, (event) => {
      if (!isComposing(event)) return;
      event.stopImmediatePropagation();
      if (kind === "keydown" && event.key === "Enter" && !event.isComposing) event.preventDefault();
    }, true);
  }
  document.addEventListener("submit", (event) => {
    if (composing && event.target.contains(composing)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
})();

// -- one press, one act ---------------------------------------------------------------------------------------
(() => {
  const buttons = (form) => house.all("button:not([type=button]), input[type=submit]", form);
  const isAct = (form) => form.method === "post" && !form.hasAttribute("data-again");
  const byHtmx = (form) => form.matches("[hx-post], [data-hx-post]");

  function close(form) {
    form.dataset.sending = "";
    form.setAttribute("aria-busy", "true");
    setTimeout(() => { if ("sending" in form.dataset) buttons(form).forEach((one) => { one.disabled = true; }); });
  }
  function open(form) {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
    buttons(form).forEach((one) => { one.disabled = false; });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!isAct(form)) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const key = house.find("input[data-idempotency]", form);
    if (key && !key.value) key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16)).join("");
    if (byHtmx(form)) return;
    // A listener further on may still say no; what it prevents stays open.
    setTimeout(() => { if (event.defaultPrevented) open(form); });
    close(form);
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const sender = event.detail.elt;
    if (event.detail.requestConfig.verb === "get") return;
    if (sender.dataset.sending === "htmx") { event.preventDefault(); return; }
    if (sender.matches("form")) close(sender);
    sender.dataset.sending = "htmx";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const sender = event.detail.elt;
    if (sender.matches("form")) open(sender);
    delete sender.dataset.sending;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) house.all("form[data-sending]").forEach(open);
  });
  // Our error summary says more than the browser's bubble.
  house.onEvery("form[method=post]", (form) => { form.noValidate = true; });
})();

// -- partial answers ------------------------------------------------------------------------------------------
(() => {
  const waits = new WeakMap();
  const loadedAt = house.clockTime().slice(0, 5);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const target = event.detail.target;
    waits.set(target, setTimeout(() => target.setAttribute("aria-busy", "true"), 300));
    house.all(":scope > .part-failed", target).forEach((one) => one.remove());
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    clearTimeout(waits.get(event.detail.target));
    event.detail.target?.removeAttribute("aria-busy");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.target;
    part.dataset.at = house.clockTime().slice(0, 5);
    const words = part.dataset.announce || house.find("[data-announce]", part)?.dataset.announce;
    if (words) house.say(words);
    const focus = part.matches("[data-focus]") ? part : house.find("[data-focus]", part);
    focus?.focus();
  });

  function failed(event) {
    const { target, requestConfig } = event.detail;
    const note = house.copyOf("part-failed");
    if (!note || !target) return;
    house.find("time", note).textContent = target.dataset.at || loadedAt;
    const again = house.find("button", note);
    if (requestConfig.verb === "get") {
      again.addEventListener("click", () => {
        note.remove();
        htmx.ajax("get", requestConfig.path, { target, source: requestConfig.elt, values: requestConfig.parameters });
      });
    } else {
      again.remove();
    }
    target.prepend(note);
  }
  for (const kind of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(kind, failed);

  document.addEventListener("DOMContentLoaded", () => house.find("[data-focus]")?.focus());
})();

// -- keys -----------------------------------------------------------------------------------------------------
(() => {
  const typing = (element) => element.closest?.("input, textarea, select, [contenteditable]");
  // a row that names its own way in has no other: "look first" beside "take" is no second stop
  const own = (one) => one.closest("tr")?.querySelector("[data-row]") || one;
  const rows = () => house.all(".queue-row, tbody tr a[href]:first-of-type, [data-row]").filter((one) => one.offsetParent && own(one) === one);
  let before = "";

  function step(by) {
    const list = rows();
    const at = list.indexOf(document.activeElement);
    list[Math.min(Math.max(at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by, 0), list.length - 1)]?.focus();
    return list.length > 0;
  }
  function go(keys) {
    const there = house.find(`[data-go="${CSS.escape(keys)}"]`);
    if (!there) return false;
    if (there.matches("input")) there.focus(); else there.click();
    return true;
  }
  function turn(rel) {
    const link = house.find(`a[rel=${rel}]`);
    link?.click();
    return Boolean(link);
  }

  function single(key) {
    const keys = before ? `${before} ${key}` : key;
    before = key === "g" && !before ? "g" : "";
    if (before) return true;
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
    if (key === "[" || key === "]") return turn(key === "[" ? "prev" : "next");
    if (key === "?") { const sheet = document.getElementById("keys"); sheet?.showModal(); return Boolean(sheet); }
    return go(keys);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      if (event.key === "s" && house.find("form[data-draft]")) {
        event.preventDefault();
        document.dispatchEvent(new Event("house:save"));
      } else if (event.key === "Enter") {
        const form = event.target.closest?.("form[method=post]");
        if (form) { event.preventDefault(); form.requestSubmit(house.find(".btn-primary:not([type=button])", form)); }
      }
      return;
    }
    if (document.body.dataset.shortcuts === "off" || event.altKey || typing(event.target)) return;
    if (house.find("dialog[open]")) return;
    if (event.key.length === 1 && single(event.key)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const on = document.body.dataset.shortcuts !== "off" && document.getElementById("keys");
    if (on) house.all("[data-opens]").forEach((one) => { one.hidden = false; });
  });
})();

// -- menus, dialogs, the row visited last ---------------------------------------------------------------------
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    for (const menu of house.all("details[data-closes][open]")) if (!menu.contains(event.target)) menu.open = false;
    const row = event.target.closest(".queue-row, tbody tr a[href]");
    if (row) sessionStorage.setItem(`row:${location.pathname}`, row.getAttribute("href"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of house.all("details[data-closes][open]")) { menu.open = false; house.find("summary", menu).focus(); }
  });
  house.onEvery(".queue, .table", (list) => {
    const seen = sessionStorage.getItem(`row:${location.pathname}`);
    if (!seen) return;
    const link = house.all("a[href]", list).find((one) => one.getAttribute("href") === seen);
    (link?.closest("tr") || link)?.classList.add("here");
  });
})();

// -- the current stage is in view, however long the line --------------------------------------------------------
house.onEvery(".stage-line", (line) => {
  const now = house.find("[aria-current]", line);
  if (now && line.scrollWidth > line.clientWidth) line.scrollLeft += now.getBoundingClientRect().left - line.getBoundingClientRect().left - (line.clientWidth - now.clientWidth) / 2;
});

// -- idle time: five minutes' warning, extendable; whoever is still typing is not asked -----------------------
(() => {
  const WARNING = 300;
  let asked = Date.now();
  let touched = Date.now();

  async function stay() {
    asked = Date.now();
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
    if (answer && answer.type === "opaqueredirect") lost();
  }
  function lost() {
    const note = house.copyOf("signed-out");
    if (!note || house.find("main .part-failed[data-lost]")) return;
    note.dataset.lost = "";
    house.find("a", note).href = house.loginAddress();
    house.find(".page-body")?.prepend(note);
  }
  house.lost = lost;

  document.addEventListener("DOMContentLoaded", () => {
    const limit = Number(document.body.dataset.idleSeconds || 0);
    const dialog = document.getElementById("idle");
    if (!limit || !dialog) return;
    for (const kind of ["keydown", "pointerdown", "input"]) {
      document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
    }
    for (const kind of ["htmx:afterRequest", "house:asked"]) document.addEventListener(kind, () => { asked = Date.now(); });
    house.find("[data-idle-stay]", dialog).addEventListener("click", stay);
    const warning = Math.min(WARNING, limit / 2);

    setInterval(() => {
      const left = limit - (Date.now() - asked) / 1000;
      if (left <= 0) { dialog.close(); lost(); return; }
      if (left > warning) return;
      if (!dialog.open && (Date.now() - touched) / 1000 < warning) { stay(); return; }
      house.find("[data-idle-left]", dialog).textContent = left > 60 ? `${Math.ceil(left / 60)} 分钟` : "不到 1 分钟";
      if (!dialog.open) dialog.showModal();
    }, 15000);
  });
})();
