"""The announced plan becomes encounters, each with the code that stands on the note sheet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter, Event, Registration
from dialogue.queries.seating import announced_plan
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Pair:
    """Who meets whom, and where: rounds and tables count from 1."""

    company: Registration
    division: Registration
    round: int
    table: int

    @property
    def who(self) -> tuple[int, int]:
        return self.company.pk, self.division.pk


@transaction.atomic
def record_encounters(*, event: Event, pairs: Collection[Pair], by: Actor, at: datetime) -> int:
    """Return how many encounters are new. Run again with the same plan it does nothing.

    Run with a plan that was solved again it follows it: who meets elsewhere moves and keeps the code, who no longer
    meets goes, unless somebody has written about them or they met outside the plan.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    known = {(one.company_id, one.division_id): one for one in Encounter.objects.filter(event=event)}
    planned = {pair.who: pair for pair in pairs}
    moved = []
    for who, pair in planned.items():
        if (one := known.get(who)) and (one.round, one.table) != (pair.round, pair.table):
            one.round, one.table = pair.round, pair.table
            moved.append(one)
    Encounter.objects.bulk_update(moved, ["round", "table"])
    gone = [one.pk for who, one in known.items() if who not in planned]
    gone_rows = Encounter.objects.filter(
        pk__in=gone, round__isnull=False, note=None, next_steps=None, proposal=None, trouble_source=None, missed_at=None
    )
    gone_rows.delete()
    new = Encounter.objects.bulk_create(
        Encounter(
            event=event,
            company=pair.company,
            division=pair.division,
            round=pair.round,
            table=pair.table,
            recorded_at=at,
            recorded_by=by.label,
        )
        for who, pair in planned.items()
        if who not in known
    )
    if new or moved:
        audit.record("encounter.record", about=event.key, by=by, at=at, new=len(new), moved=len(moved))
    return len(new)


@transaction.atomic
def record_announced(*, event: Event, by: Actor, at: datetime) -> int:
    """Make the encounters of the plan that is announced now; return how many are new, 0 without a plan."""
    plan = announced_plan(event)
    if plan is None:
        return 0
    entered = event.registrations.in_bulk()
    pairs = [
        Pair(entered[company.registration_id], entered[division.registration_id], one.number, table.number)
        for one in plan.rounds
        for table in one.tables
        for company in table.companies
        for division in table.divisions
    ]
    return record_encounters(event=event, pairs=pairs, by=by, at=at)
