"""What others ask about the outbox."""

from datetime import datetime, timedelta

from django.db.models import Min

from .models import MailState, OutgoingMail


def oldest_unsent(at: datetime) -> timedelta:
    """Return how long the oldest letter has waited; zero when none waits."""
    oldest = OutgoingMail.objects.filter(state=MailState.QUEUED).aggregate(oldest=Min("created_at"))["oldest"]
    return at - oldest if oldest else timedelta(0)


def undelivered(since: datetime) -> int:
    """Return how many letters died since a moment: for the digest and the desk's first page."""
    return OutgoingMail.objects.dead().filter(created_at__gte=since).count()
