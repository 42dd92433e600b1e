"""What happens by itself in the library. One call each; may run twice."""

import time
from typing import Any

from celery import shared_task
from django.utils import timezone

from .usecases.ask_reviews import ask_reviews
from .usecases.gather_words import gather_words
from .usecases.prepare_readings import prepare_readings
from .usecases.tell_watchers import tell_watchers

# below the soft limit of a task, so that a run ends by itself
SECONDS = 60


@shared_task(name="knowledge.gather_words")
def gather(**_: Any) -> None:
    gather_words(on=timezone.localdate())


@shared_task(name="knowledge.ask_reviews")
def ask_reviews_task(**_: Any) -> None:
    ask_reviews(at=timezone.now())


@shared_task(name="knowledge.tell_watchers")
def tell_watchers_task(**_: Any) -> None:
    tell_watchers(at=timezone.now())


@shared_task(name="knowledge.prepare_readings")
def prepare_readings_task(**_: Any) -> None:
    """Write what was ordered, batch by batch; the next tick goes on."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and prepare_readings(at=timezone.now()):
        pass
