"""Those without a 回 get one, as far as there is room and nobody is in two at once."""

from datetime import time

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import StaffFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.models import Session
from training.usecases.assign_session import assign_session
from training.usecases.lock_place import CannotPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(open=True, capacity=2)


def assign(session, department=None):
    return assign_session(session=session, department=department, by=THE_DESK, at=NOON)


def test_everybody_without_a_session_gets_this_one(session):
    people = TraineeFactory.create_batch(2, course=session.course)
    elsewhere = TraineeFactory(course=session.course, session=SessionFactory(course=session.course))
    TraineeFactory(course=session.course, excused=True)
    TraineeFactory()

    done = assign(session)

    assert (done.placed, done.left, done.clashing) == (2, 0, ())
    assert set(session.trainees.all()) == set(people)
    elsewhere.refresh_from_db()
    assert elsewhere.session != session
    assert AuditEvent.objects.get(verb="session.assign").keys == {"people": 2}


def test_who_finds_no_room_stays_without_one_in_the_order_of_numbers(session):
    people = TraineeFactory.create_batch(4, course=session.course)

    done = assign(session)

    assert (done.placed, done.left) == (2, 2)
    assert list(session.trainees.in_order()) == people[:2]
    assert assign(session).placed == 0
    assert AuditEvent.objects.filter(verb="session.assign").count() == 1


def test_a_department_at_a_time(session):
    director = StaffFactory(director=True)
    mine = TraineeFactory(course=session.course, user=director)
    TraineeFactory(course=session.course)

    assign(session, director.posts.get().department)

    assert list(session.trainees.all()) == [mine]


def test_who_is_elsewhere_at_that_time_is_named_and_left(session):
    busy = TraineeFactory(course=session.course, user__name="忙しい人")
    other = SessionFactory(held_on=session.held_on, starts_at=time(16), ends_at=time(17), course__name="財政の研修")
    TraineeFactory(course=other.course, session=other, user=busy.user)

    done = assign(session)

    assert (done.placed, done.left) == (0, 0)
    assert done.clashing == (
        f"忙しい人さんは、同じ時間の「財政の研修 第{other.number}回」（{other.when}）に出ることになっています。",
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"starts_at": time(16, 30), "ends_at": time(17, 30)},  # begins when this one ends
        {"starts_at": time(9), "ends_at": time(13, 30)},
    ],
)
def test_one_after_the_other_is_no_clash(session, elsewhere):
    trainee = TraineeFactory(course=session.course)
    other = SessionFactory(held_on=session.held_on, **elsewhere)
    TraineeFactory(course=other.course, session=other, user=trainee.user)

    assert assign(session).placed == 1


@pytest.mark.parametrize("change", [{"state": "ENDED"}, {"held_on": "2030-01-01"}])
def test_a_session_that_is_over_or_was_moved_meanwhile_takes_nobody(session, change):
    TraineeFactory(course=session.course)
    Session.objects.filter(pk=session.pk).update(**change)

    with pytest.raises(CannotPlace, match="日付と段階を確かめてください。"):
        assign(session)


@pytest.mark.parametrize("people", [1, 3])
def test_assigning_costs_the_same_for_one_and_three(people, django_assert_num_queries):
    session = SessionFactory(open=True)
    TraineeFactory.create_batch(people, course=session.course)

    with django_assert_num_queries(8):
        assign(session)
