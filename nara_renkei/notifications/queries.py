"""What others ask about the outbox."""

from datetime import datetime, timedelta

from django.db.models import Min

from .models import MailState, OutgoingMail


def oldest_unsent(at: datetime) -> timedelta:
    """Return how long the oldest letter has waited; zero when none waits."""
    oldest = OutgoingMail.objects.filter(state=MailState.QUEUED).aggregate(oldest=Min("created_at"))["oldest"]
    return at - oldest if oldest else timedelta(0)
