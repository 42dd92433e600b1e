"""A finished plan as the desk reads it."""

import pytest

from dialogue.queries.seating_desk import plan_sheet
from tests.factories.dialogue import EventFactory, RegistrationFactory, SeatFactory, SeatingPlanFactory

pytestmark = pytest.mark.django_db


def test_a_pair_that_the_desk_settled_is_the_desks_own_line():
    event = EventFactory(fixed=True)
    company, division = RegistrationFactory(event=event), RegistrationFactory(event=event, of_division=True)
    outcome = {
        "company": str(company.pk), "division": str(division.pk), "by": None, "rank": None, "strength": 3,
        "company_name": "見本商事", "division_name": "環境政策課", "reason": "NO_COMMON_ROUND",
        "text": "共通して出られる回がありません。",
    }  # fmt: skip

    sheet = plan_sheet(SeatingPlanFactory(event=event, done=True, outcomes=[outcome]))

    assert [(line.who, line.whom, line.mark, line.text) for line in sheet.unmet] == [
        ("デスク", "見本商事と環境政策課", "★", "共通して出られる回がありません。")
    ]


def test_a_table_where_nobody_sits_in_a_round_is_an_empty_place_in_the_picture():
    plan = SeatingPlanFactory(done=True, event__rounds=2)
    host = RegistrationFactory(event=plan.event, organization__name="見本商事")
    SeatFactory(plan=plan, registration=host, round=2, table=1)

    [(table, cells)] = plan_sheet(plan).picture

    assert (table, [cell.companies for cell in cells]) == (1, [(), ("見本商事",)])
