"""The desk announces a plan."""

from datetime import timedelta

import pytest

from dialogue.enums import RegistrationState
from dialogue.models import SeatingPlan
from dialogue.usecases.announce_seating import CannotAnnounce, announce_seating
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import RegistrationFactory, SeatFactory, SeatingPlanFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db
BY = Actor(DESK, "受付花子（デスク）", "user:1")
LATER = NOON + timedelta(hours=1)


def test_it_takes_the_place_of_the_one_before_and_mails_nobody():
    before = SeatingPlanFactory(announced=True)
    plan = SeatingPlanFactory(event=before.event, done=True)

    announce_seating(plan=plan, by=BY, at=LATER)

    assert list(SeatingPlan.objects.announced()) == [plan]
    assert SeatingPlan.objects.get(pk=before.pk).announced_at == NOON
    assert (AuditEvent.objects.get().verb, OutgoingMail.objects.count()) == ("seating.announce", 0)


def test_a_plan_that_is_not_done_is_not_announced():
    with pytest.raises(CannotAnnounce, match="まだできていない"):
        announce_seating(plan=SeatingPlanFactory(), by=BY, at=LATER)


def test_a_plan_with_somebody_who_left_is_solved_again_first():
    seat = SeatFactory(plan=SeatingPlanFactory(done=True), registration__organization__name="見本商事")
    seat.registration.state, seat.registration.cancelled_at = RegistrationState.CANCELLED, NOON
    seat.registration.save()
    with pytest.raises(CannotAnnounce, match="見本商事が参加を取り消しました。もう一度計算"):
        announce_seating(plan=seat.plan, by=BY, at=LATER)


def test_its_pairs_become_encounters_and_follow_the_next_plan():
    first = SeatingPlanFactory(done=True)
    second = SeatingPlanFactory(event=first.event, done=True)
    company, division = RegistrationFactory(event=first.event), RegistrationFactory(event=first.event, of_division=True)
    for plan, table in ((first, 3), (second, 5)):
        for registration in (company, division):
            SeatFactory(plan=plan, registration=registration, table=table)
        announce_seating(plan=plan, by=BY, at=LATER)

        assert first.event.encounters.get().table == table
