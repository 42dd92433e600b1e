from datetime import timedelta

import pytest

from dialogue.usecases.hand_over_steps import CannotHandOverSteps, hand_over_steps
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EncounterFactory, NextStepFactory
from tests.harness import NOON, THE_DIVISION, TODAY

pytestmark = pytest.mark.django_db


def hand(*steps, name="後任 花子"):
    return hand_over_steps(
        steps=[step.uuid for step in steps],
        divisions=[steps[0].encounter.division.division_id],
        name=name,
        by=THE_DIVISION,
        at=NOON,
    )


@pytest.mark.parametrize("name", ["後任 花子", ""])
def test_the_step_carries_the_other_name_and_keeps_who_wrote_it(name):
    step = NextStepFactory(person="担当太郎")

    hand(step, name=name)

    step.refresh_from_db()
    assert (step.person, step.written_by) == (name, "担当太郎（観光戦略課）")
    assert AuditEvent.objects.get(verb="encounter.step_handed").keys == {"step": str(step.uuid)}


@pytest.mark.parametrize("traits", [{"done": True}, {"of_company": True}, {"person": ""}])
def test_what_is_done_or_not_the_divisions_or_carries_no_name_is_refused(traits):
    step = NextStepFactory(**{"person": "担当太郎", **traits})

    with pytest.raises(CannotHandOverSteps, match="選び直してください。"):
        hand(step)


def test_a_step_that_the_successor_has_already_is_refused():
    encounter = EncounterFactory()
    same = {"encounter": encounter, "what": "地図を送る", "due_on": TODAY + timedelta(days=3)}
    mine, theirs = (NextStepFactory(person=name, **same) for name in ("担当太郎", "後任 花子"))

    with pytest.raises(CannotHandOverSteps, match="もう書かれています。"):
        hand(mine)

    theirs.refresh_from_db()
    assert theirs.person == "後任 花子"
