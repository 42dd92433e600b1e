"""What happens by itself. Thin: one call each, may run twice."""

import time

from celery import shared_task
from django.utils import timezone

from .usecases.ask_resolutions import ask_resolutions
from .usecases.prepare_letters import prepare_letters

# below the soft limit of a task, so that a run ends by itself
SECONDS = 60


@shared_task(name="training.ask_resolutions")
def ask_resolutions_task(**_: object) -> None:
    ask_resolutions(at=timezone.now())


@shared_task(name="training.prepare_letters")
def prepare_letters_task(**_: object) -> None:
    """Write what was ordered, batch by batch; the next tick goes on."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and prepare_letters(at=timezone.now()):
        pass
