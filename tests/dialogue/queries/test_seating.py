"""The announced plan, as others build their pages and papers on it."""

from datetime import time

import pytest

from dialogue.queries.seating import announced_plan, own_rounds
from tests.factories.dialogue import EventFactory, RegistrationFactory, SeatFactory, SeatingPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(fixed=True, rounds=2, minutes=10, break_minutes=5, first_round_at=time(14, 30))


@pytest.fixture
def parties(event):
    return (
        RegistrationFactory(event=event, organization__name="見本商事"),
        RegistrationFactory(event=event, of_division=True, division__name="子育て支援課"),
        RegistrationFactory(event=event, of_division=True, division__name="環境政策課"),
    )


def seated(event, parties, **fields):
    plan = SeatingPlanFactory(event=event, **fields)
    company, first, second = parties
    for turn, table, who in ((1, 3, company), (1, 3, first), (1, 3, second), (2, 3, company), (2, 1, first)):
        SeatFactory(plan=plan, round=turn, table=table, registration=who)
    return plan


def test_a_plan_that_is_not_announced_is_nobodys(event, parties):
    seated(event, parties, done=True)
    assert (announced_plan(event), own_rounds(parties[0], event)) == (None, ())


def test_the_whole_event_reads_round_by_round_and_table_by_table(event, parties):
    seated(event, parties, announced=True)

    found = announced_plan(event)

    assert [
        (one.number, f"{one.starts_at:%H:%M}–{one.ends_at:%H:%M}", [(table.number, names(table.parties)) for table in one.tables])
        for one in found.rounds
    ] == [
        (1, "14:30–14:40", [(3, ["見本商事", "子育て支援課", "環境政策課"])]),
        (2, "14:45–14:55", [(1, ["子育て支援課"]), (3, ["見本商事"])]),
    ]  # fmt: skip


def test_a_company_reads_whom_it_meets_and_where_it_waits(event, parties):
    seated(event, parties, announced=True)
    company, _, second = parties
    assert [(one.table, names(one.meets)) for one in own_rounds(company, event)] == [
        (3, ["子育て支援課", "環境政策課"]),
        (3, []),
    ]
    assert [(one.table, names(one.meets)) for one in own_rounds(second, event)] == [(3, ["見本商事"]), (None, [])]


def test_it_takes_two_queries_however_many_sit(event, parties, django_assert_num_queries):
    seated(event, parties, announced=True)
    with django_assert_num_queries(2):
        announced_plan(event)


def names(parties):
    return [one.name for one in parties]
