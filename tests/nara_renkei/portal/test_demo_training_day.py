"""The 研修 that the demo city holds today."""

from datetime import date

import pytest

from nara_renkei.portal.demo import training_day
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.usecases.load_reference import load_reference
from training.enums import Origin, SessionState
from training.models import Session
from training.queries.presence import counts_of
from training.queries.roll import roll_of

pytestmark = pytest.mark.django_db


def test_some_have_come_by_every_way_and_some_are_waited_for(settings):
    settings.IS_DEMO = True
    load_reference()
    training_day.show_training_day(build_city(date(2026, 11, 27)))

    session = Session.objects.get(course__slug=training_day.TODAY)
    counts = counts_of(session)
    assert (session.state, session.held_on) == (SessionState.TODAY, date(2026, 11, 27))
    assert (counts.present, counts.late, counts.absent) == (4, 2, 0)
    assert counts.waiting > 0
    corrected = [row for row in roll_of(session).rows if row.changes]
    assert len(corrected) == 1
    assert session.trainees.filter(origin=Origin.ADDED).count() == 1
