"""廃棄の停止: a record is kept whatever its years say, until somebody lifts it."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.models import Proposal
from screening.enums import HoldCause
from screening.models import DisposalLine, Hold

TOO_LATE: Final = "もう廃棄しました。止められません。"


class CannotHold(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def place_hold(*, proposal: Proposal, cause: HoldCause, reason: str, by: Actor, at: datetime) -> Hold:
    """Hold a proposal back from now on. Raises CannotHold when it is gone already."""
    # the wiping takes the same lock: either it sees the hold, or the hold sees that it came too late
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if DisposalLine.objects.filter(proposal=locked, wiped_at__isnull=False).exists():
        raise CannotHold(TOO_LATE)
    return _place({"proposal": locked}, cause, reason, by, at)


@transaction.atomic
def hold_line(*, line: DisposalLine, cause: HoldCause, reason: str, by: Actor, at: datetime) -> Hold:
    """Hold back what stands on a list, whatever it is. Raises CannotHold when it is gone already."""
    # the wiping has this row locked from its claim to its end
    locked = DisposalLine.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=line.pk)
    if locked.is_wiped:
        raise CannotHold(TOO_LATE)
    return _place({"proposal": locked.proposal, "record": locked.record}, cause, reason, by, at)


def _place(of: dict[str, Any], cause: HoldCause, reason: str, by: Actor, at: datetime) -> Hold:
    hold = Hold.objects.create(**of, cause=cause, reason=reason, placed_at=at, placed_by=by.label)
    audit.record("hold.place", about=hold.key, by=by, at=at, hold=hold.pk, cause=str(cause))
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, reason: str, by: Actor, at: datetime) -> Hold:
    """End a hold. Raises CannotHold when it was lifted already."""
    locked = Hold.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=hold.pk)
    if not locked.is_standing:
        raise CannotHold("この停止は、もう解かれています。")
    locked.lifted_on, locked.lifted_by, locked.lifted_reason = local_day(at), by.label, reason
    locked.save(update_fields=["lifted_on", "lifted_by", "lifted_reason"])
    audit.record("hold.lift", about=locked.key, by=by, at=at, hold=locked.pk)
    return locked
