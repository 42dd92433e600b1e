"""What the solver is asked about an event."""

import pytest

from dialogue.queries.seating_problem import seating_problem
from dialogue.rules.seating import Missing, Pin, Seat, Wish
from tests.dialogue.tables import SmallTable
from tests.factories.dialogue import (
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
    SeatingRuleFactory,
    WishFactory,
)
from tests.factories.directory import DivisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return SmallTable()


def test_those_who_come_are_asked_for_with_their_line_and_their_fixed_table(table):
    table.companies[0].fixed_table = 2
    table.companies[0].save()

    found = seating_problem(table.event, seed=7)

    assert [(one.name, one.line, one.table) for one in found.companies] == [
        ("見本商事", "卸売・小売", 2),
        ("手本食品", "製造", None),
    ]
    assert ([one.name for one in found.divisions], found.tables, found.rounds, found.seed) == (
        ["子育て支援課", "環境政策課", "観光戦略課"], 2, 2, 7,
    )  # fmt: skip


def test_a_wish_finds_its_registration_or_says_why_there_is_none(table):
    company = table.companies[0]
    waiting = RegistrationFactory(event=table.event, of_division=True, waiting=True)
    cancelled = RegistrationFactory(event=table.event, of_division=True, cancelled=True)
    stranger = DivisionFactory(name="文化振興課")
    table.wish(company, table.divisions[1])
    table.wish(company, waiting, 2)
    table.wish(company, cancelled, 3)
    WishFactory(registration=company, position=4, division=stranger)
    table.wish(cancelled, company)

    found = seating_problem(table.event)

    keys = [str(one.pk) for one in (table.divisions[1], waiting, cancelled)]
    key = f"unit::{stranger.pk}"
    assert found.wishes == tuple(Wish(str(company.pk), whom, n) for n, whom in enumerate([*keys, key], start=1))
    assert {one: found.absent[one].why for one in (keys[1], keys[2], key)} == {
        keys[1]: Missing.WAITING, keys[2]: Missing.CANCELLED, key: Missing.UNREGISTERED,
    }  # fmt: skip
    assert found.name(key) == "文化振興課"


def test_what_the_desk_settled_is_held(table):
    company, divisions = table.companies[0], table.divisions
    SeatingRuleFactory(event=table.event, company=company, division=divisions[0])
    SeatingRuleFactory(event=table.event, company=company, division=divisions[1], kind="PIN", round=2)
    SeatingRuleFactory(event=table.event, company=company, division=divisions[2], kind="BAN")

    found, (a, b, c, d) = seating_problem(table.event), [str(one.pk) for one in (company, *divisions)]

    assert (found.must, found.pins, found.banned) == (frozenset({(a, b)}), (Pin(a, c, 2),), frozenset({(a, d)}))


def test_who_is_missing_this_morning_is_left_out_and_the_announced_seats_are_known(table):
    company, away = table.companies[0], table.divisions[0]
    table.wish(company, away)
    plan = SeatingPlanFactory(event=table.event, announced=True)
    SeatFactory(plan=plan, round=1, table=2, registration=company)

    found = seating_problem(table.event, missing=[away.pk], keeps=plan)

    assert [one.name for one in found.divisions] == ["環境政策課", "観光戦略課"]
    assert found.absent[str(away.pk)].why == Missing.NOT_COME
    assert found.announced == (Seat(1, 2, str(company.pk)),)
