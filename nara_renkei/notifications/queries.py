"""What others ask about the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet

from .models import MailState, OutgoingMail

# what is not tried any more
LOST: Final = (MailState.DEAD, MailState.EXPIRED, MailState.CANCELLED)


def oldest_unsent(at: datetime) -> timedelta:
    """Return how long the oldest letter has waited; zero when none waits."""
    oldest = OutgoingMail.objects.filter(state=MailState.QUEUED).aggregate(oldest=Min("created_at"))["oldest"]
    return at - oldest if oldest else timedelta(0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far many letters are that somebody ordered."""

    total: int
    prepared: int
    sent: int
    dead: int  # no server took them
    is_working: bool
    problem: str  # of the last order

    @property
    def is_going(self) -> bool:
        """Whether the figures still change by themselves."""
        return self.is_working or self.sent + self.dead < self.prepared


def progress_of(letters: "QuerySet[Any]", orders: "QuerySet[Any]") -> Progress:
    """Return how far letters (``prepared_at``, ``mail``) of these orders are. Two queries."""
    figures = letters.aggregate(
        total=Count("pk"),
        prepared=Count("pk", filter=Q(prepared_at__isnull=False)),
        sent=Count("pk", filter=Q(mail__state=MailState.SENT)),
        dead=Count("pk", filter=Q(mail__state__in=LOST)),
    )
    last = orders.order_by("-pk").first()
    return Progress(
        **figures,
        is_working=last is not None and last.next_try_at is not None,
        problem=last.problem if last else "",
    )
