"""企業カルテを開いた記録."""

from collections.abc import Collection
from datetime import date

from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Organization
from screening.models import RecordOpening

SHOWN = 20


def standing_opening(reader: User, organization: Organization, on: date) -> RecordOpening | None:
    """Return what lets this person read the カルテ on a day: the one that lasts longest. One query."""
    mine = RecordOpening.objects.standing(on).filter(reader=reader, organization=organization)
    return mine.order_by("-ends_on", "-pk").first()


def last_openings(bodies: Collection[int]) -> list[RecordOpening]:
    """Return who opened the カルテ and what for, the newest first. One query."""
    return list(RecordOpening.objects.filter(organization__in=bodies).newest_first()[:SHOWN])
