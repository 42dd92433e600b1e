"""Two 団体 behind one proposal; and a paper proposal that the desk entered, confirmed by its company by a link."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.browser import PHONE
from tests.journeys.conftest import Hall, Person
from tests.nara_renkei.notifications.smtp_server import Server
from tests.proposals.drafts import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTNER = "kaoru@akarinokai.example"
QUEUE = "/admin/screening/deskproposal/"


def test_two_bodies_propose_together(hall: Hall, somebody: Callable[..., Person]) -> None:
    draft = ready(timezone.localdate(), title="朝の町家で市場をひらく")
    owner = draft.organization.members.get().user.email
    company, partner = somebody(), somebody(viewport=PHONE)

    company.go("/teian/")
    company.enter_by_code(owner, hall.post)
    company.go(f"/teian/{draft.uuid}/kyodo/")
    company.write(name="町家の灯りの会", email=PARTNER)
    company.press("お願いを送る")
    company.reads("返事を待っています")
    company.go(f"/teian/{draft.uuid}/check/")
    company.press("この内容で提出する")
    company.reads("待つか、もう一度お願いするか、共同提案者から外してください。")

    partner.go(link_to(PARTNER, hall.post))
    partner.reads("朝の町家で市場をひらく", draft.body)
    partner.press("確認コードを受け取って進む")
    prove(partner, PARTNER, hall.post)
    partner.tick("kind", "GROUP")
    partner.write(name="町家の灯りの会", address="奈良市中院町1-1", representative="会長 見本", contact_name="見本 薫")
    partner.press("次へ進む")
    pledge(partner)
    partner.press("この文を読み、共同提案者として引き受ける")
    partner.reads("共同提案者になりました")

    company.go(f"/teian/{draft.uuid}/check/")
    company.reads("引き受けました")
    company.press("この内容で提出する")
    company.reads("提案を受け付けました")
    partner.go("/teian/")
    partner.follow("朝の町家で市場をひらく")
    partner.reads("共同提案者として読んでいます")
    assert [person.said for person in (company, partner)] == [[], []]


def test_a_paper_proposal_is_entered_by_the_desk_and_confirmed_by_a_link(
    hall: Hall, somebody: Callable[..., Person]
) -> None:
    desk, company = somebody(), somebody(viewport=PHONE)

    desk.enter_by_password(hall.desk, QUEUE)
    desk.follow("代行入力")
    desk.tick("kind", "GROUP")
    desk.write(
        name="打ち水の輪",
        address="奈良市中院町1-1",
        representative="会長 見本",
        contact_name="見本 涼",
        email=PARTNER,
        title="夏の夜に水をまく",
        summary="打ち水を月に一度します。",
        beneficiary="通りの方が涼めます。",
        body="道具は会で用意します。",
    )
    desk.tick("channel", "VISIT")
    desk.tick("asks", "PLACE")
    desk.tick("cost", "NONE")
    desk.press("受け付ける")
    desk.reads("として受け付けました", "確認待ち")

    company.go(link_to(PARTNER, hall.post))
    company.reads("夏の夜に水をまく", "道具は会で用意します。")
    pledge(company)
    company.press("この内容で確かめました")
    company.reads("確認を受け付けました")
    desk.go(QUEUE)
    desk.page.locator("#result_list").get_by_role("link").first.click()
    desk.reads("に答えが届きました。")
    assert [person.said for person in (desk, company)] == [[], []]


def link_to(address: str, post: Server) -> str:
    """Return the path in the newest letter to an address."""
    letter = [mail for mail in post.sink.mails() if mail["To"] == address][-1].get_content()
    found = re.search(r"https?://[^/]+(/teian/\S+)", letter)
    assert found
    return found[1]


def prove(person: Person, address: str, post: Server) -> None:
    letter = [mail for mail in post.sink.mails() if mail["To"] == address][-1].get_content()
    code = re.search(r"^(\d{4} ?\d{4})\s*$", letter, re.MULTILINE)
    assert code
    person.write(code=code[1])
    person.press("確認して進む")


def pledge(person: Person) -> None:
    """Answer every 申告 with its first harmless answer and give every tick."""
    page: Any = person.page
    for code in ("D1", "D2", "D3", "D5"):
        page.check(f"[name={code}][value=いいえ]")
    page.check("[name=D4][value=要らない]")
    for code in (*(f"P{n}" for n in range(1, 11)), "C1", "C2", "C3", "C4", "understandings"):
        page.check(f"[name={code}]")
