"""Proposals of which an outcome was told, and what came of them."""

from datetime import timedelta

from proposals.enums import Status
from proposals.models import Proposal
from screening.enums import Disposition
from screening.models import Decision, DecisionCondition, DeclineReason
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.tell_decision import tell_decision
from tests.factories.accounts import MemberFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import ApprovalFactory, DecisionFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import accepted, letter

LATER = NOON + timedelta(days=1)
IN_A_MONTH = TODAY + timedelta(days=30)


def declined(*, notify=True):
    """A proposal of which a 見送り was told; its mail waits in the outbox."""
    screening, lead, routing = accepted()
    outcome = Outcome(
        Disposition.DECLINE,
        "場所が決まらないため。",
        reasons=[DeclineReason.objects.get(code="abstract")],
        what_would_change="場所が決まること。",
    )
    decision = draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)
    Decision.objects.filter(pk=decision.pk).update(state="CONFIRMED", confirmed_by="受付", confirmed_at=NOON)
    ApprovalFactory(decision=decision)
    tell_decision(decision=decision, letter=letter(), notify=notify, by=THE_DESK, at=NOON)
    return screening, lead, decision


def told(*texts):
    """A told outcome with these conditions."""
    decision = DecisionFactory(confirmed=True, disposition="ADOPT_IF")
    for n, text in enumerate(texts, start=1):
        DecisionCondition.objects.create(decision=decision, position=n, text=text, due_on=IN_A_MONTH)
    ApprovalFactory(decision=decision)
    tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)
    return decision


def going_on(status="UNDERWAY"):
    screening, lead, _ = accepted()
    Proposal.objects.filter(pk=screening.proposal_id).update(status=status)
    return screening, lead


def ended(days=40, status=Status.DECLINED, members=1, **fields):
    """Return a proposal that ended so many days ago, with people of its 団体 and a lead 課 that has a mail."""
    fields.setdefault("lead_division", DivisionFactory())
    proposal = ProposalFactory(submitted=True, status=status, status_changed_at=NOON - timedelta(days=days), **fields)
    for _ in range(members):
        MemberFactory(organization=proposal.organization)
    return proposal
