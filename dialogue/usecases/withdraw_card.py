"""A person takes the own デジタル名刺 back: it is deleted, and so is every exchange of it."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Card, CardExchange, Participant
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


@transaction.atomic
def withdraw_card(*, me: Participant, by: Actor, at: datetime) -> None:
    """From now on nobody reads it in the portal, and the person reads nobody's."""
    CardExchange.objects.of(me).delete()
    Card.objects.filter(participant=me).delete()
    audit.record("card.withdraw", about=me.key, by=by, at=at)
