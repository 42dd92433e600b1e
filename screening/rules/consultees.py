"""On which occasions a standing adviser is asked. Plain Python."""

from collections.abc import Collection

from proposals.enums import Ask, Cost, Procedure
from screening.enums import Occasion

CONTRACTS = {Procedure.CONTRACT, Procedure.TRIAL_THEN_CONTRACT}
BY_ASK = {
    Ask.COST: Occasion.COST,
    Ask.DATA: Occasion.DATA,
    Ask.PLACE: Occasion.PLACE,
    Ask.AGREEMENT: Occasion.AGREEMENT,
}


def occasions(*, cost: str, procedure: str, asks: Collection[str]) -> set[Occasion]:
    """Return what a proposal has in it, from codes of Cost, Procedure (empty before the triage) and Ask."""
    found = {BY_ASK[Ask(ask)] for ask in asks if ask in BY_ASK}
    if cost in {Cost.PARTLY, Cost.CONSULT}:
        found.add(Occasion.COST)
    if procedure in CONTRACTS:
        found.add(Occasion.CONTRACT)
    return found
