"""What the roof does by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from .usecases.send_digest import send_digest


@shared_task(name="portal.send_digest")
def send_digest_task(**_: object) -> None:
    send_digest(at=timezone.now())
