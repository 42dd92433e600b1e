"""People come to a 団体 and go: an invitation, a second registrant, somebody who leaves."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from nara_renkei.accounts.tasks import match_registrations
from proposals.enums import Status
from tests.browser import PHONE
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.journeys.conftest import Hall, Person
from tests.proposals.views.conftest import BODY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_somebody_is_invited_joins_and_leaves_and_another_asks_without_knowing(
    hall: Hall, somebody: Callable[..., Person]
) -> None:
    admin = MemberFactory(
        user__email="kanri@company.example",
        organization__confirmed=True,
        organization__corporate_number=BODY["corporate_number"],
    )
    proposal = ProposalFactory(submitted=True, organization=admin.organization, title="みんなの提案")
    ProposalFactory(author=CompanyUserFactory(email="betsu@company.example"), organization=None, status=Status.DRAFT)
    chief, guest, second = somebody(), somebody(viewport=PHONE), somebody(viewport=PHONE)

    given_an_administrator_at_the_page_of_the_organization(chief, hall)
    when_a_colleague_is_invited(chief)
    when_the_guest_opens_the_letter_and_joins(guest, hall)
    then_the_guest_reads_the_proposals(guest, proposal.number)

    when_somebody_registers_the_same_number(second, hall)
    match_registrations()
    then_the_administrator_decides_and_the_other_was_told_nothing(chief, second)

    when_the_guest_leaves(guest)
    then_nothing_is_to_be_seen(guest, proposal.number)


def given_an_administrator_at_the_page_of_the_organization(chief: Person, hall: Hall) -> None:
    chief.go("/teian/kakunin/?next=/teian/dantai/")
    chief.enter_by_code("kanri@company.example", hall.post)
    chief.reads("デスクが確認済み")
    no_barrier(chief)


def when_a_colleague_is_invited(chief: Person) -> None:
    chief.write(email="shinnin@company.example")
    chief.press("招待を送る")
    chief.reads("shinnin@company.example に招待を送りました。", "返事を待っている招待")


def when_the_guest_opens_the_letter_and_joins(guest: Person, hall: Hall) -> None:
    letter = letter_to("shinnin@company.example", hall, "招待")
    address = re.search(r"http\S+/teian/shotai/\S+", letter)
    assert address
    guest.go(urlsplit(address[0]).path)
    no_barrier(guest)
    guest.press("確認コードを受け取って参加する")
    code = re.search(r"\d{4} \d{4}", letter_to("shinnin@company.example", hall, "確認コード"))
    assert code
    guest.write(code=code[0])
    guest.press("確認して進む")
    guest.write(name="新任 花子")
    guest.press("参加する")
    guest.reads("の担当者になりました。")
    no_barrier(guest)


def then_the_guest_reads_the_proposals(guest: Person, number: str) -> None:
    guest.go(f"/teian/{number}/")
    guest.reads("みんなの提案")
    guest.follow("連絡する方を替える")
    guest.write(name="新任 花子", phone="0742-11-2222")
    guest.press("連絡する方を替える")
    guest.reads("連絡する方を替えました。", "から新任 花子（0742-11-2222）に替えました。")
    guest.go("/teian/tsuchi/")
    no_barrier(guest)
    guest.page.get_by_label("新しいメッセージ").uncheck()
    guest.press("保存する")
    guest.reads("通知の設定を保存しました。")


def when_somebody_registers_the_same_number(second: Person, hall: Hall) -> None:
    second.go("/teian/kakunin/?next=/teian/")
    second.enter_by_code("betsu@company.example", hall.post)
    second.follow("続きを書く")
    second.go(re.sub(r"/proposal/$", "/organization/", urlsplit(second.page.url).path))
    second.reads("提案できる団体")
    for name, words in BODY.items():
        if name == "kind":
            second.tick("kind", words)
        elif name not in {"postal_code", "address"}:
            second.write(**{name: words})
    second.write(address="")
    second.write(postal_code="５３０－０００１")
    expect(second.page.locator("[name=address]")).to_have_value("大阪府大阪市北区梅田")
    second.write(address="私の書いた所在地")
    second.write(postal_code="6308580")
    second.reads("書いてある所在地は変えません。")
    no_barrier(second)
    second.press("下書き保存")
    second.reads("下書きを保存しました。")
    second.go("/teian/dantai/")
    second.reads("登録を受け付けました。", "未確認")


def then_the_administrator_decides_and_the_other_was_told_nothing(chief: Person, second: Person) -> None:
    chief.go("/teian/dantai/")
    chief.reads("担当者になりたいという申出", "betsu@company.example")
    no_barrier(chief)
    chief.page.get_by_role("button", name="認めない").click()
    chief.reads("の参加を認めませんでした。")
    second.go("/teian/dantai/")
    second.reads("登録を受け付けました。", "未確認")


def when_the_guest_leaves(guest: Person) -> None:
    guest.go("/teian/dantai/")
    guest.page.locator("summary", has_text="担当者をやめる").click()
    guest.press("担当者をやめる")
    guest.reads("この団体の提案は、もう見えません。")


def then_nothing_is_to_be_seen(guest: Person, number: str) -> None:
    answer = guest.open(f"/teian/{number}/")
    assert answer
    assert answer.status == 404


def letter_to(address: str, hall: Hall, subject: str) -> str:
    return next(
        str(mail.get_content())
        for mail in hall.post.sink.mails()
        if mail["To"] == address and subject in str(mail["Subject"])
    )


def no_barrier(person: Person) -> None:
    assert (person.barriers(), person.said, person.width_to_scroll()) == ([], [], 0)
