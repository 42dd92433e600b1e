import time_machine
from celery import current_app

from nara_renkei.notifications.models import OutgoingMail
from tests.dialogue.encounters import met_two_weeks_ago
from tests.harness import NOON


def test_the_beat_reminds_the_divisions_and_no_company(db):
    met_two_weeks_ago()

    with time_machine.travel(NOON, tick=False):
        current_app.tasks["dialogue.remind_of_steps"].apply()

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["kanko@city.example"]
