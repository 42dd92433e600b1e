"""What the 予算・議会 calendar says of a proposal that costs the city something."""

from proposals.enums import Ask, Cost, Procedure
from proposals.models import Proposal
from screening.models import BudgetDate, Decision, Screening
from screening.rules.budget import BudgetWay

ON_CONTRACT = frozenset({Procedure.CONTRACT, Procedure.TRIAL_THEN_CONTRACT})


def is_costed(proposal: Proposal, decision: Decision | None = None) -> bool:
    """Return whether money of the city is asked for, by the company or by the outcome."""
    asked = proposal.cost in {Cost.PARTLY, Cost.CONSULT} or Ask.COST in proposal.asks
    return asked or bool(decision and decision.budget_needed)


def may_come_to_a_contract(proposal: Proposal, screening: Screening) -> bool:
    return screening.procedure in ON_CONTRACT or is_costed(proposal)


def budget_ways() -> list[BudgetWay]:
    """Return the ways to money that are in use. One query."""
    return [row.way for row in BudgetDate.objects.in_use()]
