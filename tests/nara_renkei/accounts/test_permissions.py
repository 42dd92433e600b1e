from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, actor_for, answers_for, division_ids, may, works_for
from nara_renkei.core.actors import DESK, DIVISION, PROPOSER, SYSTEM
from tests.factories.accounts import CompanyUserFactory, PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db


def again(user):
    return User.objects.get(pk=user.pk)


def test_a_post_allows_from_its_first_to_its_last_day():
    user = StaffFactory()
    PostFactory(user=user, kind=PostKind.DESK, division=None, starts_on=TODAY, ends_on=TODAY)

    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]

    assert [may(user, Permission.TRIAGE, day) for day in days] == [False, True, False]


def test_nobody_without_an_open_door_may_do_anything():
    gone, off, stranger = (
        StaffFactory(desk=True, last_day=TODAY),
        StaffFactory(desk=True, is_active=False),
        AnonymousUser(),
    )

    assert may(gone, Permission.TRIAGE, TODAY) is True
    assert [may(user, Permission.TRIAGE, TODAY + timedelta(days=1)) for user in (gone, off, stranger)] == [False] * 3


def test_a_department_gives_every_division_of_it():
    department = DepartmentFactory()
    inside = [DivisionFactory(department=department).pk for _ in range(2)]
    DivisionFactory()

    assert division_ids(StaffFactory(leader=True, department=department), TODAY) == sorted(inside)


def test_the_desk_and_the_executive_have_no_division():
    assert division_ids(StaffFactory(desk=True), TODAY) == []
    assert division_ids(StaffFactory(executive=True), TODAY) == []


def test_the_people_of_a_renamed_division_keep_what_the_old_one_had():
    old, new = DivisionFactory(abolished=True), DivisionFactory(valid_from=date(2026, 4, 1))
    old.successors.add(new)

    assert division_ids(StaffFactory(officer=True, division=new), TODAY) == sorted([old.pk, new.pk])


def test_who_answers_for_a_division():
    division = DivisionFactory()
    people = [StaffFactory(**{trait: True}, division=division) for trait in ("manager", "deputy", "officer")]

    assert [answers_for(user, division, TODAY) for user in people] == [PostKind.MANAGER, PostKind.DEPUTY, None]
    assert answers_for(StaffFactory(manager=True), division, TODAY) is None


def test_what_came_before_is_asked_once_for_a_person(django_assert_num_queries):
    new = DivisionFactory()
    old = DivisionFactory(valid_to=TODAY - timedelta(days=1))
    old.successors.add(new)
    user = StaffFactory(manager=True, division=new)
    assert division_ids(user, TODAY) == sorted([old.pk, new.pk])

    with django_assert_num_queries(0):
        assert answers_for(user, old, TODAY) == PostKind.MANAGER


def test_the_manager_of_what_came_after_answers_for_the_abolished():
    old, new = DivisionFactory(abolished=True), DivisionFactory(valid_from=date(2026, 4, 1))
    old.successors.add(new)

    assert answers_for(StaffFactory(manager=True, division=new), old, TODAY) == PostKind.MANAGER


def test_a_manager_who_also_stands_in_answers_as_manager():
    division = DivisionFactory()
    user = StaffFactory(deputy=True, division=division)
    PostFactory(user=user, kind=PostKind.MANAGER, division=division)

    assert answers_for(again(user), division, TODAY) == PostKind.MANAGER


def test_the_actor_names_the_side_and_the_post():
    division = DivisionFactory(name="観光戦略課")
    officer = StaffFactory(officer=True, division=division, name="担当太郎")
    parties = [
        actor_for(user, "127.0.0.1", TODAY).party
        for user in (AnonymousUser(), CompanyUserFactory(), officer, StaffFactory(desk=True), StaffFactory())
    ]

    assert parties == [PROPOSER, PROPOSER, DIVISION, DESK, SYSTEM]
    assert actor_for(officer, "127.0.0.1", TODAY).label == "担当太郎（観光戦略課担当）"
    assert actor_for(officer, "127.0.0.1", TODAY).key == f"user:{officer.pk}"


FOR_A_YEAR = {"appointment": "会計年度任用職員", "ends_on": date(2027, 3, 31)}


def test_who_is_there_for_a_year_drafts_and_decides_nothing():
    division, clerk = DivisionFactory(), StaffFactory()
    PostFactory(user=clerk, kind=PostKind.OFFICER, division=division, **FOR_A_YEAR)
    PostFactory(user=clerk, kind=PostKind.DESK, division=None, **FOR_A_YEAR)

    drafts = [may(clerk, one, TODAY) for one in (Permission.ANSWER, Permission.TRIAGE)]
    decides = [may(clerk, one, TODAY) for one in (Permission.CONFIRM_ANSWER, Permission.TELL)]

    assert (drafts, decides, answers_for(clerk, division, TODAY)) == ([True, True], [False, False], None)


def test_another_post_without_an_end_still_decides():
    clerk = StaffFactory(desk=True)
    PostFactory(user=clerk, kind=PostKind.OFFICER, **FOR_A_YEAR)

    assert may(clerk, Permission.TELL, TODAY) is True


def test_who_works_in_a_division_works_for_what_alone_became_it(django_assert_num_queries):
    division, other = DivisionFactory(), DivisionFactory()
    ended = DivisionFactory(valid_to=TODAY - timedelta(days=1))
    split = DivisionFactory(valid_to=TODAY - timedelta(days=1))
    ended.successors.add(division)
    split.successors.add(division, other)
    user = StaffFactory(officer=True, division=division)
    leader = StaffFactory(leader=True, department=division.department)

    assert user.posts_on(TODAY)
    with django_assert_num_queries(1):
        assert [works_for(user, one, TODAY) for one in (division, other, ended, split)] == [True, False, True, False]
    assert not works_for(leader, division, TODAY)
    assert not works_for(leader, ended, TODAY)
