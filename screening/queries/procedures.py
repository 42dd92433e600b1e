"""The checklist of one proposal: the city's procedures behind what it asks, with their ticks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Division
from proposals.enums import AccessScope, Ask
from proposals.models import Proposal
from screening.models import ProcedureTick, Routing, Screening
from screening.rules.city_procedures import CityProcedure, procedures_for

from .folder import scope_of


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    procedure: CityProcedure
    tick: ProcedureTick | None

    @property
    def ask(self) -> str:
        return str(Ask(self.procedure.ask).label)


@dataclass(frozen=True, slots=True)
class Checklist:
    proposal: Proposal
    screening: Screening
    rows: list[ProcedureRow]
    may_tick: bool

    @property
    def done(self) -> int:
        return sum(row.tick is not None for row in self.rows)


def checklist_of(
    proposal: Proposal, user: User, on: date, *, is_desk: bool, sits_in: Callable[[Division], bool]
) -> Checklist | None:
    """Return the checklist for who reads the whole of a visible proposal; None else, and before the desk opened it."""
    screening = Screening.objects.filter(proposal=proposal).first()
    if screening is None or scope_of(proposal, user, on) != AccessScope.FULL:
        return None
    ticks = {one.code: one for one in ProcedureTick.objects.filter(screening=screening)}
    in_hand = Routing.objects.in_hand().filter(screening=screening).select_related("division").order_by("pk")
    return Checklist(
        proposal=proposal,
        screening=screening,
        rows=[ProcedureRow(one, ticks.get(one.code)) for one in procedures_for(asks=proposal.asks, cost=proposal.cost)],
        may_tick=is_desk or any(sits_in(one.division) for one in in_hand),
    )
