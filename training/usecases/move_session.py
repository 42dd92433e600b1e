"""The desk moves a 回 to its next stage, or one back. The only writer of ``Session.state``."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.enums import SessionState
from training.models import Session
from training.rules.stages import may_move


class CannotMoveSession(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def move_session(*, session: Session, to: SessionState, by: Actor, at: datetime) -> Session:
    """Move the 回; nobody is told by it. Raises CannotMoveSession."""
    session = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    if not may_move(session.state, to):
        raise CannotMoveSession(
            f"「{session.get_state_display()}」から「{to.label}」へは進めません。"
            "画面を開き直して、いまの段階を確かめてください。"
        )
    audit.record("session.move", about=session.key, by=by, at=at, origin=session.state, target=str(to))
    session.state = to
    session.save(update_fields=["state"])
    return session
