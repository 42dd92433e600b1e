import pytest

from nara_renkei.accounts.enums import Holding, PostKind
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.training import AttendanceChangeFactory, AttendanceFactory, SessionFactory, TraineeFactory
from training.enums import Mark
from training.queries.presence import Counts
from training.queries.roll import roll_of, roll_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


def comes(session, **fields):
    return TraineeFactory(course=session.course, session=session, **fields)


def test_the_list_goes_by_department_and_number_and_ends_with_those_without_a_post(session):
    late, early = DivisionFactory(department__code="020"), DivisionFactory(department__code="010")
    second = comes(session, user=StaffFactory(manager=True, division=late))
    nobody = comes(session, user=StaffFactory())
    first = comes(session, user=StaffFactory(manager=True, division=early))

    roll = roll_of(session)
    assert [row.trainee for row in roll.rows] == [first, second, nobody]
    assert [name for name, _ in roll.by_department()] == [
        str(early.department),
        str(late.department),
        "席のない人",
    ]


def test_the_post_of_the_day_of_the_session_is_the_one_that_counts(session):
    division = DivisionFactory()
    user = StaffFactory()
    PostFactory(user=user, kind=PostKind.OFFICER, division=division, starts_on=session.held_on, title="主査")
    PostFactory(user=user, kind=PostKind.OFFICER, starts_on=session.held_on, holding=Holding.CONCURRENT)
    comes(session, user=user)

    (row,) = roll_of(session).rows
    assert (row.unit.division_name, row.unit.title) == (str(division), "主査")


def test_the_counts_are_those_of_the_rows_and_the_waiting_have_no_mark(session):
    for mark in (Mark.PRESENT, Mark.LATE, Mark.LATE, Mark.ABSENT):
        AttendanceFactory(trainee=comes(session), session=session, mark=mark)
    waiting = comes(session)

    roll = roll_of(session)
    assert roll.counts == Counts(expected=5, present=1, late=2, absent=1)
    assert [row.trainee for row in roll.waiting] == [waiting]


def test_a_correction_stands_on_the_row(session):
    change = AttendanceChangeFactory(attendance=AttendanceFactory(trainee=comes(session), session=session))

    (row,) = roll_of(session).rows
    assert (row.attendance, row.changes) == (change.attendance, [change])
    assert roll_row(session, row.trainee.pk) == row


def test_one_row_of_another_session_is_none(session):
    assert roll_row(session, comes(SessionFactory()).pk) is None


def test_one_row_without_a_mark(session):
    trainee = comes(session)

    assert (roll_row(session, trainee.pk).attendance, roll_row(session, trainee.pk).changes) == (None, [])


@pytest.mark.parametrize("words", ["見本次", "見本 次郎", "ﾐﾎﾝ", "みほん", "ミホン　ジロウ", "n0042", "Ｎ００４２"])
def test_a_person_is_found_by_name_kana_and_number_in_any_width(session, words):
    found = comes(session, user=StaffFactory(name="見本　次郎", kana="ミホン ジロウ", employee_number="N0042"))
    comes(session, user=StaffFactory(name="例示花子", kana="レイジ ハナコ", employee_number="N0099"))

    assert [row.trainee for row in roll_of(session).narrowed(words, only_waiting=False).rows] == [found]


def test_the_list_can_be_narrowed_to_those_without_a_mark(session):
    AttendanceFactory(trainee=comes(session), session=session)
    waiting = comes(session)

    assert [row.trainee for row in roll_of(session).narrowed("", only_waiting=True).rows] == [waiting]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(session, people, django_assert_num_queries):
    for _ in range(people):
        AttendanceChangeFactory(attendance=AttendanceFactory(trainee=comes(session), session=session))

    with django_assert_num_queries(4):
        assert len(roll_of(session).rows) == people
