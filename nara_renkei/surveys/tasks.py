"""What happens when a survey's last day is over."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM

from .usecases.close import close_past_their_day


@shared_task(name="surveys.close_past_their_day")
def close_surveys(**_: Any) -> None:
    """Close what is past its day. Mails nothing, may run twice."""
    close_past_their_day(by=THE_SYSTEM, at=timezone.now())
