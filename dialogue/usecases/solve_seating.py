"""The worker solves what was ordered. A row that lost its worker is taken again; a plan solved twice is stored once."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from dialogue.enums import PlanState
from dialogue.models import Seat, SeatingPlan
from dialogue.queries.seating_problem import seating_problem
from dialogue.rules.seating import CannotSeat, Plan, Problem, Progress, sentence, solve
from nara_renkei.core.request_ids import working_on

# longer than the hard limit of a task: a row still WORKING after it has lost its worker
LEASE: Final = timedelta(seconds=180)
MAX_ATTEMPTS: Final = 3
GAVE_UP: Final = "3回試みましたが、計算が終わりませんでした。デスクからシステム管理者に伝えてください。"
TELL_EVERY: Final = 2.0  # seconds of the solver between two notes on the page


def solve_seating(*, at: datetime) -> SeatingPlan | None:
    """Solve the next plan that waits; None when none does. The solver runs outside any transaction."""
    plan = _claim(at)
    if plan is None:
        return None
    with working_on(plan):
        return _solve(plan, at)


def _solve(plan: SeatingPlan, at: datetime) -> SeatingPlan:
    away = plan.missing.order_by("pk").values_list("pk", flat=True)
    problem = seating_problem(plan.event, seed=plan.seed, missing=away, keeps=plan.keeps)
    try:
        found = solve(problem, tell=_Teller(plan.pk).tell)
    except CannotSeat as exc:
        return _fail(plan, str(exc))
    return _finish(plan, problem, found, at=at)


@transaction.atomic
def _claim(at: datetime) -> SeatingPlan | None:
    """Take the next plan for this worker; the attempt is counted before the work begins."""
    for _ in range(MAX_ATTEMPTS):
        plan = SeatingPlan.objects.due(at).select_for_update(skip_locked=True, of=("self",)).first()
        if plan is None:
            return None
        if plan.attempts < MAX_ATTEMPTS:
            plan.state, plan.attempts, plan.next_try_at = PlanState.WORKING, plan.attempts + 1, at + LEASE
            plan.save(update_fields=["state", "attempts", "next_try_at"])
            return plan
        _fail(plan, GAVE_UP)
    return None


@transaction.atomic
def _finish(plan: SeatingPlan, problem: Problem, found: Plan, *, at: datetime) -> SeatingPlan:
    """Store the seats. A plan that another worker finished meanwhile stays as it is."""
    plan = SeatingPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.is_finished:
        return plan
    Seat.objects.bulk_create(
        Seat(plan=plan, round=seat.round, table=seat.table, registration_id=int(seat.key)) for seat in found.seats
    )
    plan.state, plan.solved_at, plan.next_try_at, plan.progress = PlanState.DONE, at, None, ""
    plan.figures, plan.outcomes = _figures(found), _outcomes(problem, found)
    plan.save()
    return plan


@transaction.atomic
def _fail(plan: SeatingPlan, problem: str) -> SeatingPlan:
    plan = SeatingPlan.objects.select_for_update().get(pk=plan.pk)
    if not plan.is_finished:
        plan.state, plan.next_try_at, plan.progress, plan.problem = PlanState.FAILED, None, "", problem
        plan.save(update_fields=["state", "next_try_at", "progress", "problem"])
    return plan


def _figures(found: Plan) -> dict[str, Any]:
    return {
        "aims": [{"name": aim.name, "value": aim.value, "bound": aim.bound} for aim in found.aims],
        "gap": found.gap,
        "by_clock": any(aim.by_clock for aim in found.aims),
        "load": {str(turn): load for turn, load in found.load.items()},
        "waits": [[int(key), turn] for key, turn in found.waits],
        "kept": found.kept,
        "announced": found.announced,
        "warnings": list(found.warnings),
        "seconds": round(found.seconds, 1),
    }


def _outcomes(problem: Problem, found: Plan) -> list[dict[str, Any]]:
    """Return what came of each wish, with the sentence as it was true for this plan."""
    return [
        {
            **{name: value for name, value in asdict(one).items() if name != "others"},
            "company_name": problem.name(one.company),
            "division_name": problem.name(one.division),
            "text": sentence(problem, one),
        }
        for one in found.outcomes
    ]


class _Teller:
    """Writes how far the solver is, now and then, for the page that waits."""

    def __init__(self, plan_id: int) -> None:
        self.plan_id, self.next = plan_id, 0.0

    def tell(self, progress: Progress) -> None:
        if progress.aim and progress.seconds >= self.next:
            self.next = progress.seconds + TELL_EVERY
            words = f"「{progress.aim}」を決めています（いま{progress.value}、{progress.seconds:.0f}秒）。"
            SeatingPlan.objects.filter(pk=self.plan_id, state=PlanState.WORKING).update(progress=words)
