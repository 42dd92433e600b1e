"""Outcomes as a page shows them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from proposals.models import Proposal
from screening.enums import DecisionState
from screening.models import Decision, DecisionCondition

# in place of prefetched rows: no query of their own
_REASONS = (
    Decision.reasons.through.objects.filter(decision=OuterRef("pk"))
    .order_by("declinereason__position", "declinereason")
    .values("declinereason__label")
)
_NEAR = Decision.near.through.objects.filter(decision=OuterRef("pk")).order_by("challenge").values("challenge__title")


def decisions_of(proposal: Any) -> QuerySet[Decision]:
    """Return the outcomes of a folder, the first first, with 決裁, reasons and 近い課題."""
    return (
        Decision.objects.filter(screening__proposal=proposal)
        .select_related("approval", "contract_limit")
        .annotate(reason_labels=ArraySubquery(_REASONS), near_titles=ArraySubquery(_NEAR))
        .order_by("drafted_at", "pk")
    )


def conditions_of(proposal: Any) -> QuerySet[DecisionCondition]:
    """Return the conditions of all of them, in their order."""
    return DecisionCondition.objects.filter(decision__screening__proposal=proposal).in_order()


def told_conditions(proposal: Proposal) -> QuerySet[DecisionCondition]:
    """Return the conditions of the outcome that was told last, in their order."""
    told = Decision.objects.filter(screening__proposal=proposal, state=DecisionState.TOLD).order_by("-told_at", "-pk")
    return (
        DecisionCondition.objects.filter(decision=told.values("pk")[:1])
        .select_related("decision__screening")
        .in_order()
    )
