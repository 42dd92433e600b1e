"""Where people sit on a day."""

from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.queries import Unit, units_on
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db


def test_a_post_of_a_division_gives_its_department():
    user = StaffFactory()
    division = DivisionFactory()
    PostFactory(user=user, division=division, department=None, grade="6", title="課長")
    department = division.department

    assert units_on([user.pk], TODAY) == {
        user.pk: Unit(department.pk, department.code, department.name, division.name, "6", "課長")
    }
    assert str(units_on([user.pk], TODAY)[user.pk]) == f"{department.name} {division.name}"


def test_a_post_of_a_department_names_no_division():
    department = DepartmentFactory()
    user = StaffFactory(director=True, department=department)

    assert str(units_on([user.pk], TODAY)[user.pk]) == department.name


def test_a_post_of_neither_belongs_nowhere():
    user = StaffFactory()
    PostFactory(user=user, kind=PostKind.EXECUTIVE, division=None, title="市長")

    assert units_on([user.pk], TODAY)[user.pk] == Unit(0, "", "", "", "", "市長")


def test_the_main_post_goes_before_an_older_second_one():
    user = StaffFactory()
    PostFactory(user=user, holding=Holding.CONCURRENT, title="兼務", starts_on=date(2024, 4, 1))
    PostFactory(user=user, title="本務", starts_on=date(2026, 4, 1))
    PostFactory(user=user, title="後の本務", starts_on=date(2026, 5, 1))

    assert units_on([user.pk], TODAY)[user.pk].title == "本務"


def test_who_has_no_post_on_the_day_is_left_out():
    user = StaffFactory()
    PostFactory(user=user, ends_on=TODAY - timedelta(days=1))

    assert units_on([user.pk], TODAY) == {}
