// Comfort for the 団体's fields: the postal code finds the address; 個人事業主 and 任意団体 see no 法人番号.

const place = document.querySelector("[data-postal]");
const code = document.querySelector("input[name$='postal_code']");
const address = document.querySelector("input[name$='address']");
document.querySelector("[data-postal-button]")?.setAttribute("hidden", "");

let asked = "";
const fill = async () => {
  const digits = code.value.normalize("NFKC").replace(/[^0-9]/g, "");
  if (digits.length !== 7 || digits === asked) return;
  asked = digits;
  try {
    const answer = await fetch(place.dataset.postal.replace("0000000", digits), { credentials: "omit" });
    if (!answer.ok) {
      place.textContent = "この郵便番号の住所は見つかりませんでした。所在地を書いてください。";
      return;
    }
    const found = (await answer.json()).address;
    if (digits !== asked) return;
    // What somebody typed is never overwritten.
    if (address.value.trim() === "") {
      address.value = found;
      address.dispatchEvent(new Event("input", { bubbles: true }));
      place.textContent = `住所を入れました：${found}　続けて番地を書いてください。`;
    } else if (!address.value.startsWith(found)) {
      place.textContent = `この郵便番号の住所：${found}（書いてある所在地は変えません。）`;
    } else {
      place.textContent = "";
    }
  } catch {
    asked = "";
  }
};
if (place && code && address) code.addEventListener("input", fill);

const number = document.querySelector("[data-corporate-number]");
const kinds = document.querySelectorAll("input[name='kind']");
const show = () => {
  const kind = [...kinds].find((choice) => choice.checked)?.value;
  const without = kind === "SOLE" || kind === "GROUP";
  number.hidden = without && number.querySelector("input").value === "";
  for (const words of document.querySelectorAll("[data-kind]")) words.hidden = words.dataset.kind !== kind;
};
if (number && kinds.length) {
  for (const choice of kinds) choice.addEventListener("change", show);
  show();
}
