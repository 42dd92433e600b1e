"""What the city still writes or stands by, whoever keeps it."""

from datetime import date

from django.db.models import Q

from proposals.enums import ChallengeState
from proposals.models import Challenge
from proposals.models.challenge import ChallengeQuerySet


def living_challenges(on: date) -> ChallengeQuerySet:
    """The 課題 that are neither taken down nor over."""
    closed = Q(state=ChallengeState.PUBLISHED, closes_on__lt=on)
    return Challenge.objects.exclude(state=ChallengeState.RETIRED).exclude(closed)
