"""What a new day brings, and what a registration brings after it."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM

from .usecases.match_registrations import match_registrations as match
from .usecases.turn_the_day import turn_the_day as begin_day


@shared_task(name="accounts.turn_the_day")
def turn_the_day(**_: Any) -> None:
    """Names, and which 課 can be sent to. Runs soon after 0:00 and may run twice."""
    now = timezone.now()
    begin_day(on=timezone.localdate(now), by=THE_SYSTEM, at=now)


@shared_task(name="accounts.match_registrations")
def match_registrations(**_: Any) -> None:
    """Second registrations of a 法人番号 become requests to join. May run twice."""
    match(by=THE_SYSTEM, at=timezone.now())
