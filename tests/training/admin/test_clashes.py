"""A 回 gets another time in the form of the admin."""

import pytest
from django.urls import reverse

from tests.factories.training import SessionFactory, TraineeFactory

pytestmark = pytest.mark.django_db


def save(desk, session, **fields):
    said = {
        "course": session.course_id,
        "number": session.number,
        "held_on": session.held_on,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "capacity": session.capacity,
        "late_after_minutes": session.late_after_minutes,
        **fields,
    }
    address = reverse("admin:training_session_change", args=[session.pk])
    return desk.post(address, said, follow=True).content.decode()


def test_whom_a_new_time_sends_to_two_at_once_is_named(desk_client):
    session, other = SessionFactory(open=True), SessionFactory(open=True, course__name="財政の研修", number=7)
    trainee = TraineeFactory(course=other.course, session=other, user__name="忙しい人")
    mine = SessionFactory(course=session.course, open=True, held_on="2026-12-20")
    TraineeFactory(course=session.course, session=mine, user=trainee.user)

    assert "同じ時間の" not in save(desk_client, mine, held_on="2026-12-21")
    page = save(desk_client, mine, held_on=other.held_on)

    assert "忙しい人さんは、同じ時間の「財政の研修 第7回」" in page
    assert "どちらかの回を変えてください。" in page
