// Comfort for forms; every page works without it.

// The error summary takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// A link of the summary goes to the control itself.
for (const link of document.querySelectorAll(".error-summary a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.closest(".field")?.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  });
}

// Counters: code points, a line break counts as one. The server decides; this only tells.
const count = (text) => [...text.replace(/\r\n?/g, "\n")].length;

for (const counter of document.querySelectorAll("[data-counter]")) {
  const control = document.getElementById(counter.dataset.counter);
  if (!control) continue;
  const most = Number(counter.dataset.max);
  control.removeAttribute("maxlength");
  const spoken = document.createElement("span");
  spoken.className = "sr-only";
  spoken.setAttribute("aria-live", "polite");
  counter.after(spoken);
  let timer;
  const show = () => {
    const left = most - count(control.value);
    counter.textContent = left >= 0 ? `${most}字まで（あと${left}字）` : `${most}字まで（${-left}字多いです）`;
    counter.classList.toggle("over", left < 0);
  };
  control.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = counter.textContent; }, 1000);
  });
  show();
}

// A form is sent once, however often the button is pressed.
for (const form of document.querySelectorAll("form[method='post']")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});
