"""What happens by itself after an event. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from .usecases.remind_of_encounter_steps import remind_divisions_of_steps


@shared_task(name="dialogue.remind_of_steps")
def remind_of_steps_task(**_: object) -> None:
    remind_divisions_of_steps(at=timezone.now())
