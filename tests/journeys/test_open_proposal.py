"""自由提案, from a blank form on a phone to the letter of the outcome and the manager's PDF."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from django.utils import timezone
from pypdf import PdfReader

from tests.browser import PHONE
from tests.journeys.conftest import Hall, Person
from tests.nara_renkei.notifications.smtp_server import Server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "akari@futamomiji.example"
TITLE = "停電した避難所に冷蔵車を置く"
# outside the first plane, a variation selector, half-width kana, a line of its own
BODY = "冷蔵車を三台、𠮷野・葛\U000e0100城のｶﾅの避難所に置きます。\n・<b>電源</b>は10％"
MARKER = "庁内限りの印"  # in every internal word of this journey
NUMBER = re.compile(r"R\d+-J-\d{4}")
QUEUE = "/admin/screening/deskproposal/"


def test_one_proposal_from_the_blank_form_to_the_managers_pdf(hall: Hall, somebody: Callable[..., Person]) -> None:
    company = somebody(viewport=PHONE)
    desk, officer, manager, executive = (somebody() for _ in range(4))

    # the company proposes
    given_a_draft_begun_without_an_account(company)
    when_the_address_is_proved_by_a_mailed_code(company, hall.post)
    when_the_organization_and_the_pledges_are_written(company)
    number = then_the_receipt_names_the_number(company, hall.post)
    then_the_receipt_on_paper_says_every_word(company, number)

    # the desk asks, the company corrects
    desk.enter_by_password(hall.desk, "/admin/")
    when_the_desk_opens_it_and_asks_for_a_correction(desk, number)
    then_the_company_reads_why_and_corrects(company, number)
    when_the_desk_has_read_the_correction_and_routes(desk, number, hall)

    # the 課 answers
    officer.enter_by_password(hall.office.officer, "/ka/")
    when_the_officer_drafts_an_answer(officer, number)
    manager.enter_by_password(hall.office.manager, "/ka/")
    when_the_manager_confirms(manager, number, "課の回答にする", "課の回答にしました")
    when_the_desk_takes_the_answer(desk, number)
    then_the_company_reads(company, number, hall.office.division.name)

    # 対話 and outcome
    when_the_officer_records_the_talk_and_proposes_the_outcome(officer, number)
    when_the_manager_confirms(manager, number, "課の案としてデスクに渡す", "デスクに渡しました")
    when_the_desk_records_the_approval(desk, number)
    then_the_company_knows_nothing_yet(company, number)
    when_the_desk_tells(desk, number)
    then_the_company_reads(
        company, number, "結果のお知らせ", "奈総政第101号", "（公印省略）", "置き場所は市と一緒に決める"
    )

    # the manager reads
    executive.enter_by_password(hall.executive, "/hokoku/")
    then_the_report_of_the_month_names_it(executive, number)
    assert [person.said for person in (company, desk, officer, manager, executive)] == [[]] * 5
    then_no_internal_word_left_the_city(company, officer, hall.post)


# --- the company


def given_a_draft_begun_without_an_account(company: Person) -> None:
    company.go("/")
    company.follow("提案する")
    for question in ("existing", "only", "talking"):
        company.tick(question, "no")
    company.press("次へ進む")
    company.tick("kind", "OPEN")
    company.press("書き始める")
    company.press("次へ進む")
    company.reads("入力内容を確かめてください")
    company.write(
        title=TITLE,
        summary="停電のとき、配送の冷蔵車を避難所のそばに置きます。",
        beneficiary="避難した方が、薬と粉ミルクを安心して使えます。",
        body=BODY,
    )
    company.page.check("[name=asks] >> nth=0")
    company.page.check("[name=cost] >> nth=0")
    company.press("次へ進む")


def when_the_address_is_proved_by_a_mailed_code(company: Person, post: Server) -> None:
    company.enter_by_code(ADDRESS, post)


def when_the_organization_and_the_pledges_are_written(company: Person) -> None:
    number = company.page.get_by_label("法人番号"), company.page.get_by_role("link", name="法人番号公表サイト")
    assert all(one.is_visible() for one in number)
    company.tick("kind", "GROUP")
    assert not any(one.is_visible() for one in number)
    company.write(
        name="任意団体あかつき工房【例示】",
        address="奈良市二条大路南一丁目1番1号",
        representative="代表　あかつき　花子",
        contact_name="あかつき　太郎",
        contact_phone="0742-00-0099",
    )
    company.press("次へ進む")
    for one in company.page.locator("main input[type=radio][value=いいえ], main input[type=checkbox]").all():
        one.check()
    for name in {one.get_attribute("name") for one in company.page.locator("main input[type=radio]").all()}:
        if not company.page.locator(f"[name={name}]:checked").count():
            company.page.locator(f"[name={name}]").first.check()
    company.press("次へ進む")


def then_the_receipt_names_the_number(company: Person, post: Server) -> str:
    company.reads(TITLE, "任意団体あかつき工房【例示】")
    company.press("この内容で提出する")
    company.reads("提案を受け付けました", "受付は内容を認めたという意味ではありません")
    found = NUMBER.search(company.page.inner_text("main"))
    assert found
    receipt = post.sink.mails()[-1]
    assert (receipt["To"], found[0] in receipt.get_content()) == (ADDRESS, True)
    return found[0]


def then_the_receipt_on_paper_says_every_word(company: Person, number: str) -> None:
    company.press("受付票をPDFで作る")
    company.reads("PDFができました。")
    with company.page.expect_download() as download:
        company.page.get_by_role("link", name="PDFを開く").click()
    sheets = PdfReader(download.value.path()).pages
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets))
    wanted = (TITLE, BODY, number, "受付は内容を認めたという意味ではありません。", f"1/{len(sheets)}ページ")
    assert [one for one in wanted if re.sub(r"\s", "", one) not in text] == []


def then_the_company_reads_why_and_corrects(company: Person, number: str) -> None:
    company.go(f"/teian/{number}/")
    company.reads("修正のお願い", "置く場所の例を書いてください。")
    company.follow("直して出す")
    company.write(body="冷蔵車を三台、東部の避難所のそばに置きます。")
    company.press("直した提案を出す")


def then_the_company_reads(company: Person, number: str, *words: str) -> None:
    company.go(f"/teian/{number}/")
    company.reads(*words)


def then_the_company_knows_nothing_yet(company: Person, number: str) -> None:
    company.go(f"/teian/{number}/")
    shown = company.page.content()
    assert [word for word in ("条件付き", "奈総政第101号", "置き場所は市と一緒に") if word in shown] == []


# --- the desk


def press_button_of_the_desk(desk: Person, label: str, **fields: str) -> None:
    """Open the small page of a button, fill it in, press it: back on the proposal."""
    desk.follow(label)
    desk.write(**fields)
    desk.press(label)
    assert desk.page.locator(".errornote").count() == 0


def find_nothing_wrong(desk: Person, label: str, *items: str) -> None:
    """団体についての確認: say 問題なし of each of these items."""
    desk.follow(label)
    for item in items:
        desk.tick(f"{item}-result", "OK")
    desk.press(label)
    assert desk.page.locator(".errornote").count() == 0


def when_the_desk_opens_it_and_asks_for_a_correction(desk: Person, number: str) -> None:
    desk.go(QUEUE)
    desk.reads(TITLE)
    desk.follow(number)
    desk.press("開いて確認を始める")
    assert desk.page.get_by_text("開きました。上から順に確かめてください。").count() == 1
    press_button_of_the_desk(desk, "メモを書く", note=f"{MARKER} 以前の取組と重なる")
    desk.follow("修正をお願いする")
    desk.write(reason_body="置く場所の例を書いてください。")
    desk.press("文面を作り直す")
    desk.tick("notify")
    desk.press("修正をお願いする")


def when_the_desk_has_read_the_correction_and_routes(desk: Person, number: str, hall: Hall) -> None:
    desk.go(f"{QUEUE}{number}/")
    desk.reads("東部の避難所")
    press_button_of_the_desk(desk, "直った内容を確かめた")
    desk.follow("対象・足りない欄・区分・費用を書く")
    desk.page.select_option("[name=in_scope]", "yes")
    desk.press("対象・足りない欄・区分・費用を書く")
    find_nothing_wrong(desk, "送付前の確認を残す", "corporate-number", "declarations", "scope")
    desk.follow("課へ送付する")
    desk.page.select_option("[name=lead]", str(hall.office.division.pk))
    desk.write(note=f"{MARKER} よろしく")
    desk.press("課へ送付する")
    desk.reads("課へ送付しました")


def when_the_desk_takes_the_answer(desk: Person, number: str) -> None:
    desk.go(f"{QUEUE}{number}/")
    press_button_of_the_desk(desk, "課の回答を受け取る")
    find_nothing_wrong(desk, "対話前の確認を残す", "bidding-suspension", "permits")


def when_the_desk_records_the_approval(desk: Person, number: str) -> None:
    desk.go(f"{QUEUE}{number}/")
    press_button_of_the_desk(desk, "課の案を確かめた")
    today = timezone.localdate().isoformat()
    press_button_of_the_desk(
        desk,
        "決裁を記録する",
        drafted_on=today,
        decided_on=today,
        decider="総合政策課長",
        document_number="奈総政第101号",
    )


def when_the_desk_tells(desk: Person, number: str) -> None:
    desk.go(f"{QUEUE}{number}/")
    desk.follow("結果をお知らせする")
    desk.reads(ADDRESS)
    desk.tick("notify")
    desk.press("結果をお知らせする")


# --- the 課


def when_the_officer_drafts_an_answer(officer: Person, number: str) -> None:
    officer.follow(TITLE)
    officer.reads("東部の避難所", MARKER)
    officer.page.check("[name$='-choice'][value=NOT_OURS]")
    assert not officer.page.locator("[name$='-contact']").is_visible()
    officer.page.check("[name$='-choice'][value=CONSIDER]")
    assert not officer.page.locator("[name$='-suggested']").is_visible()
    officer.page.fill("[name$='-comment']", "置き場所を一緒に考えます。")
    officer.page.fill("[name$='-contact']", "担当　太郎")
    officer.press("案を残す")
    officer.reads("回答の案を書きました")
    assert number in officer.page.url


def when_the_manager_confirms(manager: Person, number: str, button: str, done: str) -> None:
    manager.go(f"/ka/{number}/")
    manager.press(button)
    manager.reads(done)


def when_the_officer_records_the_talk_and_proposes_the_outcome(officer: Person, number: str) -> None:
    officer.go(f"/ka/{number}/taiwa/")
    officer.unfold("対話を記録する")
    officer.write(**{"minutes-held_on": timezone.localdate().isoformat(), "minutes-attendees": "課とあかつき工房"})
    officer.write(**{"minutes-body": f"{MARKER} 置き場所を三つ比べた。"})
    officer.press("記録を残す")
    officer.reads("対話の記録を書きました")
    officer.go(f"/ka/{number}/")
    officer.follow("結果の案を書く")
    officer.tick("outcome-disposition", "ADOPT_IF")
    officer.tick("outcome-implementer", "PROPOSER")
    officer.write(**{"outcome-reason": "訓練で置き場所を確かめられるため。"})
    officer.write(**{"outcome-condition_0": "置き場所は市と一緒に決めること。"})
    officer.press("案を残す")
    officer.reads("結果の案を書きました")


# --- the 管理職, and the end


def then_the_report_of_the_month_names_it(executive: Person, number: str) -> None:
    month = timezone.localdate().strftime("%Y-%m")
    value = executive.page.locator(f"[name=month] option[value^='{month}']").get_attribute("value")
    executive.page.select_option("[name=month]", value)
    executive.press("この報告を作る")
    executive.reads("報告ができました")
    with executive.page.expect_download() as download:
        executive.page.get_by_role("link", name="PDFを開く").click()
    sheets = PdfReader(download.value.path()).pages
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets)))
    assert [word for word in (number, "条件付きで進める", f"1/{len(sheets)}") if word not in text] == []
    assert MARKER not in text


def then_no_internal_word_left_the_city(company: Person, officer: Person, post: Server) -> None:
    assert [page for page in company.seen if MARKER in page] == []
    assert [mail["Subject"] for mail in post.sink.mails() if MARKER in mail.get_content()] == []
    assert [page for page in officer.seen if MARKER in page], "the marker was nowhere: nothing was proved"
