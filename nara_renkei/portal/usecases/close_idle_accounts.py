"""Who of a 団体 has not signed in for years is told, and thirty days later the account is closed."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from nara_renkei.accounts.models import User
from nara_renkei.accounts.rules.closing import TOLD_BEFORE
from nara_renkei.accounts.usecases.close_account import close_account
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.portal.queries.idle_people import idle_people
from screening.enums import RecordKind
from screening.models import RetentionClass

BATCH = 500


class Idle(NamedTuple):
    told: int
    closed: int


def close_idle_accounts(*, by: Actor, at: datetime) -> Idle:
    """Tell those who are due, and close what was told and stayed idle. Runs any number of times.

    Nobody while the city has not confirmed the row of 保存年限. Who signed in or began something is told anew another time.
    """
    idle = _idle(at)
    User.objects.filter(closing_on__isnull=False, is_active=True).exclude(pk__in=idle.values("pk")).update(
        closing_on=None
    )
    over, untold = idle.filter(closing_on__lt=local_day(at)), idle.filter(closing_on=None)
    return Idle(
        closed=sum(_close(pk, by=by, at=at) for pk in _first(over)), told=sum(_tell(pk, at=at) for pk in _first(untold))
    )


def _idle(at: datetime) -> QuerySet[User]:
    row = RetentionClass.objects.filter(kind=RecordKind.ACCOUNT, is_confirmed=True).first()
    return idle_people(local_day(at), row.years) if row else User.objects.none()


def _first(people: QuerySet[User]) -> list[int]:
    return list(people.values_list("pk", flat=True)[:BATCH])


def _locked(pk: int, at: datetime) -> User | None:
    """Return the person with the row locked; None when the person came back meanwhile."""
    User.objects.select_for_update().get(pk=pk)
    return _idle(at).filter(pk=pk).first()


@transaction.atomic
def _close(pk: int, *, by: Actor, at: datetime) -> bool:
    person = _locked(pk, at)
    if person is None:
        return False
    close_account(user=person, by=by, at=at)
    return True


@transaction.atomic
def _tell(pk: int, *, at: datetime) -> bool:
    person = _locked(pk, at)
    if person is None:
        return False
    last_day = local_day(at) + TOLD_BEFORE
    User.objects.filter(pk=pk).update(closing_on=last_day)
    queue_mail(
        "portal/account_closing",
        to=person.email,
        about=f"user:{pk}",
        context={"last_day": last_day, "url": absolute_link("accounts:prove_email")},
        at=at,
    )
    return True
