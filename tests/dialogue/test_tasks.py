import time_machine
from celery import current_app

from nara_renkei.notifications.models import OutgoingMail
from tests.dialogue.usecases.test_remind_of_encounter_steps import encounter  # noqa: F401 - a fixture
from tests.harness import NOON


def test_the_beat_reminds_the_divisions_and_no_company(encounter, db):  # noqa: F811 - the fixture
    with time_machine.travel(NOON, tick=False):
        current_app.tasks["dialogue.remind_of_steps"].apply()

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["kanko@city.example"]
