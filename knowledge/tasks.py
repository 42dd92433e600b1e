"""What happens by itself in the library. One call each; may run twice."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from .usecases.gather_words import gather_words


@shared_task(name="knowledge.gather_words")
def gather(**_: Any) -> None:
    gather_words(on=timezone.localdate())
