// The forms' script: drafts that save themselves, photos that upload at once, position, signature on glass.
"use strict";

// -- drafts -----------------------------------------------------------------------------------------------------
// <form data-draft data-draft-url="…" data-draft-key="…">: posts {name: value or [values]} as JSON; the answer may
// hold {"saved_at": …}. Where it stands: [data-save-status] in the form. A copy stays in this tab until the server has
// said that it has it: every submit carries a token, and the answer brings it back in a cookie. Without network nothing
// is submitted: it waits on the page, says so, and goes out once when the network is back.
(() => {
  const WAIT = 2000;
  const SILENCE = 10000;
  const officer = () => document.body.dataset.officer || "";
  const keyOf = (form) => `draft:${officer()}:${form.dataset.draftKey || location.pathname}`;
  let said = 0;
  const arrived = (() => {
    const [token, status] = (document.cookie.match(/(?:^|; )arrived=([^;]*)/)?.[1] || "").split(".");
    return (kept) => (kept.sent && kept.sent === token ? status : "");
  })();

  function contents(form) {
    const kept = {};
    for (const field of form.elements) {
      if (!field.name || field.disabled || field.matches("[type=file], [type=password], [data-idempotency], [data-no-draft]")) continue;
      if (field.name === "csrfmiddlewaretoken" || field.type === "submit" || field.type === "button") continue;
      if (field.matches("[type=checkbox], [type=radio]") && !field.checked) continue;
      const values = field.multiple ? [...field.selectedOptions].map((one) => one.value) : [field.value];
      for (const value of values) kept[field.name] = field.name in kept ? [].concat(kept[field.name], value) : value;
    }
    return kept;
  }
  function fill(form, kept) {
    for (const field of form.elements) {
      if (!field.name || field.matches("[type=file], [type=password], [data-idempotency], [data-no-draft]")) continue;
      if (field.name === "csrfmiddlewaretoken" || field.tagName === "BUTTON") continue;
      const values = [].concat(kept[field.name] ?? []);
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
      else if (values.length) field.value = values[0];
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function statusOf(form) {
    let line = house.find("[data-save-status]", form) || house.find("[data-save-status]");
    if (!line) {
      line = document.createElement("p");
      line.className = "save-status muted";
      line.dataset.saveStatus = "";
      form.prepend(line);
    }
    line.setAttribute("role", "status");
    line.setAttribute("aria-live", "off");
    line.id ||= "save-status";
    return line;
  }
  function tell(form, words, failed = false) {
    const line = statusOf(form);
    line.textContent = words;
    line.classList.toggle("failed", failed);
    if (words === "正在保存" || Date.now() - said < SILENCE) return;
    said = Date.now();
    house.say(words);
  }

  function keepCopy(form, extra = {}) {
    const focus = form.house.focus;
    try {
      sessionStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), page: location.pathname, data: contents(form), focus, ...extra }));
    } catch { /* a full store must not stop the typing */ }
  }
  const dropCopy = (form) => sessionStorage.removeItem(keyOf(form));

  function begin(form) {
    if (form.house) return;
    const state = form.house = { timer: 0, dirty: false, running: null, last: JSON.stringify(contents(form)), focus: "", cut: false };
    const since = document.body.dataset.at || "";

    async function save({ leaving = false } = {}) {
      clearTimeout(state.timer);
      const data = contents(form);
      const text = JSON.stringify(data);
      if (!state.dirty || "sending" in form.dataset || text === state.last) return;
      state.running?.abort();
      state.running = new AbortController();
      if (!leaving) tell(form, "正在保存");
      try {
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST", body: text, keepalive: leaving, signal: leaving ? undefined : state.running.signal,
          headers: { "Content-Type": "application/json", "X-CSRFToken": house.csrf(form), Accept: "application/json", "X-Draft-Since": since },
        });
        state.cut = false;
        if (answer.redirected || answer.status === 401 || answer.status === 403) {
          tell(form, "未保存，登录已过期（内容在本机）", true);
          keepCopy(form, { lost: true });
          house.lost();
          return;
        }
        const kept = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
        if (!answer.ok) {
          tell(form, `未保存：${kept.message || kept.detail || "服务器没有收下"}（内容在本机）`, true);
          return;
        }
        state.last = text;
        state.dirty = JSON.stringify(contents(form)) !== text;
        if (!state.dirty) dropCopy(form);
        document.dispatchEvent(new Event("house:asked"));
        tell(form, `已保存 ${house.clockTime(kept.saved_at)}`);
      } catch (error) {
        if (error.name === "AbortError") return;
        state.cut = true;
        tell(form, "未保存，网络断开（内容在本机）", true);
      }
    }

    // a submit without network waits here; saving the draft is the try whether it is back
    const isCut = () => !navigator.onLine || state.cut;
    function wait(submitter) {
      if (state.waits) return;
      keepCopy(form, { waits: true });
      const note = house.copyOf("waits-for-network");
      house.find("[data-stay]", note).addEventListener("click", stop);
      (house.find(".action-bar", form) || form).before(note);
      state.waits = { submitter, note, timer: setInterval(tryAgain, 5000) };
      tell(form, "没有网络，还没有提交（内容在本机）", true);
    }
    function stop() {
      clearInterval(state.waits.timer);
      state.waits.note.remove();
      state.waits = null;
      keepCopy(form);
    }
    async function tryAgain() {
      if (!navigator.onLine || !state.waits || state.trying) return;
      state.trying = true;
      state.dirty = true;
      state.last = "";
      await save();
      state.trying = false;
      if (!state.waits || isCut() || house.unsent?.()) return;
      const { submitter } = state.waits;
      stop();
      form.requestSubmit(submitter);
    }
    // pictures that are not up yet would be lost with the page; the second press goes without them
    function picturesLeft() {
      const left = house.unsent?.() && house.find("[data-upload-url]", form) ? house.unsent() : 0;
      if (!left || state.without) return false;
      state.without = true;
      tell(form, `还有 ${left} 张照片没有传上去：等它传完，或者点“重试”；再按一次就不带这些照片提交`, true);
      statusOf(form).scrollIntoView({ block: "center" });
      return true;
    }
    function changed(event) {
      if (event?.detail === "quiet") { keepCopy(form); return; }
      if (JSON.stringify(contents(form)) === state.last) return;
      state.dirty = true;
      keepCopy(form);
      clearTimeout(state.timer);
      state.timer = setTimeout(save, WAIT);
    }
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    // the field under the hand, which a dialog over the form must not make forgotten
    form.addEventListener("focusin", (event) => { state.focus = event.target.name || state.focus; });
    form.addEventListener("focusout", () => save());
    document.addEventListener("house:save", () => { state.dirty = true; state.last = ""; save(); });
    addEventListener("online", () => (state.waits ? tryAgain() : save()));
    addEventListener("pagehide", () => save({ leaving: true }));
    form.addEventListener("submit", (event) => {
      if (isCut() || picturesLeft()) {
        event.preventDefault();
        if (isCut()) wait(event.submitter);
        return;
      }
      state.running?.abort();
      clearTimeout(state.timer);
      keepCopy(form, { sent: marked(form) });
    });
    offer(form);
  }

  function marked(form) {
    let field = form.elements.copy_token;
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "copy_token" });
      field.setAttribute("data-no-draft", "");
      form.append(field);
    }
    field.value = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
    return field.value;
  }

  // After signing in again the text and the field are back; after a lost network the copy is offered.
  function offer(form) {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
    if (!kept) return;
    const same = JSON.stringify(kept.data) === JSON.stringify(contents(form));
    const answered = arrived(kept);
    if (answered >= "400") { form.house.dirty = true; form.house.last = ""; }  // shown again with what is wrong, and not saved
    if (same || (answered && !kept.lost)) { dropCopy(form); return; }
    const restore = () => {
      fill(form, kept.data);
      (form.elements[kept.focus]?.focus ? form.elements[kept.focus] : form.elements[kept.focus]?.[0])?.focus();
    };
    if (kept.lost || kept.waits) {
      restore();
      tell(form, kept.lost ? "已恢复登录过期前填写的内容" : "已恢复断网时填写的内容，还没有提交");
      return;
    }
    const note = house.copyOf("restore-draft");
    house.find("time", note).textContent = house.clockTime(kept.at);
    house.find("[data-restore]", note).addEventListener("click", () => { restore(); note.remove(); });
    house.find("[data-discard]", note).addEventListener("click", () => { dropCopy(form); note.remove(); });
    form.prepend(note);
  }

  // On the sign-in page what was under way counts as lost; elsewhere what has not arrived is pointed out. Signing out wipes.
  document.addEventListener("DOMContentLoaded", () => {
    const signingIn = house.find("input[type=password]") && !officer();
    for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith("draft:"))) {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (signingIn) sessionStorage.setItem(key, JSON.stringify({ ...kept, lost: true }));
      else if (officer() && !key.startsWith(`draft:${officer()}:`)) sessionStorage.removeItem(key);
      else if ((kept.sent || kept.waits) && !kept.lost && !house.all("form[data-draft]").some((form) => keyOf(form) === key)) {
        if (arrived(kept)) sessionStorage.removeItem(key); else left(key, kept);
      }
    }
    house.all("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => sessionStorage.clear()));
  });
  function left(key, kept) {
    const note = house.copyOf("not-arrived");
    if (!note || !kept.page) return;
    house.find("time", note).textContent = house.clockTime(kept.at);
    house.find("a", note).href = kept.page;
    house.find("[data-discard]", note).addEventListener("click", () => { sessionStorage.removeItem(key); note.remove(); });
    house.find(".page-body")?.prepend(note);
  }
  house.onEvery("form[data-draft]", begin);
})();

// -- photos: each is sent as soon as it is taken; without script the form carries them -------------------------
// <input type="file" data-upload-url="…" data-upload-name="pieces"> inside [data-photos]; the answer is JSON {"id"}.
(() => {
  const waiting = new Set();
  const FRESH = 300_000;
  let sending = 0;
  house.unsent = () => waiting.size + sending;

  // where the picture was taken: only what is fresh from the camera was taken here
  async function whereTaken(input, file) {
    const form = input.form;
    const scene = Object.fromEntries(["latitude", "longitude"].map((name) => [name, form && house.find(`[data-${name}]`, form)?.value]));
    if (!form || !house.find("[data-latitude]", form)) return {};
    const fresh = Math.abs(Date.now() - file.lastModified) < FRESH;
    const coords = fresh ? await house.position().catch(() => null) : null;
    const place = house.find("[name=place]", form)?.value;
    const here = coords && scene.latitude ? house.near(scene, coords) : fresh;
    return {
      ...(coords && { latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6) }),
      ...(place && here && { place }),
    };
  }

  async function send(input, file, figure) {
    const form = input.form;
    sending += 1;
    const bar = house.find("progress", figure);
    const words = house.find("figcaption", figure);
    const body = new FormData();
    body.append(input.dataset.uploadField || input.name, file);
    bar.hidden = false;
    words.textContent = "正在上传";
    figure.where ||= await whereTaken(input, file);
    for (const [name, value] of Object.entries(figure.where)) body.append(name, value);
    body.append("captured_at", new Date(file.lastModified).toISOString());
    const request = new XMLHttpRequest();
    request.open("POST", input.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", house.csrf(form));
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onload = () => (request.status >= 200 && request.status < 300 ? done() : failed(reason()));
    request.onerror = () => failed("网络断开，联网后自动再传");
    request.send(body);

    function reason() {
      try { const told = JSON.parse(request.responseText); return told.message || told.detail || "服务器没有收下"; } catch { return "服务器没有收下"; }
    }
    function done() {
      sending -= 1;
      let id = "", known = false;
      try { ({ id, duplicate: known } = JSON.parse(request.responseText)); } catch { sending += 1; failed("服务器没有收下"); return; }
      waiting.delete(figure);
      bar.hidden = true;
      if (id) {
        const kept = document.createElement("input");
        Object.assign(kept, { type: "hidden", name: input.dataset.uploadName || "pieces", value: id });
        figure.append(kept);
      }
      words.textContent = known ? "卷内已有，没有重复上传" : "✓ 已上传";
      house.say(`照片已上传：${file.name}`);
      form?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function failed(why) {
      sending -= 1;
      bar.hidden = true;
      words.textContent = `没有上传：${why} `;
      const again = document.createElement("button");
      Object.assign(again, { type: "button", className: "btn", textContent: "重试" });
      figure.house = () => { waiting.delete(figure); send(input, file, figure); };
      again.addEventListener("click", figure.house);
      words.append(again);
      waiting.add(figure);
      house.say(`没有上传：${file.name}`);
    }
  }

  house.onEvery("input[type=file][data-upload-url]", (input) => {
    const place = input.closest("[data-photos]") || input.parentElement;
    input.addEventListener("change", () => {
      for (const file of input.files) {
        const figure = document.createElement("figure");
        figure.className = "m-0 small";
        const picture = document.createElement("img");
        picture.alt = file.name;
        if (file.type.startsWith("image/")) picture.src = URL.createObjectURL(file);
        const bar = document.createElement("progress");
        bar.className = "w-100";
        bar.setAttribute("aria-label", `上传 ${file.name}`);
        figure.append(picture, bar, document.createElement("figcaption"));
        place.insertBefore(figure, input.closest(".add") || null);
        send(input, file, figure);
      }
      input.value = "";
    });
  });
  addEventListener("online", () => [...waiting].forEach((figure) => figure.house()));
})();

// -- position: of this visit, told with its accuracy and the distance to the last case; a person confirms it ----
(() => {
  const NEAR = 300;
  house.position = () => new Promise((found, none) => {
    if (!navigator.geolocation) { none(); return; }
    const asked = { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 };
    navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), none, asked);
  });
  // metres between two points on the ground, good to a thousandth
  house.metres = (one, other) => {
    const turn = Math.PI / 180;
    const [a, b] = [one.latitude * turn, other.latitude * turn];
    const lies = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin((other.longitude - one.longitude) * turn / 2) ** 2;
    return Math.round(12742000 * Math.asin(Math.sqrt(lies)));
  };
  house.near = (one, other) => house.metres(one, other) <= NEAR;
  const far = (metres) => (metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`);

  house.onEvery("[data-locate]", (button) => {
    if (!navigator.geolocation) return;
    const form = button.closest("form");
    const words = house.find("[data-locate-status]", form) || button.parentElement.appendChild(document.createElement("span"));
    const [confirm, previous] = ["[data-position]", "[data-previous]"].map((one) => house.find(one, form));
    words.classList.add("muted");
    function stand(sure) {
      const button = house.find("[data-confirm-position]", confirm);
      house.find("[data-confirmed]", confirm).value = sure ? "on" : "";
      button.setAttribute("aria-pressed", sure);
      button.classList.toggle("btn-primary", sure);
    }
    function write(coords) {
      const moment = coords && new Date(Date.now() + 288e5).toISOString().slice(0, 16);
      const told = coords ? { latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6), accuracy: Math.round(coords.accuracy), "located-at": moment } : {};
      for (const name of ["latitude", "longitude", "accuracy", "located-at"]) {
        const field = house.find(`[data-${name}]`, form);
        if (field) field.value = told[name] ?? "";
      }
      if (confirm) {
        confirm.hidden = !coords;
        stand(false);
      }
      // nobody has typed yet: it is kept with the next word, and makes no draft by itself
      form.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "quiet" }));
    }
    function compare(coords) {
      if (!previous) return;
      const was = { latitude: previous.dataset.latitudeWas, longitude: previous.dataset.longitudeWas };
      const known = was.latitude && coords;
      previous.hidden = known && !house.near(was, coords);
      if (known) {
        const away = `，相距约 ${far(house.metres(was, coords))}`;
        house.find("[data-distance]", previous).textContent = away;
        words.append(`，离上一件（${previous.dataset.previous}）约 ${far(house.metres(was, coords))}`);
      }
    }
    async function ask() {
      words.textContent = "正在定位";
      const coords = await house.position().catch(() => null);
      if (!coords) {
        words.textContent = "没有取得位置，请写明地点";
        compare(null);
        return;
      }
      words.textContent = `已定位 ${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}（误差约 ${Math.round(coords.accuracy)} 米）`;
      write(coords);
      compare(coords);
    }
    button.hidden = false;
    button.addEventListener("click", ask);
    if (confirm) house.find("[data-confirm-position]", confirm).addEventListener("click", () => stand(true));
    if (confirm) house.find("[data-no-position]", confirm).addEventListener("click", () => { write(null); words.textContent = "不用定位，请写明地点"; });
    if (previous) {
      house.find("[data-same-place]", previous).addEventListener("click", () => {
        const place = house.find("[name=place]", form);
        place.value = previous.dataset.previous;
        place.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    if (button.dataset.locate === "auto") ask(); else if (previous && !house.find("[data-latitude]", form)?.value) compare(null);
  });
})();

// -- signature: strokes on <canvas data-signature="name of the hidden input">; refusal is the way without a pointer
house.onEvery("canvas[data-signature]", (canvas) => {
  const pad = canvas.closest(".signature") || canvas.parentElement;
  const field = house.find(`input[name="${canvas.dataset.signature}"]`, canvas.closest("form") || document);
  const clear = house.find("[data-signature-clear]", pad);
  const pen = canvas.getContext("2d");
  const strokes = [];
  let before = null; // what was signed before the page came back: drawn again, so that 已签 is seen
  field?.setAttribute("data-no-draft", "");
  if (field?.value.startsWith("data:image/png;base64,")) {
    const image = new Image();
    image.onload = () => { before = image; draw(); if (clear) clear.hidden = false; };
    image.src = field.value;
  }

  function draw() {
    const scale = Math.min(devicePixelRatio || 1, 2);
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.scale(scale, scale);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    if (before) pen.drawImage(before, 0, 0, canvas.clientWidth, canvas.clientHeight);
    Object.assign(pen, { lineWidth: 2.6, lineCap: "round", lineJoin: "round", strokeStyle: "#111", fillStyle: "#111" });
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(...stroke[0]);
      for (const point of stroke) pen.lineTo(...point);
      pen.stroke();
    }
  }
  function keep() {
    const signed = before || strokes.length;
    if (field) field.value = signed ? canvas.toDataURL("image/png") : "";
    if (clear) clear.hidden = !signed;
    house.find("[data-once]", pad)?.toggleAttribute("hidden", !signed);
    canvas.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const at = (event) => [event.offsetX, event.offsetY];

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    try { canvas.setPointerCapture(event.pointerId); } catch { /* a pointer that is gone already */ }
    strokes.push([at(event)]);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons || !strokes.length) return;
    strokes[strokes.length - 1].push(at(event));
    draw();
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, keep);
  clear?.addEventListener("click", () => { strokes.length = 0; before = null; draw(); keep(); });
  addEventListener("resize", () => { if (before || strokes.length) draw(); });
});
