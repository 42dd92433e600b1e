// Long work: ask the same page every two seconds and show what it says. Without JavaScript there is a link that asks again.
const box = document.getElementById("progress");
let left = 300;

async function look() {
  if (!box || box.dataset.progress !== "working" || left-- <= 0) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("progress");
    if (!next) return location.reload();
    if (next.dataset.progress === "over") return location.reload();
    if (next.textContent !== box.textContent) box.replaceChildren(...next.childNodes);
  } catch {
    // the network may come back
  }
  setTimeout(look, 2000);
}

setTimeout(look, 2000);
