"""課長の確認, or 代決 by the deputy, recorded as such: the draft becomes the 課's answer."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import Stage
from proposals.usecases.accept_lead import accept_lead
from proposals.usecases.keep_promises import meet_promise
from screening.enums import Answer, RoutingState
from screening.models import Routing, RoutingAnswer
from screening.permissions import confirming_as

from .open_screening import locked
from .reroute_proposal import end_routing


class CannotConfirm(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def confirm_answer(*, routing: Routing, user: User, by: Actor, at: datetime) -> RoutingAnswer:
    """Make the draft the 課's answer, as 課長 or by 代決 according to the posts ``user`` holds that day.

    The lead's 検討する shows the 課 to the company and keeps the promise of the first answer;
    担当ではない ends the routing and the access. Raises CannotConfirm.
    """
    screening = locked(routing.screening)
    routing = Routing.objects.select_related("division", "screening__proposal").get(pk=routing.pk)
    answer = RoutingAnswer.objects.filter(routing=routing).first()
    if answer is None:
        raise CannotConfirm("まだ回答の案がありません。担当者が案を書いてから確かめてください。")
    if answer.confirmed_at or routing.state != RoutingState.OPEN:
        raise CannotConfirm("この回答は、もう確かめられています。画面を開き直してください。")
    capacity = confirming_as(user, routing.division, local_day(at))
    if capacity is None:
        raise CannotConfirm(f"{routing.division}の課長または代決者だけが確かめられます。")
    answer.confirmed_by, answer.confirmed_at, answer.confirmed_as = by.label, at, capacity
    answer.save(update_fields=["confirmed_by", "confirmed_at", "confirmed_as"])
    proposal = screening.proposal
    if answer.choice == Answer.NOT_OURS:
        routing.screening = screening
        end_routing(routing, by=by, at=at)
    else:
        routing.state, routing.due_on = RoutingState.ANSWERED, None
        routing.save(update_fields=["state", "due_on"])
        if routing.is_lead:
            accept_lead(proposal=proposal, division=routing.division, by=by, at=at)
            meet_promise(proposal=proposal, stage=Stage.FIRST_ANSWER, at=at)
    audit.record(
        "answer.confirm",
        about=proposal.key,
        by=by,
        at=at,
        division=routing.division.code,
        choice=answer.choice,
        capacity=str(capacity),
    )
    return answer
