"""An encounter of which the letters are due: with a note of the 課, and a step of each side."""

from datetime import timedelta

from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory, EventFactory, NextStepFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, TODAY


def met_two_weeks_ago():
    held_on = TODAY - timedelta(days=14)
    event = EventFactory(held_on=held_on, closes_on=held_on, ended=True, name="見本のダイアログ")
    encounter = EncounterFactory(
        event=event,
        company__organization__name="見本物産株式会社",
        company__email="moushikomi@company.example",
        division__division=DivisionFactory(name="観光戦略課", email="kanko@city.example"),
    )
    EncounterNoteFactory(encounter=encounter, said="内緒の話", view="内緒の受けとめ")
    for fields in ({"what": "地図を送る"}, {"what": "見積りを送る", "of_company": True}):
        NextStepFactory(encounter=encounter, written_at=NOON - timedelta(days=14), **fields)
    return encounter
