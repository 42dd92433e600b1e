"""市の設定 and 閉庁日: an edit counts the open dates again and says what it did."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils import timezone

from nara_renkei.accounts.models import JoinRequest
from nara_renkei.core.models import CitySettings, Holiday, PaperJob
from nara_renkei.directory.models import Organization
from nara_renkei.portal.queries import Waiting
from proposals.models import PledgeRequest
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import CaseFactory, MenuFactory, PublicFaceFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import (
    AttachmentFactory,
    ChallengeFactory,
    ChallengeQuestionFactory,
    MessageFactory,
    PrivateFileFactory,
    PromiseFactory,
    ProposalFactory,
    TroubleFactory,
)
from tests.factories.screening import DisclosureRequestFactory
from tests.harness import NOON, THE_DESK, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOLIDAYS = "/admin/core/holiday/"


def due_of(promise):
    promise.refresh_from_db()
    return promise.due_on


def test_a_closed_day_that_is_added_moves_the_dates_and_names_the_parted_proposal(desk_client):
    promise = PromiseFactory()

    shown = desk_client.post(
        f"{HOLIDAYS}add/", {"day": "2026-10-07", "name": "臨時の休み"}, follow=True
    ).content.decode()

    assert due_of(promise) == date(2026, 10, 9)
    assert "提案者への約束が1件、課の回答期限が0件、変わりました。" in shown
    number = promise.proposal.number
    assert f'ずれた提案: <a href="/admin/screening/deskproposal/{number}/">{number}</a>' in shown


def test_those_who_read_no_proposal_see_no_number(db):
    promise = PromiseFactory()

    shown = (
        StrictClient.of(StaffFactory(system=True))
        .post(f"{HOLIDAYS}add/", {"day": "2026-10-07", "name": "臨時の休み"}, follow=True)
        .content.decode()
    )

    assert "期日とずれた提案が1件あります。公民連携デスクに伝えてください。" in shown
    assert promise.proposal.number not in shown


def test_a_closed_day_that_is_moved_or_deleted_moves_the_dates_back(desk_client):
    promise = PromiseFactory(due_on=date(2026, 10, 9))
    holiday = Holiday.objects.create(day=date(2026, 10, 7), name="臨時の休み")

    desk_client.post(f"{HOLIDAYS}{holiday.pk}/change/", {"day": "2027-10-07", "name": "臨時の休み"})
    assert due_of(promise) == date(2026, 10, 8)

    Holiday.objects.filter(pk=holiday.pk).update(day=date(2026, 10, 6))
    desk_client.post(f"{HOLIDAYS}{holiday.pk}/change/", {"day": "2026-10-06", "name": "臨時の休業"})
    assert due_of(promise) == date(2026, 10, 9)

    desk_client.post(f"{HOLIDAYS}{holiday.pk}/delete/", {"post": "yes"})
    assert due_of(promise) == date(2026, 10, 8)


def test_many_closed_days_at_once_move_the_dates_too(desk_client, rf):
    promise = PromiseFactory(due_on=date(2026, 10, 12))
    Holiday.objects.bulk_create([Holiday(day=date(2026, 10, day), name="臨時の休み") for day in (6, 7)])
    request = rf.post(HOLIDAYS)
    request.user, request.actor, request._messages = desk_client.user, THE_DESK, CookieStorage(request)

    admin.site.get_model_admin(Holiday).delete_queryset(request, Holiday.objects.filter(name="臨時の休み"))

    assert due_of(promise) == date(2026, 10, 8)
    assert ["提案者への約束が1件" in str(message) for message in request._messages] == [True]


def test_settings_that_move_nothing_say_so(desk_client):
    PromiseFactory()

    shown = desk_client.get(settings_with(desk_client, formal_check_days=5).url, follow=True).content.decode()

    assert CitySettings.load().formal_check_days == 5
    assert "進行中の期日は、どれも変わりませんでした。" in shown


def settings_with(desk_client, **changed):
    page = desk_client.get("/admin/core/citysettings/1/change/")
    initial = page.context["adminform"].form.initial
    fields = {name: value for name, value in initial.items() if value is not None and name != "id"}
    return desk_client.post("/admin/core/citysettings/1/change/", {**fields, **changed})


@pytest.mark.parametrize("kinds", [["COMPANY", "NPO"], []])
def test_the_kinds_of_bodies_are_ticked(desk_client, kinds):
    page = desk_client.get("/admin/core/citysettings/1/change/").content.decode()
    response = settings_with(desk_client, admitted_kinds=kinds)

    assert 'type="checkbox" name="admitted_kinds" value="NPO"' in page
    assert response.status_code == 302
    assert CitySettings.load().admitted_kinds == kinds


def test_a_kind_that_is_none_is_refused(desk_client):
    response = settings_with(desk_client, admitted_kinds=["COMPANY", "ALIEN"])

    assert list(response.context["adminform"].form.errors) == ["admitted_kinds"]
    assert CitySettings.load().admitted_kinds == []


# --- 今日の仕事


def lines_of(client):
    return {line.key: (line.count, url) for line, url in client.get("/admin/").context["waiting"]}


def test_the_front_page_counts_what_waits_and_leads_to_it(desk_client):
    ProposalFactory.create_batch(2, submitted=True)
    late = PromiseFactory(proposal=ProposalFactory(in_review=True), due_on=date(2026, 10, 2))
    MessageFactory.create_batch(2, proposal=late.proposal)
    AttachmentFactory(proposal=late.proposal, file=PrivateFileFactory(state="INFECTED"))
    OutgoingMailFactory(state="DEAD")
    ChallengeFactory(handed_in=True)
    ChallengeFactory(retired=True, retired_on=timezone.localdate())
    ChallengeFactory(retired=True, retired_on=timezone.localdate() - timedelta(days=31))
    ChallengeQuestionFactory()
    TroubleFactory()
    TroubleFactory(closed=True)
    MenuFactory()
    MenuFactory(past=True)
    CaseFactory()
    CaseFactory(state="HANDED_IN")
    DisclosureRequestFactory(due_on=timezone.localdate() + timedelta(days=3))
    PublicFaceFactory(answered_at=NOON, answered_by="会社次郎")
    MenuFactory(opened=True, review_by=timezone.localdate() + timedelta(days=1))

    Organization.objects.update(confirmed_at=NOON)

    waiting = lines_of(desk_client)

    queue = "/admin/screening/deskproposal/?need="
    assert {key: count for key, (count, _) in waiting.items() if count} == {
        "NEW": 2,
        "UNREAD": 1,
        "LATE": 1,
        "INFECTED": 1,
        "DISCLOSURES": 1,
        "HANDED_IN": 1,
        "QUESTIONS": 1,
        "TROUBLES": 1,
        "CASES_HANDED_IN": 1,
        "CASES_REFUSED": 1,
        "MENUS_OFFERED": 1,
        "MENUS_PAST": 1,
        "TAKEN_DOWN": 1,
        "DEAD_MAIL": 1,
    }
    shown = desk_client.get("/admin/").content.decode()
    assert "<span>新着</span> <strong>2件</strong>" in shown
    assert "<span>修正あり</span>" not in shown
    assert "いま、ないもの：修正あり、" in shown
    assert waiting["NEW"][1] == f"{queue}NEW"
    assert [desk_client.get(url).status_code for _, url in waiting.values()] == [200] * 33
    assert desk_client.get(waiting["INFECTED"][1]).context["cl"].result_count == 1
    for key in (
        "DISCLOSURES",
        "HANDED_IN",
        "QUESTIONS",
        "TROUBLES",
        "CASES_HANDED_IN",
        "CASES_REFUSED",
        "MENUS_OFFERED",
        "MENUS_PAST",
    ):
        assert desk_client.get(waiting[key][1]).context["cl"].result_count == 1
    assert desk_client.get(waiting["DEAD_MAIL"][1]).context["cl"].result_count == 1


def test_the_front_page_counts_talks_bodies_and_papers(desk_client):
    hour = timedelta(hours=1)
    later = ConsultationFactory(booked=True, slot=SlotFactory(starts_at=NOON + hour))
    ConsultationFactory(booked=True, slot=SlotFactory(starts_at=NOON - 24 * hour))
    ConsultationFactory(booked=True, slot=SlotFactory(starts_at=NOON + 24 * hour))
    sender = OrganizationFactory(confirmed_at=None)
    OrganizationFactory(confirmed_at=None)
    waiting_for = ProposalFactory(submitted=True, organization=sender)
    for proposal in (waiting_for, ProposalFactory(declined=True, organization=sender)):
        PledgeRequest.objects.create(proposal=proposal, asked_at=NOON, asked_by="デスク")
    asked = JoinRequest.objects.create(organization=sender, user=UserFactory(), name="春日 花", requested_at=NOON)
    failed = PaperJob(kind="monthly", title="月次報告", requested_by="デスク", state="FAILED", created_at=NOON)
    for about, days in (("2026-08", 0), ("2026-07", 31), ("2026-06", 0)):
        failed.pk, failed.uuid, failed.about, failed.created_at = None, uuid4(), about, NOON - timedelta(days=days)
        failed.save()
    failed.pk, failed.uuid, failed.state = None, uuid4(), "WAITING"
    failed.save()

    waiting = lines_of(desk_client)

    found = {
        key: [row.pk for row in desk_client.get(url).context["cl"].result_list]
        for key, (count, url) in waiting.items()
        if count == 1 and key != "NEW"
    }
    assert found == {
        "TALKS_TODAY": [later.pk],
        "TALKS_TO_WRITE": [later.pk + 1],
        "PLEDGES": [waiting_for.pk],
        "JOINING": [asked.pk],
        "UNKNOWN_BODIES": [sender.pk],
        "FAILED_PAPERS": [PaperJob.objects.get(about="2026-08").pk],
    }


def test_nobody_reads_whose_draft_a_paper_is(desk_client):
    PaperJob.objects.create(kind="draft", about="x/1", title="下書き 秘密の題", requested_by="企業", created_at=NOON)

    page = desk_client.get("/admin/core/paperjob/").content.decode()

    assert "提案の下書き" in page
    assert "秘密の題" not in page


@pytest.mark.parametrize(
    ("traits", "keys"),
    [
        ({"system": True}, ["JOINING", "UNKNOWN_BODIES", "AGREEMENTS", "DEAD_MAIL", "FAILED_PAPERS", "REFUSED_ORDERS"]),
        ({"auditor": True}, []),
    ],
)
def test_the_front_page_counts_only_what_this_person_may_read(traits, keys):
    assert list(lines_of(StrictClient.of(StaffFactory(**traits)))) == keys


def test_a_long_count_stops_at_a_thousand():
    assert [Waiting("NEW", "新着", count, "").words for count in (0, 999, 1000)] == ["0件", "999件", "1000件以上"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_for_one_and_three(rows, desk_client, django_assert_num_queries):
    for proposal in ProposalFactory.create_batch(rows, submitted=True):
        MessageFactory(proposal=proposal)
        PromiseFactory(proposal=proposal, due_on=date(2026, 10, 2))
    desk_client.get("/admin/")

    with django_assert_num_queries(7):
        desk_client.get("/admin/")
