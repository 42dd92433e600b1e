// What is typed saves itself after a pause, to the form's own address (action=autosave, answered in JSON).
// Until that has arrived a copy stays in this browser only: for a lost connection, a 503, a closed tab.
// Every form works without it. 法人番号 and files are never kept here.

const PAUSE = 3000;
const AGAIN = 30000;
const LASTS = 7 * 24 * 60 * 60 * 1000;

const store = (() => {
  try {
    localStorage.setItem("draft:probe", "1");
    localStorage.removeItem("draft:probe");
    return localStorage;
  } catch {
    return null;
  }
})();

const read = (key) => {
  try {
    return JSON.parse(store.getItem(key)) ?? {};
  } catch {
    return {};
  }
};

const kept = (control) =>
  control.name &&
  !["hidden", "file", "submit", "button"].includes(control.type) &&
  control.dataset.noDraft === undefined;

const snapshot = (form) => {
  const values = {};
  for (const control of form.elements) {
    if (!kept(control)) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      values[control.name] ??= [];
      if (control.checked) values[control.name].push(control.value);
    } else {
      values[control.name] = control.value;
    }
  }
  return values;
};

const fill = (form, values) => {
  for (const control of form.elements) {
    if (!kept(control) || !(control.name in values)) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values[control.name].includes(control.value);
    } else {
      control.value = values[control.name];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What the person typed and the page does not show: the save did not arrive.
const offer = (form, key, values) => {
  const box = document.createElement("div");
  box.className = "banner warning";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = "保存されていない入力が、このブラウザーに残っています。";
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  const add = (label, style, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = style;
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      box.remove();
    });
    buttons.append(button);
  };
  add("残っている入力を欄に入れる", "button", () => {
    fill(form, values);
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
  add("使わない", "button secondary", () => store.removeItem(key));
  box.append(text, buttons);
  form.before(box);
};

// Somebody else has saved: both texts side by side, above the form; nothing was overwritten.
const tell = (form, said) => {
  const box = document.createElement("div");
  box.className = "error-summary";
  box.id = "conflict";
  box.setAttribute("role", "alert");
  const add = (parent, name, text) => {
    const node = document.createElement(name);
    node.textContent = text;
    parent.append(node);
    return node;
  };
  add(box, "h2", "まだ保存していません");
  add(box, "p", said.message);
  for (const one of said.differences ?? []) {
    add(box, "h3", one.label);
    const list = add(box, "dl", "");
    list.className = "side-by-side";
    for (const [label, text] of [["いま保存されている文", one.stored], ["あなたが書いた文（下の欄にあります）", one.typed]]) {
      const pair = add(list, "div", "");
      add(pair, "dt", label);
      add(pair, "dd", text || "（空）").className = "text";
    }
  }
  form.before(box);
};

const guard = (form) => {
  const key = `draft:${form.dataset.draft}`;
  const status = form.querySelector("[data-saved]");
  let shown = snapshot(form); // what the server has
  const wrong = document.querySelector(".error-summary");
  let sending = false;
  let changed = false;
  let saving = null;
  let over = !status; // no autosave here, or not any more

  if (store) {
    const found = read(key);
    const fresh = found.values && Date.now() - found.at < LASTS;
    const empty = Object.values(shown).every((value) => typeof value !== "string" || value === "");
    if (!fresh || same(found.values, shown)) store.removeItem(key);
    else if (empty && !wrong) fill(form, found.values);
    else if (!wrong) offer(form, key, found.values);
  }

  const keep = (sent = false) => {
    try {
      const copy = { at: Date.now(), version: Number(form.dataset.version), sent, values: snapshot(form) };
      store?.setItem(key, JSON.stringify(copy));
    } catch {
      // a full store must not stop the typing
    }
  };

  const say = (text, link) => {
    if (status.textContent === text) return;
    status.textContent = text;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = "上で確かめる";
    status.append(" ", anchor);
  };

  const send = async (leaving) => {
    const sent = snapshot(form);
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("action", "autosave");
    const answer = await fetch(location.href, { method: "POST", body, keepalive: leaving, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.status === 409 || answer.status === 410) {
      over = true;
      if (said.version) form.elements.version.value = form.dataset.version = said.version;
      tell(form, said);
      say("まだ保存していません。", "#conflict");
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    form.elements.version.value = form.dataset.version = said.version;
    shown = sent;
    changed = !same(snapshot(form), shown);
    if (!changed) store?.removeItem(key);
    say(`保存しました ${said.saved_at}`);
  };

  let pause;
  const save = (leaving = false) => {
    clearTimeout(pause);
    if (over || sending || saving || !changed) return;
    saving = send(leaving)
      .catch(() => {
        keep();
        say("いま保存できません。書いた文は、このブラウザーに残っています。つながると、また保存します。");
        pause = setTimeout(save, AGAIN);
      })
      .finally(() => { saving = null; });
  };

  let timer;
  form.addEventListener("input", () => {
    changed = !same(snapshot(form), shown);
    clearTimeout(timer);
    timer = setTimeout(() => keep(), 800);
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", () => save());
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  // A button waits for the save that is under way: it would answer to a version that is gone.
  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      saving.finally(() => form.requestSubmit(event.submitter));
      return;
    }
    sending = true;
    clearTimeout(timer);
    clearTimeout(pause);
    keep(true);
  }, { capture: true });
  window.addEventListener("pageshow", () => {
    sending = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
};

// A page that shows a later version than the copy was sent with proves that the save arrived.
const tidy = () => {
  for (const key of Object.keys(store)) {
    if (!key.startsWith("draft:")) continue;
    const copy = read(key);
    if (!(Date.now() - copy.at < LASTS)) store.removeItem(key);
    for (const mark of document.querySelectorAll("[data-draft-saved]")) {
      const arrived = copy.sent && Number(mark.dataset.version) > copy.version;
      if (arrived && key.startsWith(`draft:${mark.dataset.draftSaved}`)) store.removeItem(key);
    }
  }
};

if (store) tidy();
for (const form of document.querySelectorAll("form[data-draft]")) guard(form);
