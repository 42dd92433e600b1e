"""A person makes the own デジタル名刺, or changes it. Pressing the button is the consent to exchange it at this event."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Card, Participant
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


@transaction.atomic
def keep_card(*, me: Participant, email: str, phone: str, words: str, by: Actor, at: datetime) -> Card:
    """Keep what the person chose to show. The first consent keeps its time."""
    shown = {"email": email, "phone": phone, "words": words}
    card, is_new = Card.objects.update_or_create(
        participant=me, defaults=shown, create_defaults={**shown, "consented_at": at}
    )
    audit.record("card.keep", about=me.key, by=by, at=at, new=is_new)
    return card
