"""Files: sent with a bar, stopped, replaced and taken off; and read page by page by somebody who cannot download."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nara_renkei.accounts.models import User
from nara_renkei.core.page_images import picture_waiting
from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import Attachment, Message
from tests.browser import PHONE
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import StrictClient
from tests.journeys.conftest import Person
from tests.screening.city import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLOW = {
    "offline": False,
    "latency": 0,
    "downloadThroughput": -1,
    "uploadThroughput": 300_000,
}  # half a minute: time to look
FAST = {**SLOW, "uploadThroughput": -1}
WRITTEN = "書きかけの文は消えません。"


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., str]:
    def made(name: str, size: int = 0) -> str:
        path = tmp_path / name
        path.write_bytes(leaflet(3) + b"\n" * size)
        return str(path)

    return made


def is_whole(person: Person) -> None:
    assert (person.said, person.width_to_scroll(), person.barriers()) == ([], 0, [])


def names() -> list[str]:
    return list(
        Attachment.objects.of_proposal().order_by("position", "pk").values_list("file__original_name", flat=True)
    )


def signed_in(somebody: Callable[..., Person], user: User, **options: Any) -> Person:
    person = somebody(**options)
    cookie = StrictClient.of(user).cookies["sessionid"].value
    person.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": person.site}])
    return person


def test_files_go_up_with_a_bar_while_the_words_stay(
    somebody: Callable[..., Person], paper: Callable[..., str]
) -> None:
    user = CompanyUserFactory(member=True)
    draft = ProposalFactory(author=user, organization=user.memberships.get().organization)
    person = signed_in(somebody, user, viewport=PHONE)
    page = person.page
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    said, bar = page.locator("[data-upload-said]"), page.locator("[data-upload-bar]")

    person.go(f"/teian/{draft.uuid}/proposal/")
    page.fill("[name=body]", WRITTEN)

    # a large file: the bar moves, and a press of 次へ waits
    wire.send("Network.emulateNetworkConditions", SLOW)
    page.set_input_files("#id_attachment", paper("大きな資料.pdf", 9_000_000))
    page.click("button[value=upload]")
    expect(bar).to_be_visible()
    expect(said).to_contain_text("%を送りました。", timeout=20_000)
    page.click("button[value=next]")
    expect(said).to_contain_text("ファイルを送り終わるまで、お待ちください。")
    assert 0 < page.locator("progress").evaluate("one => one.value") <= 100
    is_whole(person)
    page.click("[data-upload-stop]")
    expect(said).to_contain_text("送るのをやめました。ファイルは付けていません。")
    expect(bar).to_be_hidden()
    assert names() == []

    # again, to the end
    wire.send("Network.emulateNetworkConditions", FAST)
    page.click("button[value=upload]")
    expect(page.locator("ul.files")).to_contain_text("大きな資料.pdf")
    expect(said).to_contain_text("添付しました。")
    expect(page.locator("#id_attachment")).to_be_focused()

    # in its place
    page.set_input_files("#id_attachment", paper("直した資料.pdf"))
    page.get_by_role("button", name="選んだファイルに差し替える").click()
    expect(page.locator("ul.files")).to_contain_text("直した資料.pdf")
    assert names() == ["直した資料.pdf"]

    # refused, with the reason at the field
    page.set_input_files("#id_attachment", paper("実行.exe"))
    page.click("button[value=upload]")
    expect(page.locator("#id_attachment_error")).to_contain_text("この種類のファイルは受け取れません。")
    is_whole(person)

    page.get_by_role("button", name="外す").click()
    expect(said).to_contain_text("外しました。")
    assert names() == []
    assert page.input_value("[name=body]") == WRITTEN
    assert person.said == []


def test_a_message_carries_a_file_to_the_desk_who_reads_it_page_by_page(
    somebody: Callable[..., Person], paper: Callable[..., str]
) -> None:
    user = CompanyUserFactory(member=True)
    screening = opened(organization=user.memberships.get().organization)
    number = screening.proposal.number
    firm = signed_in(somebody, user)
    firm.go(f"/teian/{number}/")
    firm.write(body="地図をお送りします。")
    wire = firm.page.context.new_cdp_session(firm.page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    firm.page.set_input_files("#id_uploads", [paper("地図.pdf", 9_000_000), paper("図面.pdf")])
    firm.page.get_by_role("button", name="メッセージを送る").click()
    expect(firm.page.locator("[data-upload-bar]")).to_be_visible()
    expect(firm.page.locator("[data-upload-said]")).to_contain_text("%を送りました。", timeout=20_000)
    is_whole(firm)
    firm.page.click("[data-upload-stop]")
    expect(firm.page.locator("[data-upload-said]")).to_contain_text("送るのをやめました。")
    wire.send("Network.emulateNetworkConditions", FAST)
    firm.page.get_by_role("button", name="メッセージを送る").click()
    # nine megabytes on a machine that may have other work
    expect(firm.page.get_by_text("メッセージを送りました。")).to_be_visible(timeout=20_000)
    firm.reads("地図.pdf", "図面.pdf", "担当の確認を待っています。")
    is_whole(firm)
    assert Message.objects.get().attachments.count() == 2
    while picture_waiting(timezone.now()):
        pass

    clerk = signed_in(somebody, StaffFactory(desk=True), viewport=PHONE)
    clerk.go(f"/admin/screening/deskproposal/{number}/")
    clerk.reads("未返信")
    clerk.follow("画像で見る")
    third = clerk.page.get_by_alt_text("地図.pdf 3ページ目")
    third.scroll_into_view_if_needed()
    for picture in clerk.page.locator("img").all():
        expect(picture).to_have_js_property("naturalWidth", 1400)
    is_whole(clerk)

    # and answers with one
    clerk.go(f"/admin/screening/deskproposal/{number}/henji/")
    clerk.write(body="確かめました。")
    clerk.page.set_input_files("#id_uploads", paper("返事.pdf"))
    clerk.page.get_by_role("button", name="メッセージを送る").click()
    expect(clerk.page.get_by_role("link", name="返事.pdf", exact=True)).to_be_visible()
    assert Message.objects.count() == 2
