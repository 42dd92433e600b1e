"""The worker writes the letters that were ordered, a batch a transaction. A batch that lost its worker is written again."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.send_link import Addressed, send_links
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.request_ids import working_on
from nara_renkei.notifications.usecases.queue_mail import render_mail
from nara_renkei.notifications.usecases.take_order import take_order
from training.enums import LetterKind
from training.models import LetterOrder, Session, SessionLetter, Trainee
from training.queries.letters import readers
from training.rules.people import STANDS_FOR, about_of

BATCH: Final = 250


def prepare_letters(*, at: datetime) -> LetterOrder | None:
    """Write the next batch and return its order; None when none waits."""
    order = take_order(LetterOrder.objects.due(at), at=at)
    if order is not None:
        with working_on(order):
            _write(order, at)
    return order


def preview(*, session: Session, kind: LetterKind, trainee: Trainee, note: str, at: datetime) -> tuple[str, str]:
    """Return subject and body as this person will read them; 〔リンク〕 stands where the own link goes."""
    context = {**_context(session, trainee, note), "expires_on": local_day(at + STANDS_FOR)}
    return render_mail(_template(kind), context)


@transaction.atomic
def _write(order: LetterOrder, at: datetime) -> None:
    """Write the next letters of an order, but none to whom it is no longer for."""
    order = LetterOrder.objects.select_for_update(of=("self",)).select_related("session__course").get(pk=order.pk)
    session, kind = order.session, LetterKind(order.kind)
    found = order.letters.filter(prepared_at=None).select_related("trainee__user", "trainee__stands_for__user")
    batch = list(found.order_by("pk")[:BATCH])
    people = readers(session, kind, local_day(at)).filter(pk__in=[one.trainee_id for one in batch])
    still = set(people.values_list("pk", flat=True))
    letters = [one for one in batch if one.trainee_id in still]
    SessionLetter.objects.filter(pk__in=[one.pk for one in batch if one.trainee_id not in still]).delete()
    mails = send_links(
        purpose=LinkPurpose.TRAINEE,
        letters=[
            Addressed(about_of(one.trainee_id), one.trainee.user.email, _context(session, one.trainee, order.note))
            for one in letters
        ],
        template=_template(kind),
        url_name="training:by_link",
        valid_for=STANDS_FOR,
        by=Actor(DESK, order.ordered_by),
        at=at,
    )
    for one, mail in zip(letters, mails, strict=True):
        one.mail, one.prepared_at = mail, at
    SessionLetter.objects.bulk_update(letters, ["mail", "prepared_at"])
    order.attempts, order.next_try_at = 0, at if order.letters.filter(prepared_at=None).exists() else None
    order.save(update_fields=["attempts", "next_try_at"])


def _template(kind: LetterKind) -> str:
    return f"training/{kind.lower()}"


def _context(session: Session, trainee: Trainee, note: str) -> dict[str, Any]:
    stands_for = getattr(trainee, "stands_for", None)
    return {
        "course": session.course.name,
        "lecturer": session.course.lecturer,
        "name": str(trainee.user),
        "stands_for": str(stands_for.user) if stands_for else "",
        "when": session.when,
        "place": session.place,
        "is_online": bool(session.url),
        "until": session.self_study_until,
        "note": note,
    }
