import pytest

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from tests.training.attendance_files import line, table
from training.enums import Mark, Way
from training.models import Attendance, AttendanceChange
from training.usecases.import_attendance import CannotImport, import_attendance
from training.usecases.mark_attendance import CannotMark, Marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


def comes(session):
    return TraineeFactory(course=session.course, session=session)


def take(session, *rows, only_good=False, reason=""):
    return import_attendance(
        session=session, text=table(*rows), reason=reason, only_good=only_good, by=THE_DESK, at=NOON
    )


def test_a_file_that_is_right_is_taken_whole(session):
    here, away = comes(session), comes(session)

    done = take(session, here, line(away, "欠席"))

    assert (done.marked, [row.error for row in done.rows]) == (Marked(first=2, corrected=0, same=0), ["", ""])
    assert dict(Attendance.objects.values_list("trainee", "mark")) == {here.pk: Mark.PRESENT, away.pk: Mark.ABSENT}
    assert {one.way for one in Attendance.objects.all()} == {Way.CSV}


def test_with_one_wrong_row_nothing_is_written(session):
    with pytest.raises(CannotImport, match="直すところのある行が1行あります"):
        take(session, comes(session), "99999,だれか,出席")
    assert Attendance.objects.count() == 0


def test_the_desk_may_take_the_rows_that_are_right(session):
    here = comes(session)

    done = take(session, here, "99999,だれか,出席", only_good=True)
    assert ([bool(row.error) for row in done.rows], done.marked.first) == ([False, True], 1)
    assert Attendance.objects.get().trainee == here


def test_a_file_without_a_right_row_is_refused(session):
    with pytest.raises(CannotImport, match="取り込める行がありません"):
        take(session, "99999,だれか,出席", only_good=True)


def test_a_correction_keeps_the_reason_of_the_file(session):
    here = comes(session)
    AttendanceFactory(trainee=here, session=session, mark=Mark.ABSENT)

    assert take(session, here, reason="入退室の記録で確かめたため").marked.corrected == 1
    assert AttendanceChange.objects.get().reason == "入退室の記録で確かめたため"


def test_before_the_day_nothing_is_taken():
    session = SessionFactory(open=True)

    with pytest.raises(CannotMark, match="当日の段階"):
        take(session, comes(session))
