"""会えなかった, and back."""

import pytest

from dialogue.models import Encounter
from dialogue.usecases.miss_encounter import CannotMiss, meet_after_all, miss_encounter
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory, NextStepFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def test_who_did_not_come_is_not_counted_and_may_be_counted_again():
    encounter = EncounterFactory()
    for _ in range(2):
        miss_encounter(encounter=encounter, by=THE_DESK, at=NOON)
    assert list(Encounter.objects.met()) == []

    for _ in range(2):
        meet_after_all(encounter=encounter, by=THE_DESK, at=NOON)
    assert list(Encounter.objects.met()) == [encounter]
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "encounter.missed",
        "encounter.met",
    ]


@pytest.mark.parametrize(
    "written",
    [
        lambda: EncounterNoteFactory().encounter,
        lambda: NextStepFactory().encounter,
        lambda: EncounterFactory(proposal=ProposalFactory()),
    ],
)
def test_of_whom_somebody_wrote_they_have_met(written):
    with pytest.raises(CannotMiss, match="会えなかったことにできません"):
        miss_encounter(encounter=written(), by=THE_DESK, at=NOON)
