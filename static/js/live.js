// A part of a page that changes by itself: asked again every five seconds, shown when it differs.
// Time left is counted from the server's clock with the browser's running time: the PC's own clock may be wrong.
// Without JavaScript the page has a meta refresh, or a link that asks again.
const EVERY = 5_000; // a change is shown within ten seconds, also when an answer is slow
const box = document.querySelector("[data-live]");
let etag = "";
let offset = Number(box?.dataset.now ?? 0) - performance.now();
let isAsking = false;

function count() {
  const clock = box.querySelector("[data-until]");
  if (!clock) return;
  const left = Math.max(0, Number(clock.dataset.until) - (performance.now() + offset));
  const seconds = Math.ceil(left / 1000);
  clock.textContent = `${Math.floor(seconds / 60)}分${String(seconds % 60).padStart(2, "0")}秒`;
  if (left === 0) look();
}

async function look() {
  if (isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(box.dataset.live, {
      headers: etag ? { "If-None-Match": etag } : {},
      credentials: "same-origin",
      cache: "no-store",
    });
    if (answer.redirected || answer.status === 404 || answer.status === 410) return location.reload();
    if (answer.headers.has("X-Now")) offset = Number(answer.headers.get("X-Now")) - performance.now();
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceChildren(...next.body.childNodes);
      count();
    }
    box.removeAttribute("data-lost");
  } catch {
    // the network may come back; a style says that the page is not fresh
    box.setAttribute("data-lost", "");
  } finally {
    setTimeout(() => (isAsking = false), 1000);
  }
}

if (box) {
  setInterval(look, EVERY);
  setInterval(count, 250);
  count();
}
