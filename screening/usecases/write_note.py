"""庁内のメモ: an official document, and never a message."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import Note, Screening


class CannotWriteNote(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_note(*, screening: Screening, body: str, by: Actor, at: datetime) -> Note:
    """Append a note that only the city reads. Raises CannotWriteNote when it is empty."""
    if not body.strip():
        raise CannotWriteNote("メモを書いてください。")
    note = Note.objects.create(screening=screening, body=body, written_by=by.label, written_at=at)
    audit.record("note.write", about=screening.proposal.key, by=by, at=at, note=note.pk)
    return note
