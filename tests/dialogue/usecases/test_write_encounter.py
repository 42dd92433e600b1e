"""The city's two lines, and with them one 次の一歩."""

import pytest

from dialogue.enums import Side
from dialogue.models import EncounterNote, NextStep
from dialogue.usecases.keep_encounter_steps import Step
from dialogue.usecases.write_encounter import write_encounter
from dialogue.usecases.write_encounter_note import StaleNote, write_encounter_note
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY

pytestmark = pytest.mark.django_db
STEP = Step("地図を送る", Side.DIVISION, TODAY)


def written(encounter, said="話した。", version=0, by=THE_DIVISION):
    return write_encounter_note(encounter=encounter, said=said, view="考える。", version=version, by=by, at=NOON)


def test_two_lines_are_kept_with_who_wrote_them_and_no_word_in_the_audit():
    note = written(EncounterFactory())

    assert (note.said, note.view, note.written_by, note.version) == ("話した。", "考える。", THE_DIVISION.label, 1)
    assert AuditEvent.objects.get(verb="encounter.note").keys == {"version": 1}


def test_they_are_written_anew_over_the_version_that_was_read():
    encounter = EncounterFactory()
    written(encounter)
    note = written(encounter, "もっと話した。", version=1, by=THE_DESK)

    assert (note.said, note.version, note.written_by) == ("もっと話した。", 2, THE_DESK.label)
    assert EncounterNote.objects.count() == 1


def test_the_same_words_again_change_nothing():
    encounter = EncounterFactory()
    first = written(encounter)

    assert written(encounter, version=0, by=THE_DESK).written_by == first.written_by


def test_nobody_writes_over_what_was_not_read():
    encounter = EncounterFactory()
    written(encounter)

    with pytest.raises(StaleNote, match=THE_DIVISION.label) as caught:
        written(encounter, "デスクの打ち込み", by=THE_DESK)
    assert caught.value.note.said == "話した。"
    assert EncounterNote.objects.get().said == "話した。"


def test_a_note_and_a_step_are_written_in_one_go():
    encounter = EncounterFactory()
    note = {"said": "話した。", "view": "", "version": 0}
    write_encounter(encounter=encounter, note=note, step=STEP, by=THE_DIVISION, at=NOON)

    assert (encounter.note.said, encounter.next_steps.get().what) == ("話した。", "地図を送る")


def test_each_may_be_written_alone():
    noted, stepped = EncounterFactory(), EncounterFactory()
    note = {"said": "話した。", "view": "", "version": 0}
    write_encounter(encounter=noted, note=note, step=None, by=THE_DIVISION, at=NOON)
    write_encounter(encounter=stepped, note=None, step=STEP, by=THE_DIVISION, at=NOON)

    assert list(EncounterNote.objects.values_list("encounter", flat=True)) == [noted.pk]
    assert list(NextStep.objects.values_list("encounter", flat=True)) == [stepped.pk]


def test_when_the_note_is_stale_the_step_is_not_written_either():
    note = EncounterNoteFactory()

    with pytest.raises(StaleNote):
        write_encounter(
            encounter=note.encounter,
            note={"said": "別の文", "view": "", "version": 0},
            step=STEP,
            by=THE_DESK,
            at=NOON,
        )
    assert NextStep.objects.count() == 0
