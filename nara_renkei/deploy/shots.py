"""Pictures of the main pages of every role, on a screen and on a phone, from a demo city of its own.

Started by bin/dev shots. Writes .run/shots/1280, .run/shots/390 and .run/shots/pdf, and the pictures of the
README and the guides. Ends with 1 when a page says something in the console or is wider than its window.
"""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from browser import Mailbox
from demo import LOGINS, Interrupted, free_port, interrupt, say, standing
from pdf import sheets
from playwright.sync_api import Browser, Page, sync_playwright
from services import ROOT, CannotStart, Keeper
from smoke import CODE

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
        *("--disable-component-update", "--disable-sync", "--lang=ja"),
    ],
}
SCREEN, PHONE = 1280, 390  # pixels wide
FIRST_SCREEN = 800  # pixels high: what a picture of the README shows
LARGEST_PICTURE = 200_000  # bytes
PICTURES = ROOT / "nara_renkei" / "docs" / "pictures"

# the companies whose proposals stand at these words, with a part of the title
STORIES = {
    "kentochu": ("tabi@yunagizaka.example", "夕暮れの町家"),
    "shusei": ("take@sasanone.example", "放置竹林の竹"),
    "miokuri": ("koho@nanatsutsuji.example", "生成AIの問い合わせ応答"),
    "horyu": ("kanri@wakamedai.example", "空いた団地の一室"),
    "taiwachu": ("kikaku@futamomiji.example", "移動販売の帰り道"),
}


class Album:
    """Takes the pictures and remembers what was wrong."""

    def __init__(self, site: str, folder: Path, mailbox: Path, logins: Path, browser: Browser) -> None:
        self.site, self.folder, self.browser = site, folder, browser
        self.mail = Mailbox(mailbox)
        self.logins = json.loads(logins.read_text(encoding="utf-8"))
        self.wrong: list[str] = []
        self.said: list[str] = []  # by the console of the page at hand
        self.count = 0

    # --- people

    def visitor(self) -> Page:
        context = self.browser.new_context(base_url=self.site, locale="ja-JP", timezone_id="Asia/Tokyo")
        page = context.new_page()
        page.on("console", lambda line: self.said.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.set_viewport_size({"width": SCREEN, "height": FIRST_SCREEN})
        return page

    def staff(self, role: str) -> Page:
        person = next(person for person in self.logins if person["role"].startswith(role))
        page = self.visitor()
        page.goto(f"/accounts/login/?next={person['where']}")
        page.fill("[name=login]", person["email"])
        page.fill("[name=password]", person["password"])
        press(page, "main button[type=submit]")
        if urlsplit(page.url).path.startswith("/accounts/login"):
            raise CannotStart(f"{role} がログインできません: {page.inner_text('main')[:300]}")
        return page

    def company(self, email: str) -> Page:
        page = self.visitor()
        page.goto("/teian/kakunin/?next=/teian/")
        self.enter(page, email)
        return page

    def enter(self, page: Page, email: str) -> None:
        """From the page that asks for the address to the page behind the door."""
        before = self.mail.count()
        page.fill("[name=email]", email)
        press(page, "text=コードを送る")
        letter = self.mail.wait_for(to=email, holds="確認コード", after=before)
        code = CODE.search(letter.text)
        page.fill("[name=code]", code[0] if code else "")
        press(page, "text=確認して進む")

    # --- pictures

    def shoot(self, page: Page, name: str, address: str = "", *, picture: str = "", refused: bool = False) -> None:
        """Take the page at both widths; picture: also its first screen for the documents.

        refused: the page is an answer of 400 or more, which the console mentions by itself.
        """
        if address:
            self.said.clear()
            page.goto(address)
        self.count += 1
        for width in (SCREEN, PHONE):
            page.set_viewport_size({"width": width, "height": FIRST_SCREEN})
            page.wait_for_timeout(120)  # the layout and the fonts of the new width
            page.screenshot(path=self.folder / str(width) / f"{self.count:02}-{name}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.note(f"{name}（{width}）が横に{wide}画素はみ出しています: {widest(page)}")
        for line in self.said:
            if not (refused and "Failed to load resource" in line):
                self.note(f"{name} の console: {line}")
        self.said.clear()
        page.set_viewport_size({"width": SCREEN, "height": FIRST_SCREEN})
        if picture:
            self.picture(page, picture)
        say(f"  {self.count:02} {name}")

    def picture(self, page: Page, name: str) -> None:
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(120)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path)
        if path.stat().st_size >= LARGEST_PICTURE:
            self.note(f"{path.name} が {path.stat().st_size} バイトあります（{LARGEST_PICTURE} 未満のはず）")

    def note(self, words: str) -> None:
        self.wrong.append(words)
        say(f"  × {words}")

    # --- the pages

    def take_all(self) -> None:
        self.public()
        number = self.wizard()
        self.proposals()
        self.desk(number)
        self.division()
        self.reports()
        self.rest()

    def public(self) -> None:
        page = self.visitor()
        self.shoot(page, "home", "/", picture="home")
        self.shoot(page, "kadai", "/kadai/")
        press(page, "main a[href^='/kadai/kadai-']")
        self.shoot(page, "kadai-page")
        for path in ("privacy", "riyo", "accessibility"):
            self.shoot(page, path, f"/{path}/")
        self.shoot(page, "not-found", "/nai/", refused=True)
        self.shoot(page, "staff-door", "/accounts/login/")

    def wizard(self) -> str:
        """Write and submit a proposal, a picture a step; return its number."""
        address = f"akari-{secrets.token_hex(3)}@akatsuki.example"
        page = self.visitor()
        self.shoot(page, "sorter", "/teian/hajimeru/")
        for name in ("existing", "only", "talking"):
            page.check(f"[name={name}][value=no]")
        press(page, "main button[type=submit]")
        self.shoot(page, "kind")
        page.check("[name=kind][value=OPEN]")
        press(page, "text=書き始める")
        press(page, "text=次へ進む")
        self.shoot(page, "step-proposal-errors")
        page.goto(page.url)  # without the errors
        page.fill("[name=title]", "停電した避難所に、冷蔵車で薬を届ける")
        page.fill("[name=summary]", "停電のとき、配送の冷蔵車を避難所のそばに置き、薬と粉ミルクを冷やし続けます。")
        page.fill("[name=beneficiary]", "避難した方が、薬と粉ミルクを安心して使えるようになります。")
        page.fill(
            "[name=body]",
            "市内の冷蔵車を三台、避難所のそばに置きます。\n年に一度、置き場所と連絡の順番を訓練で確かめます。",
        )
        page.check("[name=asks] >> nth=0")
        page.check("[name=cost] >> nth=0")
        self.shoot(page, "step-proposal", picture="company-step")
        press(page, "text=次へ進む")
        self.shoot(page, "step-email")
        page.fill("[name=email]", address)
        before = self.mail.count()
        press(page, "text=コードを送る")
        self.shoot(page, "step-code")
        letter = self.mail.wait_for(to=address, holds="確認コード", after=before)
        code = CODE.search(letter.text)
        page.fill("[name=code]", code[0] if code else "")
        press(page, "text=確認して進む")
        page.check("[name=kind][value=GROUP]")
        for name, value in (
            ("name", "任意団体あかつき工房【例示】"),
            ("address", "奈良市二条大路南一丁目1番1号"),
            ("representative", "代表　あかつき　花子"),
            ("contact_name", "あかつき　太郎"),
            ("contact_phone", "0742-00-0099"),
        ):
            page.fill(f"[name={name}]", value)
        self.shoot(page, "step-organization")
        press(page, "text=次へ進む")
        for radio in page.locator("main input[type=radio][value=いいえ], main input[type=checkbox]").all():
            radio.check()
        for name in {radio.get_attribute("name") for radio in page.locator("main input[type=radio]").all()}:
            if not page.locator(f"[name={name}]:checked").count():
                page.locator(f"[name={name}]").first.check()
        self.shoot(page, "step-pledges")
        press(page, "text=次へ進む")
        self.shoot(page, "step-check")
        press(page, "text=この内容で提出する")
        self.shoot(page, "receipt", picture="company-receipt")
        found = re.search(r"R\d+-[JK]-\d{4}", page.inner_text("main"))
        return found[0] if found else ""

    def proposals(self) -> None:
        for name, (email, title) in STORIES.items():
            page = self.company(email)
            if name == "kentochu":
                self.shoot(page, "mine", picture="company-mine")
            press(page, f"main a:has-text('{title}')")
            self.shoot(page, f"proposal-{name}", picture="company-proposal" if name == "kentochu" else "")
            if name == "shusei":
                self.shoot(page, "correct", f"{page.url}naosu/", picture="company-correct")

    def desk(self, fresh: str) -> None:
        page = self.staff("デスク")
        self.shoot(page, "admin-index", "/admin/")
        queue = "/admin/screening/deskproposal/"
        self.shoot(page, "admin-queue", queue, picture="desk-queue")
        numbers = re.findall(r"R\d+-[JK]-\d{4}", page.content())
        numbers = [fresh, *dict.fromkeys(number for number in numbers if number != fresh)]
        self.shoot(page, "admin-new", f"{queue}{fresh}/")
        page.goto(f"{queue}{fresh}/hiraku/")
        press(page, "#content form:has([name=csrfmiddlewaretoken]) [type=submit]")
        for title, name in (("夕暮れの町家", "kentochu"), ("生成AI", "miokuri"), ("放置竹林", "shusei")):
            page.goto(f"{queue}?q={title}")
            press(page, f"#result_list tr:has-text('{title}') a")
            self.shoot(page, f"admin-{name}", picture="desk-proposal" if name == "kentochu" else "")
        taken: set[str] = set()
        for number in numbers:
            page.goto(f"{queue}{number}/")
            paths = page.eval_on_selector_all("a.desk-button", "links => links.map(link => link.pathname)")
            verbs = {path.rstrip("/").rpartition("/")[2] for path in paths}
            for verb in sorted(verbs - taken):
                taken.add(verb)
                self.shoot(
                    page, f"admin-act-{verb}", f"{queue}{number}/{verb}/", picture="desk-act" if verb == "okuru" else ""
                )
        for name in ("proposals/challenge", "directory/organization", "accounts/user", "notifications/outgoingmail"):
            self.shoot(page, f"admin-{name.rpartition('/')[2]}", f"/admin/{name}/", refused=True)

    def division(self) -> None:
        for role in ("課職員", "課長"):
            page = self.staff(role)
            short = "officer" if role == "課職員" else "manager"
            self.shoot(page, f"ka-{short}", "/ka/", picture="division-list" if short == "officer" else "")
            press(page, "main a:has-text('夕暮れの町家')")
            self.shoot(page, f"ka-dossier-{short}", picture="division-dossier" if short == "officer" else "")
        self.shoot(self.staff("共創推進リーダー"), "ka-leader", "/ka/")

    def reports(self) -> None:
        page = self.staff("管理職")
        self.shoot(page, "hokoku", "/hokoku/", picture="manager-list")
        press(page, "main form button[type=submit]")
        self.shoot(page, "hokoku-progress")
        deadline = time.monotonic() + 120
        while "報告ができました" not in page.inner_text("main"):
            if time.monotonic() > deadline:
                raise CannotStart(f"報告ができません: {page.inner_text('main')[:300]}")
            page.wait_for_timeout(1000)
            page.goto(page.url)
        self.said.clear()
        self.shoot(page, "hokoku-done")
        link = page.get_attribute("a:has-text('PDFを開く')", "href") or ""
        pdf = self.folder / "pdf" / "monthly.pdf"
        pdf.write_bytes(page.request.get(link).body())
        sheets(pdf)
        # the first page, as a manager sees it, at the width of the other pictures
        picture = PICTURES / "manager-pdf"
        command = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "800", "-scale-to-y", "-1", str(pdf), str(picture)]
        subprocess.run(command, check=True)

    def rest(self) -> None:
        page = self.visitor()
        self.shoot(page, "mailbox", "/mailbox/")
        press(page, "main a[href^='/mailbox/']")
        self.shoot(page, "mailbox-letter")
        self.shoot(self.staff("システム管理者"), "admin-system", "/admin/")
        self.shoot(self.staff("監査"), "admin-auditor", "/admin/")


def press(page: Page, what: str) -> None:
    """Press a button or a link and wait for the page behind it."""
    with page.expect_navigation():
        page.click(what)


def widest(page: Page) -> str:
    """Name what sticks out to the right."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className).join(' ')"""
    )


def main() -> int:
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run")
    folder = run_dir / "shots"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    for name in (str(SCREEN), str(PHONE), "pdf"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    PICTURES.mkdir(exist_ok=True)
    os.environ.pop("DATABASE_URL", None)  # a city of its own
    try:
        with Keeper(folder / "city") as keeper, standing(keeper, port := free_port()), sync_playwright() as driver:
            browser = driver.chromium.launch(**CHROMIUM)
            city = keeper.run_dir
            album = Album(f"http://127.0.0.1:{port}", folder, city / "mailbox", city / LOGINS, browser)
            try:
                album.take_all()
            finally:
                browser.close()
    except CannotStart as exc:
        sys.stderr.write(f"\n撮れませんでした。{exc}\n")
        return 2
    except Interrupted:
        return 130
    say(f"{album.count} ページを {folder} に撮りました。")
    say("\n".join(["直すこと:", *album.wrong]) if album.wrong else "はみ出しも、console の言葉もありません。")
    return 1 if album.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
