"""On the day the rounds begin later, or at this moment: every round that follows moves with it."""

from datetime import datetime, timedelta

from django.db import transaction

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.day import spans_of
from dialogue.rules.rounds import now_of
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO, local_day


class CannotShift(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def shift_rounds(*, event: Event, minutes: int, by: Actor, at: datetime) -> Event:
    """Let the rounds begin so many minutes later, or earlier when negative. Raises CannotShift."""
    return _shift(event, timedelta(minutes=minutes), by, at)


@transaction.atomic
def begin_round(*, event: Event, by: Actor, at: datetime) -> Event:
    """Let the round that comes next begin now. Raises CannotShift when all are over or one is running."""
    fresh = Event.objects.select_for_update().get(pk=event.pk)
    now = now_of(spans_of(fresh), at)
    if not now.is_waiting:
        raise CannotShift("いま始められる回はありません。画面を開き直してください。")
    return _shift(fresh, at.replace(microsecond=0) - fresh.round_starts(now.number), by, at)


def _shift(event: Event, by_how_much: timedelta, by: Actor, at: datetime) -> Event:
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != EventState.TODAY or local_day(at) != event.held_on:
        raise CannotShift("回の時刻を動かせるのは、開催日に「当日」の段階にしてからです。")
    first = event.round_starts(1) + by_how_much
    if not event.starts <= first < event.ends:
        raise CannotShift(
            f"1回目が{first.astimezone(TOKYO):%-H時%M分}になり、始まり（{event.starts_at:%-H時%M分}）と"
            f"終わり（{event.ends_at:%-H時%M分}）の間に入りません。先に、ダイアログの画面で時間を直してください。"
        )
    event.first_round_at = first.astimezone(TOKYO).time()
    event.save(update_fields=["first_round_at"])
    audit.record("event.shift_rounds", about=event.key, by=by, at=at, first=str(event.first_round_at))
    return event
