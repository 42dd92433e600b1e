"""The whole day of a ダイアログ with the 8 companies and 17 課 of the demo city, everybody at 390 px."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dialogue.enums import EventState
from dialogue.models import Event, Participant
from nara_renkei.accounts.enums import PostKind
from nara_renkei.portal.demo.city import City, build_city
from nara_renkei.portal.demo.events import make_event, register_all
from tests.browser import PHONE
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import Hall, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKER = "市だけが読むことば、外に出してはいけない"
GUEST, HOST, MISSING = "秋篠 実", "長寿福祉課", "人事課"


@pytest.fixture
def city(hall: Hall) -> City:
    """The demo city on a weekday, its first clerk with the tests' password."""
    city = build_city(timezone.localdate())
    clerk = city.clerks[0]
    clerk.set_password(PASSWORD)
    clerk.save()
    return city


@pytest.fixture
def event(city: City) -> Event:
    """Fixed, held today, and the first round begins in an hour or now, whatever the hour of the test."""
    today = timezone.localdate()
    event = make_event(
        "kyo",
        "奈良市公民連携ダイアログ 今日の回",
        today,
        state=EventState.FIXED,
        starts_at=time(0, 0),
        first_round_at=time(0, 1),
        ends_at=time(23, 59),
        closes_on=today - timedelta(days=14),
    )
    register_all(city, event)
    return event


def test_a_day_from_the_table_plan_to_a_draft(
    hall: Hall, city: City, event: Event, somebody: Callable[..., Person]
) -> None:
    come = partial(somebody, viewport=PHONE)
    people = {one.name: one for one in Participant.objects.filter(registration__event=event)}
    host_name, host_code = Participant.objects.values_list("name", "code").get(registration__division__name=HOST)
    guest_code = people[GUEST].code
    all_codes = [
        one.code
        for one in Participant.objects.select_related("registration__division").filter(registration__event=event)
        if one.registration.division is None or one.registration.division.name != MISSING
    ]
    home = f"/admin/dialogue/event/{event.pk}/"

    # the desk solves, announces and writes to everybody
    desk = come()
    desk.enter_by_password(city.clerks[0], f"{home}sekiwari/")
    desk.press("計算する")
    desk.reads("席の図", "かなわなかった希望")
    desk.follow("この案をお知らせする")
    desk.press("この案をお知らせする")
    desk.go(f"{home}tegami/confirmed/")
    desk.press("文面を確かめる")
    desk.press("31件に送る")
    desk.reads("31件、送る箱に入れました。")
    desk.go(f"{home}suru/tojitsu/")
    desk.press("当日の段階にする")

    # a guest and a host open their own pages by the mailed link, and make a card
    guest, host = come(), come()
    guest.go(link_in(hall, "hito1@futamomiji.example", r"/dialogue/watashi/\S+"))
    guest.reads(GUEST, "1回目", HOST)
    host.go(link_in(hall, city.of(HOST, PostKind.OFFICER).email, r"/ka/dialogue/watashi/\S+"))
    host.reads(host_name, "株式会社ふたもみじ商店【例示】")
    for one in (guest, host):
        one.follow("名刺をつくる")
        one.press("同意してつくる")

    # the door: one by the QR of the badge, the others from the printed list; one 課 is missing
    desk.go(f"/dialogue/fuda/{guest_code}/")
    desk.press("受付する")
    desk.go(f"{home}uchikomu/")
    desk.write(codes="\n".join(all_codes))
    desk.press("確かめる")
    with desk.page.expect_navigation():
        desk.page.locator("button[name=commit]").click()
    desk.go(f"{home}uketsuke/")
    desk.reads("30人が受付済み")

    # solved again without the missing 課; what was announced changes on the open phones within 10 seconds
    absent_from = come()
    absent_from.go(link_in(hall, "hito1@kotohogi.example", r"/dialogue/watashi/\S+"))
    absent_from.reads(MISSING)
    desk.go(f"{home}sekiwari/asa/")
    desk.press("印を除いて計算する")
    desk.reads("欠席", MISSING)
    desk.follow("この案をお知らせする")
    desk.press("この案をお知らせする")
    expect(absent_from.page.locator("ol.seats")).not_to_contain_text(MISSING, timeout=15_000)

    # cards, by the code of the badge
    guest.page.fill("[name=code]", host_code)
    guest.press("名刺を交換する")
    guest.reads(f"{host_name}さんと名刺を交換しました。")
    host.page.reload()
    host.reads("名刺を交換した人（1人）", GUEST)

    # what was said is the city's; the next step is for both
    host.go("/ka/dialogue/kyo/deai/")
    host.follow("株式会社ふたもみじ商店【例示】")
    host.write(said=MARKER, what="集会所の場所の一覧を送る", due_on=str(timezone.localdate() + timedelta(days=10)))
    host.page.select_option("[name=side]", "DIVISION")
    host.press("書いて残す")
    guest.go("/dialogue/kyo/deai/")
    guest.reads("集会所の場所の一覧を送る", HOST)

    # the day is over; the guest turns the encounter into a draft
    desk.go(f"{home}suru/owaru/")
    desk.press("終了の段階にする")
    desk.go(f"{home}tegami/thanks/")
    desk.press("文面を確かめる")
    desk.press("30件に送る")
    guest.follow(HOST)
    guest.press("この出会いから提案する")
    assert re.search(r"/teian/[0-9a-f-]{36}/proposal/$", guest.page.url)
    assert [page for page in (*guest.seen, *absent_from.seen) if MARKER in page] == []
    assert MARKER not in "".join(mail.get_content() for mail in hall.post.sink.mails())
    assert [one.said for one in (desk, guest, host, absent_from) if one.said] == []


def link_in(hall: Hall, address: str, pattern: str) -> Any:
    mails = [mail for mail in hall.post.sink.mails() if mail["To"] == address]
    found = re.search(pattern, mails[-1].get_content())
    assert found
    return found[0]
