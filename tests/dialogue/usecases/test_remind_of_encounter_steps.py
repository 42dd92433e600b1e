"""The letters two weeks and three months after: to the 課 by themselves, to a company by the desk's button."""

from datetime import timedelta

import pytest

from dialogue.models import NextStep
from dialogue.usecases.remind_of_encounter_steps import remind_companies_of_steps, remind_divisions_of_steps
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.dialogue.encounters import met_two_weeks_ago
from tests.factories.dialogue import EncounterFactory, NextStepFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def encounter():
    return met_two_weeks_ago()


def told(*encounters, at=NOON):
    return remind_companies_of_steps(registrations=[one.company_id for one in encounters], by=THE_DESK, at=at)


def test_a_division_is_told_what_it_owes_and_a_company_is_not_told_by_itself(encounter):
    assert remind_divisions_of_steps(at=NOON) == 1

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template, mail.about) == (
        "kanko@city.example",
        "dialogue/steps_for_division",
        encounter.event.key,
    )
    assert "地図を送る（見本物産株式会社との次の一歩）" in mail.body
    assert "見積り" not in mail.body
    assert NextStep.objects.get(side="COMPANY").reminded_at is None
    assert AuditEvent.objects.get(verb="encounter.remind").keys == {"stage": "TWO_WEEKS"}


def test_it_is_told_once_in_a_stage_whatever_runs_how_often(encounter):
    remind_divisions_of_steps(at=NOON)

    assert remind_divisions_of_steps(at=NOON + timedelta(days=1)) == 0
    assert remind_divisions_of_steps(at=NOON + timedelta(days=78)) == 1
    assert remind_divisions_of_steps(at=NOON + timedelta(days=79)) == 0


def test_a_closed_day_sends_nothing_and_is_made_up_for(encounter):
    sunday = NOON + timedelta(days=6)  # the Monday after it is a holiday

    assert remind_divisions_of_steps(at=sunday) == 0
    assert remind_divisions_of_steps(at=sunday + timedelta(days=2)) == 1


def test_what_came_after_a_division_is_told(encounter):
    division, after = encounter.division.division, DivisionFactory(email="ato@city.example")
    division.valid_to = TODAY - timedelta(days=1)
    division.save()
    division.successors.add(after)
    remind_divisions_of_steps(at=NOON)

    assert OutgoingMail.objects.get().to == "ato@city.example"


def test_a_division_without_mail_is_told_at_the_address_it_entered_with(encounter):
    type(encounter.division.division).objects.filter(pk=encounter.division.division_id).update(
        email="", accepts_routing=False
    )
    remind_divisions_of_steps(at=NOON)

    assert OutgoingMail.objects.get().to == encounter.division.email


def test_the_desk_tells_a_company_by_one_letter_once(encounter):
    assert told(encounter) == [encounter.company]
    assert told(encounter) == []

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == ("moushikomi@company.example", "dialogue/steps_for_company")
    assert "見積りを送る（観光戦略課との次の一歩）" in mail.body
    assert "会社次郎さん" in mail.body


def test_only_those_that_were_ticked_are_told(encounter):
    other = EncounterFactory(event=encounter.event)
    NextStepFactory(encounter=other, written_at=NOON - WEEK - WEEK, of_company=True)

    assert told(other) == [other.company]
    assert OutgoingMail.objects.count() == 1


def test_no_word_of_the_citys_note_is_in_any_letter(encounter):
    told(encounter)
    remind_divisions_of_steps(at=NOON)

    assert "内緒" not in mail_text()
