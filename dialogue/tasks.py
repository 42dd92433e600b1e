"""What happens by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from .usecases.remind_of_encounter_steps import remind_divisions_of_steps
from .usecases.solve_seating import solve_seating


@shared_task(name="dialogue.remind_of_steps")
def remind_of_steps_task(**_: object) -> None:
    remind_divisions_of_steps(at=timezone.now())


@shared_task(name="dialogue.solve_seating")
def solve_seating_task(**_: object) -> None:
    solve_seating(at=timezone.now())
