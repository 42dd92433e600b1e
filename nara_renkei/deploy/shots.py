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

# the companies whose proposals stand at each public word, with a part of the title
STORIES = {
    "kentochu": ("tabi@yunagizaka.example", "夕暮れの町家"),
    "shusei": ("take@sasanone.example", "放置竹林の竹"),
    "naoshita": ("info@tsukishiro.example", "住宅地の畑"),
    "enki": ("info@tsukishiro.example", "配送車のスマートフォン"),
    "miokuri": ("koho@nanatsutsuji.example", "生成AIの問い合わせ応答"),
    "horyu": ("kanri@wakamedai.example", "空いた団地の一室"),
    "taiwachu": ("kikaku@futamomiji.example", "移動販売の帰り道"),
    "uketsuke": ("kikaku@futamomiji.example", "検診の日に、店で使える"),
    "jisshi": ("kikaku@futamomiji.example", "店の駐車場で、朝市"),
    "susumeru": ("nara@kotohogi.example", "職場へ届ける"),
    "hoka": ("engawa@yuzuriha.example", "駅前の駐輪場"),
    "torisage": ("renkei@mitsumata.example", "観光客の荷物"),
    "kanryo": ("chiiki@asajibara.example", "市民課で待つ時間"),
}
# their other pages, by what stands behind the proposal's own address
BEHIND = {
    "kentochu": ("uketsuke", "kijitsu", "kakuninjiko", "renraku"),
    "shusei": ("naosu", "han/1", "han/1/2"),
    "enki": ("kijitsu",),
}
SHOWN_IN_THE_GUIDE = {"naosu": "company-correct"}
# where a picture of the documents begins, when the top of its page is only a form
BEGINS_AT = {"leader-department": "main h2 >> nth=0", "manager-vision": "main h2 >> nth=0"}
# a 事前相談 in each state that is listed: whose, and a part of its title
CONSULTATIONS = {
    "draft": ("chiiki@asajibara.example", "お薬手帳"),
    "booked": ("renkei@mitsumata.example", "通院の送り迎え"),
    "held": ("take@sasanone.example", "竹の端材"),
    "drafted": ("engawa@yuzuriha.example", "銭湯の休み"),
}
ADMIN_LISTS = (
    *("proposals/challenge", "proposals/challengequestion", "proposals/trouble", "proposals/sorterdestination"),
    *("proposals/consultation", "proposals/consultationslot", "proposals/pledgeitem", "proposals/correctionreason"),
    *("directory/organization", "directory/section", "accounts/joinrequest", "accounts/user"),
    *("screening/contact", "screening/checkitem", "screening/standingconsultee", "screening/criteriaset"),
    *("screening/replytemplate", "screening/budgetdate", "screening/contractlimit", "notifications/outgoingmail"),
    *("screening/disclosurerequest", "dialogue/event", "training/course", "knowledge/casestudy", "surveys/survey"),
)
# rooms that are read at their own address, by who reads them; the picture of the documents, if there is one
ROOMS = {
    "": (
        *(("tokei", "/tokei/", ""), ("jirei", "/jirei/", "public-cases"), ("guideline", "/guideline/", "")),
        *(("kyotei", "/kyotei/", ""), ("sagasu", "/sagasu/?q=防災", ""), ("dialogue", "/dialogue/", "")),
    ),
    "課職員": (
        *(("ka-sagasu", "/ka/sagasu/?q=防災", "division-search"), ("ka-jirei", "/ka/jirei/", "")),
        *(("ka-shuho", "/ka/shuho/", ""), ("ka-navi", "/ka/shuho/navi/", ""), ("ka-menu", "/ka/menu/", "")),
        *(("ka-sodan", "/ka/sodan/", ""), ("ka-faq", "/ka/faq/", ""), ("ka-yoshiki", "/ka/yoshiki/", "")),
        *(
            ("ka-guideline", "/ka/guideline/", ""),
            ("ka-dialogue", "/ka/dialogue/", ""),
            ("ka-dantai", "/ka/dantai/", ""),
        ),
        *(("ka-kenshu", "/ka/kenshu/", ""), ("ka-jikotenken", "/ka/jikotenken/", "")),
    ),
    "共創推進リーダー": (("ka-bu", "/ka/bu/", "leader-department"), ("ka-kenshu-bu", "/ka/kenshu/bu/", "")),
    "管理職": (
        *(("hokoku-ima", "/hokoku/ima/", "manager-now"), ("hokoku-suji", "/hokoku/suji/", "")),
        ("hokoku-mezasu", "/hokoku/mezasu-sugata/", "manager-vision"),
    ),
}
# the pages behind the page of one proposal, for the desk and the 課
OF_A_PROPOSAL = ("taiwa", "zenrei", "tetsuzuki", "kijitsu", "osetsu", "saiten", "tsutaeta", "kekka", "jisshi")


class Album:
    """Takes the pictures and remembers what was wrong."""

    def __init__(self, site: str, folder: Path, mailbox: Path, logins: Path, browser: Browser) -> None:
        self.site, self.folder, self.browser = site, folder, browser
        self.mail = Mailbox(mailbox)
        self.logins = json.loads(logins.read_text(encoding="utf-8"))
        self.wrong: list[str] = []
        self.companies: dict[str, Page] = {}  # by their addresses
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
        """The window of this company, which proves its address once: codes are not sent without end."""
        if email in self.companies:
            self.companies[email].goto("/teian/")
            return self.companies[email]
        page = self.companies[email] = self.visitor()
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

    def look(self, page: Page, name: str, words: str, address: str = "") -> None:
        """Follow the first link of the main part with these words in its text or its address, and take that page."""
        if address:
            page.goto(address)
        self.said.clear()
        follow(page, words)
        self.shoot(page, name)

    def picture(self, page: Page, name: str) -> None:
        page.evaluate("window.scrollTo(0, 0)")
        if name in BEGINS_AT:
            page.locator(BEGINS_AT[name]).evaluate("part => part.scrollIntoView()")
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
        self.consult()
        self.consultations()
        number = self.wizard()
        self.drafts()
        self.proposals()
        self.organization()
        self.links()
        self.desk(number)
        self.desk_rooms()
        self.division()
        self.asking()
        self.reports()
        self.rooms()
        self.rest()

    def public(self) -> None:
        page = self.visitor()
        self.shoot(page, "home", "/", picture="home")
        self.shoot(page, "kadai", "/kadai/")
        press(page, "main a[href^='/kadai/kadai-']")
        self.shoot(page, "kadai-page")
        self.look(page, "kadai-ask", "/shitsumon/")
        self.shoot(page, "kadai-found", "/kadai/?q=検診")
        self.shoot(page, "kadai-not-found", "/kadai/?q=見つからない言葉")
        self.look(page, "kadai-closed", "main a[href^='/kadai/kadai-']", "/kadai/?jotai=終了")
        self.shoot(page, "self-check", "/teian/jiko-check/")
        for name in {one.get_attribute("name") for one in page.locator("main input[type=radio]").all()}:
            page.locator(f"[name={name}]").nth(len(name or "") % 2).check()
        press(page, "text=結果を見る")
        self.shoot(page, "self-check-result")
        for path in ("privacy", "riyo", "accessibility", "accessibility/kekka"):
            self.shoot(page, path.replace("/", "-"), f"/{path}/")
        self.shoot(page, "not-found", "/nai/", refused=True)
        self.shoot(page, "staff-door", "/accounts/login/")

    def consult(self) -> None:
        """資料から5分で相談: a picture a step."""
        address = f"soudan-{secrets.token_hex(3)}@akatsuki.example"
        page = self.visitor()
        self.shoot(page, "soudan", "/soudan/")
        page.fill("[name=title]", "停電した避難所に、冷蔵車で薬を届ける")
        press(page, "text=時間を選ぶ")
        self.shoot(page, "soudan-errors")
        page.set_input_files("[name=attachment]", PICTURES / "home.png")
        page.fill("[name=beneficiary]", "避難した方が、薬と粉ミルクを安心して使えます。")
        page.check("[name=asks] >> nth=0")
        page.check("[name=cost] >> nth=0")
        press(page, "text=資料を付ける")
        self.shoot(page, "soudan-deck")
        press(page, "text=時間を選ぶ")
        page.check("[name=slot] >> nth=2")
        self.shoot(page, "soudan-slot")
        press(page, "text=次へ進む")
        self.shoot(page, "soudan-email")
        self.enter(page, address)
        page.fill("[name=organization_name]", "あかつき工房【例示】")
        page.fill("[name=contact_name]", "あかつき　太郎")
        page.fill("[name=contact_phone]", "0742-00-0099")
        self.shoot(page, "soudan-contact")
        press(page, "text=この時間で予約する")
        self.shoot(page, "soudan-booked", picture="company-appointment")
        self.look(page, "soudan-move", "時間を変える")
        self.shoot(page, "mine-new", "/teian/")
        follow(page, "冷蔵車")
        page.click("main summary:has-text('取り消す')")
        press(page, "main button:has-text('取り消す')")
        self.shoot(page, "soudan-cancelled")

    def consultations(self) -> None:
        for name, (email, title) in CONSULTATIONS.items():
            page = self.company(email)
            self.look(page, f"consultation-{name}", title)

    def drafts(self) -> None:
        """A draft that is near its end, one from a past proposal, one that waits for other 団体."""
        page = self.company("engawa@yuzuriha.example")
        self.shoot(page, "mine-drafts")
        self.look(page, "draft-of-a-talk", "続きを書く：銭湯の休み")
        page = self.company("tabi@yunagizaka.example")
        follow(page, "続きを書く：朝の町家で市場")
        page.fill("[name=summary]", "空いている町家の軒先で、月に一度、朝だけの市場をひらきます。")
        page.wait_for_selector("[data-saved]:not(:empty)")
        self.shoot(page, "draft-autosaved")
        for step in ("organization", "pledges", "check"):
            self.shoot(page, f"draft-{step}", re.sub(r"[a-z]+/$", f"{step}/", page.url))
        self.shoot(page, "draft-joint", re.sub(r"[a-z]+/$", "kyodo/", page.url))
        page.goto("/teian/")
        press(page, "main form:has(a:has-text('朝の町家')) button:has-text('PDFにする')")
        self.paper(page, "draft")

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
        self.shoot(page, "step-later", page.url.replace("/email/", "/atode/"))
        page.go_back()
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
            press(page, f"main a[href^='/teian/R']:has-text('{title}')")
            self.shoot(page, f"proposal-{name}", picture="company-proposal" if name == "kentochu" else "")
            home = urlsplit(page.url).path
            for path in BEHIND.get(name, ()):
                tail = path.replace("/", "-")
                self.shoot(page, f"{name}-{tail}", f"{home}{path}/", picture=SHOWN_IN_THE_GUIDE.get(path, ""))
            if name == "kentochu":
                page.goto(f"{home}uketsuke/")
                press(page, "main form button:has-text('受付票')")
                self.paper(page, "receipt")
            if name == "miokuri":
                page.goto(home)
                page.click("main summary:has-text('この内容をもとに')")
                self.shoot(page, "copy")

    def paper(self, page: Page, name: str) -> None:
        """The page of a PDF in the making and, when it is ready, its sheets."""
        self.shoot(page, f"{name}-pdf-ordered")
        self.wait_for_words(page, "PDFを開く")
        self.shoot(page, f"{name}-pdf-ready")
        self.sheets(page, name)

    def wait_for_words(self, page: Page, words: str) -> None:
        deadline = time.monotonic() + 120
        while words not in page.inner_text("main"):
            if time.monotonic() > deadline:
                raise CannotStart(f"PDF ができません: {page.inner_text('main')[:300]}")
            page.wait_for_timeout(1000)
            page.goto(page.url)
        self.said.clear()

    def sheets(self, page: Page, name: str) -> Path:
        link = page.get_attribute("a:has-text('PDFを開く')", "href") or ""
        pdf = self.folder / "pdf" / f"{name}.pdf"
        pdf.write_bytes(page.request.get(link).body())
        sheets(pdf)
        return pdf

    def organization(self) -> None:
        page = self.company("tabi@yunagizaka.example")
        self.shoot(page, "dantai", "/teian/dantai/")
        self.look(page, "dantai-profile", "/naosu/")
        self.shoot(page, "tsuchi", "/teian/tsuchi/")

    def links(self) -> None:
        """What a mailed link opens: an invitation, a 共同提案, 代行入力 to confirm; and one that is used up."""
        page = self.company("tabi@yunagizaka.example")
        page.goto("/teian/dantai/")
        page.fill("[name=email]", "shinnin@yunagizaka.example")
        press(page, "main button:has-text('招待')")
        page.goto("/teian/")
        follow(page, "続きを書く：朝の町家で市場")
        page.goto(re.sub(r"[a-z]+/$", "kyodo/", page.url))
        press(page, "main button:has-text('もう一度お願いする')")
        page = self.staff("デスク")
        queue = "/admin/screening/deskproposal/"
        self.look(page, "admin-entrusted-waiting", "#result_list tbody a", f"{queue}?q=バス停に本を置く")
        follow(page, "確認のお願いを送る")
        self.shoot(page, "admin-act-onegai")
        press(page, "#content form:has([name=email]) [type=submit]")
        for name, to, path in (
            ("shotai", "shinnin@yunagizaka.example", "/teian/shotai/"),
            ("kyodo", "kikaku@futamomiji.example", "/teian/kyodo/"),
            ("kakunin", "hon@shikanotsuno.example", "/teian/kakunin/"),
        ):
            letter = self.mail.wait_for(to=to, holds=path, after=0)
            found = re.search(rf"{path}[\w-]+/", letter.text)
            self.shoot(self.visitor(), f"link-{name}", found[0] if found else path)
        self.shoot(self.visitor(), "link-gone", "/teian/kyodo/tsukaenai/", refused=True)

    def asking(self) -> None:
        """課題をつくる・困りごとメモ, as the 課 does it."""
        page = self.visitor()
        self.shoot(page, "komarigoto-address", "/ka/komarigoto/")
        page = self.staff("課職員")
        self.shoot(page, "komarigoto", "/ka/komarigoto/")
        self.shoot(page, "ka-kadai", "/ka/kadai/")
        addresses = page.eval_on_selector_all("main h3 a", "links => links.map(link => link.pathname)")
        for number, address in enumerate(addresses, 1):
            self.shoot(page, f"ka-kadai-{number}", address)
        page.goto("/ka/kadai/")
        follow(page, "雨の日の修学旅行")
        steps = page.eval_on_selector_all("main a[href*='/kaku/']", "links => links.map(link => link.pathname)")
        for step in steps:
            self.shoot(page, f"ka-kadai-step-{step.rstrip('/').rpartition('/')[2]}", step)

    def desk(self, fresh: str) -> None:
        page = self.staff("デスク")
        self.shoot(page, "admin-index", "/admin/")
        queue = "/admin/screening/deskproposal/"
        self.shoot(page, "admin-queue", queue, picture="desk-queue")
        numbers = re.findall(r"R\d+-[JK]-\d{4}", page.content())
        for status in ("ON_HOLD", "ADOPTED", "UNDERWAY"):  # need nothing, and have buttons
            page.goto(f"{queue}?status={status}")
            numbers += re.findall(r"R\d+-[JK]-\d{4}", page.content())
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

    def desk_rooms(self) -> None:
        """The lists beside the queue, the first row of each, and the pages behind their buttons."""
        page = self.staff("デスク")
        for name in ADMIN_LISTS:
            short = name.rpartition("/")[2]
            self.shoot(page, f"admin-{short}", f"/admin/{name}/", refused=True)
            if page.locator("#result_list tbody th a").count():
                self.look(page, f"admin-{short}-row", "#result_list tbody th a")
        for verb in ("kyo", "denwa", "nendomatsu"):
            self.shoot(page, f"admin-{verb}", f"/admin/screening/deskproposal/{verb}/?q=夕暮れ")
        self.shoot(page, "admin-slots-plan", "/admin/proposals/consultationslot/add/")
        page.fill("[name=place]", "市役所 北棟3階 相談室")
        page.check("[name=weekdays] >> nth=1")
        press(page, "#content form [name=preview]")
        self.shoot(page, "admin-slots-preview")
        for name, verbs in (("booked", ("kiroku", "torikeshi")), ("held", ("kiroku", "shitagaki"))):
            _, title = CONSULTATIONS[name]
            self.look(page, f"admin-consultation-{name}", title, "/admin/proposals/consultation/?taiou=all")
            home = page.url
            for verb in verbs:
                self.shoot(page, f"admin-consultation-{name}-{verb}", f"{home}{verb}/")
        self.acts(page, "proposals/challenge")
        self.acts(page, "proposals/trouble")
        self.look(page, "admin-organization-unconfirmed", "ゆずり葉の縁側 西部支部", "/admin/directory/organization/")
        self.look(page, "admin-organization-compare", "/togo/")
        if page.locator("#content a[href*='/togo/']").count():
            self.look(page, "admin-organization-merge", "#content a[href*='/togo/']")
        self.look(page, "admin-pledgeitem-old", "#result_list tbody th a", "/admin/proposals/pledgeitem/?q=P1")
        page.locator("[name=text]").fill("見本の文を、下見のために書き直します。")
        press(page, "#content form [name=_save]")
        self.shoot(page, "admin-pledgeitem-preview")
        self.shoot(page, "admin-entrusted", "/admin/screening/deskproposal/daiko/?q=竹")
        self.look(
            page, "admin-entrusted-on-paper", "#result_list tbody a", "/admin/screening/deskproposal/?q=古い写真で"
        )

    def acts(self, page: Page, model: str) -> None:
        """Each button that stands on a row of this model, once."""
        page.goto(f"/admin/{model}/")
        rows = page.eval_on_selector_all("#result_list tbody th a", "links => links.map(link => link.pathname)")
        taken: set[str] = set()
        for row in rows:
            page.goto(row)
            for path in page.eval_on_selector_all("a[href*='/suru/']", "links => links.map(link => link.pathname)"):
                verb = path.rstrip("/").rpartition("/")[2]
                if verb not in taken:
                    taken.add(verb)
                    self.shoot(page, f"admin-{model.rpartition('/')[2]}-{verb}", path)

    def division(self) -> None:
        for role in ("課職員", "課長"):
            page = self.staff(role)
            short = "officer" if role == "課職員" else "manager"
            self.shoot(page, f"ka-{short}", "/ka/", picture="division-list" if short == "officer" else "")
            press(page, "main a:not([href*='taiwa']):has-text('夕暮れの町家')")
            self.shoot(page, f"ka-dossier-{short}", picture="division-dossier" if short == "officer" else "")
            if short == "officer":
                self.look(page, "ka-evidence", "/kakuninjiko/")
                page.go_back()
                self.look(page, "ka-page-images", "/gazo/")
        page = self.staff("課職員")
        for tab in ("shinko", "owari", "shokai", "kadai"):
            self.shoot(page, f"ka-tab-{tab}", f"/ka/?tab={tab}")
        self.shoot(page, "ka-kanshin", "/ka/kanshin/")
        self.shoot(page, "ka-koyomi", "/ka/koyomi/")
        for title, short, tab in (("夕暮れの町家", "kentochu", "machi"), ("夜の案内所を、宿の", "kyogo", "shinko")):
            page.goto(f"/ka/?tab={tab}")
            press(page, f"main a:not([href*='taiwa']):has-text('{title}') >> nth=0")
            self.shoot(page, f"ka-{short}")
            home = page.url
            for part in OF_A_PROPOSAL:
                self.shoot(page, f"ka-{short}-{part}", f"{home}{part}/", refused=True)
        self.shoot(page, "ka-hikaku", "/ka/kadai/kadai-7/hikaku/", refused=True)
        leader = self.staff("共創推進リーダー")
        self.shoot(leader, "ka-leader", "/ka/")
        self.look(leader, "ka-leader-saitei", "/saitei/")

    def reports(self) -> None:
        page = self.staff("管理職")
        self.shoot(page, "hokoku", "/hokoku/", picture="manager-list")
        press(page, "main form button[type=submit]")
        self.shoot(page, "hokoku-progress")
        self.wait_for_words(page, "報告ができました")
        self.shoot(page, "hokoku-done")
        pdf = self.sheets(page, "monthly")
        # the first page, as a manager sees it, at the width of the other pictures
        picture = PICTURES / "manager-pdf"
        command = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "800", "-scale-to-y", "-1", str(pdf), str(picture)]
        subprocess.run(command, check=True)

    def rooms(self) -> None:
        for role, rooms in ROOMS.items():
            page = self.staff(role) if role else self.visitor()
            for name, address, picture in rooms:
                self.shoot(page, name, address, picture=picture)

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


def follow(page: Page, words: str) -> None:
    """Follow the first link with these words, with this part of its address, or that this selector finds."""
    if words.startswith(("main ", "#")):
        press(page, f"{words} >> nth=0")
    elif words.startswith("/"):
        press(page, f"main a[href*='{words}'] >> nth=0")
    else:
        press(page, f"main a:has-text('{words}') >> nth=0")


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
