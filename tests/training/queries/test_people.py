"""Members of staff, found by what the desk types."""

import pytest

from nara_renkei.accounts.enums import Holding
from tests.factories.accounts import CompanyUserFactory, PostFactory, StaffFactory
from tests.harness import TODAY
from training.queries.people import colleagues_of, employees_called, seats_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["A12-3", "a12-3", "Ａ１２－３", " A12-3 "])
def test_a_number_names_one_however_it_is_typed(typed):
    user = StaffFactory(employee_number="A12-3", name="春日 一")
    StaffFactory(name="A12-3に似た人")

    assert employees_called(typed) == [user]


@pytest.mark.parametrize("typed", ["春日 一", "春日一", "春日　一", "日一"])
def test_a_name_is_found_with_or_without_its_space(typed):
    user = StaffFactory(name="春日 一")

    assert employees_called(typed) == [user]


def test_neither_a_company_nor_somebody_closed_nor_blanks_are_found():
    CompanyUserFactory(name="春日 一")
    StaffFactory(name="春日 一", is_active=False)

    assert employees_called("春日") == []
    assert employees_called("　") == []


def test_the_main_seat_stands_first():
    user = StaffFactory()
    side = PostFactory(user=user, holding=Holding.CONCURRENT)
    main = PostFactory(user=user)

    assert seats_on(TODAY, [user.pk]) == {user.pk: [main, side]}


def test_colleagues_are_those_of_the_same_division():
    me = StaffFactory(manager=True)
    colleague = StaffFactory(officer=True, division=me.posts.get().division)
    StaffFactory(officer=True)

    assert colleagues_of(me, TODAY) == [colleague]
