from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from proposals.enums import Party
from proposals.models import Proposal
from screening.models import NextStep
from screening.usecases.add_next_steps import CannotAddStep, Step, add_next_steps
from screening.usecases.finish_next_step import finish_next_step
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY
from tests.screening.city import accepted

pytestmark = pytest.mark.django_db


def add(screening, *steps):
    return add_next_steps(screening=screening, steps=steps, by=THE_DESK, at=NOON)


def test_a_step_is_the_divisions_the_desks_or_the_companys():
    screening, lead, _ = accepted()

    add(
        screening,
        Step("図面を送る", Party.DIVISION, TODAY, lead.division, "担当太郎"),
        Step("場所を調べる", Party.DESK, TODAY, lead.division),
        Step("見積りを出す", Party.PROPOSER, TODAY),
    )

    assert [one.owner for one in NextStep.objects.in_order()] == [f"{lead.division}（担当太郎）", "デスク", "提案者"]
    assert "図面" not in str(AuditEvent.objects.get(verb="next_step.add").keys)


def test_an_empty_step_and_one_of_a_proposal_that_is_over_are_refused():
    screening, _, _ = accepted()

    with pytest.raises(CannotAddStep, match="何をするかを書いてください。"):
        add(screening, Step(" ", Party.DESK, TODAY))
    Proposal.objects.filter(pk=screening.proposal_id).update(status="DECLINED")
    with pytest.raises(CannotAddStep, match="終わった提案には、"):
        add(screening, Step("図面を送る", Party.DESK, TODAY))


def test_none_is_none():
    screening, _, _ = accepted()

    assert add(screening) == []
    assert not AuditEvent.objects.filter(verb="next_step.add").exists()


def test_a_step_is_ticked_off_by_the_first_hand():
    screening, _, _ = accepted()
    (step,) = add(screening, Step("図面を送る", Party.DESK, TODAY))

    finish_next_step(step=step, by=THE_DIVISION, at=NOON)
    finish_next_step(step=step, by=THE_DESK, at=NOON + timedelta(days=1))

    step.refresh_from_db()
    assert (step.done_by, step.done_at) == (THE_DIVISION.label, NOON)
    assert AuditEvent.objects.filter(verb="next_step.done").count() == 1
