"""卓の割り当て: the plan of the announced event, and this season's with settled pairs and a second draft."""

from datetime import timedelta

from dialogue.enums import RuleKind
from dialogue.models import Event, Registration, SeatingPlan
from dialogue.usecases.announce_seating import announce_seating
from dialogue.usecases.order_seating import order_seating
from dialogue.usecases.settle_pair import settle_pair
from dialogue.usecases.solve_seating import solve_seating

from .city import City
from .clock import moment
from .events import ANNOUNCED, SEASON


def show_seating(city: City) -> None:
    """Solve and announce both events; of this season's a draft lies beside the announced plan."""
    _announced(city, Event.objects.get(slug=ANNOUNCED))
    season = Event.objects.get(slug=SEASON)
    at = moment(city.clock.base, 10)
    companies = list(season.registrations.entered().of_companies().first_come())
    divisions = list(season.registrations.entered().of_divisions().first_come())
    by = city.desk()
    settle_pair(
        event=season, company=companies[0], division=divisions[-1], kind=RuleKind.MUST, turn=None,
        reason="前の回からの続きの話がある", by=by, at=at,
    )  # fmt: skip
    settle_pair(
        event=season, company=companies[1], division=_unwished(companies[1], divisions), kind=RuleKind.BAN, turn=None,
        reason="入札の期間中のため", by=by, at=at,
    )  # fmt: skip
    order_seating(event=season, by=by, at=at)
    plan = solve_seating(at=at)
    if plan:
        announce_seating(plan=plan, by=by, at=at)
    order_seating(event=season, another=True, by=by, at=at)
    solve_seating(at=at)


def _announced(city: City, event: Event) -> None:
    """The plan of a day that is over, with the date it had then."""
    at = moment(event.held_on - timedelta(days=7), 10)
    SeatingPlan.objects.create(event=event, number=1, asked_by=city.desk().label, asked_at=at, next_try_at=at)
    plan = solve_seating(at=at)
    if plan:
        announce_seating(plan=plan, by=city.desk(), at=at)


def _unwished(company: Registration, divisions: list[Registration]) -> Registration:
    wished = set(company.wishes.values_list("division", flat=True))
    return next(one for one in divisions if one.division_id not in wished)
