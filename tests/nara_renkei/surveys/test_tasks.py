from datetime import date

import pytest
import time_machine

from nara_renkei.surveys.tasks import close_surveys
from tests.factories.surveys import SurveyFactory


@pytest.mark.django_db
def test_the_night_closes_what_is_past_its_day():
    survey = SurveyFactory(open=True, closes_on=date(2026, 10, 5))

    with time_machine.travel("2026-10-06T00:05:00+09:00", tick=False):
        close_surveys()

    survey.refresh_from_db()
    assert survey.is_closed
