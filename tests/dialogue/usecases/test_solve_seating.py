"""The worker solves a plan; killed or woken twice, nothing is lost and nothing is double."""

from datetime import timedelta

import pytest

from dialogue.enums import PlanState
from dialogue.models import Seat, SeatingPlan
from dialogue.tasks import solve_seating_task
from dialogue.usecases import solve_seating as module
from dialogue.usecases.solve_seating import GAVE_UP, LEASE, MAX_ATTEMPTS, solve_seating
from tests.dialogue.tables import SmallTable
from tests.factories.dialogue import SeatFactory, SeatingPlanFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return SmallTable()


def test_the_seats_and_what_came_of_each_wish_are_stored(table):
    table.wish(table.companies[0], table.divisions[0])
    table.wish(table.divisions[0], table.companies[0])
    SeatingPlanFactory(event=table.event)

    plan = solve_seating(at=NOON)

    assert (plan.state, plan.solved_at, plan.next_try_at, plan.attempts) == (PlanState.DONE, NOON, None, 1)
    assert Seat.objects.filter(plan=plan).count() == 2 * (2 + 3)
    assert [(one["rank"], one["strength"], one["reason"], one["company_name"]) for one in plan.outcomes] == [
        (1, 2, None, "見本商事")
    ] * 2
    assert plan.figures["aims"][0]["name"] == "人数のつり合い"


def test_a_missing_課_has_no_seat_and_the_others_keep_theirs(table):
    SeatingPlanFactory(event=table.event, number=1)
    announced = solve_seating(at=NOON)
    plan = SeatingPlanFactory(event=table.event, number=2, keeps=announced)
    plan.missing.add(table.divisions[2])

    done = solve_seating(at=NOON)

    assert table.divisions[2].seats.filter(plan=done).count() == 0
    assert (done.figures["kept"], done.figures["announced"]) == (8, 8)


def test_what_became_impossible_fails_with_the_sentence(table):
    SeatingPlanFactory(event=table.event)
    table.event.registrations.of_divisions().delete()

    plan = solve_seating(at=NOON)

    assert (plan.state, plan.problem, plan.next_try_at) == (
        PlanState.FAILED,
        "出席する課がありません。課の申込みを確かめてください。",
        None,
    )


def test_nothing_waits():
    SeatingPlanFactory(next_try_at=NOON + timedelta(seconds=1))
    assert solve_seating(at=NOON) is None


def test_a_plan_whose_worker_was_lost_is_taken_again(table, monkeypatch):
    SeatingPlanFactory(event=table.event)
    monkeypatch.setattr(module, "solve", killed)
    with pytest.raises(MemoryError):
        solve_seating(at=NOON)
    monkeypatch.undo()

    assert (solve_seating(at=NOON + LEASE - timedelta(seconds=1)), solve_seating(at=NOON + LEASE).attempts) == (None, 2)


def test_a_plan_that_lost_its_worker_three_times_is_given_up(table):
    plan = SeatingPlanFactory(event=table.event, state=PlanState.WORKING, attempts=MAX_ATTEMPTS)
    assert solve_seating(at=NOON) is None
    plan.refresh_from_db()
    assert (plan.state, plan.problem) == (PlanState.FAILED, GAVE_UP)


def test_several_lost_plans_are_given_up_in_one_turn():
    SeatingPlanFactory.create_batch(MAX_ATTEMPTS + 1, state=PlanState.WORKING, attempts=MAX_ATTEMPTS)
    assert solve_seating(at=NOON) is None
    assert SeatingPlan.objects.unfinished().count() == 1


@pytest.mark.parametrize("how", ["DONE", "FAILED"])
def test_a_plan_that_another_worker_finished_meanwhile_stays_as_it_is(table, monkeypatch, how):
    plan, solved = SeatingPlanFactory(event=table.event), module.solve

    def overtaken(problem, tell):
        SeatFactory(plan=plan, registration=table.companies[0], round=1)
        done = NOON if how == "DONE" else None
        SeatingPlan.objects.filter(pk=plan.pk).update(state=how, solved_at=done, next_try_at=None)
        if how == "FAILED":
            raise module.CannotSeat("そのあとで取り消されました。")
        return solved(problem, tell=tell)

    monkeypatch.setattr(module, "solve", overtaken)
    assert solve_seating(at=NOON).state == how
    assert (Seat.objects.count(), SeatingPlan.objects.get().problem) == (1, "")


def test_the_page_that_waits_reads_how_far_it_is(table):
    plan = SeatingPlanFactory(event=table.event, state=PlanState.WORKING)
    teller = module._Teller(plan.pk)
    for aim, seconds in (("", 0.1), ("互いの希望", 0.2), ("互いの希望", 1.0)):
        teller.tell(module.Progress(aim, 12, seconds))
    plan.refresh_from_db()
    assert plan.progress == "「互いの希望」を決めています（いま12、0秒）。"


def test_the_beat_finds_what_nobody_was_woken_for(table, monkeypatch):
    SeatingPlanFactory(event=table.event)
    solve_seating_task()
    assert SeatingPlan.objects.get().state == PlanState.DONE


def killed(problem, tell):
    raise MemoryError
