"""What the round tables of an event ask: who comes, who wishes whom, and what the desk has settled."""

from collections.abc import Iterable

from dialogue.enums import RegistrationState, RuleKind
from dialogue.models import Event, Registration, Seat, SeatingPlan, SeatingRule
from dialogue.models import Wish as WishRow
from dialogue.rules import seating
from dialogue.rules.seating import Absentee, Company, Division, Missing, Pin, Problem, Wish

GONE = {RegistrationState.WAITING: Missing.WAITING, RegistrationState.CANCELLED: Missing.CANCELLED}


def seating_problem(
    event: Event, *, seed: int = 1, missing: Iterable[int] = (), keeps: SeatingPlan | None = None
) -> Problem:
    """Return the problem of an event as it stands now. Four queries, five with a plan to keep.

    ``missing``: ids of the registrations that have not come this morning.
    """
    everybody = {one.pk: one for one in event.registrations.with_unit().order_by("pk")}
    here = {key: one for key, one in everybody.items() if one.state == RegistrationState.ENTERED}
    rules = list(SeatingRule.objects.filter(event=event).order_by("pk"))
    absent = {
        str(one.pk): Absentee(one.name, GONE[RegistrationState(one.state)])
        for one in everybody.values()
        if one.pk not in here
    }
    wishes = list(_wishes(event, everybody, absent))
    problem = Problem(
        companies=tuple(
            Company(str(one.pk), one.name, one.get_business_line_display(), _free(one, event), one.fixed_table)
            for one in here.values()
            if one.is_of_company
        ),
        divisions=tuple(
            Division(str(one.pk), one.name, _free(one, event), one.fixed_table)
            for one in here.values()
            if not one.is_of_company
        ),
        tables=event.tables,
        rounds=event.rounds,
        wishes=tuple(wish for wish in wishes if int(wish.by) in here),
        must=frozenset(_pair(one) for one in rules if one.kind == RuleKind.MUST),
        pins=tuple(Pin(*_pair(one), one.round) for one in rules if one.kind == RuleKind.PIN),
        banned=frozenset(_pair(one) for one in rules if one.kind == RuleKind.BAN),
        allows_competitors=event.allows_competitors,
        absent=absent,
        seed=seed,
    )
    before = Seat.objects.filter(plan=keeps).order_by("round", "table", "registration") if keeps else ()
    announced = [seating.Seat(one.round, one.table, str(one.registration_id)) for one in before]
    return seating.without(problem, [str(key) for key in missing if key in here], announced)


def _free(one: Registration, event: Event) -> frozenset[int] | None:
    """Return the rounds in which it is there; None is all."""
    every = frozenset(range(1, event.rounds + 1))
    return every.difference(one.absent_rounds) if one.absent_rounds else None


def _pair(rule: SeatingRule) -> tuple[str, str]:
    return str(rule.company_id), str(rule.division_id)


def _wishes(event: Event, everybody: dict[int, Registration], absent: dict[str, Absentee]) -> Iterable[Wish]:
    """Yield every wish; who is wished for without ever having entered is noted in ``absent``."""
    of_unit = {(one.organization_id, one.division_id): str(one.pk) for one in everybody.values()}
    rows = WishRow.objects.filter(registration__event=event).select_related("organization", "division")
    for row in rows.in_order():
        unit = (row.organization_id, row.division_id)
        key = of_unit.get(unit, f"unit:{unit[0] or ''}:{unit[1] or ''}")
        if unit not in of_unit:
            absent[key] = Absentee(str(row.organization or row.division), Missing.UNREGISTERED)
        yield Wish(str(row.registration_id), key, row.position)
