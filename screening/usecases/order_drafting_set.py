"""起案セット in one click: the papers of an outcome, made from the record as it stands when they are made."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from proposals.models import Proposal
from screening.queries import decision_to_draft
from screening.rules.papers import DRAFTING, drafting_about


class CannotOrder(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_drafting_set(*, proposal: Proposal, by: Actor, at: datetime) -> PaperJob:
    """Ask for the papers; every click makes them anew, because the record goes on. Raises CannotOrder."""
    decision = decision_to_draft(proposal)
    if decision is None:
        raise CannotOrder("結果の案がまだありません。主担当課が案を書いてから、起案セットを作ってください。")
    number = str(proposal.number)
    return order_paper(
        kind=DRAFTING, about=drafting_about(number, decision.pk), title=f"起案セット {number}", by=by, at=at
    )
