"""The desk takes a 回 away that was made by mistake. What somebody attended is never taken away."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.surveys.models import Survey
from training.models import Session

KEPT: Final = (
    "この回には、教材か手紙の記録かアンケートが残っています。消せません。開かないときは、準備の段階に戻してください。"
)


class CannotDeleteSession(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def delete_session(*, session: Session, by: Actor, at: datetime) -> None:
    """Delete the 回, while nothing hangs on it. Raises CannotDeleteSession."""
    session = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    marks, people = session.attendances.count(), session.trainees.count()
    if marks:
        raise CannotDeleteSession(
            f"この回には{marks}人の出欠が付いています。だれが出席したかが分からなくなるので、消せません。"
        )
    if people:
        raise CannotDeleteSession(
            f"この回に出る人が{people}人います。先に研修の「対象者」の画面で、ほかの回に移してください。"
        )
    key = session.key
    try:
        session.delete()
    except ProtectedError as exc:
        raise CannotDeleteSession(KEPT) from exc
    if Survey.objects.filter(about__startswith=f"{key}:").exists():
        raise CannotDeleteSession(KEPT)
    audit.record("session.delete", about=key, by=by, at=at)
