"""What came of an event, by one definition for every page: 出会い → 次の一歩 → 提案 → 進める. It goes on for years."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dialogue.models import Encounter, Event, NextStep
from proposals.enums import REALISED_STATUSES


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one event."""

    encounters: int  # those that took place, in the rounds and outside the plan
    steps: int  # 次の一歩 that were written, also those that were dropped
    steps_done: int
    proposals: int  # submitted ones that came of an encounter, each once; drafts are nobody's business yet
    adopted: int  # of these, those the city goes on with: 進める and what follows it
    standing: int = 0  # 立ち話: of the encounters, those outside the plan

    @property
    def at_tables(self) -> int:
        """Encounters in the rounds."""
        return self.encounters - self.standing

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The rows of the picture, in the order in which one leads to the next."""
        return [
            ("出会い", self.encounters),
            ("次の一歩", self.steps),
            ("済んだ次の一歩", self.steps_done),
            ("提案", self.proposals),
            ("進める", self.adopted),
        ]


def outcomes_of(events: Collection[int]) -> dict[int, Outcome]:
    """Return what came of each of these events, by their keys. One query."""
    met = Encounter.objects.met().filter(event=OuterRef("pk"))
    steps = NextStep.objects.filter(encounter__event=OuterRef("pk"))
    proposed = Encounter.objects.filter(event=OuterRef("pk"), proposal__submitted_at__isnull=False)
    rows = Event.objects.filter(pk__in=events).annotate(
        encounter_count=_count(met, "event", "pk"),
        step_count=_count(steps, "encounter__event", "pk"),
        done_count=_count(steps.done(), "encounter__event", "pk"),
        proposal_count=_count(proposed, "event", "proposal"),
        adopted_count=_count(proposed.filter(proposal__status__in=REALISED_STATUSES), "event", "proposal"),
        standing_count=_count(met.filter(round=None), "event", "pk"),
    )
    columns = ("encounter_count", "step_count", "done_count", "proposal_count", "adopted_count", "standing_count")
    return {pk: Outcome(*counts) for pk, *counts in rows.values_list("pk", *columns)}


def outcome_of(event: Event) -> Outcome:
    """Return what came of one event."""
    return outcomes_of([event.pk])[event.pk]


def _count(rows: QuerySet[Any], group: str, what: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)
