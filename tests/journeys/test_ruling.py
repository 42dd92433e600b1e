"""Two 課 say 担当ではない; the 共創推進リーダー rules by the link of the mail."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from nara_renkei.accounts.models import User
from screening.usecases.route_proposal import route_proposal
from tests.browser import PHONE
from tests.factories.accounts import StaffFactory
from tests.harness import THE_DESK
from tests.journeys.conftest import Hall, Person
from tests.screening.city import Office, office, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = "/admin/screening/deskproposal/"


def test_two_divisions_refuse_and_the_leader_rules(hall: Hall, somebody: Callable[..., Person]) -> None:
    first = hall.office
    department = first.division.department
    second, third = office(department=department), office(department=department)
    leader = StaffFactory(leader=True, department=department)
    screening = opened(title="空き家の庭の手入れ")
    number = screening.proposal.number or ""
    at = screening.opened_at
    route_proposal(screening=screening, lead=first.division, others=[], note="", letter=None, by=THE_DESK, at=at)
    desk = somebody()
    company = screening.proposal.organization.members.get().user.email

    refuse(somebody, first, number, second)
    desk.enter_by_password(hall.desk, f"{QUEUE}{number}/")
    desk.follow("別の課へ送り直す")
    desk.page.select_option("[name=lead]", str(second.division.pk))
    desk.press("別の課へ送り直す")
    refuse(somebody, second, number, first)
    desk.go(f"{QUEUE}{number}/")
    desk.follow("裁定を求める")
    desk.reads(leader.name)
    desk.press("裁定を求める")
    desk.reads("裁定待ち")

    on_the_phone = somebody(viewport=PHONE)
    on_the_phone.go(link_to(leader, hall))
    on_the_phone.reads("空き家の庭の手入れ", "担当ではない")
    on_the_phone.unfold("課長に聞く")
    on_the_phone.page.select_option("[name=manager-division]", str(third.division.pk))
    on_the_phone.page.fill("[name=manager-question]", "持てますか。")
    on_the_phone.press("課長に聞く")
    on_the_phone.reads("課長に聞きました")
    on_the_phone.page.check("[name=rule-verdict][value=division]")
    on_the_phone.page.select_option("[name=rule-division]", str(third.division.pk))
    on_the_phone.page.fill("[name=rule-reason]", "近い仕事のため。")
    on_the_phone.press("裁定する")
    on_the_phone.reads("裁定しました。")

    answering = somebody()
    answering.enter_by_password(third.officer, f"/ka/{number}/")
    answering.reads("近い仕事のため。", "提案を読み、担当者が回答の案を書いてください。")
    told = somebody()
    told.go(f"/teian/{number}/")
    told.enter_by_code(company, hall.post)
    told.go(f"/teian/{number}/")
    assert [word for word in ("裁定", "担当ではない", third.division.name) if word in told.seen[-1]] == []


def refuse(somebody: Callable[..., Person], who: Office, number: str, suggested: Office) -> None:
    manager = somebody()
    manager.enter_by_password(who.manager, f"/ka/{number}/")
    prefix = f"answer-{who.division.code}"
    manager.tick(f"{prefix}-choice", "NOT_OURS")
    manager.page.fill(f"[name={prefix}-comment]", "当課の仕事ではありません。")
    manager.page.select_option(f"[name={prefix}-suggested]", str(suggested.division.pk))
    manager.press("案を残す")
    manager.press("課の回答にする")


def link_to(leader: User, hall: Hall) -> Any:
    mails = [mail for mail in hall.post.sink.mails() if mail["To"] == leader.email]
    found = re.search(r"/ka/saitei/\S+", mails[-1].get_content())
    assert found
    return found[0]
