import pytest

from proposals.models import Proposal
from screening.enums import Answer
from screening.models import Routing
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.reroute_proposal import reroute_proposal
from screening.usecases.route_proposal import CannotRoute
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from tests.screening.city import accepted, fresh, office, opened, routed

pytestmark = pytest.mark.django_db


def reroute(screening, lead):
    return reroute_proposal(screening=screening, lead=lead.division, note="", by=THE_DESK, at=NOON)


def say_not_ours(routing, who, suggested):
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment="当課の仕事ではありません。",
        suggested=suggested.division,
        by=who.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=who.manager, by=who.actor, at=NOON)


def test_the_old_lead_loses_its_access_and_the_new_one_has_it():
    screening, old, _ = routed()
    new = office()

    reroute(screening, new)

    assert not Proposal.objects.visible_to(old.officer, TODAY).exists()
    assert Proposal.objects.visible_to(new.officer, TODAY).get() == screening.proposal
    assert fresh(screening.proposal).status == "IN_REVIEW"


def test_a_supporting_division_can_become_the_lead():
    helper = office()
    screening, _, _ = routed(helper)

    reroute(screening, helper)

    live = Routing.objects.exclude(state="ENDED")
    assert [(one.division, one.is_lead) for one in live] == [(helper.division, True)]


def test_the_company_hears_nothing_of_it():
    screening, old, routing = routed()
    say_not_ours(routing, old, office())

    reroute(screening, office())

    assert "担当ではない" not in mail_text()
    assert not screening.proposal.letters.exists()


def test_after_two_refusals_a_ruling_is_needed():
    screening, first, routing = routed()
    second, third = office(), office()
    say_not_ours(routing, first, second)
    again = reroute(screening, second)
    say_not_ours(again, second, third)

    with pytest.raises(CannotRoute, match="2つの課が「担当ではない」と答えています。"):
        reroute(screening, third)


def test_the_same_lead_is_refused():
    screening, lead, _ = routed()

    with pytest.raises(CannotRoute, match="いまの主担当課です。"):
        reroute(screening, lead)


def test_a_proposal_that_was_never_sent_is_refused():
    with pytest.raises(CannotRoute, match="検討中の提案だけ、送り直せます。"):
        reroute(opened(), office())


def test_the_name_of_the_old_lead_is_taken_from_the_company():
    screening, _, _ = accepted()

    reroute(screening, office())

    assert fresh(screening.proposal).lead_division is None
