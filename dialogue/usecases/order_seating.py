"""The desk asks for a 卓の割り当て. The row is the order; the worker solves it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dialogue.enums import EventState
from dialogue.models import Event, SeatingPlan
from dialogue.queries.seating_problem import seating_problem
from dialogue.rules.seating import CannotSeat, refuse_nonsense
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.background import after_commit


class CannotOrderSeating(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_seating(
    *, event: Event, missing: Iterable[int] = (), keep: bool = False, another: bool = False, by: Actor, at: datetime
) -> SeatingPlan:
    """Order a plan. Raises CannotOrderSeating, with a sentence a line where the registrations contradict each other.

    ``missing``: registrations that have not come; ``keep``: leave the announced seats where they are where possible;
    ``another``: seek another plan that is as good.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state == EventState.ENDED:
        raise CannotOrderSeating("この回は終わりました。卓の割り当ては作れません。")
    plans = SeatingPlan.objects.filter(event=event)
    if plans.unfinished().exists():
        raise CannotOrderSeating("いま計算している案があります。できてから、もう一度押してください。")
    newest, away = plans.newest_first().first(), list(missing)
    announced = plans.announced().first() if keep else None
    try:
        refuse_nonsense(seating_problem(event, missing=away))
    except CannotSeat as exc:
        raise CannotOrderSeating(str(exc)) from exc
    plan = SeatingPlan.objects.create(
        event=event,
        number=newest.number + 1 if newest else 1,
        seed=newest.seed + 1 if newest and another else newest.seed if newest else 1,
        keeps=announced,
        asked_by=by.label,
        asked_at=at,
        next_try_at=at,
    )
    plan.missing.set(event.registrations.filter(pk__in=away))
    audit.record("seating.order", about=plan.key, by=by, at=at, keep=keep, missing=sorted(away))
    after_commit("dialogue.solve_seating")
    return plan
