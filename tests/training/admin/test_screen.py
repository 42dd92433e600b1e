"""The screen of the room."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON
from training.queries.arrivals import room_screen

pytestmark = pytest.mark.django_db


def test_the_screen_changes_by_itself_and_names_nobody(desk_client):
    session = SessionFactory(today=True)
    trainee = TraineeFactory(course=session.course, session=session, user__name="見本次郎")
    AttendanceFactory(trainee=trainee, session=session)
    now = reverse("admin:training_session_screen_now", args=[session.pk])

    with time_machine.travel(NOON, tick=False) as clock:
        page = desk_client.get(reverse("admin:training_session_screen", args=[session.pk])).text
        first = desk_client.get(now)
        assert (now in page, "見本次郎" in page) == (True, False)
        assert room_screen(session, NOON).code in first.text
        assert desk_client.get(now, headers={"if-none-match": first["ETag"]}).status_code == 304
        clock.shift(timedelta(seconds=30))
        assert desk_client.get(now, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_before_the_day_the_screen_shows_no_code(desk_client):
    session = SessionFactory(open=True)

    text = desk_client.get(reverse("admin:training_session_screen", args=[session.pk])).text
    assert ("まだ始まっていません" in text, "<svg" in text) == (True, False)
