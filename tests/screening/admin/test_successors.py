from datetime import timedelta

import pytest
from django.urls import reverse

from nara_renkei.accounts.enums import PostKind
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.directory import AgreementFactory
from tests.factories.screening import HandoverFactory, RoutingFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.screening.leaving import body, changed, left, next_of, seat

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON)]

URL = "/admin/screening/successorletter/add/"
LIST = "/admin/screening/handover/"


@pytest.fixture
def desk(db):
    return StrictClient.of(StaffFactory(desk=True))


def test_the_desk_reads_each_letter_and_sends_it_to_those_it_ticks(desk):
    organization = body(changed().division)
    page = desk.get(URL).content.decode()

    desk.post(URL, {"to": [organization.pk]})

    assert ("後任 花子（" in page, "市の担当者が替わりました" in page, OutgoingMail.objects.count()) == (True, True, 1)
    assert "いま知らせる団体はありません。" in desk.get(URL).content.decode()


def test_from_when_and_to_whom_it_cannot_go_is_said(desk):
    leaves = seat(PostKind.MANAGER, ends_on=TODAY + timedelta(days=9))
    next_of(leaves)
    organization = body(leaves.division)
    silent = AgreementFactory(division=changed().division).organization

    page = desk.get(URL).content.decode()

    assert f"{organization}　令和8年10月15日から送れます" in page
    assert f"{silent}　" in page.split("メールの宛先がない団体")[1]
    assert "選び直してください。" in desk.post(URL, {"to": [organization.pk]}).content.decode()


def test_what_another_clerk_sent_meanwhile_is_said_on_the_page(desk, monkeypatch):
    from screening.usecases.introduce_successors import CannotIntroduce

    organization = body(changed().division)

    def refuse(**_):
        raise CannotIntroduce("もう送りました。")

    monkeypatch.setattr("screening.admin.successors.introduce_successors", refuse)

    assert "もう送りました。" in desk.post(URL, {"to": [organization.pk]}).content.decode()


@pytest.mark.parametrize(
    ("typed", "found"), [("2026-10-06", False), ("2026-10-05", True), ("きのう", True), ("2026-13-99", True)]
)
def test_the_desk_says_since_when(desk, typed, found):
    body(changed().division)

    assert ("後任 花子（" in desk.get(URL, {"kara": typed}).content.decode()) is found


def test_the_list_of_handovers_shows_how_far_each_is(desk):
    HandoverFactory(post=left(), done=True)
    HandoverFactory(post=seat(ends_on=TODAY), written=True)
    late = left(ends_on=TODAY - timedelta(days=20))
    RoutingFactory(division=late.division)

    page, only_late = desk.get(LIST).content.decode(), desk.get(LIST, {"jotai": "okure"}).content.decode()

    assert (page.count("<tr>"), "準備中" in page, "済み（" in page, "書いてあります" in page) == (4, True, True, True)
    assert (only_late.count("<tr>"), reverse("portal:handover", args=[late.pk]) in only_late) == (2, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_both_pages_cost_the_same_for_one_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        left()
        body(changed().division)
    desk.get(LIST)

    with django_assert_max_num_queries(8):
        desk.get(LIST)
    with django_assert_max_num_queries(18):
        desk.get(URL)
