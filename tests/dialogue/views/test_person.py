"""A person's own page, by the mailed link and by the address of the account."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dialogue.enums import EventState
from dialogue.models import Event, Participant, Seat
from dialogue.rules.people import about_of
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.send_link import token_digest
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.dialogue import (
    EventFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.harness import NOON, THE_DESK, TODAY, StrictClient

pytestmark = pytest.mark.django_db
PURPOSES = {"person_by_link": LinkPurpose.PARTICIPANT, "staff_person_by_link": LinkPurpose.STAFF_PARTICIPANT}


def url_of(me, name="person_by_link", **fields):
    """The address in a letter to this person."""
    token = f"token-{me.pk}-{name}"
    now = timezone.now()
    CapabilityLink.objects.create(
        **{
            "purpose": PURPOSES[name],
            "about": about_of(me.code),
            "email": "guest@company.example",
            "token_sha256": token_digest(token),
            "created_at": now,
            "created_by": "見本",
            "expires_at": now + timedelta(days=30),
            **fields,
        }
    )
    return reverse(f"dialogue:{name}", args=[token])


def page_of(me, name="person"):
    return reverse(f"dialogue:{name}", args=[me.registration.event.slug])


@pytest.fixture
def me():
    return ParticipantFactory(name="会社花子", registration__organization__name="見本商事株式会社")


@pytest.fixture
def clerk():
    registration = RegistrationFactory(of_division=True, event=EventFactory(fixed=True))
    return ParticipantFactory(name="課太郎", registration=registration, email="kataro@city.example")


def test_a_mailed_link_opens_the_page_again_and_again(client, me):
    url = url_of(me)

    for _ in range(2):
        answer = client.get(url, follow=True)
        assert answer.redirect_chain == [(page_of(me), 302)]
        assert answer.status_code == 200

    text = answer.content.decode()
    assert ("会社花子" in text, "見本商事株式会社" in text, me.shown_code in text) == (True, True, True)
    assert "卓の割り当ては、当日までにお知らせします。" in text
    assert CapabilityLink.objects.get().used_at is None


def test_a_link_opens_nothing_of_another_person(client, me):
    other = ParticipantFactory(registration__event=me.registration.event)
    client.get(url_of(me))

    text = client.get(page_of(me)).content.decode()

    assert (me.shown_code in text, other.shown_code in text) == (True, False)


def test_a_link_opens_no_other_event(client, me):
    other = ParticipantFactory()
    client.get(url_of(me))

    assert client.get(page_of(other)).status_code == 404


def test_without_a_link_the_page_says_where_it_is(client, me):
    answer = client.get(page_of(me))

    assert answer.status_code == 404
    assert "メールのリンクから開きます" in answer.content.decode()


def test_the_member_with_the_same_address_needs_no_link(me):
    Participant.objects.filter(pk=me.pk).update(email="hanako@company.example")
    member = MemberFactory(organization=me.registration.organization, user__email="hanako@company.example")

    browser = StrictClient.of(member.user)

    assert browser.get(page_of(me)).status_code == 200
    assert StrictClient.of(CompanyUserFactory(member=True)).get(page_of(me)).status_code == 404


def test_staff_find_their_page_by_link_and_by_address(client, clerk):
    answer = client.get(url_of(clerk, "staff_person_by_link"), follow=True)

    assert (answer.redirect_chain, answer.status_code) == ([(page_of(clerk, "staff_person"), 302)], 200)
    signed_in = StrictClient.of(StaffFactory(officer=True, email="kataro@city.example"))
    assert signed_in.get(page_of(clerk, "staff_person")).status_code == 200


def test_a_company_finds_nothing_behind_the_links_of_staff(company_client, clerk):
    assert company_client.get(url_of(clerk, "staff_person_by_link")).status_code == 410
    assert company_client.get(page_of(clerk, "staff_person")).status_code == 404


def test_a_link_of_the_other_side_opens_nothing(client, me, clerk):
    wrong_side = url_of(me, "staff_person_by_link"), url_of(clerk, "person_by_link")

    assert [client.get(url).status_code for url in wrong_side] == [410, 410]


def test_a_link_that_ran_out_was_revoked_or_never_was_says_so(client, me):
    old = url_of(me, expires_at=NOON - timedelta(days=9999))
    assert client.get(old).status_code == 410
    CapabilityLink.objects.all().delete()
    revoked = url_of(me)
    revoke_links(purpose=LinkPurpose.PARTICIPANT, about=about_of(me.code), by=THE_DESK, at=NOON)

    answers = [client.get(url) for url in (revoked, reverse("dialogue:person_by_link", args=["absent"]))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all("このリンクは使えません" in answer.content.decode() for answer in answers)


def test_a_link_to_nobody_any_more_opens_nothing(client, me):
    url = url_of(me)
    me.delete()

    assert client.get(url).status_code == 410


def test_the_page_of_a_replaced_person_names_who_comes_instead(client, me):
    url = url_of(me)
    client.get(url)
    successor = ParticipantFactory(registration=me.registration, name="後田花子")
    Participant.objects.filter(pk=me.pk).update(left_at=NOON, replaced_by=successor)

    answers = [client.get(url), client.get(page_of(me))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all("後田花子さんが代わりに参加します" in answer.content.decode() for answer in answers)


def test_the_waiting_list_is_said_on_the_page(client):
    me = ParticipantFactory(registration__waiting=True)

    assert "いまは空き待ちです" in client.get(url_of(me), follow=True).content.decode()


def test_who_shares_the_pc_finds_nothing_after_it_was_closed(client, me):
    client.get(url_of(me))

    closed = client.post(page_of(me))

    assert "ページを閉じました" in closed.content.decode()
    assert client.get(page_of(me)).status_code == 404


def test_the_page_is_kept_out_of_caches_and_search_engines(client, me):
    client.get(url_of(me))

    answer = client.get(page_of(me))

    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex, nofollow", True)


def test_the_page_costs_the_same_whoever_else_comes(client, me, django_assert_max_num_queries):
    client.get(url_of(me))
    ParticipantFactory.create_batch(3, registration=me.registration)

    with django_assert_max_num_queries(8):
        client.get(page_of(me))


@pytest.fixture
def seated(me):
    """The announced seating: one round at table 3 with a 課, one round without a seat."""
    Event.objects.update(state=EventState.TODAY, held_on=TODAY, closes_on=TODAY, rounds=2, first_round_at=time(14, 30))
    event = Event.objects.get()
    plan = SeatingPlanFactory(event=event, announced=True)
    division = RegistrationFactory(event=event, of_division=True, division__name="見本課")
    SeatFactory(plan=plan, table=3, registration=me.registration)
    SeatFactory(plan=plan, table=3, registration=division)
    SeatFactory(plan=plan, table=3, round=2, registration=division)
    return plan


def test_the_own_tables_are_shown_with_whom_one_meets(client, me, seated):
    with time_machine.travel(NOON.replace(hour=14, minute=35), tick=False):
        client.get(url_of(me))
        text = client.get(page_of(me)).content.decode()

    assert ("<strong>3卓</strong>　会う方：見本課" in text, "この回は席がありません" in text) == (True, True)
    assert ('aria-current="step"' in text, 'data-live="?ima"' in text, "js/live" in text) == (True, True, True)


def test_a_plan_that_is_announced_again_is_asked_for_and_shown(client, me, seated):
    with time_machine.travel(NOON, tick=False):
        client.get(url_of(me))
        first = client.get(page_of(me), {"ima": ""})
        again = client.get(page_of(me), {"ima": ""}, headers={"If-None-Match": first["ETag"]})
        Seat.objects.filter(registration=me.registration).update(table=7)
        Seat.objects.filter(round=1, table=3).update(table=7)
        later = client.get(page_of(me), {"ima": ""}, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, later.status_code) == (200, 304, 200)
    assert ("<strong>7卓</strong>" in later.content.decode(), "<html" in later.content.decode()) == (True, False)


def test_what_is_asked_for_again_and_again_is_cheap(client, me, seated, django_assert_max_num_queries):
    with time_machine.travel(NOON, tick=False):
        client.get(url_of(me))

        with django_assert_max_num_queries(5):
            client.get(page_of(me), {"ima": ""})
