"""What the roof does by itself. Thin: one call each, may run twice."""

from celery import shared_task
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.health import ground

from .usecases.close_idle_accounts import close_idle_accounts
from .usecases.follow_reform import follow_reform
from .usecases.send_digest import send_digest
from .usecases.sound_alarm import sound_alarm
from .usecases.tell_leaders import tell_leaders


@shared_task(name="portal.send_digest")
def send_digest_task(**_: object) -> None:
    send_digest(at=timezone.now(), ground=ground())


@shared_task(name="portal.sound_alarm")
def sound_alarm_task(**_: object) -> None:
    sound_alarm(at=timezone.now(), ground=ground())


@shared_task(name="portal.follow_reform")
def follow_reform_task(**_: object) -> None:
    follow_reform(by=THE_SYSTEM, at=timezone.now())


@shared_task(name="portal.tell_leaders")
def tell_leaders_task(**_: object) -> None:
    tell_leaders(at=timezone.now())


@shared_task(name="portal.close_idle_accounts")
def close_idle_accounts_task(**_: object) -> None:
    close_idle_accounts(by=THE_SYSTEM, at=timezone.now())
