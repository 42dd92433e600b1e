from datetime import time, timedelta

import pytest

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY
from training.enums import Mark, Origin
from training.queries.presence import (
    Counts,
    counts_of,
    elsewhere,
    mark_at,
    on_the_list,
    trainee_at,
    why_not_expected,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


def comes(session, **fields):
    return TraineeFactory(course=session.course, session=session, **fields)


def test_the_list_holds_those_expected_and_those_marked(session, django_assert_num_queries):
    marks = [Mark.PRESENT, Mark.PRESENT, Mark.LATE, Mark.ABSENT]
    for mark in marks:
        AttendanceFactory(trainee=comes(session), session=session, mark=mark)
    waiting = comes(session)
    comes(session, excused=True)
    comes(session, gone=True)
    moved = comes(SessionFactory(course=session.course))
    AttendanceFactory(trainee=moved, session=session)
    AttendanceFactory(trainee=comes(other := SessionFactory(today=True)), session=other)

    with django_assert_num_queries(2):
        counts = counts_of(session)
    assert counts == Counts(expected=6, present=3, late=1, absent=1)
    assert (counts.came, counts.waiting) == (4, 1)
    assert {waiting, moved} <= set(on_the_list(session))


def test_who_sends_a_substitute_is_not_expected_and_the_substitute_is(session):
    substitute = comes(session, origin=Origin.SUBSTITUTE, reason="出張のため", user__name="代理三郎")
    sender = comes(session, substitute=substitute)

    assert list(on_the_list(session)) == [substitute]
    assert why_not_expected(sender, session) == "代わりに代理三郎さんが出ることになっています。"
    assert why_not_expected(substitute, session) == ""


def test_why_somebody_is_not_expected(session):
    second = SessionFactory(course=session.course, number=2, held_on=TODAY + timedelta(days=14))

    assert why_not_expected(None, session) == "この回の名簿にいません。"
    assert why_not_expected(comes(session, gone=True), session) == "この回の名簿にいません。"
    assert why_not_expected(comes(session, excused=True), session) == "この研修は、出席を免除されています。"
    assert why_not_expected(TraineeFactory(course=session.course), session) == "出る回が、まだ決まっていません。"
    assert why_not_expected(comes(second), session) == f"第2回（{second.when}）の名簿にいます。"


def test_the_row_and_the_mark_of_a_person(session):
    trainee = comes(session)

    assert trainee_at(session.course, trainee.user) == trainee
    assert trainee_at(SessionFactory().course, trainee.user) is None
    assert (mark_at(session, None), mark_at(session, trainee)) == (None, None)
    attendance = AttendanceFactory(trainee=trainee, session=session)
    assert mark_at(session, trainee) == attendance


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "days", "is_found"),
    [
        (time(16), time(18), 0, True),
        (time(16, 30), time(18), 0, False),
        (time(9), time(13, 30), 0, False),
        (time(13, 30), time(16, 30), 1, False),
    ],
)
def test_who_came_to_another_session_of_these_hours(session, starts_at, ends_at, days, is_found):
    other = SessionFactory(held_on=session.held_on + timedelta(days=days), starts_at=starts_at, ends_at=ends_at)
    trainee = comes(session)
    there = TraineeFactory(course=other.course, session=other, user=trainee.user)
    mark = AttendanceFactory(trainee=there, session=other)
    AttendanceFactory(trainee=trainee, session=session)

    assert elsewhere(session, trainee.user) == (other if is_found else None)
    mark.mark = Mark.ABSENT
    mark.save()
    assert elsewhere(session, trainee.user) is None
