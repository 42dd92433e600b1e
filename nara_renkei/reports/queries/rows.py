"""The proposals of a span of time as they stood at a moment: what every report begins with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from nara_renkei.directory.models import Division
from proposals.enums import OPEN_STATUSES, Status
from proposals.models import Proposal, StatusChange
from screening.models import Routing

Row = dict[str, Any]  # one row of values()
NOT_ROUTED: Final = "送付前（デスク）"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a 課 stands."""

    division: str
    department: str
    department_code: str
    department_key: int


def divisions_by_key() -> dict[int, Place]:
    """Return every 課 that ever was. One query."""
    columns = ("pk", "name", "department__name", "department__code", "department")
    return {pk: Place(*place) for pk, *place in Division.objects.values_list(*columns).order_by("pk")}


def lead() -> Subquery:
    """The 課 that leads, or led last."""
    routings = Routing.objects.filter(screening__proposal=OuterRef("pk"), is_lead=True).order_by("-sent_at", "-pk")
    return Subquery(routings.values("division")[:1])


def received_between(first: datetime, after: datetime, cutoff: datetime) -> QuerySet[Any, Any]:
    """Those submitted from one moment to another, with ``status_then`` (at the cutoff) and ``lead``, the oldest first."""
    came = Proposal.objects.received_between(first, after)
    return came.annotate(status_then=_status_before(cutoff), lead=lead()).oldest_first()


def open_on(cutoff: datetime) -> list[Row]:
    """Return those that waited for their outcome at a moment. One query."""
    rows = (
        Proposal.objects.filter(submitted_at__lt=cutoff)
        .filter(Q(status__in=OPEN_STATUSES) | Q(status_changed_at__gte=cutoff))
        .annotate(status_then=_status_before(cutoff), lead=lead())
        .filter(status_then__in=OPEN_STATUSES)
        .values("submitted_at", "status_then", "lead")
    )
    return [dict(row) for row in rows]


def _status_before(cutoff: datetime) -> Case:
    """The state at a moment: the column when nothing moved since, else the history."""
    story = StatusChange.objects.filter(proposal=OuterRef("pk"), at__lt=cutoff).order_by("-at", "-pk")
    return Case(
        When(status_changed_at__lt=cutoff, then="status"),
        default=Coalesce(Subquery(story.values("target")[:1]), Value(Status.SUBMITTED)),
    )
