"""部の研修: the head of a 部 reads about the own people alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY, StrictClient

pytestmark = pytest.mark.django_db

PAGE = "/ka/kenshu/bu/"


@pytest.fixture
def session():
    return SessionFactory(course=CourseFactory(), ended=True, number=1)


def person(session, division, **fields):
    return TraineeFactory(
        course=session.course, session=session, user=StaffFactory(manager=True, division=division), **fields
    )


@pytest.mark.parametrize("kind", ["leader", "director"])
def test_the_head_of_a_department_reads_who_of_it_is_missing(session, kind):
    own, other = DivisionFactory(), DivisionFactory()
    came, missing, stranger = (person(session, division) for division in (own, own, other))
    AttendanceFactory(trainee=came, session=session)
    head = StrictClient.of(StaffFactory(**{kind: True}, department=own.department))

    shown = head.get(PAGE).content.decode()

    assert "対象の2人のうち1人が出席しました（50％）" in shown
    assert [one.user.name in shown for one in (came, missing, stranger)] == [False, True, False]


def test_who_moved_is_read_by_the_new_head(session):
    old, new = DivisionFactory(), DivisionFactory()
    moved = person(session, old)
    moved.user.posts.update(ends_on=TODAY - timedelta(days=1))
    PostFactory(user=moved.user, division=new, starts_on=TODAY)
    heads = [StrictClient.of(StaffFactory(leader=True, department=one.department)) for one in (old, new)]

    assert [moved.user.name in head.get(PAGE).content.decode() for head in heads] == [False, True]


def test_a_department_without_anybody_who_must_says_so(session):
    head = StrictClient.of(StaffFactory(leader=True, department=DepartmentFactory()))

    assert "この研修の対象者は、いまの部にいません。" in head.get(PAGE).content.decode()


def test_the_mayor_reads_the_figures_of_all_without_names(session):
    one = person(session, DivisionFactory())

    shown = StrictClient.of(StaffFactory(executive=True)).get(PAGE).content.decode()

    assert "市の全体" in shown
    assert one.user.name not in shown


def test_a_leader_whose_post_is_over_finds_nothing():
    leader = StaffFactory(leader=True, department=DepartmentFactory())
    leader.posts.update(ends_on=TODAY - timedelta(days=400))

    assert StrictClient.of(leader).get(PAGE).status_code == 404


def test_another_training_is_read_by_its_name_once_people_were_asked(session):
    older = SessionFactory(course=CourseFactory(as_of=TODAY - timedelta(days=300)), ended=True)
    hidden = SessionFactory()
    head = StrictClient.of(StaffFactory(leader=True, department=DepartmentFactory()))

    answers = [head.get(PAGE, {"kenshu": one.course.slug}) for one in (older, hidden)]

    assert [one.status_code for one in answers] == [200, 404]
    assert f"<h2>{older.course}</h2>" in answers[0].content.decode()


def test_nothing_was_held_yet():
    head = StrictClient.of(StaffFactory(leader=True, department=DepartmentFactory()))

    assert "案内した研修は、まだありません。" in head.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("traits", "linked"), [({"leader": True}, True), ({"executive": True}, True), ({"manager": True}, False)]
)
def test_my_trainings_lead_to_it(traits, linked):
    place = {"department": DepartmentFactory()} if "leader" in traits else {}

    shown = StrictClient.of(StaffFactory(**traits, **place)).get(reverse("training:mine")).content.decode()

    assert (f'href="{PAGE}"' in shown) is linked


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(session, many, django_assert_max_num_queries):
    division = DivisionFactory()
    for _ in range(many):
        person(session, division)
    head = StrictClient.of(StaffFactory(leader=True, department=division.department))
    head.get(PAGE)

    with django_assert_max_num_queries(12):
        head.get(PAGE)
