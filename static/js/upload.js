// Files go up with a bar and a way to stop, while the rest of the form is being typed. Every form works without it.
const LOOKS_EVERY = 5000;
let sending = null;
let looks = 120;

// The files of a draft, or a whole form that goes with its files.
const part = () => document.getElementById("tenpu") ?? document.querySelector("form[data-upload-form]");
const lists = (page) => [...page.querySelectorAll("ul.files")];
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

const say = (text) => {
  const place = part().querySelector("[data-upload-said]");
  // a region that is new on the page speaks only of what comes later
  setTimeout(() => { place.textContent = text; }, 100);
};

const rest = (box) => {
  sending = null;
  box.querySelector("[data-upload-bar]").hidden = true;
  box.querySelector("input[type=file]").disabled = false;
};

const take = (html, done) => {
  const next = parse(html).getElementById("tenpu");
  // the draft was submitted meanwhile, or the session has ended: the page itself says what to do
  if (!next) return location.reload();
  part().replaceWith(next);
  const refused = next.querySelector("[aria-invalid]");
  next.querySelector("input[type=file]").focus();
  say(refused ? "" : done);
  look();
};

const send = (form, button) => {
  const box = part();
  const input = box.querySelector("input[type=file]");
  const whole = box === form;
  const removes = !whole && button.value.startsWith("remove-");
  const files = removes ? [] : [...input.files];
  const large = files.find((file) => file.size > Number(box.dataset.most));
  if (large) {
    say(`「${large.name}」は大きすぎます。1件20MBまでです。小さくするか、分けて選び直してください。`);
    return input.focus();
  }
  const data = whole ? new FormData(form) : new FormData();
  if (!whole) {
    data.append("action", button.value);
    for (const file of files) data.append(input.name, file);
  }
  // last: what was stopped half-way arrives without it and is refused
  data.delete("csrfmiddlewaretoken");
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);

  const request = new XMLHttpRequest();
  const bar = box.querySelector("progress");
  let told = 0;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.round((event.loaded / event.total) * 100);
    if (bar.value >= told + 25 && bar.value < 100) {
      told = bar.value - (bar.value % 25);
      say(`${told}%を送りました。`);
    }
  });
  request.upload.addEventListener("load", () => {
    // what has arrived can no longer be stopped: sent again, it would be there twice
    if (whole) box.querySelector("[data-upload-bar]").hidden = true;
    say("送りました。中身を確かめています。");
  });
  request.addEventListener("load", () => {
    const next = request.getResponseHeader("X-Next");
    if (next) return location.assign(next);
    rest(box);
    // refused: the browser sends it again in its own way and shows why
    if (whole) return form.submit();
    if (request.status < 300) return take(request.responseText, removes ? "外しました。" : "添付しました。");
    say("ファイルを受け取れませんでした。数と大きさを確かめて、もう一度選んでください。書いた文は、この画面に残っています。");
  });
  request.addEventListener("error", () => {
    rest(box);
    say(`途中で切れて、送れませんでした。つながりを確かめて、もう一度「${button.textContent.trim()}」を押してください。`);
  });
  request.addEventListener("abort", () => {
    rest(box);
    say("送るのをやめました。ファイルは付けていません。");
    input.focus();
  });
  request.open("POST", whole ? form.action : box.dataset.upload);
  if (whole) request.setRequestHeader("X-Upload", "1");
  request.send(data);
  sending = request;
  input.disabled = true;
  bar.value = 0;
  box.querySelector("[data-upload-bar]").hidden = files.length === 0;
  if (files.length) say(`${files.length}件のファイルを送っています。`);
};

document.addEventListener("submit", (event) => {
  const box = part();
  if (!box || !event.target.contains(box)) return;
  const ours = box === event.target
    ? !event.submitter?.name && box.querySelector("input[type=file]").files.length > 0
    : event.submitter?.name === "action" && box.contains(event.submitter);
  if (sending) say("ファイルを送り終わるまで、お待ちください。「送るのをやめる」を押すと、先へ進めます。");
  else if (ours) send(event.target, event.submitter);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// back again on the page that was left while it was sent
window.addEventListener("pageshow", (event) => {
  if (event.persisted && sending) rest(part());
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-upload-stop]")) sending?.abort();
});

// What the scanner has not yet spoken about: ask now and then, and change nothing but the list.
const look = () => {
  if (!document.querySelector("ul.files [data-pending]") || looks-- <= 0) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(part()?.dataset.upload ?? location.href, { credentials: "same-origin" });
      const next = lists(parse(await answer.text()));
      const shown = lists(document);
      if (!sending && next.length === shown.length) {
        shown.forEach((list, place) => {
          const same = list.textContent.replace(/\s+/g, "") === next[place].textContent.replace(/\s+/g, "");
          if (!same && !list.contains(document.activeElement)) list.replaceWith(next[place]);
        });
      }
    } catch {
      // the network may come back
    }
    look();
  }, LOOKS_EVERY);
};

look();
