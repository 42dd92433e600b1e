"""関心あり, 協力課を加える, 係と担当者."""

from datetime import timedelta

import pytest

from nara_renkei.directory.models import Section
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal
from screening.models import Interest, Routing, interested
from screening.usecases.add_support import add_support
from screening.usecases.name_handler import CannotNameHandler, name_handler
from screening.usecases.raise_hand import CannotRaiseHand, lower_hand, raise_hand
from screening.usecases.route_proposal import CannotRoute
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import office, opened, routed

pytestmark = pytest.mark.django_db


def shared(**fields):
    return ProposalFactory(**{"submitted": True, "share_summary": True, **fields})


def raised(proposal, division, words="生かせそうです。"):
    return raise_hand(proposal=proposal, division=division, words=words, by=THE_DESK, at=NOON)


def hands_of(proposal):
    row = Proposal.objects.annotate(hands=interested()).get(pk=proposal.pk)
    return [(one["pk"], one["words"]) for one in row.hands]


# --- raising


def test_a_raised_hand_opens_nothing_and_mails_nobody():
    who, proposal = office(), shared()

    raised(proposal, who.division)

    assert hands_of(proposal) == [(who.division.pk, "生かせそうです。")]
    assert not Proposal.objects.visible_to(who.officer, TODAY).exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("fields", [{"share_summary": False}, {"status": "WITHDRAWN"}])
def test_without_consent_or_after_the_end_no_hand_is_raised(fields):
    with pytest.raises(CannotRaiseHand, match="もう庁内で共有されていません。"):
        raised(shared(**fields), DivisionFactory())


def test_a_hand_has_a_word():
    with pytest.raises(CannotRaiseHand, match="一言を書いてください。"):
        raised(shared(), DivisionFactory(), words=" ")


def test_a_division_raises_one_hand():
    proposal, division = shared(), DivisionFactory()
    raised(proposal, division)

    with pytest.raises(CannotRaiseHand, match="もう手を挙げています。"):
        raised(proposal, division)


def test_a_division_that_was_sent_it_raises_no_hand():
    screening, lead, _ = routed(share_summary=True)

    with pytest.raises(CannotRaiseHand, match="もう送付されています。"):
        raised(screening.proposal, lead.division)


def test_a_hand_can_be_lowered_and_raised_again():
    proposal, division = shared(), DivisionFactory()
    raised(proposal, division)

    lower_hand(proposal=proposal, division=division, by=THE_DESK, at=NOON)
    gone = hands_of(proposal)
    raised(proposal, division, words="やはり。")

    assert (gone, hands_of(proposal)) == ([], [(division.pk, "やはり。")])
    assert Interest.objects.count() == 2


def test_a_hand_that_is_not_up_is_not_lowered():
    with pytest.raises(CannotRaiseHand, match="手は挙がっていません。"):
        lower_hand(proposal=shared(), division=DivisionFactory(), by=THE_DESK, at=NOON)


# --- one more 課


def support(screening, division):
    return add_support(screening=screening, division=division, note="", by=THE_DESK, at=NOON)


def test_a_division_that_raised_its_hand_becomes_a_supporting_one():
    (screening, _, _), helper = routed(share_summary=True), office()
    raised(screening.proposal, helper.division)

    routing = support(screening, helper.division)

    assert (routing.is_lead, routing.state) == (False, "OPEN")
    assert Proposal.objects.visible_to(helper.officer, TODAY).get() == screening.proposal
    assert hands_of(screening.proposal) == []


def test_a_division_is_sent_it_once():
    screening, lead, _ = routed()

    with pytest.raises(CannotRoute, match="もう送付しています。"):
        support(screening, lead.division)


def test_before_a_sending_there_is_nothing_to_support():
    with pytest.raises(CannotRoute, match="検討中の提案だけに"):
        support(opened(), office().division)


# --- inside the 課


def name(routing, **fields):
    return name_handler(routing=routing, **{"section": None, "handler": None, **fields}, by=THE_DESK, at=NOON)


def section_of(division, **fields):
    return Section.objects.create(code="00000001", name="滞在係", division=division, **fields)


def test_the_division_names_its_section_and_its_person():
    _, lead, routing = routed()
    section = section_of(lead.division)

    name(routing, section=section, handler=lead.officer)

    found = Routing.objects.get()
    assert (found.section, found.handler) == (section, lead.officer)


def test_nobody_is_named_again():
    _, lead, routing = routed()
    name(routing, handler=lead.officer)

    name(routing)

    assert Routing.objects.get().handler is None


def test_a_section_of_another_division_or_of_the_past_is_refused():
    _, lead, routing = routed()
    foreign = section_of(DivisionFactory())
    past = Section.objects.create(
        code="00000002", name="旧係", division=lead.division, valid_to=TODAY - timedelta(days=1)
    )

    for section in (foreign, past):
        with pytest.raises(CannotNameHandler, match="の係ではありません。"):
            name(routing, section=section)


def test_who_does_not_sit_in_the_division_is_refused():
    _, _, routing = routed()

    with pytest.raises(CannotNameHandler, match="の席にいません。"):
        name(routing, handler=StaffFactory(officer=True))
