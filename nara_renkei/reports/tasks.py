"""Papers by themselves and on request."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM

from .usecases.ask_self_checks import ask_self_checks as ask_every_division
from .usecases.make_paper import is_done, make_paper
from .usecases.order_annual import order_last_year
from .usecases.order_monthly import order_last_month
from .usecases.order_quarterly import order_last_quarter
from .usecases.publish_statistics import publish_statistics as count_and_publish
from .usecases.write_readings import write_readings as count_and_write

# A task ends before its limit; the next tick goes on.
PAPERS_A_TASK = 5


@shared_task(name="reports.make_papers", time_limit=300, soft_time_limit=270)
def make_papers(**_: Any) -> None:
    """Make what waits. Stops at the first failure: its row says when to try again."""
    for _turn in range(PAPERS_A_TASK):
        if not is_done(make_paper(at=timezone.now())):
            return


@shared_task(name="reports.order_monthly")
def order_monthly(**_: Any) -> None:
    order_last_month(at=timezone.now())


@shared_task(name="reports.order_quarterly")
def order_quarterly(**_: Any) -> None:
    order_last_quarter(at=timezone.now())


@shared_task(name="reports.order_annual")
def order_annual(**_: Any) -> None:
    order_last_year(at=timezone.now())


@shared_task(name="reports.publish_statistics")
def publish_statistics(**_: Any) -> None:
    count_and_publish(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="reports.write_readings")
def write_readings(**_: Any) -> None:
    count_and_write(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="reports.ask_self_checks")
def ask_self_checks(**_: Any) -> None:
    ask_every_division(at=timezone.now())
