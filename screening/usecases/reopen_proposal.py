"""検討の再開: a proposal that was over is considered again, with a reason; its clock starts anew."""

from datetime import datetime
from typing import Final, cast

from django.db import transaction

from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.cancel_mail import cancel_mail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import LetterKind, Stage
from proposals.models import Promise, Proposal
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.keep_conditions import keep_conditions
from proposals.usecases.keep_promises import open_promise
from proposals.usecases.move_proposal import move_proposal
from screening.enums import DecisionState, RoutingState
from screening.models import Decision, DisposalLine, Routing, Screening
from screening.rendering import LetterText

from .close_routings import close_routings
from .open_screening import locked
from .tell import tell

WIPED: Final = "この提案は、保存年限により廃棄しました。再開できません。"


@transaction.atomic
def reopen_proposal(
    *, screening: Screening, reason: str, letter: LetterText | None, by: Actor, at: datetime
) -> Proposal:
    """Consider it again; the lead 課 hears of it, the company's page shows the new date, its mail is the letter's.

    What was told stays a fact, but a mail about it that has not left yet does not leave. Raises MoveRefused, CannotTell.
    """
    screening = locked(screening)
    proposal = screening.proposal
    if DisposalLine.objects.filter(proposal=proposal, wiped_at__isnull=False).exists():
        raise MoveRefused(WIPED)
    move_proposal(proposal=proposal, move="reopen", by=by, at=at, reason=reason)
    told = Decision.objects.filter(screening=screening, state=DecisionState.TOLD).order_by("pk")
    for decision in told:
        moment = cast("datetime", decision.told_at)  # TOLD has it (decision_told_iff_date)
        cancel_mail(template="proposals/letter", about=proposal.key, created_at=moment, by=by, at=at)
    keep_conditions(proposal=proposal, conditions=[], by=by, at=at)
    close_routings(screening=screening, today=local_day(at))
    lead = (
        Routing.objects.filter(screening=screening, is_lead=True)
        .exclude(state=RoutingState.ENDED)
        .select_related("division")
        .first()
    )
    promise = open_promise(proposal=proposal, stage=Stage.OUTCOME, at=at, division=lead.division if lead else None)
    if lead:
        _tell_lead(lead, proposal, promise, at)
    if letter:
        tell(proposal=proposal, kind=LetterKind.REOPENED, letter=letter, notify=True, by=by, at=at)
    return proposal


def _tell_lead(lead: Routing, proposal: Proposal, promise: Promise, at: datetime) -> None:
    for address in division_addresses(lead.division, local_day(at)):
        queue_mail(
            "screening/reopened",
            to=address,
            about=proposal.key,
            context={
                "division": lead.division.name,
                "number": proposal.number,
                "title": proposal.title,
                "due_on": promise.due_on,
                "url": absolute_link("screening:dossier", proposal.number),
            },
            at=at,
        )
