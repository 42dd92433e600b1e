from datetime import UTC, date, datetime

import pytest

from knowledge.rules.menus import MenuFacts, is_whole, must_be_looked_at, year_on
from knowledge.rules.papers import menus_about

WHOLE = {"title": "題", "field": "健康", "offer": "内容", "cost": "NONE"}


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({}, True),
        ({"title": " "}, False),
        ({"field": ""}, False),
        ({"offer": "　"}, False),
        ({"contact_name": "窓口"}, False),
        ({"contact_name": "窓口", "contact_email": "a@b.example"}, True),
        ({"contact_name": "窓口", "contact_phone": "0742-00-0001"}, True),
        ({"contact_phone": "0742-00-0001"}, True),
    ],
)
def test_what_everybody_needs_to_know_and_a_way_to_whom_is_named(given, answer):
    assert is_whole(MenuFacts(**{**WHOLE, **given})) is answer


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ([], False),
        (["contact_name", "contact_email", "contact_phone"], False),
        (["contact_phone", "offer"], True),
        (["slide"], True),
    ],
)
def test_the_desk_looks_again_at_all_but_whom_to_ask(changed, answer):
    assert must_be_looked_at(changed) is answer


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 10, 5), date(2027, 10, 5)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_menu_stands_for_a_year(day, later):
    assert year_on(day) == later


def test_a_booklet_is_named_by_its_day_and_the_last_change():
    changed = datetime(2026, 10, 5, 3, tzinfo=UTC)

    assert menus_about(date(2026, 10, 5), changed, 12) == "2026-10-05/12/1791169200"
    assert menus_about(date(2026, 10, 5), None, 0) == "2026-10-05/0/0"
