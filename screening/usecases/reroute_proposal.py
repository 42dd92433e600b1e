"""送り直し: the lead goes to another 課. Never visible to the company as a refusal."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from proposals.enums import OPEN_STATUSES
from proposals.usecases.accept_lead import accept_lead
from proposals.usecases.grant_access import end_access
from screening.enums import Answer, RoutingState
from screening.models import Routing, Screening

from .open_screening import locked
from .route_proposal import CannotRoute, refuse_division, refuse_if_blocked, send

REFUSALS_WITHOUT_RULING = 1


@transaction.atomic
def reroute_proposal(
    *, screening: Screening, lead: Division, note: str, ruling: str, by: Actor, at: datetime
) -> Routing:
    """End what the old lead still has to do and send to the new one, which has the full time again.

    The promise to the company keeps its date. After a second 担当ではない, ``ruling`` must say who ruled
    (共創推進リーダー) and what; 預かり by 総合政策課 is a ruling too.
    Raises CannotRoute.
    """
    screening = locked(screening)
    proposal = screening.proposal
    if proposal.status not in OPEN_STATUSES or not screening.routings.exists():
        raise CannotRoute("検討中の提案だけ、送り直せます。画面を開き直してください。")
    refused = Routing.objects.filter(
        screening=screening, answer__choice=Answer.NOT_OURS, answer__confirmed_at__isnull=False, is_lead=True
    ).count()
    if refused > REFUSALS_WITHOUT_RULING and not ruling.strip():
        raise CannotRoute(
            f"{refused}つの課が「担当ではない」と答えています。共創推進リーダーの裁定を受け、裁定した人と内容を書いてください。"
        )
    refuse_if_blocked(screening)
    refuse_division(lead, local_day(at))
    current = (
        screening.routings.filter(is_lead=True).exclude(state=RoutingState.ENDED).select_related("division").first()
    )
    if current and current.division_id == lead.pk:
        raise CannotRoute(f"{lead}は、いまの主担当課です。別の課を選んでください。")
    if current:
        end_routing(current, by=by, at=at)
    # the new lead may already help: its supporting part ends, its lead part begins
    for support in screening.routings.filter(division=lead).exclude(state=RoutingState.ENDED):
        support.state, support.due_on = RoutingState.ENDED, None
        support.save(update_fields=["state", "due_on"])
    if proposal.lead_division_id:
        accept_lead(proposal=proposal, division=None, by=by, at=at)
    routing = send(screening=screening, division=lead, is_lead=True, note=note, ruling=ruling, by=by, at=at)
    audit.record("screening.reroute", about=proposal.key, by=by, at=at, lead=lead.code)
    return routing


def end_routing(routing: Routing, *, by: Actor, at: datetime) -> None:
    """End a routing and the 課's access with it."""
    routing.state, routing.due_on = RoutingState.ENDED, None
    routing.save(update_fields=["state", "due_on"])
    end_access(proposal=routing.screening.proposal, division=routing.division, by=by, at=at)
