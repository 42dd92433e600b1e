import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.surveys import SurveyFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import MaterialFactory
from tests.harness import NOON, THE_DESK
from training.models import Session
from training.usecases.delete_session import CannotDeleteSession, delete_session

pytestmark = pytest.mark.django_db


def delete(session):
    delete_session(session=session, by=THE_DESK, at=NOON)


def test_a_session_made_by_mistake_is_taken_away():
    session = SessionFactory()

    delete(session)
    assert Session.objects.count() == 0
    assert AuditEvent.objects.get(verb="session.delete").about == session.key


def test_what_somebody_attended_is_never_taken_away():
    session = SessionFactory(ended=True)
    AttendanceFactory(session=session, trainee=TraineeFactory(course=session.course))

    with pytest.raises(CannotDeleteSession, match="1人の出欠が付いています"):
        delete(session)


def test_people_who_are_to_come_are_moved_first():
    session = SessionFactory()
    TraineeFactory(course=session.course, session=session)

    with pytest.raises(CannotDeleteSession, match="ほかの回に移してください"):
        delete(session)


@pytest.mark.parametrize(
    "hang",
    [
        lambda session: MaterialFactory(session=session),
        lambda session: SurveyFactory(about=f"{session.key}:before"),
    ],
)
def test_materials_and_surveys_keep_a_session(hang):
    session = SessionFactory()
    hang(session)

    with pytest.raises(CannotDeleteSession, match="教材か手紙の記録かアンケートが残っています"):
        delete(session)
