import pytest

from dialogue.queries.seating_problem import seating_problem
from dialogue.usecases.note_absent_rounds import CannotNoteAbsence, note_absent_rounds
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import RegistrationFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return RegistrationFactory(event__rounds=3)


def note(kept, *rounds):
    return note_absent_rounds(registration=kept, rounds=rounds, by=THE_DESK, at=NOON)


def test_who_comes_late_is_seated_in_the_other_rounds_only(kept):
    assert note(kept, 2, 1, 2).absent_rounds == [1, 2]
    assert seating_problem(kept.event).companies[0].free == {3}
    assert AuditEvent.objects.get(verb="registration.absence").keys == {"rounds": [1, 2]}

    assert note(kept).absent_rounds == []
    assert seating_problem(kept.event).companies[0].free is None


@pytest.mark.parametrize("turn", [0, 4])
def test_a_round_that_is_not_there_is_refused(kept, turn):
    with pytest.raises(CannotNoteAbsence, match="回は1から3までです。"):
        note(kept, turn)


def test_who_can_come_to_no_round_cancels(kept):
    with pytest.raises(CannotNoteAbsence, match="申込みを取り消してください。"):
        note(kept, 1, 2, 3)
