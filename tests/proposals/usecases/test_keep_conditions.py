import pytest

from nara_renkei.core.models import AuditEvent
from proposals.usecases.keep_conditions import ToldCondition, keep_conditions, show_condition_met
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db

FIRST, SECOND = ToldCondition(1, "毎月知らせること。", TODAY), ToldCondition(2, "勧誘をしないこと。", None)


def keep(proposal, *conditions):
    keep_conditions(proposal=proposal, conditions=conditions, by=THE_DESK, at=NOON)
    return [(one.position, one.text) for one in proposal.conditions.in_order()]


def test_the_newest_replace_the_older():
    proposal = ProposalFactory(adopted=True)
    keep(proposal, FIRST, SECOND)

    assert keep(proposal, ToldCondition(1, "安全を確かめること。", None)) == [(1, "安全を確かめること。")]
    assert AuditEvent.objects.filter(verb="conditions.keep").count() == 2


def test_none_takes_them_away():
    proposal = ProposalFactory(adopted=True)
    keep(proposal, FIRST)

    assert keep(proposal) == []


def test_nothing_to_keep_leaves_no_line():
    assert keep(ProposalFactory(adopted=True)) == []
    assert not AuditEvent.objects.filter(verb="conditions.keep").exists()


def test_only_the_condition_of_its_position_is_met():
    proposal, other = ProposalFactory(adopted=True), ProposalFactory(adopted=True)
    keep(proposal, FIRST, SECOND)
    keep(other, FIRST)

    show_condition_met(proposal=proposal, position=1, met_on=TODAY)

    assert [one.met_on for one in proposal.conditions.in_order()] == [TODAY, None]
    assert other.conditions.get().met_on is None
