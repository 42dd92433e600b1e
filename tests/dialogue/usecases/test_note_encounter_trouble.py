"""困りごとメモ from a 困りごと of the ダイアログ, once for each."""

import pytest

from dialogue.models import TroubleSource
from dialogue.usecases.note_encounter_trouble import CannotNote, note_encounter_trouble
from tests.factories.dialogue import EncounterFactory, RegistrationFactory
from tests.harness import NOON, THE_DIVISION

pytestmark = pytest.mark.django_db


def noted(source):
    return note_encounter_trouble(
        source=source, trouble="待ち時間が読めない", wish="知らせたい", by=THE_DIVISION, at=NOON
    )


def test_what_a_division_entered_with_becomes_its_memo():
    registration = RegistrationFactory(of_division=True)
    memo = noted(registration)

    assert (memo.trouble, memo.wish, memo.division) == ("待ち時間が読めない", "知らせたい", registration.division)
    assert (memo.author, registration.trouble_source.trouble) == (THE_DIVISION.label, memo)


def test_what_an_encounter_showed_becomes_a_memo_of_its_division():
    encounter = EncounterFactory()
    memo = noted(encounter)

    assert (memo.division, encounter.trouble_source.trouble) == (encounter.division.division, memo)


@pytest.mark.parametrize("source", [lambda: RegistrationFactory(of_division=True), lambda: EncounterFactory()])
def test_each_becomes_a_memo_once(source):
    one = source()
    noted(one)

    with pytest.raises(CannotNote, match="もう困りごとメモになっています"):
        noted(one)
    assert TroubleSource.objects.count() == 1
