"""The desk orders a plan."""

import pytest

from dialogue.models import SeatingPlan
from dialogue.usecases.order_seating import CannotOrderSeating, order_seating
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.models import AuditEvent
from tests.dialogue.tables import SmallTable
from tests.factories.dialogue import EventFactory, RegistrationFactory, SeatingPlanFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db
BY = Actor(DESK, "受付花子（デスク）", "user:1")


@pytest.fixture
def table():
    return SmallTable()


def order(event, **asked):
    return order_seating(event=event, **asked, by=BY, at=NOON)


def test_the_order_is_a_row_and_wakes_the_worker(table, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as woken:
        plan = order(table.event)

    assert (plan.number, plan.seed, plan.state, plan.next_try_at, plan.keeps, len(woken)) == (
        1,
        1,
        "WAITING",
        NOON,
        None,
        1,
    )
    assert AuditEvent.objects.get().verb == "seating.order"


def test_the_next_has_the_same_seed_unless_another_plan_is_wanted(table):
    SeatingPlanFactory(event=table.event, number=4, seed=3, done=True)
    same = order(table.event)
    SeatingPlan.objects.filter(pk=same.pk).update(state="FAILED", next_try_at=None)
    assert (same.number, same.seed, order(table.event, another=True).seed) == (5, 3, 4)


def test_the_morning_keeps_what_was_announced_and_knows_who_is_missing(table):
    announced = SeatingPlanFactory(event=table.event, announced=True)
    plan = order(table.event, missing=[table.divisions[0].pk], keep=True)
    assert (plan.keeps, [one.name for one in plan.missing.all()]) == (announced, ["子育て支援課"])


def test_a_stranger_is_not_missing(table):
    plan = order(table.event, missing=[RegistrationFactory().pk])
    assert plan.missing.count() == 0


def test_one_at_a_time(table):
    SeatingPlanFactory(event=table.event)
    with pytest.raises(CannotOrderSeating, match="いま計算している案があります"):
        order(table.event)


def test_an_event_that_is_over_needs_no_seats():
    with pytest.raises(CannotOrderSeating, match="終わりました"):
        order(EventFactory(ended=True))


def test_what_cannot_be_solved_is_refused_at_once(table):
    table.event.rounds = 4
    table.event.save()
    with pytest.raises(CannotOrderSeating, match="卓を4以上にするか、回数を2以下に"):
        order(table.event)
    assert SeatingPlan.objects.count() == 0
