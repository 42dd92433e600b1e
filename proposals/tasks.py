"""What happens by itself to proposals. One call each; may run twice."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM

from .usecases.forget_drafts import forget_drafts


@shared_task(name="proposals.forget_drafts")
def forget(**_: Any) -> None:
    forget_drafts(by=THE_SYSTEM, at=timezone.now())
