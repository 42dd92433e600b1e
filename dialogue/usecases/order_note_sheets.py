"""出会いの記録用紙 for those without a phone: the announced plan becomes encounters, and they are printed with their codes."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Event
from dialogue.rules.papers import NOTE_SHEETS
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper

from .record_encounters import record_announced


class CannotOrder(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_note_sheets(*, event: Event, by: Actor, at: datetime) -> PaperJob:
    """Return the paper under way. Raises CannotOrder while nobody is to meet anybody."""
    record_announced(event=event, by=by, at=at)
    if not event.encounters.exists():
        raise CannotOrder("会う組がまだありません。卓の割り当てをお知らせしてから、もう一度押してください。")
    return order_paper(kind=NOTE_SHEETS, about=event.slug, title=f"出会いの記録用紙 {event}"[:120], by=by, at=at)
