import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.enums import Duty, Mark, Origin
from training.models import Trainee
from training.usecases.admit_trainee import CannotAdmit, admit_trainee
from training.usecases.mark_attendance import CannotMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


def admit(session, user, mark=Mark.PRESENT, reason="課長の代理で来たため"):
    return admit_trainee(session=session, user=user, reason=reason, mark=mark, by=THE_DESK, at=NOON)


def test_somebody_new_is_added_with_the_reason_and_marked(session):
    person = StaffFactory()

    added = admit(session, person)

    one = Trainee.objects.get()
    assert (one, one.user, one.session, one.origin, one.duty) == (
        added,
        person,
        session,
        Origin.ADDED,
        Duty.REQUIRED,
    )
    assert (one.reason, one.set_at, one.set_by) == ("課長の代理で来たため", NOON, THE_DESK.label)
    assert one.attendances.get().mark == Mark.PRESENT
    event = AuditEvent.objects.get(verb="trainee.admit")
    assert (event.about, event.keys) == (one.key, {"session": session.pk, "user": person.pk})


def test_without_a_mark_the_person_is_only_expected(session):
    assert admit(session, StaffFactory(), mark=None).attendances.count() == 0


def test_who_belongs_to_another_session_moves_here(session):
    other = TraineeFactory(course=session.course, session=SessionFactory(course=session.course))

    moved = admit(session, other.user)
    assert (moved.pk, moved.session, moved.origin) == (other.pk, session, Origin.RULE)


@pytest.mark.parametrize(("trait", "origin"), [("excused", Origin.RULE), ("gone", Origin.ADDED)])
def test_who_was_taken_off_the_list_is_on_it_again(session, trait, origin):
    row = TraineeFactory(course=session.course, session=session, **{trait: True})

    back = admit(session, row.user)
    assert (back.duty, back.origin) == (Duty.REQUIRED, origin)


def test_who_is_on_the_list_already_is_not_added(session):
    row = TraineeFactory(course=session.course, session=session)

    with pytest.raises(CannotAdmit, match="もうこの回の名簿にいます"):
        admit(session, row.user)


def test_who_sends_a_substitute_is_not_added_beside_it(session):
    substitute = TraineeFactory(
        course=session.course, session=session, origin=Origin.SUBSTITUTE, reason="出張", user__name="代理三郎"
    )
    row = TraineeFactory(course=session.course, session=session, substitute=substitute)

    with pytest.raises(CannotAdmit, match="代わりに代理三郎さんが出る"):
        admit(session, row.user)


def test_who_came_to_another_session_is_not_moved(session):
    first = SessionFactory(course=session.course, number=1, ended=True)
    row = TraineeFactory(course=session.course, session=first)
    AttendanceFactory(trainee=row, session=first)

    with pytest.raises(CannotAdmit, match="もう第1回に出席しています"):
        admit(session, row.user)


def test_who_missed_another_session_may_come_here(session):
    first = SessionFactory(course=session.course, ended=True)
    row = TraineeFactory(course=session.course, session=first)
    AttendanceFactory(trainee=row, session=first, mark=Mark.ABSENT)

    assert admit(session, row.user).session == session


def test_nobody_but_staff_of_today_is_added(session):
    for person in (CompanyUserFactory(), StaffFactory(is_active=False)):
        with pytest.raises(CannotAdmit, match="いまの職員ではありません"):
            admit(session, person)


def test_before_the_day_nobody_is_marked_and_nobody_added():
    session = SessionFactory(open=True)

    with pytest.raises(CannotMark):
        admit(session, StaffFactory())
    assert admit(session, StaffFactory(), mark=None).session == session
