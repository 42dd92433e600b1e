"""資料から5分で相談: a 事前相談 begins before anybody has said who they are."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import admit
from proposals.models import Challenge, Consultation


@transaction.atomic
def start_consultation(*, challenge: Challenge | None, author: User | None, by: Actor, at: datetime) -> Consultation:
    """Return a new one. Without an author it belongs to the browser that began it, until somebody claims it."""
    uuid = uuid4()
    if author is None:
        admit("consultations", uuid)
    consultation = Consultation.objects.create(uuid=uuid, challenge=challenge, author=author, created_at=at)
    audit.record("consultation.start", about=consultation.key, by=by, at=at)
    return consultation
