"""The directory asked by the rules, and the differences."""

from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import Holding, PostKind
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.training import (
    AttendanceFactory,
    AudienceRuleFactory,
    CourseFactory,
    SessionFactory,
    TraineeFactory,
)
from tests.harness import TODAY
from training.enums import Mark
from training.queries.audience import differences

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def course():
    course = CourseFactory()
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    return course


def names(movers):
    return [one.name for one in movers]


def move(user, division, on=TODAY, kind=PostKind.MANAGER):
    """An 異動 on a day."""
    user.posts.update(ends_on=on - timedelta(days=1))
    PostFactory(user=user, kind=kind, division=division, department=division.department, starts_on=on, title="")


def test_everybody_the_rule_names_joins_an_empty_list(course):
    manager = StaffFactory(manager=True, name="課長 一")
    StaffFactory(officer=True)

    found = differences(course, TODAY)

    assert [(one.user, one.name, one.before) for one in found.joining] == [
        (manager.pk, "課長 一", f"{manager.posts.get().division}　課長")
    ]
    assert (found.leaving, found.moved, found.is_empty) == ((), (), False)


@pytest.mark.parametrize("closed", [{"is_active": False}, {"last_day": YESTERDAY}])
def test_who_has_left_does_not_join(course, closed):
    StaffFactory(manager=True, **closed)

    assert differences(course, TODAY).is_empty


def test_words_are_compared_as_people_mean_them():
    course = CourseFactory()
    AudienceRuleFactory(course=course, grades=["７級"], titles=["課長"])
    user = StaffFactory(name="七級 課長")
    PostFactory(user=user, kind=PostKind.MANAGER, grade="7級", title="課長")

    assert names(differences(course, TODAY).joining) == ["七級 課長"]


def test_a_rule_names_a_department(course):
    course.rules.all().delete()
    department = DepartmentFactory()
    AudienceRuleFactory(course=course).departments.add(department)
    director = StaffFactory(director=True, department=department)
    StaffFactory(director=True)

    assert [one.user for one in differences(course, TODAY).joining] == [director.pk]


def test_who_is_no_longer_named_leaves_and_who_changed_seat_is_shown(course):
    session = SessionFactory(course=course, number=2)
    stays, moves, goes = (TraineeFactory(course=course, user__name=name) for name in ("残る人", "移る人", "外れる人"))
    course.as_of = YESTERDAY
    move(moves.user, DivisionFactory(name="新しい課"))
    move(goes.user, DivisionFactory(), kind=PostKind.OFFICER)
    moves.session = session
    moves.save()

    found = differences(course, TODAY)

    assert (names(found.joining), names(found.leaving), names(found.moved)) == ([], ["外れる人"], ["移る人"])
    assert (found.moved[0].now, found.moved[0].session) == ("新しい課　課長", "第2回")
    assert stays.user_id not in {one.user for one in found.moved}


def test_who_left_the_list_comes_back_when_named_again(course):
    TraineeFactory(course=course, gone=True, user__name="戻る人")

    assert names(differences(course, TODAY).joining) == ["戻る人"]


def test_who_was_excused_added_or_already_came_is_not_a_difference(course):
    TraineeFactory(course=course, excused=True)
    TraineeFactory(course=course, added=True, user=StaffFactory(officer=True))
    came = TraineeFactory(course=course, user=StaffFactory(officer=True))
    AttendanceFactory(trainee=came, session=SessionFactory(course=course), mark=Mark.LATE)

    assert differences(course, TODAY).is_empty


def test_the_main_post_is_named_first(course):
    user = StaffFactory()
    side, main = DivisionFactory(name="兼務の課"), DivisionFactory(name="本務の課")
    PostFactory(user=user, kind=PostKind.MANAGER, division=side, title="課長", holding=Holding.CONCURRENT)
    PostFactory(user=user, kind=PostKind.MANAGER, division=main, title="課長")

    assert differences(course, TODAY).joining[0].now == "本務の課　課長、兼務の課　課長"


def test_who_is_new_this_april_is_found_by_the_posts_of_march():
    course = CourseFactory()
    AudienceRuleFactory(course=course, new_since=date(2026, 4, 1))
    new, old = StaffFactory(manager=True, name="新任"), StaffFactory(manager=True)
    move(new, DivisionFactory(), on=date(2026, 4, 1))
    retitled = old.posts.get()
    move(old, retitled.division, on=date(2026, 4, 1))

    # the department of a post made without one differs: both posts of the same 課 need the same
    retitled.refresh_from_db()
    retitled.department = retitled.division.department
    retitled.save()
    assert names(differences(course, TODAY).joining) == ["新任"]


def test_the_fingerprint_says_whether_something_else_would_be_taken_over(course):
    empty = differences(course, TODAY).fingerprint
    StaffFactory(manager=True)

    assert differences(course, TODAY).fingerprint != empty
    assert differences(course, TODAY).fingerprint == differences(course, TODAY).fingerprint
    assert differences(course, YESTERDAY).fingerprint != differences(course, TODAY).fingerprint


@pytest.mark.parametrize("people", [1, 3])
def test_the_comparison_costs_the_same_for_one_and_three(course, people, django_assert_num_queries):
    TraineeFactory.create_batch(people, course=course, session=SessionFactory(course=course))
    StaffFactory.create_batch(people, manager=True)

    with django_assert_num_queries(5):
        differences(course, TODAY)
