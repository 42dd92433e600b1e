"""事例: a finished proposal becomes a case, the partner agrees on its own page, everybody finds it, and it goes again."""

from collections.abc import Callable

import pytest

from tests.browser import PHONE
from tests.journeys.conftest import Hall, Person
from tests.screening.city import MARKER, accepted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORK = "集会所で、会社の方が地域防災力を高める講座をひらきました。"


def test_a_finished_proposal_becomes_a_public_case(hall: Hall, somebody: Callable[..., Person]) -> None:
    screening, lead, _ = accepted(title="集会所の移動講座")
    proposal = screening.proposal
    proposal.status, proposal.lead_division = "UNDERWAY", lead.division
    proposal.save()
    company = proposal.organization.members.get().user.email

    # the 課 finishes the work and answers five questions
    officer = somebody()
    officer.enter_by_password(lead.officer, f"/ka/{proposal.number}/jisshi/")
    officer.unfold("実施が終わった")
    officer.write(
        field="防災", work=WORK, decided_how=f"課長が決めました。{MARKER}", stumble=f"日程が合いませんでした。{MARKER}",
        reuse=f"依頼の文書は、そのまま使えます。{MARKER}", handover=f"会場は三か月前に。{MARKER}",
    )  # fmt: skip
    officer.press("実施が終わったことを残す")
    officer.follow("この提案の事例を開く")
    officer.reads(WORK, MARKER, "下書き")
    case_page = officer.page.url.removeprefix(officer.site)
    officer.press("デスクに出す")

    # the desk opens it to staff, and asks the partner
    desk = somebody()
    desk.enter_by_password(hall.desk, case_page)
    desk.follow("管理画面で開く")
    desk.follow("庁内に公開する")
    desk.press("庁内に公開する")
    desk.follow("公開の同意を団体に尋ねる")
    desk.reads("公開するページ", WORK, "同意")
    asking = desk.page.locator("#content").inner_text()
    desk.press("公開の同意を団体に尋ねる")

    # everybody in the city finds it by a word inside a word; nobody outside does yet
    officer.go("/ka/sagasu/?q=防災")
    officer.reads("集会所の移動講座")
    citizen = somebody(viewport=PHONE)
    citizen.go("/sagasu/?q=防災")
    assert "集会所の移動講座" not in citizen.seen[-1]

    # the partner agrees by its own click
    letter = [mail for mail in hall.post.sink.mails() if mail["To"] == company][-1]
    partner = somebody(viewport=PHONE)
    partner.go(letter_link(letter.get_content()))
    partner.enter_by_code(company, hall.post)
    partner.go(letter_link(letter.get_content()))
    partner.reads(WORK)
    partner.press("この内容で公開に同意する")
    partner.reads("公開しています")

    citizen.go("/sagasu/?q=防災")
    citizen.follow("集会所の移動講座")
    citizen.reads(WORK)
    public = citizen.page.url.removeprefix(citizen.site)
    citizen.go("/jirei/")
    citizen.reads("集会所の移動講座")

    # and takes its consent back
    partner.follow("同意を取りやめる")
    partner.press("同意を取りやめる")
    assert citizen.page.request.get(f"{citizen.site}{public}").status == 410
    assert "集会所の移動講座" not in citizen.page.request.get(f"{citizen.site}/jirei/data.json").text()
    assert [page for page in (*partner.seen, *citizen.seen, asking, letter.as_string()) if MARKER in page] == []
    assert [officer.said, desk.said, partner.said, citizen.said] == [[], [], [], []]


def letter_link(words: str) -> str:
    """Return the path of the link in the letter."""
    link = next(word for word in words.split() if "/teian/jirei/" in word)
    return link[link.index("/teian/") :]
