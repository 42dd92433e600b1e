from datetime import timedelta

import pytest

from dialogue.usecases.check_in import CannotCheckIn, check_in
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def person():
    return ParticipantFactory(registration__event=EventFactory(today=True))


def test_who_is_checked_in_is_here_from_that_moment(person):
    done = check_in(event=person.registration.event, code=person.code, **BY)

    person.refresh_from_db()
    assert (done.person, done.is_first) == (person, True)
    assert (person.arrived_at, person.arrival_by) == (NOON, "受付花子（デスク）")
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.keys) == (
        "arrival.check_in",
        person.registration.event.key,
        {"participant": person.pk},
    )


def test_twice_is_no_mistake_and_the_first_time_stands(person):
    check_in(event=person.registration.event, code=person.code, **BY)

    again = check_in(event=person.registration.event, code=person.code, by=THE_DESK, at=NOON + timedelta(minutes=5))

    assert (again.is_first, again.person.arrived_at, AuditEvent.objects.count()) == (False, NOON, 1)


def test_an_unknown_code_is_refused(person):
    with pytest.raises(CannotCheckIn, match="「ABSE-NT22」という名札の番号はありません"):
        check_in(event=person.registration.event, code="ABSENT22", **BY)


def test_who_is_not_expected_is_refused_with_the_reason(person):
    with pytest.raises(CannotCheckIn, match="サーバーの時計では今日は10月6日です"):
        check_in(event=person.registration.event, code=person.code, by=THE_DESK, at=NOON + timedelta(days=1))

    person.refresh_from_db()
    assert person.arrived_at is None
