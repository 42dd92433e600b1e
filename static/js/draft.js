// A second copy of what is typed, in this browser only: for a lost connection, a 503, a closed tab.
// Every form works without it. 法人番号 and files are never kept.

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

const guard = (form) => {
  const key = `draft:${form.dataset.draft}`;
  const shown = snapshot(form);
  const wrong = document.querySelector(".error-summary");
  let sending = false;
  let changed = false;

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

  let timer;
  form.addEventListener("input", () => {
    changed = !same(snapshot(form), shown);
    clearTimeout(timer);
    timer = setTimeout(() => keep(), 800);
  });
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
    keep(true);
  });
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
