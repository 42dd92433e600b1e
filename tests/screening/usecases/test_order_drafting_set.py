import pytest

from nara_renkei.core.models import PaperJob
from screening.enums import DecisionState, Disposition
from screening.models import Decision
from screening.rules.papers import DRAFTING
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.order_drafting_set import CannotOrder, order_drafting_set
from tests.factories.screening import DecisionFactory
from tests.harness import NOON, THE_DESK
from tests.screening.city import accepted

pytestmark = pytest.mark.django_db


def drafted():
    _, lead, routing = accepted()
    return draft_decision(routing=routing, outcome=Outcome(Disposition.ADOPT, "よい。"), by=lead.actor, at=NOON)


def order(decision):
    return order_drafting_set(proposal=decision.screening.proposal, by=THE_DESK, at=NOON)


def test_it_is_asked_for_by_the_outcome_as_it_stands():
    decision = drafted()

    job = order(decision)

    number = decision.screening.proposal.number
    assert (job.kind, job.about, job.title) == (DRAFTING, f"{number}/{decision.pk}", f"起案セット {number}")


def test_two_clicks_while_it_is_made_are_one_paper():
    decision = drafted()

    assert order(decision).pk == order(decision).pk


def test_a_finished_paper_is_made_anew_because_the_record_goes_on():
    decision = drafted()
    first = order(decision)
    PaperJob.objects.filter(pk=first.pk).update(state="FAILED")

    assert order(decision).pk != first.pk


def test_it_is_of_the_newest_outcome_that_was_not_replaced():
    replaced = DecisionFactory(state=DecisionState.REPLACED)
    decision = DecisionFactory(screening=replaced.screening)
    Decision.objects.filter(pk=replaced.pk).update(drafted_at=NOON.replace(year=2027))

    assert order(decision).about.endswith(f"/{decision.pk}")


def test_without_an_outcome_there_is_nothing_to_make():
    screening, *_ = accepted()

    with pytest.raises(CannotOrder, match="結果の案がまだありません。"):
        order_drafting_set(proposal=screening.proposal, by=THE_DESK, at=NOON)
