"""Who somebody is at an event, and why a page is no more."""

from datetime import timedelta

import pytest

from dialogue.enums import Side
from dialogue.queries.people import me_at, participant_of_link, person_sheet, why_gone
from nara_renkei.core import wall
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


def found(me, **fields):
    registration = me.registration
    return me_at(registration.event.slug, **{"side": registration.side, "held": [], "email": "", "on": TODAY, **fields})


def test_a_link_finds_its_person_behind_the_wall():
    me = ParticipantFactory()

    with wall.raised(user=None):
        assert participant_of_link(f"participant:{me.code}") == me
        assert participant_of_link("participant:ABSENT00") is None


def test_nobody_is_somebody_without_a_link_and_without_an_address():
    me = ParticipantFactory()

    assert found(me) is None


def test_the_address_of_the_account_is_enough_whatever_its_case_and_for_years():
    me = ParticipantFactory(email="Hanako@company.example")

    assert found(me, email="hanako@company.example", on=TODAY + timedelta(days=900)) == me


def test_an_opened_link_counts_until_its_page_closes():
    me = ParticipantFactory(registration__event__held_on=TODAY, registration__event__closes_on=TODAY)

    days = [found(me, held=[me.pk], on=TODAY + timedelta(days=days)) for days in (30, 31)]

    assert days == [me, None]


def test_the_newest_link_wins_and_who_comes_wins_over_who_left():
    registration = RegistrationFactory()
    first, second = (ParticipantFactory(registration=registration) for _ in range(2))
    left = ParticipantFactory(registration=registration, left_at=NOON)

    assert found(first, held=[second.pk, first.pk]) == first
    assert found(first, held=[first.pk, second.pk, left.pk]) == second


def test_a_person_of_one_side_is_nobody_on_the_others_page():
    me = ParticipantFactory(registration__of_division=True)

    assert found(me, held=[me.pk]) == me
    assert found(me, held=[me.pk], side=Side.COMPANY) is None


def test_the_page_names_the_unit_behind_the_wall():
    registration = RegistrationFactory(organization__name="見本商事株式会社")
    ParticipantFactory(registration=registration)

    with wall.raised(user=None, registrations=[registration.pk]):
        me = participant_of_link(f"participant:{registration.participants.get().code}")
        sheet = person_sheet(me, NOON)

    assert (sheet.unit, sheet.is_waiting, sheet.event) == ("見本商事株式会社", False, registration.event)


def test_a_page_that_stands_has_no_reason_to_be_gone():
    assert why_gone(ParticipantFactory()) == ""


def test_each_reason_is_a_sentence():
    event = EventFactory(open=True, name="第二回ダイアログ")
    cancelled = ParticipantFactory(registration=RegistrationFactory(event=event, cancelled=True))
    standing = RegistrationFactory(event=event)
    replaced = ParticipantFactory(
        registration=standing,
        name="先田一郎",
        left_at=NOON,
        replaced_by=ParticipantFactory(registration=standing, name="後田花子"),
    )
    left = ParticipantFactory(registration=standing, name="外野三郎", left_at=NOON)

    assert [why_gone(one) for one in (cancelled, replaced, left)] == [
        "「第二回ダイアログ」への申込みは、取り消されています。また参加されるときは、デスクにご連絡ください。",
        "「第二回ダイアログ」には、後田花子さんが代わりに参加します。先田一郎さんのページは閉じました。",
        "外野三郎さんは、「第二回ダイアログ」に参加する人から外れています。違うときは、デスクにご連絡ください。",
    ]
