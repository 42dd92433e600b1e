"""出会いの次の一歩: written, done, dropped."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from dialogue.enums import Side
from dialogue.models import NextStep
from dialogue.usecases.keep_encounter_steps import (
    CannotKeepStep,
    Step,
    add_encounter_step,
    drop_encounter_step,
    finish_encounter_step,
)
from nara_renkei.core.actors import DIVISION, Actor
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EncounterFactory, NextStepFactory
from tests.harness import NOON, THE_COMPANY, THE_DIVISION, TODAY, wait_until_somebody_waits_for_us

pytestmark = pytest.mark.django_db
OWN = Step("見積りの例を送る", Side.COMPANY, TODAY, "会社次郎")
LATER = NOON + timedelta(hours=1)


def test_a_step_is_kept_with_its_owner_and_its_day():
    step = add_encounter_step(encounter=EncounterFactory(), step=OWN, by=THE_COMPANY, at=NOON)

    assert (step.what, step.side, step.person, step.due_on) == ("見積りの例を送る", "COMPANY", "会社次郎", TODAY)
    assert (step.written_by, step.is_open) == (THE_COMPANY.label, True)
    assert AuditEvent.objects.get(verb="encounter.step").keys == {"step": str(step.uuid)}


def test_the_same_step_sent_twice_is_one():
    encounter = EncounterFactory()
    first, second = (add_encounter_step(encounter=encounter, step=OWN, by=THE_COMPANY, at=NOON) for _ in range(2))

    assert first == second
    assert AuditEvent.objects.filter(verb="encounter.step").count() == 1


def test_what_was_done_may_be_agreed_again():
    encounter = EncounterFactory()
    first = add_encounter_step(encounter=encounter, step=OWN, by=THE_COMPANY, at=NOON)
    finish_encounter_step(step=first, by=THE_COMPANY, at=NOON)

    assert add_encounter_step(encounter=encounter, step=OWN, by=THE_COMPANY, at=NOON) != first


def test_a_company_neither_writes_nor_finishes_nor_drops_what_is_the_divisions():
    theirs = NextStepFactory()

    with pytest.raises(CannotKeepStep, match="課が書きます"):
        add_encounter_step(encounter=theirs.encounter, step=Step("急ぐ", Side.DIVISION, TODAY), by=THE_COMPANY, at=NOON)
    for call in (finish_encounter_step, drop_encounter_step):
        more = {"reason": "要らない"} if call is drop_encounter_step else {}
        with pytest.raises(CannotKeepStep, match="課が済みにします"):
            call(step=theirs, **more, by=THE_COMPANY, at=NOON)
    theirs.refresh_from_db()
    assert theirs.is_open is True


@pytest.mark.parametrize("own", [True, False])
def test_the_city_ticks_off_its_own_and_the_companys(own):
    step = finish_encounter_step(step=NextStepFactory(of_company=not own), by=THE_DIVISION, at=NOON)

    assert (step.done_at, step.done_by, step.is_open) == (NOON, THE_DIVISION.label, False)


def test_the_first_who_ticks_it_off_stays():
    step = NextStepFactory(of_company=True)
    finish_encounter_step(step=step, by=THE_COMPANY, at=NOON)
    again = finish_encounter_step(step=step, by=THE_DIVISION, at=LATER)

    assert (again.done_at, again.done_by) == (NOON, THE_COMPANY.label)


def test_a_step_is_dropped_with_its_reason():
    step = drop_encounter_step(step=NextStepFactory(), reason="先方の都合", by=THE_DIVISION, at=NOON)

    assert (step.dropped_at, step.dropped_by, step.dropped_reason) == (NOON, THE_DIVISION.label, "先方の都合")


@pytest.mark.parametrize("over", ["done", "dropped"])
def test_what_is_over_is_not_dropped(over):
    with pytest.raises(CannotKeepStep, match="もう済んだか、やめています"):
        drop_encounter_step(step=NextStepFactory(**{over: True}), reason="先方の都合", by=THE_DIVISION, at=NOON)


def test_what_was_dropped_is_not_ticked_off():
    with pytest.raises(CannotKeepStep, match="やめたことになっています"):
        finish_encounter_step(step=NextStepFactory(dropped=True), by=THE_DIVISION, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tick_it_off_at_once_the_second_waits_and_finds_it_done():
    step, found = NextStepFactory(), []

    def finish_too():
        try:
            found.append(finish_encounter_step(step=step, by=Actor(DIVISION, "あとの人"), at=LATER).done_by)
        finally:
            connection.close()

    thread = Thread(target=finish_too)
    with transaction.atomic():
        finish_encounter_step(step=step, by=Actor(DIVISION, "先の人"), at=NOON)
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(10)

    assert found == [NextStep.objects.get().done_by] == ["先の人"]
    assert AuditEvent.objects.filter(verb="encounter.step_done").count() == 1
