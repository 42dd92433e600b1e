from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.models import Menu
from knowledge.permissions import (
    begins_cases,
    departments_led,
    divisions_to_write_for,
    keeps_cases,
    keeps_guideline,
    keeps_menus,
    may_read_menus,
    may_write_case,
)
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import CaseFactory, MenuFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
POSTS = ("officer", "deputy", "manager", "leader", "director", "executive", "desk", "system", "auditor")


@pytest.mark.parametrize("post", POSTS)
def test_every_post_reads_menus_and_the_desk_keeps_them(post):
    user = StaffFactory(**{post: True})

    assert may_read_menus(user, TODAY) is True
    assert keeps_menus(user, TODAY) is (post == "desk")


def test_nobody_else_reads_menus():
    gone = StaffFactory(officer=True, last_day=date(2026, 10, 4))
    people = [AnonymousUser(), CompanyUserFactory(member=True), StaffFactory(), gone]

    assert [may_read_menus(one, TODAY) for one in people] == [False] * 4
    assert [keeps_menus(one, TODAY) for one in people] == [False] * 4


def test_each_sees_what_is_theirs():
    firm = CompanyUserFactory(member=True)
    own = firm.memberships.get().organization
    offered, opened = MenuFactory(organization=own), MenuFactory(opened=True)
    of_merged = MenuFactory(organization=OrganizationFactory(merged_into=own), withdrawn=True)

    def seen(user):
        return set(Menu.objects.visible_to(user, TODAY))

    assert seen(AnonymousUser()) == set()
    assert seen(StaffFactory()) == set()
    assert seen(StaffFactory(officer=True, last_day=date(2026, 10, 4))) == set()
    assert seen(StaffFactory(officer=True)) == {opened}
    assert seen(StaffFactory(desk=True)) == {offered, opened, of_merged}
    assert seen(firm) == {offered, of_merged}


def test_a_merged_body_offers_under_its_new_name():
    new = OrganizationFactory(name="新しい名【例示】")
    menu = MenuFactory(organization=OrganizationFactory(merged_into=new))

    assert Menu.objects.with_body().get(pk=menu.pk).body.name == "新しい名【例示】"


@pytest.mark.parametrize("post", POSTS)
def test_the_desk_keeps_the_guideline_and_heads_see_their_department(post):
    user = StaffFactory(**{post: True})

    assert keeps_guideline(user, TODAY) is (post == "desk")
    own = [user.posts.get().department_id] if post in {"leader", "director"} else []
    assert departments_led(user, TODAY) == own
    assert departments_led(user, date(2025, 3, 31)) == []


@pytest.mark.parametrize("post", POSTS)
def test_a_division_writes_its_cases_and_the_desk_all(post):
    user = StaffFactory(**{post: True})
    mine = user.posts.get().division or DivisionFactory()
    other = DivisionFactory()
    is_desk, works = post == "desk", post in {"officer", "deputy", "manager"}

    assert keeps_cases(user, TODAY) is is_desk
    assert begins_cases(user, TODAY) is (is_desk or works)
    assert may_write_case(user, CaseFactory(owner=mine), TODAY) is (is_desk or works)
    assert may_write_case(user, CaseFactory(owner=other), TODAY) is is_desk
    wanted = {mine, other} if is_desk else {mine} if works else set()
    assert wanted <= set(divisions_to_write_for(user, TODAY))
    assert is_desk or len(divisions_to_write_for(user, TODAY)) == len(wanted)


def test_the_division_that_came_after_goes_on_writing():
    after = DivisionFactory()
    before = DivisionFactory(valid_to=date(2026, 9, 30))
    before.successors.add(after)
    user = StaffFactory(officer=True, division=after)

    assert may_write_case(user, CaseFactory(owner=before), TODAY)
    assert not may_write_case(StaffFactory(officer=True), CaseFactory(owner=before), TODAY)
    assert not may_write_case(StaffFactory(), CaseFactory(owner=before), TODAY)
