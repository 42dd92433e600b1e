"""What the room and each person are shown of the announced seating."""

from datetime import time, timedelta

import pytest

from dialogue.queries.day import screen_of
from dialogue.queries.seating import announced_plan
from dialogue.rules.rounds import Phase
from tests.factories.dialogue import EventFactory, RegistrationFactory, SeatFactory, SeatingPlanFactory
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


def announced(event, *rounds):
    """Announce a plan; each round is a list of tables, each table a list of registrations."""
    plan = SeatingPlanFactory(event=event, announced=True)
    for number, tables in enumerate(rounds, 1):
        for table, who in enumerate(tables, 1):
            for one in who:
                SeatFactory(plan=plan, round=number, table=table, registration=one)
    return announced_plan(event)


def names(parties):
    return [one.name for one in parties]


def test_during_a_round_the_room_sees_its_tables_and_the_time_left(event, units):
    plan = announced(event, [[units[0], units[1]]], [[units[0], units[2]]])

    screen = screen_of(event, plan, NOON + timedelta(minutes=5))

    assert (screen.now.phase, screen.words, screen.left) == (Phase.ROUND, "1回目（全2回）", "7分00秒")
    assert screen.until == str(int(event.round_ends(1).timestamp() * 1000))
    assert [names(table.parties) for table in screen.tables] == [["見本商事", "見本課"]]
    assert (names(screen.resting), screen.is_announced) == (["次の課"], True)


def test_in_a_break_the_room_sees_the_tables_of_the_next_round(event, units):
    plan = announced(event, [[units[0], units[1]]], [[units[0], units[2]]])

    screen = screen_of(event, plan, NOON + timedelta(minutes=13))

    assert (screen.now.phase, screen.left) == (Phase.BREAK, "2分00秒")
    assert [names(table.parties) for table in screen.tables] == [["見本商事", "次の課"]]


def test_days_before_there_is_no_countdown_and_after_the_last_round_no_table(event, units):
    plan = announced(event, [[units[0]]], [[units[0]]])

    before, after = screen_of(event, plan, NOON - timedelta(days=3)), screen_of(event, plan, NOON + timedelta(hours=2))

    assert (before.left, before.until, before.until_at) == ("", "", event.round_starts(1))
    assert (after.now.phase, after.left, after.until, after.tables) == (Phase.AFTER, "", "", ())


def test_before_it_is_announced_nothing_of_the_seating_is_shown(event):
    screen = screen_of(event, announced_plan(event), NOON)

    assert (screen.is_announced, screen.tables, screen.resting) == (False, (), ())


def test_many_tables_are_shown_some_after_the_others(event):
    companies = RegistrationFactory.create_batch(25, event=event)
    plan = announced(event, [[one] for one in companies])
    start = NOON.replace(second=0)

    screens = [screen_of(event, plan, start + timedelta(seconds=10 * n)) for n in range(3)]

    assert sorted((one.shown_of, len(one.tables)) for one in screens) == [((1, 3), 12), ((2, 3), 12), ((3, 3), 1)]
    assert sorted(table.number for one in screens for table in one.tables) == list(range(1, 26))
