"""Somebody else comes in a person's place; who must attend stays the one who is missing."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from training.enums import Duty, Origin
from training.models import Attendance, Trainee
from training.queries.places import at_once, clashes

from .lock_place import CannotPlace, lock_place


@transaction.atomic
def send_substitute(*, trainee: Trainee, user: User, reason: str, by: Actor, at: datetime) -> Trainee:
    """Return the row of the substitute, who has the person's place in the 回. Raises CannotPlace."""
    if trainee.session is None:
        raise CannotPlace("出る回が決まっていません。先に回を決めてください。")
    session = lock_place(trainee.session)
    trainee = Trainee.objects.select_for_update(of=("self",)).select_related("user").get(pk=trainee.pk)
    if trainee.session_id != session.pk or trainee.duty != Duty.REQUIRED or trainee.origin == Origin.SUBSTITUTE:
        raise CannotPlace(f"{trainee.user}さんには、いま代わりを立てられません。画面を開き直して確かめてください。")
    if trainee.substitute_id:
        raise CannotPlace("もう代わりの人がいます。替えるときは、先にいまの代わりを取りやめてください。")
    if Attendance.objects.came().filter(trainee=trainee).exists():
        raise CannotPlace(f"{trainee.user}さんは、もう出席しています。")
    if not user.is_employee or not user.may_enter_on(local_day(at)):
        raise CannotPlace(f"{user}さんは、いまの職員ではありません。職員番号を確かめてください。")
    row = Trainee.objects.select_for_update().filter(course=trainee.course_id, user=user).first()
    if row and row.duty != Duty.GONE:
        raise CannotPlace(
            f"{user}さんは、この研修の名簿にいます（{row.get_duty_display()}）。ほかの人を選んでください。"
        )
    other = clashes(session, [user.pk]).get(user.pk)
    if other:
        raise CannotPlace(f"{at_once(str(user), other)}ほかの人を選んでください。")
    row = row or Trainee(course=session.course, user=user)
    row.session, row.origin, row.duty, row.reason = session, Origin.SUBSTITUTE, Duty.REQUIRED, reason
    row.set_at, row.set_by = at, by.label
    row.save()
    trainee.substitute = row
    trainee.save(update_fields=["substitute"])
    audit.record("trainee.substitute", about=trainee.key, by=by, at=at, substitute=row.pk)
    return row


@transaction.atomic
def drop_substitute(*, trainee: Trainee, by: Actor, at: datetime) -> Trainee:
    """Take the substitute back: the person comes after all, into the same place. Raises CannotPlace."""
    if trainee.session is None:
        raise CannotPlace("代わりの人は、もういません。画面を開き直してください。")
    session = lock_place(trainee.session)
    people = Trainee.objects.select_for_update(of=("self",)).select_related("user", "substitute__user")
    trainee = people.get(pk=trainee.pk)
    row = trainee.substitute
    if row is None:
        raise CannotPlace("代わりの人は、もういません。画面を開き直してください。")
    if Attendance.objects.came().filter(trainee=row).exists():
        raise CannotPlace(f"代わりの{row.user}さんは、もう出席しています。取りやめられません。")
    other = clashes(session, [trainee.user_id]).get(trainee.user_id)
    if other:
        raise CannotPlace(f"{at_once(str(trainee.user), other)}先に、どちらに出るかを決めてください。")
    trainee.substitute = None
    trainee.save(update_fields=["substitute"])
    row.duty, row.session, row.set_at, row.set_by = Duty.GONE, None, at, by.label
    row.save(update_fields=["duty", "session", "set_at", "set_by"])
    audit.record("trainee.substitute_dropped", about=trainee.key, by=by, at=at, substitute=row.pk)
    return trainee
