import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.training import SessionFactory
from tests.harness import NOON, THE_DESK
from training.enums import SessionState
from training.usecases.move_session import CannotMoveSession, move_session

pytestmark = pytest.mark.django_db


def test_a_session_moves_stage_by_stage_and_the_audit_knows_it():
    session = SessionFactory()

    move_session(session=session, to=SessionState.OPEN, by=THE_DESK, at=NOON)
    moved = move_session(session=session, to=SessionState.TODAY, by=THE_DESK, at=NOON)

    assert moved.state == SessionState.TODAY
    assert [event.keys for event in AuditEvent.objects.filter(about=session.key).order_by("pk")] == [
        {"origin": "PREPARING", "target": "OPEN"},
        {"origin": "OPEN", "target": "TODAY"},
    ]


def test_no_stage_is_skipped():
    session = SessionFactory()

    with pytest.raises(CannotMoveSession, match="「準備」から「終了」へは進めません。"):
        move_session(session=session, to=SessionState.ENDED, by=THE_DESK, at=NOON)

    session.refresh_from_db()
    assert session.state == SessionState.PREPARING
