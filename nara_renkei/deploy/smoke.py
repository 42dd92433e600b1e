"""Walks the main job over HTTP through every role and looks at contents, not only at codes.

    smoke.py SITE MAILBOX LOGINS LOGS

One line a step; ends with 0, or with 1 and the name of the step that failed.
"""

import contextlib
import hashlib
import io
import json
import os
import re
import secrets
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from browser import Browser, Mailbox, Page, WalkFailed

MARKER = f"庁内限り{secrets.token_hex(6)}"  # in every internal word of this walk; never to be read outside
TALK = f"夜の図書室を受験生に開ける {secrets.token_hex(3)}"
SAID = "まず一つの図書室で、夏休みの二週間を試す。次の一歩は、鍵の受渡しの案を下書きに書くこと。"
DECK = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "home.png"
TITLE = f"停電した避難所に冷蔵車を置く取組 {secrets.token_hex(3)}"
COMPANY = "任意団体あかつき工房【例示】"
DIVISION = "危機管理課"
NUMBER = re.compile(r"R\d+-[JK]-\d{4}")
CODE = re.compile(r"^\d{4} ?\d{4}$", re.MULTILINE)
LOGS = ("web", "worker", "pdf-worker", "beat")
# in the log of one that did something
WORKED = {"web": "request_finished", "worker": "mail_handled"}
OTHER = "企業（検討中"  # a company of the demo city that has nothing to do with this proposal


class Walk:
    """The people, the letters and what is known so far."""

    def __init__(self, site: str, mailbox: Path, logins: Path, logs: Path) -> None:
        self.site = site
        self.logs = logs
        self.mail = Mailbox(mailbox)
        self.logins = json.loads(logins.read_text(encoding="utf-8"))
        self.address = f"smoke-{secrets.token_hex(4)}@akatsuki.example"
        self.company = Browser(site, "企業")
        self.asker = Browser(site, "相談する企業")
        self.other = Browser(site, "ほかの企業")
        self.desk = Browser(site, "デスク")
        self.officer = Browser(site, "課職員")
        self.manager = Browser(site, "課長")
        self.executive = Browser(site, "管理職")
        self.appointment = ""  # the address of the 事前相談
        self.number = ""
        self.step = ""

    @contextlib.contextmanager
    def at(self, step: str) -> Iterator[None]:
        self.step = step
        began = time.monotonic()
        yield
        say(f"  ✓ {step}（{time.monotonic() - began:.1f} 秒）")

    def run(self) -> None:
        self.public_pages()
        self.asks_with_a_deck()
        self.desk_talks()
        self.write_and_submit()
        self.desk_asks_and_company_corrects()
        self.desk_routes()
        self.division_answers()
        self.division_proposes()
        self.desk_tells()
        self.manager_reads()
        self.nothing_leaked()
        self.nothing_of_a_person_is_logged()

    # --- 1. 提案

    def public_pages(self) -> None:
        with self.at("公開のページと健康の確認"):
            need(self.company.get("/"), "公民連携デスク")
            need(self.company.get("/kadai/"), "見本のデータです", "募集中")
            for path in ("/privacy/", "/accessibility/", "/healthz", "/mailbox/"):
                self.company.get(path)
            self.company.get("/ka/R8-J-0001/", status=200)  # the staff's door, not the page
            self.company.get("/nothing/", status=404)

    # --- 事前相談

    def asks_with_a_deck(self) -> None:
        asker, address = self.asker, f"soudan-{secrets.token_hex(4)}@akatsuki.example"
        with self.at("資料を付けて三つの質問に答え、空いている時間を選ぶ"):
            page = asker.get(asker.get("/").link("資料から5分で相談"))
            page = asker.submit(page, {"title": TALK}, button="時間を選ぶ")
            need(page, "資料を一つ以上付けてください。")
            answers = {
                "title": TALK,
                "beneficiary": "受験生が、夜も静かに学べます。",
                "asks": page.form(has="asks").values("asks")[:1],
                "cost": page.form(has="cost").values("cost")[0],
            }
            page = asker.submit(page, answers, button="時間を選ぶ", files={"attachment": DECK})
            free = page.form(has="slot").values("slot")
            page = asker.submit(page, {"slot": free[-1]}, button="次へ進む")
        with self.at("メールの確認コードのあと予約し、予約のメールが届く"):
            page = self.sign_in_by_code(asker, address, page)
            need(page, TALK, DECK.name)
            before = self.mail.count()
            who = {"organization_name": COMPANY, "contact_name": "あかつき　太郎", "contact_phone": "0742-00-0099"}
            page = asker.submit(page, who, button="この時間で予約する")
            need(page, "予約を受け付けました", TALK, DECK.name)
            booked = self.mail.wait_for(to=address, holds="事前相談の予約を受け付けました", after=before)
            if page.path not in booked.text:
                raise WalkFailed("予約のメールに、予約のページへのリンクがありません")
            if asker.get(page.link(DECK.name)).body != DECK.read_bytes():
                raise WalkFailed("付けた資料が、付けたときと違います")
            calendar = asker.get(page.link(".ics")).body.decode()
            if "BEGIN:VEVENT" not in calendar or TALK not in re.sub(r"\r\n ", "", calendar):
                raise WalkFailed(f"予定表のファイルに相談がありません: {calendar[:300]}")
            if free[-1] in asker.get(f"{page.path}jikan/").form(has="slot").values("slot"):
                raise WalkFailed("予約した時間が、まだ空いています")
        self.appointment = page.path

    def desk_talks(self) -> None:
        with self.at("デスクが相談の記録を残し、提案の下書きを作る"):
            self.sign_in(self.desk, "デスク", "/admin/")
            row = self.desk.get(f"/admin/proposals/consultation{self.appointment.removeprefix('/soudan')}")
            need(row, TALK, COMPANY, DECK.name)
            page = self.desk.submit(self.desk.get(f"{row.path}kiroku/"), {"said": SAID}, button="相談した")
            need(page, "相談の記録を残しました。", SAID)
            page = self.desk.submit(self.desk.get(f"{row.path}shitagaki/"), button="提案の下書きを作る")
            need(page, "提案の下書きを作りました。")
        with self.at("相談した企業が、記録と、資料の入った下書きを見つける"):
            page = self.asker.get(self.asker.get("/teian/").link(TALK))
            need(page, "相談の記録", SAID)
            page = self.asker.get(page.link("下書きの続きを書く"))
            written = page.form(has="title")
            if [written.values("title"), written.values("body")] != [[TALK], [SAID]]:
                raise WalkFailed("下書きに、相談の答えと記録が入っていません")
            need(page, DECK.name)
            need(self.other.get(self.appointment), "確認コードを送る")  # the company's door, not the page

    def write_and_submit(self) -> None:
        firm = self.company
        with self.at("三つの質問に答えて、登録なしで書き始める"):
            page = firm.submit(firm.get("/teian/hajimeru/"), {"existing": "no", "only": "no", "talking": "no"})
            page = firm.submit(page, {"kind": "OPEN"}, button="書き始める")
        with self.at("欄を空のまま進むと、日本語で止まる"):
            page = firm.submit(page, {"title": TITLE}, button="次へ進む")
            need(page, "概要を書いてください。")
            if TITLE not in page.form(has="title").values("title"):
                raise WalkFailed("書いた提案名が欄から消えました")
        with self.at("下書きを保存して、続きを書く"):
            page = firm.submit(page, {"title": TITLE, "summary": "停電のときに"}, button="下書き保存")
            need(page, "下書きを保存しました")
            proposal = {
                "summary": "停電のとき、配送の冷蔵車を避難所のそばに置き、薬と粉ミルクを冷やします。",
                "beneficiary": "避難した方が、薬と粉ミルクを安心して使えるようになります。",
                "body": "市内の冷蔵車を三台、避難所のそばに置きます。年に一度、置き場所と連絡の順番を訓練で確かめます。",
                "asks": page.form(has="asks").values("asks")[:1],
                "cost": page.form(has="cost").values("cost")[0],
            }
            page = firm.submit(page, proposal, button="次へ進む")
        with self.at("メールに届いた確認コードで本人を確かめる"):
            page = self.sign_in_by_code(firm, self.address, page)
        with self.at("団体を書く（12桁の番号は受け取らない）"):
            body = {
                "kind": "VOLUNTARY" if "VOLUNTARY" in page.form(has="kind").values("kind") else "",
                "name": COMPANY,
                "address": "奈良市二条大路南一丁目1番1号",
                "representative": "代表　あかつき　花子",
                "contact_name": "あかつき　太郎",
                "contact_phone": "0742-00-0099",
            }
            body["kind"] = body["kind"] or page.form(has="kind").values("kind")[-1]
            page = firm.submit(page, {**body, "corporate_number": "123456789012"}, button="次へ進む")
            if "123456789012" in page.body.decode():
                raise WalkFailed("12桁の番号が画面に残っています")
            page = firm.submit(page, {**body, "corporate_number": ""}, button="次へ進む")
        with self.at("申告・誓約・同意・了承に答える"):
            page = firm.submit(page, pledges(page), button="次へ進む")
            need(page, TITLE, COMPANY, "この内容で提出する")
        with self.at("提出して、受付番号を受け取る（二度押しても一件）"):
            check, before = page, self.mail.count()
            page = firm.submit(check, button="この内容で提出する")
            found = NUMBER.search(page.text)
            if not found:
                raise WalkFailed(f"受付のページに番号がありません: {page.text[:300]}")
            self.number = found[0]
            need(firm.submit(check, button="この内容で提出する"), self.number)
            if firm.get("/teian/").text.count(self.number) != 1:
                raise WalkFailed("わたしの提案に、同じ提案が一度だけ出ていません")
        with self.at(f"受付のメールが届く（{self.number}）"):
            self.mail.wait_for(to=self.address, holds=self.number, after=before)
        with self.at("ほかの企業からは、ない提案と同じに見える"):
            self.sign_in_by_code(self.other, self.login(OTHER)["email"], self.other.get("/teian/kakunin/"))
            self.other.get(f"/teian/{self.number}/", status=404)
            self.other.get("/teian/R8-J-9999/", status=404)
            self.other.get(self.appointment, status=404)

    def sign_in_by_code(self, who: Browser, address: str, page: Page) -> Page:
        before = self.mail.count()
        page = who.submit(page, {"email": address}, button="コードを送る")
        mail = self.mail.wait_for(to=address, holds="確認コード", after=before, within=20)
        code = CODE.search(mail.text)
        if not code:
            raise WalkFailed("メールに8桁の確認コードがありません")
        return who.submit(page, {"code": code[0]})

    # --- 2. デスク

    def desk_asks_and_company_corrects(self) -> None:
        with self.at("デスクが管理画面の受付一覧で見つけて開く"):
            # the first one is a line of 今日の仕事, which leads to a part of the queue
            self.queue = self.desk.get("/admin/").link("screening/deskproposal/").partition("?")[0]
            need(self.desk.get(f"{self.queue}?q={self.number}"), self.number)
            page = self.press("hiraku", {})
            need(page, TITLE, COMPANY)
        with self.at("庁内のメモを書く"):
            self.press("memo", {"note": f"{MARKER} 以前の取組との重なりを課に尋ねる"})
        with self.at("欄ごとの理由を付けて修正をお願いする"):
            before = self.mail.count()
            self.press("shusei", {"reason_body": "置く場所の例を書いてください。", "notify": "on"}, preview="文面")
            self.mail.wait_for(to=self.address, holds=self.number, after=before)
        with self.at("企業が直して出し、デスクが違いを見る"):
            page = self.company.get(f"/teian/{self.number}/")
            need(page, "修正のお願い", "置く場所の例を書いてください。")
            page = self.company.get(f"/teian/{self.number}/naosu/")
            self.company.submit(
                page, {"body": "市内の冷蔵車を三台、東部の避難所のそばに置きます。"}, button="直した提案を出す"
            )
            need(self.desk.get(f"{self.queue}{self.number}/"), "東部の避難所")
            self.press("naotta", {})

    def desk_routes(self) -> None:
        with self.at("送付前の確認を残す"):
            self.press("taisho", {"in_scope": "yes"})
            self.press(
                "kakunin",
                {
                    **{f"{item}-result": "OK" for item in ("corporate-number", "declarations", "scope")},
                    "scope-note": f"{MARKER} 確かめた",
                },
            )
        with self.at(f"主担当の{DIVISION}へ送付する"):
            before = self.mail.count()
            page = self.desk.get(f"{self.queue}{self.number}/okuru/")
            lead = page.form(has="lead").value_of("lead", DIVISION)
            self.press("okuru", {"lead": lead, "note": f"{MARKER} よろしく"})
            self.mail.wait_for(to="@city.nara.example", holds=self.number, after=before)
            need(self.company.get(f"/teian/{self.number}/"), "担当課で検討中")

    def press(self, verb: str, values: dict[str, str | list[str]], *, preview: str = "") -> Page:
        """Open the small page of a desk's button, fill it in, press it; return the proposal's page.

        preview: the button that words the letter anew from what was filled in, where there is one.
        """
        page = self.desk.get(f"{self.queue}{self.number}/{verb}/")
        if preview:
            page = self.desk.submit(page, values, button=preview)
        act = next(form for form in page.forms if "csrfmiddlewaretoken" in form.names() and "logout" not in form.action)
        button = next(control.label for control in act.buttons() if control.name != "preview")
        page = self.desk.submit(page, values, button=button, has="csrfmiddlewaretoken")
        if page.path.rstrip("/").endswith(verb):
            raise WalkFailed(f"{verb} を押せません: {' '.join(page.text.split())[:600]}")
        return page

    # --- 3. 担当課

    def division_answers(self) -> None:
        with self.at("課職員が一覧で見つけ、「検討する」の案を書く"):
            self.sign_in(self.officer, f"課職員（{DIVISION}）", "/ka/")
            need(self.officer.get("/ka/"), self.number)
            page = self.officer.get(f"/ka/{self.number}/")
            need(page, TITLE, "東部の避難所", MARKER)
            words = {"choice": "CONSIDER", "comment": "置き場所を一緒に考えます。", "contact": "危機管理課　担当"}
            values = {field(page, f"-{name}"): value for name, value in words.items()}
            need(self.officer.submit(page, values, button="案を残す"), "回答の案を書きました")
        with self.at("課長が確かめて、課の回答にする"):
            self.sign_in(self.manager, f"課長（{DIVISION}）", "/ka/")
            page = self.manager.submit(self.manager.get(f"/ka/{self.number}/"), button="課の回答にする")
            need(page, "課の回答にしました")
        with self.at("デスクが回答を受け取り、企業に知らせる"):
            before = self.mail.count()
            self.press("uketoru", {"notify": "on"})
            self.mail.wait_for(to=self.address, holds=self.number, after=before)
            need(self.company.get(f"/teian/{self.number}/"), DIVISION)
        with self.at("対話前の確認を残す"):
            self.press("kakunin-taiwa", {f"{item}-result": "OK" for item in ("bidding-suspension", "permits")})

    def division_proposes(self) -> None:
        with self.at("庁内のメモと対話の記録を書く"):
            page = self.officer.get(f"/ka/{self.number}/")
            values = {"note-note": f"{MARKER} 保健所にも尋ねる"}
            self.officer.submit(page, values, button="メモを残す")
            page = self.officer.get(f"/ka/{self.number}/taiwa/")
            values = {
                field(page, "minutes-held_on"): time.strftime("%Y-%m-%d"),
                "minutes-attendees": "危機管理課、あかつき工房",
                "minutes-body": f"{MARKER} 置き場所を三つ比べた。",
            }
            need(self.officer.submit(page, values, button="記録を残す"), "対話の記録を書きました")
            need(self.company.get(f"/teian/{self.number}/"), "対話中")
        with self.at("結果の案（条件付きで進める）を書き、課長が確かめる"):
            page = self.officer.get(f"/ka/{self.number}/kekka/")
            values = {
                "outcome-disposition": "ADOPT_IF",
                "outcome-implementer": "PROPOSER",
                "outcome-reason": "訓練で置き場所を確かめられるため。",
                "outcome-condition_0": "置き場所は市と一緒に決めること。",
            }
            need(self.officer.submit(page, values, button="案を残す"), "結果の案を書きました")
            page = self.manager.submit(self.manager.get(f"/ka/{self.number}/"), button="課の案としてデスクに渡す")
            need(page, "デスクに渡しました")

    # --- 4. 結果

    def desk_tells(self) -> None:
        with self.at("デスクが確かめ、決裁を記録する（企業にはまだ見えない）"):
            self.press("an-kakunin", {})
            today = time.strftime("%Y-%m-%d")
            approval = {
                "drafted_on": today,
                "decided_on": today,
                "decider": "総合政策課長",
                "document_number": "奈総政第101号",
            }
            self.press("kessai", approval)
            page = self.company.get(f"/teian/{self.number}/")
            for word in ("置き場所は市と一緒に決めること", "条件付き", "奈総政第101号"):
                if word in page.body.decode():
                    raise WalkFailed(f"告知の前に「{word}」が企業に見えています")
        with self.at("文面を確かめて結果をお知らせする（SMTP で届く）"):
            before = self.mail.count()
            self.press("shiraseru", {"notify": "on"})
            self.mail.wait_for(to=self.address, holds=self.number, after=before)
            page = self.company.get(f"/teian/{self.number}/")
            need(page, "結果のお知らせ", "奈総政第101号", "（公印省略）", "置き場所は市と一緒に決めること")
            need(page, "契約を約束するものではありません")

    # --- 5. 管理職

    def manager_reads(self) -> None:
        with self.at("管理職が今月の報告を作る"):
            self.sign_in(self.executive, "管理職", "/hokoku/")
            page = self.executive.get("/hokoku/")
            month = time.strftime("%Y-%m")
            offered = page.form(has="month").values("month")
            page = self.executive.submit(page, {"month": next((one for one in offered if month in one), offered[0])})
            deadline = time.monotonic() + 90
            while "報告ができました" not in page.text:
                if time.monotonic() > deadline or "報告を作れませんでした" in page.text:
                    raise WalkFailed(f"報告ができません: {' '.join(page.text.split())[:400]}")
                time.sleep(1)
                page = self.executive.get(page.path)
            sha256 = re.search(r"[0-9a-f]{64}", page.text)
            pdf = self.executive.get(page.link("PDFを開く"))
        with self.at("PDF の中に番号と数字がある"):
            from pypdf import PdfReader

            if not sha256 or hashlib.sha256(pdf.body).hexdigest() != sha256[0]:
                raise WalkFailed("PDF が、画面にある SHA-256 と違います")
            reader = PdfReader(io.BytesIO(pdf.body))
            text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in reader.pages))
            bare = re.sub(r"\s", "", text)
            for word in (self.number, "受付", "条件付きで進める", f"1/{len(reader.pages)}"):
                if word not in bare:
                    raise WalkFailed(f"PDF に「{word}」がありません: {bare[:500]}")
            figure = re.search(r"受け付けた提案は(\d+)件", bare)
            listed = set(NUMBER.findall(bare.partition("に受け付けた提案の一覧")[2]))
            if not figure or int(figure[1]) != len(listed):
                raise WalkFailed(f"PDF の受付の件数が、一覧の {len(listed)} 件と合いません: {bare[:500]}")
            if MARKER in bare:
                raise WalkFailed("PDF に庁内のメモが出ています")
        with self.at("管理職でない人には、報告がない"):
            self.company.get("/hokoku/", status=404)
            self.officer.get("/hokoku/", status=404)

    # --- what must be nowhere

    def nothing_leaked(self) -> None:
        with self.at("庁内のメモは、企業のどのページにも、どのメールにもない"):
            page = self.company.get(f"/teian/{self.number}/")
            for address, _ in page.links:
                if address.startswith("/teian/"):
                    self.company.get(address)
            self.asker.get(self.asker.get("/teian/").link(TALK))
            for who in (self.company, self.other, self.asker):
                for text in who.seen:
                    if MARKER in text:
                        raise WalkFailed(f"{who.who} の画面に庁内のメモが出ました")
            for mail in self.mail.all():
                if MARKER in mail.whole:
                    raise WalkFailed(f"メール「{mail.subject}」に庁内のメモが出ました")
            if MARKER not in "".join(self.officer.seen):
                raise WalkFailed("庁内のメモが、課の画面にもありません（確かめになっていません）")

    def nothing_of_a_person_is_logged(self) -> None:
        typed = (MARKER, TALK, SAID, TITLE, COMPANY, self.address, self.number, "あかつき", "0742-00-0099", "akatsuki")
        # in a line of JSON a kanji is \uXXXX
        forms = {form for word in typed for form in (word, json.dumps(word)[1:-1])}
        with self.at("記録にも /metrics にも、書いた言葉・名前・宛先・番号がない"):
            logs = {path.stem: path.read_text(encoding="utf-8") for path in self.logs.glob("*.log")}
            # of two machines each has its own
            read = {name: "".join(logs[each] for each in logs if each in {name, f"{name}-2"}) for name in LOGS}
            machines = [name for name in logs if name.startswith("web")]
            read["/metrics"] = "".join(self.company.get("/metrics").body.decode() for _ in machines)
            for name, text in read.items():
                if found := sorted(form for form in forms if form in text):
                    raise WalkFailed(f"{name} に残っています: {found}")
            if names := idle(logs):
                raise WalkFailed(f"{names} には、一つも仕事が来ませんでした")
            handled = [
                line for line in read["worker"].splitlines() if "mail_handled" in line and '"state": "SENT"' in line
            ]
            asked = set(re.findall(r'"request_id": "([0-9a-f]{32})"', read["web"]))
            if not any(request_id in line for line in handled for request_id in asked):
                raise WalkFailed("送ったメールの記録が、頼んだ画面の記録と同じお問い合わせ番号になっていません")
            if 'nara_requests_total{code="2xx",method="GET",route="portal:home"}' not in read["/metrics"]:
                raise WalkFailed("/metrics に、開いた画面が数えられていません")

    # --- people

    def login(self, role: str) -> dict[str, str]:
        for person in self.logins:
            if person["role"].startswith(role):
                return person
        raise WalkFailed(f"デモに「{role}」のログインがありません")

    def sign_in(self, who: Browser, role: str, path: str) -> None:
        person = self.login(role)
        page = who.get(f"/accounts/login/?next={path}")
        page = who.submit(page, {"login": person["email"], "password": person["password"]})
        if page.path.startswith("/accounts/login"):
            raise WalkFailed(f"{role} がログインできません: {' '.join(page.text.split())[:300]}")


def idle(logs: Mapping[str, str]) -> list[str]:
    """Return the webs that answered nothing and the workers that sent no mail: of two machines each has its part."""
    machine = {name: name.removesuffix("-2") for name in logs}
    return sorted(name for name, text in logs.items() if WORKED.get(machine[name], "") not in text)


def pledges(page: Page) -> dict[str, str | list[str]]:
    """Answer each 申告 with いいえ or what stands first, tick each 誓約, 同意 and 了承."""
    answers: dict[str, str | list[str]] = {}
    form = page.form(button="次へ進む")
    for control in form.controls:
        if control.kind == "radio":
            offered = form.values(control.name)
            answers[control.name] = "いいえ" if "いいえ" in offered else offered[0]
        elif control.kind == "checkbox":
            answers[control.name] = [control.value]
    return answers


def field(page: Page, ending: str) -> str:
    """Return the name of the first field on the page that ends so."""
    for form in page.forms:
        for name in form.names():
            if name.endswith(ending):
                return name
    raise WalkFailed(f"{page.path} に「{ending}」の欄がありません")


def need(page: Page, *words: str) -> None:
    """Every text is on the page."""
    for word in words:
        if word not in page.text:
            raise WalkFailed(f"{page.path} に「{word}」がありません: {' '.join(page.text.split())[:400]}")


def main() -> int:
    site, mailbox, logins, logs = sys.argv[1], *(Path(argument) for argument in sys.argv[2:5])
    os.environ["TZ"] = "JST-9"  # the city's day, on whatever machine
    time.tzset()
    walk = Walk(site, mailbox, logins, logs)
    try:
        walk.run()
    except WalkFailed as exc:
        say(f"  × {walk.step}\n    {exc}")
        return 1
    say("主な仕事を最後まで歩きました。")
    return 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
