"""The desk excuses somebody, or puts them back; and takes off the list whom it had added by hand."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.enums import Duty, Origin
from training.models import Attendance, Trainee


class CannotExcuse(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def excuse_trainee(*, trainee: Trainee, reason: str, by: Actor, at: datetime) -> Trainee:
    """Free somebody of the duty; the place in the 回 becomes free. Raises CannotExcuse."""
    trainee = _locked(trainee)
    if trainee.duty != Duty.REQUIRED or trainee.origin == Origin.SUBSTITUTE:
        raise CannotExcuse(f"{trainee.user}さんは、いま免除にできません。画面を開き直して、扱いを確かめてください。")
    return _put(trainee, Duty.EXCUSED, reason, by, at)


@transaction.atomic
def put_back(*, trainee: Trainee, reason: str, by: Actor, at: datetime) -> Trainee:
    """Make somebody who was excused attend after all, without a 回 yet. Raises CannotExcuse."""
    trainee = _locked(trainee)
    if trainee.duty != Duty.EXCUSED:
        raise CannotExcuse(f"{trainee.user}さんは、免除になっていません。画面を開き直して、扱いを確かめてください。")
    return _put(trainee, Duty.REQUIRED, reason, by, at)


@transaction.atomic
def drop_added(*, trainee: Trainee, reason: str, by: Actor, at: datetime) -> Trainee:
    """Take whom the desk had added off the list; the row stays. Raises CannotExcuse."""
    trainee = _locked(trainee)
    if trainee.origin != Origin.ADDED or trainee.duty == Duty.GONE:
        raise CannotExcuse("名簿から外せるのは、デスクが加えた人だけです。決まりで入った人は、免除にしてください。")
    return _put(trainee, Duty.GONE, reason, by, at)


def _locked(trainee: Trainee) -> Trainee:
    return Trainee.objects.select_for_update(of=("self",)).select_related("user").get(pk=trainee.pk)


def _put(trainee: Trainee, duty: Duty, reason: str, by: Actor, at: datetime) -> Trainee:
    if trainee.substitute_id:
        raise CannotExcuse("代わりの人がいます。先に代わりを取りやめてください。")
    if Attendance.objects.came().filter(trainee=trainee).exists():
        raise CannotExcuse(f"{trainee.user}さんは、もう出席しています。名簿の扱いは変えられません。")
    audit.record("trainee.duty", about=trainee.key, by=by, at=at, origin=trainee.duty, target=str(duty))
    trainee.duty, trainee.session, trainee.reason = duty, None, reason
    trainee.set_at, trainee.set_by = at, by.label
    trainee.save(update_fields=["duty", "session", "reason", "set_at", "set_by"])
    return trainee
