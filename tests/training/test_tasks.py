import pytest
import time_machine
from celery import current_app

from nara_renkei.notifications.models import OutgoingMail
from tests.factories.training import LetterOrderFactory, SessionLetterFactory
from tests.factories.understanding import ResolutionFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def test_promises_are_asked_about_by_the_task():
    ResolutionFactory(due=True)

    with time_machine.travel(NOON, tick=False):
        current_app.tasks["training.ask_resolutions"].apply()

    assert OutgoingMail.objects.count() == 1


def test_the_beat_writes_what_was_ordered():
    SessionLetterFactory(order=LetterOrderFactory(waiting=True))

    with time_machine.travel(NOON, tick=False):
        current_app.tasks["training.prepare_letters"].apply()

    assert OutgoingMail.objects.count() == 1
