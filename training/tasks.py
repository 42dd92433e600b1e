"""What happens by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from .usecases.ask_resolutions import ask_resolutions


@shared_task(name="training.ask_resolutions")
def ask_resolutions_task(**_: object) -> None:
    ask_resolutions(at=timezone.now())
