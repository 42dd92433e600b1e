import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, at
from training.enums import Mark, Way
from training.models import Attendance, AttendanceChange
from training.usecases.mark_attendance import CannotMark, Marked, mark_attendance, mark_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session, user__name="見本次郎")


def mark(session, trainee, mark=Mark.PRESENT, way=Way.LIST, **fields):
    return mark_attendance(session=session, trainee=trainee, mark=mark, way=way, by=THE_DESK, at=NOON, **fields)


def test_a_first_mark_takes_no_reason(session, trainee):
    assert mark(session, trainee, Mark.LATE) == Marked(first=1, corrected=0, same=0)

    one = Attendance.objects.get()
    assert (one.session, one.trainee, one.mark, one.way) == (session, trainee, Mark.LATE, Way.LIST)
    assert (one.marked_at, one.marked_by) == (NOON, THE_DESK.label)
    event = AuditEvent.objects.get(verb="attendance.mark")
    assert (event.about, event.keys) == (session.key, {"way": "LIST", "trainees": [trainee.pk]})


def test_the_same_mark_again_changes_nothing(session, trainee):
    mark(session, trainee)

    assert mark(session, trainee) == Marked(first=0, corrected=0, same=1)
    assert (Attendance.objects.count(), AttendanceChange.objects.count()) == (1, 0)


def test_a_correction_needs_a_reason(session, trainee):
    mark(session, trainee, Mark.ABSENT)

    with pytest.raises(CannotMark, match="見本次郎さんは、もう「欠席」と付いています。直すには理由"):
        mark(session, trainee)
    assert Attendance.objects.get().mark == Mark.ABSENT


def test_a_correction_keeps_what_was_who_and_why(session, trainee):
    mark(session, trainee, Mark.ABSENT)

    evening = at(NOON.date(), 18)
    done = mark_attendance(
        session=session,
        trainee=trainee,
        mark=Mark.PRESENT,
        way=Way.PAPER,
        by=THE_DESK,
        at=evening,
        reason="紙に署名があるため",
    )

    assert done == Marked(first=0, corrected=1, same=0)
    one, change = Attendance.objects.get(), AttendanceChange.objects.get()
    assert (one.mark, one.way, one.marked_at) == (Mark.PRESENT, Way.LIST, NOON)
    assert (change.attendance, change.before, change.after) == (one, Mark.ABSENT, Mark.PRESENT)
    assert (change.reason, change.changed_at, change.changed_by) == ("紙に署名があるため", evening, THE_DESK.label)
    event = AuditEvent.objects.get(verb="attendance.correct")
    assert (event.about, event.keys) == (
        f"trainee:{trainee.pk}",
        {"attendance": one.pk, "origin": "ABSENT", "target": "PRESENT"},
    )


def test_of_many_all_are_marked_or_nobody(session, trainee):
    away = TraineeFactory(course=session.course, session=session, excused=True)

    with pytest.raises(CannotMark, match="この研修は、出席を免除されています"):
        mark_many(
            session=session,
            marks={trainee.pk: Mark.PRESENT, away.pk: Mark.PRESENT},
            way=Way.LIST,
            by=THE_DESK,
            at=NOON,
        )
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("people", [1, 100])
def test_a_hundred_people_cost_as_much_as_one(session, people, django_assert_num_queries):
    rows = TraineeFactory.create_batch(people, course=session.course, session=session)
    marks = dict.fromkeys((one.pk for one in rows), Mark.PRESENT)

    with django_assert_num_queries(8):
        done = mark_many(session=session, marks=marks, way=Way.CSV, by=THE_DESK, at=NOON)
    assert done.first == people


def test_nobody_of_another_course_is_marked(session):
    stranger = TraineeFactory()

    with pytest.raises(CannotMark, match="この職員は、この回の名簿にいません"):
        mark(session, stranger)


def test_who_moved_away_since_can_still_be_corrected(session, trainee):
    AttendanceFactory(trainee=trainee, session=session, mark=Mark.ABSENT)
    trainee.session = SessionFactory(course=session.course)
    trainee.save()

    assert mark(session, trainee, reason="写真で確かめたため").corrected == 1


@pytest.mark.parametrize(("trait", "way"), [("open", Way.LIST), ("open", Way.QR), ("ended", Way.QR)])
def test_before_and_after_the_day_marks_are_refused(trait, way):
    session = SessionFactory(**{trait: True})
    trainee = TraineeFactory(course=session.course, session=session)

    with pytest.raises(CannotMark):
        mark(session, trainee, way=way)


def test_the_clerk_marks_after_the_day_too():
    session = SessionFactory(ended=True)
    trainee = TraineeFactory(course=session.course, session=session)

    assert mark(session, trainee, way=Way.PAPER).first == 1
