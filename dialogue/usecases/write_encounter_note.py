"""出会いのメモ: two lines of the 課 or the desk. The company never reads them."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter, EncounterNote
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class StaleNote(Exception):
    """Somebody wrote after this form was opened; ``note`` is what is stored. Nothing was written."""

    def __init__(self, note: EncounterNote) -> None:
        super().__init__(
            f"この画面を開いたあとに、{note.written_by}がメモを書きました。あなたが書いた文は、まだ保存していません。"
            "下のいまのメモと見比べて、残したい文を欄に入れ、もう一度保存してください。"
        )
        self.note = note


@transaction.atomic
def write_encounter_note(
    *, encounter: Encounter, said: str, view: str, version: int, by: Actor, at: datetime
) -> EncounterNote:
    """Return the note. The same words sent twice change nothing.

    ``version`` is the one the form was opened with, 0 when there was no note. Raises StaleNote.
    """
    encounter = Encounter.objects.select_for_update(of=("self",)).get(pk=encounter.pk)
    note = EncounterNote.objects.filter(encounter=encounter).first()
    if note and (note.said, note.view) == (said, view):
        return note
    if note and note.version != version:
        raise StaleNote(note)
    note = note or EncounterNote(encounter=encounter, version=0)
    note.said, note.view, note.version = said, view, note.version + 1
    note.written_by, note.written_at = by.label, at
    note.save()
    audit.record("encounter.note", about=encounter.key, by=by, at=at, version=note.version)
    return note
