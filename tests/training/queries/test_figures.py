"""The figures of a 研修 follow the people: by the 部 and 級 they have on the day."""

from datetime import timedelta

import pytest

from nara_renkei.accounts.models import Post
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.training import (
    AttendanceFactory,
    CourseFactory,
    SessionFactory,
    TraineeFactory,
)
from tests.factories.understanding import ResolutionFactory, SelfStudyFactory, StumbleFactory
from tests.harness import NOON, TODAY
from tests.training.answers import survey_of
from training.enums import Mark, Origin, Standing, Timing
from training.queries.figure_values import NO_SESSION, Only, Promises
from training.queries.figures import SENT, narrowed, training_figures
from training.rules.cover import NO_POST, OUTSIDE, Cover, CoverRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def session(course):
    return SessionFactory(course=course, ended=True, number=1)


def manager(division, grade="6"):
    user = StaffFactory()
    PostFactory(user=user, division=division, grade=grade, title="課長")
    return user


def people(course, division, many, *, came=0, **fields):
    """Put so many managers of a 課 on the list; the first of them came."""
    trainees = [TraineeFactory(course=course, user=manager(division), **fields) for _ in range(many)]
    for one in trainees[:came]:
        AttendanceFactory(trainee=one, session=one.session or SessionFactory(course=course))
    return trainees


def named(rows):
    return {row.label: row.cover for row in rows}


def test_a_cover_counts_who_must_and_no_substitute(course, session):
    division = DivisionFactory()
    first, *_ = people(course, division, 6, came=4, session=session)
    studied, missed = course.trainees.exclude(attendances__isnull=False).order_by("pk")
    SelfStudyFactory(trainee=studied, session=session, passed_at=NOON)
    stands_in = TraineeFactory(course=course, origin=Origin.SUBSTITUTE, reason="出張", session=session)
    AttendanceFactory(trainee=stands_in, session=session)
    missed.substitute, missed.reason = stands_in, "出張"
    missed.save()
    first.attendances.update(mark=Mark.LATE)
    TraineeFactory(course=course, excused=True)
    TraineeFactory(course=course, gone=True)

    found = training_figures(course, TODAY)

    assert found.total == CoverRow("全体", Cover(must=6, came=4, studied=1))
    assert [(one.standing, one.note) for one in found.missing] == [(Standing.MISSING, SENT)]
    assert (found.excused, found.sent) == (1, 1)
    row = found.sessions[0]
    assert (row.row.cover, row.here, row.late, row.substitutes) == (Cover(6, 4, 1), 5, 1, 1)


def test_the_figures_follow_somebody_who_moves(course, session):
    old, new = DivisionFactory(), DivisionFactory()
    moved, *_ = people(course, old, 6, came=6, session=session)
    people(course, new, 6, came=5, session=session)
    before = named(training_figures(course, TODAY).departments)

    Post.objects.filter(user=moved.user).update(ends_on=TODAY)
    PostFactory(user=moved.user, division=new, grade="7", starts_on=TODAY + timedelta(days=1))
    after = training_figures(course, TODAY + timedelta(days=1))

    assert before == {old.department.name: Cover(6, 6, 0), new.department.name: Cover(6, 5, 0)}
    assert named(after.departments) == {old.department.name: Cover(5, 5, 0), new.department.name: Cover(7, 6, 0)}
    assert named(training_figures(course, TODAY).departments) == before
    assert [one.place for one in after.people if one.user == moved.user_id] == [f"{new.department.name} {new.name}"]


def test_who_has_no_post_on_the_day_stands_in_a_group_of_its_own(course, session):
    people(course, DivisionFactory(), 5, came=5, session=session)
    gone = people(course, DivisionFactory(), 5, came=1, session=session)
    Post.objects.filter(user__in=[one.user_id for one in gone]).update(ends_on=TODAY - timedelta(days=1))

    found = training_figures(course, TODAY)

    assert named(found.departments)[NO_POST] == Cover(5, 1, 0)
    assert [row.label for row in found.grades] == ["6級", NO_POST]
    assert {one.place for one in found.missing} == {NO_POST}


def test_who_belongs_to_no_department_stands_after_those_who_do(course):
    department = DepartmentFactory()
    for _ in range(5):
        TraineeFactory(course=course, user=StaffFactory(executive=True))
        TraineeFactory(course=course, user=StaffFactory(director=True, department=department))

    assert [row.label for row in training_figures(course, TODAY).departments] == [department.name, OUTSIDE]


def test_small_groups_are_hidden_with_the_next_smallest(course, session):
    small, middle, large = (DivisionFactory() for _ in range(3))
    for division, many in ((small, 2), (middle, 5), (large, 9)):
        people(course, division, many, session=session)

    found = named(training_figures(course, TODAY).departments)

    assert found == {
        small.department.name: None,
        middle.department.name: None,
        large.department.name: Cover(9, 0, 0),
    }


def test_an_absence_that_was_marked_is_said(course, session):
    absent, unmarked = people(course, DivisionFactory(), 2, session=session)
    AttendanceFactory(trainee=absent, session=session, mark=Mark.ABSENT)

    found = training_figures(course, TODAY)

    assert {one.user: one.note for one in found.missing} == {absent.user_id: "欠席", unmarked.user_id: ""}


def test_coming_to_another_session_counts(course, session):
    second = SessionFactory(course=course, ended=True, number=2)
    trainees = people(course, DivisionFactory(), 5, session=session)
    AttendanceFactory(trainee=trainees[0], session=session, mark=Mark.ABSENT)
    AttendanceFactory(trainee=trainees[0], session=second)

    first_row, second_row = training_figures(course, TODAY).sessions

    assert (first_row.row.cover, first_row.here) == (Cover(5, 1, 0), 0)
    assert (second_row.row.cover, second_row.here) == (Cover(0, 0, 0), 1)


def test_those_without_a_session_are_counted_apart(course, session):
    division = DivisionFactory()
    people(course, division, 5, session=session)
    people(course, division, 6)

    found = training_figures(course, TODAY)

    assert found.without_session == CoverRow(NO_SESSION, Cover(6, 0, 0))
    assert ("nashi", NO_SESSION) in found.choices["session"]


def test_a_table_is_narrowed_by_session_department_and_grade(course, session):
    division, other = DivisionFactory(), DivisionFactory()
    wanted = people(course, division, 5, came=2, session=session)
    people(course, division, 5)
    people(course, other, 5, session=session)
    TraineeFactory(course=course, session=session, user=manager(division, grade="5"))

    whole = training_figures(course, TODAY)
    only = Only(session="1", department=str(division.department_id), grade="g6")
    found = narrowed(whole, only)

    assert found.total.cover == found.cover == Cover(5, 2, 0)
    assert found.sessions[0].here == whole.sessions[0].here == 2
    assert {one.user for one in found.people} == {one.user_id for one in wanted}
    assert found.choices == whole.choices
    assert whole.choices["grade"] == [("g6", "6級"), ("g5", "5級")]
    assert whole.choices["department"] == [
        (str(one.pk), one.name) for one in sorted((division.department, other.department), key=lambda one: one.code)
    ]


def test_promises_are_counted_by_what_became_of_them(course):
    for traits in ({}, {"done": True}, {"done": True}, {"not_yet": True}, {"stopped": True}):
        ResolutionFactory(trainee__course=course, **traits)
    ResolutionFactory()

    found = training_figures(course, TODAY).promises

    assert found == Promises(made=5, done=2, not_yet=1, stopped=1, asks_next_on=TODAY + timedelta(days=90))
    assert (found.answered, found.silent, found.is_shown) == (4, 1, False)


def test_what_people_stumble_over_is_shown_from_five_texts_on(course, session):
    for n in (3, 1, 2, 4):
        StumbleFactory(session=session, text=f"つまずき{n}")
    few = training_figures(course, TODAY).stumbles
    StumbleFactory(session=session, text="つまずき0")

    assert few is None
    assert training_figures(course, TODAY).stumbles == [f"つまずき{n}" for n in range(5)]


def test_a_closed_survey_of_a_session_is_part_of_the_figures(course, session):
    SessionFactory(course=course, number=2)
    survey_of(session, Timing.BEFORE, {"分かる": [2] * 5})

    [(of, found)] = training_figures(course, TODAY).understandings

    assert (of, found.before) == (session, 5)


@pytest.mark.parametrize("many", [1, 3])
def test_the_figures_cost_the_same_for_one_and_three(course, session, many, django_assert_num_queries):
    for _ in range(many):
        people(course, DivisionFactory(), 2, came=1, session=session)
    survey_of(session, Timing.BEFORE, {"分かる": [2] * 5})

    with django_assert_num_queries(7):
        training_figures(course, TODAY)
