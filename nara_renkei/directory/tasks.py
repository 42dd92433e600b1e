"""What the directory does by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from .usecases.roll_agreements import roll_agreements


@shared_task(name="directory.roll_agreements")
def roll_agreements_task(**_: object) -> None:
    roll_agreements(at=timezone.now())
