"""Pairs that the desk settles."""

import pytest

from dialogue.enums import RuleKind
from dialogue.models import SeatingRule
from dialogue.usecases.settle_pair import CannotSettlePair, drop_pair, settle_pair
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.models import AuditEvent
from tests.dialogue.tables import SmallTable
from tests.factories.dialogue import RegistrationFactory, SeatingRuleFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db
BY = Actor(DESK, "受付花子（デスク）", "user:1")


@pytest.fixture
def table():
    return SmallTable()


def settle(table, *, kind=RuleKind.MUST, turn=None, **fields):
    asked = {"company": table.companies[0], "division": table.divisions[0], **fields}
    return settle_pair(event=table.event, **asked, kind=kind, turn=turn, reason="前から話がある", by=BY, at=NOON)


def test_a_must_needs_no_round(table):
    rule = settle(table, turn=2)
    assert (rule.kind, rule.round, rule.reason) == ("MUST", None, "前から話がある")
    assert AuditEvent.objects.get().verb == "seating.settle"


def test_a_pin_has_its_round(table):
    assert settle(table, kind=RuleKind.PIN, turn=2).round == 2


@pytest.mark.parametrize("turn", [None, 0, 3])
def test_a_round_that_is_not_held_is_refused(table, turn):
    with pytest.raises(CannotSettlePair, match="1から2まで"):
        settle(table, kind=RuleKind.PIN, turn=turn)


def test_the_same_pair_twice_is_refused(table):
    settle(table)
    with pytest.raises(CannotSettlePair, match="もう決めてあります"):
        settle(table, kind=RuleKind.BAN)


@pytest.mark.parametrize("wrong", ["another event", "another side", "cancelled"])
def test_only_those_who_come_are_settled(table, wrong):
    company = {
        "another event": lambda: RegistrationFactory(),
        "another side": lambda: table.divisions[1],
        "cancelled": lambda: RegistrationFactory(event=table.event, cancelled=True),
    }[wrong]()
    with pytest.raises(CannotSettlePair, match="参加している企業と課から"):
        settle(table, company=company)


def test_what_was_settled_is_taken_back(table):
    drop_pair(rule=SeatingRuleFactory(), by=BY, at=NOON)
    assert (SeatingRule.objects.count(), AuditEvent.objects.get().verb) == (0, "seating.drop")
