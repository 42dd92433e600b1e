"""What the room and each person are shown of the announced seating."""

from datetime import time, timedelta

import pytest

from dialogue.queries.day import DayPlan, screen_of, seats_of
from dialogue.rules.rounds import Phase
from tests.dialogue.seats import plan_of, sitting
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(today=True, starts_at=time(11, 30), first_round_at=time(12), rounds=2)


@pytest.fixture
def units(event):
    return [
        RegistrationFactory(event=event, organization__name="見本商事"),
        RegistrationFactory(event=event, of_division=True, division__name="見本課"),
        RegistrationFactory(event=event, of_division=True, division__name="次の課"),
    ]


def test_the_own_rounds_say_the_table_and_whom_one_meets(event, units):
    company, division, other = units
    plan = plan_of(event, [[company, division], [other]], [[other]])

    seats = seats_of(plan, company.pk)

    assert [(one.number, one.table, [who.name for who in one.companions]) for one in seats] == [
        (1, 1, ["見本課"]),
        (2, None, []),
    ]
    assert (seats[1].starts, seats[1].ends) == (event.round_starts(2), event.round_ends(2))
    assert seats_of(DayPlan(), company.pk) == []


def test_a_table_knows_its_companies_and_its_divisions(event, units):
    company, division, other = units
    plan = plan_of(event, [[division], [company, other]])

    table = plan.table_in(plan.rounds[0], 2)

    assert (plan.tables, table.companies, table.divisions) == ([1, 2], [sitting(company)], [sitting(other)])
    assert plan.table_in(plan.rounds[0], 9).sitting == ()


def test_during_a_round_the_room_sees_its_tables_and_the_time_left(event, units):
    plan = plan_of(event, [[units[0], units[1]]], [[units[0], units[2]]], resting=[units[2]])

    screen = screen_of(event, plan, NOON + timedelta(minutes=5))

    assert (screen.now.phase, screen.words, screen.left) == (Phase.ROUND, "1回目（全2回）", "7分00秒")
    assert screen.until == str(int(event.round_ends(1).timestamp() * 1000))
    assert [[who.name for who in table.sitting] for table in screen.tables] == [["見本商事", "見本課"]]
    assert ([who.name for who in screen.resting], screen.is_announced) == (["次の課"], True)


def test_in_a_break_the_room_sees_the_tables_of_the_next_round(event, units):
    plan = plan_of(event, [[units[0], units[1]]], [[units[0], units[2]]])

    screen = screen_of(event, plan, NOON + timedelta(minutes=13))

    assert (screen.now.phase, screen.left) == (Phase.BREAK, "2分00秒")
    assert [[who.name for who in table.sitting] for table in screen.tables] == [["見本商事", "次の課"]]


def test_days_before_there_is_no_countdown_and_after_the_last_round_no_table(event, units):
    plan = plan_of(event, [[units[0]]], [[units[0]]])

    before, after = screen_of(event, plan, NOON - timedelta(days=3)), screen_of(event, plan, NOON + timedelta(hours=2))

    assert (before.left, before.until, before.until_at) == ("", "", event.round_starts(1))
    assert (after.now.phase, after.left, after.until, after.tables) == (Phase.AFTER, "", "", [])


def test_before_it_is_announced_nothing_of_the_seating_is_shown(event):
    screen = screen_of(event, DayPlan(), NOON)

    assert (screen.is_announced, screen.tables, screen.resting) == (False, [], ())


def test_many_tables_are_shown_some_after_the_others(event, units):
    plan = plan_of(event, [[units[0]] for _ in range(25)])
    start = NOON.replace(second=0)

    screens = [screen_of(event, plan, start + timedelta(seconds=10 * n)) for n in range(3)]

    assert sorted((one.shown_of, len(one.tables)) for one in screens) == [((1, 3), 12), ((2, 3), 12), ((3, 3), 1)]
    assert sorted(table.number for one in screens for table in one.tables) == list(range(1, 26))
