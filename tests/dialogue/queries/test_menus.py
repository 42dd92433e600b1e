"""What may become a 企業メニュー, what has, and why some may not."""

import pytest

from dialogue.queries.menus import NO_CONSENT, NO_WORDS, menu_key, menu_rows
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True)


def test_every_company_that_comes_has_its_row(event):
    ready = RegistrationFactory(event=event, is_in_booklet=True)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, is_in_booklet=True, offer=" \n")
    made = RegistrationFactory(event=event, is_in_booklet=True)
    menu = MenuFactory(made_once=menu_key(made))
    RegistrationFactory(event=event, cancelled=True)
    RegistrationFactory(event=event, of_division=True)

    rows = menu_rows(event)

    assert [(row.menu, row.why_not, row.may_be_copied) for row in rows] == [
        (None, "", True),
        (None, NO_CONSENT, False),
        (None, NO_WORDS, False),
        (menu, "", False),
    ]
    assert rows[0].organization == ready.organization


def test_a_merged_body_offers_under_its_new_name(event):
    new = OrganizationFactory()
    RegistrationFactory(event=event, organization=OrganizationFactory(merged_into=new))

    assert [row.organization for row in menu_rows(event)] == [new]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_two_queries(event, count, django_assert_num_queries):
    for _ in range(count):
        MenuFactory(made_once=menu_key(RegistrationFactory(event=event, is_in_booklet=True)))

    with django_assert_num_queries(2):
        assert len([(row.registration.name, row.menu.title) for row in menu_rows(event)]) == count
