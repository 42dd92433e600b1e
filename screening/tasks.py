"""What happens by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.background import after_commit

from .usecases.close_routings import close_routings
from .usecases.forget_persons import forget_persons
from .usecases.forget_rosters import forget_rosters
from .usecases.keep_due_dates import keep_due_dates
from .usecases.prepare_disposal import prepare_yearly
from .usecases.remind_divisions import remind_divisions
from .usecases.remind_in_july import remind_in_july
from .usecases.remind_of_reports import remind_of_reports
from .usecases.wipe_proposal import wipe_next


@shared_task(name="screening.remind_divisions")
def remind_divisions_task(**_: object) -> None:
    remind_divisions(at=timezone.now())


@shared_task(name="screening.keep_due_dates")
def keep_due_dates_task(**_: object) -> None:
    keep_due_dates(today=timezone.localdate())


@shared_task(name="screening.close_routings")
def close_routings_task(**_: object) -> None:
    close_routings(today=timezone.localdate())


@shared_task(name="screening.remind_in_july")
def remind_in_july_task(**_: object) -> None:
    remind_in_july(at=timezone.now())


@shared_task(name="screening.remind_of_reports")
def remind_of_reports_task(**_: object) -> None:
    remind_of_reports(at=timezone.now())


@shared_task(name="screening.forget_rosters")
def forget_rosters_task(**_: object) -> None:
    forget_rosters(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="screening.forget_persons")
def forget_persons_task(**_: object) -> None:
    forget_persons(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="screening.prepare_disposal")
def prepare_disposal_task(**_: object) -> None:
    prepare_yearly(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="screening.wipe_proposals")
def wipe_proposals_task(**_: object) -> None:
    """One proposal, and a wake-up for the next: each within the limits of a task."""
    if wipe_next(by=THE_SYSTEM, at=timezone.now()):
        after_commit("screening.wipe_proposals")
