"""What happens by itself to proposals. One call each; may run twice."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM

from .usecases.forget_consultations import forget_consultations
from .usecases.forget_drafts import forget_drafts
from .usecases.keep_challenges import keep_challenges, tell_closing
from .usecases.remind_of_consultations import remind_of_consultations


@shared_task(name="proposals.forget_drafts")
def forget(**_: Any) -> None:
    forget_drafts(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="proposals.forget_consultations")
def forget_unbooked(**_: Any) -> None:
    forget_consultations(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="proposals.remind_of_consultations")
def remind(**_: Any) -> None:
    remind_of_consultations(at=timezone.now())


@shared_task(name="proposals.keep_challenges")
def care_for_challenges(**_: Any) -> None:
    keep_challenges(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="proposals.tell_closing")
def tell_of_closing(**_: Any) -> None:
    tell_closing(at=timezone.now())
