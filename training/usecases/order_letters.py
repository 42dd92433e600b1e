"""The desk has a letter written to everybody it is for. The rows stand first; the worker writes the letters."""

from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.background import after_commit
from nara_renkei.core.calendar import local_day
from training.enums import LetterKind
from training.models import LetterOrder, Session, SessionLetter
from training.queries.letters import waiting
from training.rules.letters import OCCASIONS, may_go

NOBODY: Final = "いま送る相手はいません。何も送っていません。"
CHANGED: Final = "読んだあとに、送る相手が{before}人から{now}人に変わりました。人数を確かめて、もう一度押してください。"
STILL: Final = "前に押した分を、いま用意しています。終わってから、もう一度押してください。"


class CannotOrderLetters(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_letters(
    *, session: Session, kind: LetterKind, note: str, readers: int, by: Actor, at: datetime
) -> LetterOrder:
    """Return the order; ``readers``: how many the desk was told would get it. Raises CannotOrderLetters."""
    session = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    today = local_day(at)
    if not may_go(kind, session.state, session.held_on, session.self_study_until, today):
        raise CannotOrderLetters(OCCASIONS[kind].too_early)
    if LetterOrder.objects.unfinished().filter(session=session, kind=kind).exists():
        raise CannotOrderLetters(STILL)
    people = list(waiting(session, kind, today).in_order().values_list("pk", flat=True))
    if not people:
        raise CannotOrderLetters(NOBODY)
    if len(people) != readers:
        raise CannotOrderLetters(CHANGED.format(before=readers, now=len(people)))
    order = LetterOrder.objects.create(
        session=session, kind=kind, note=note, ordered_at=at, ordered_by=by.label, next_try_at=at
    )
    SessionLetter.objects.bulk_create(
        SessionLetter(order=order, session=session, kind=kind, trainee_id=pk) for pk in people
    )
    audit.record("session.letters", about=session.key, by=by, at=at, kind=str(kind), letters=len(people))
    after_commit("training.prepare_letters")
    return order
