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
from screening.enums import RoutingState
from screening.models import Routing, Ruling, Screening
from screening.queries.rulings import refusals_of
from screening.rules.rulings import needs_ruling

from .open_screening import locked
from .route_proposal import CannotRoute, refuse_division, refuse_if_blocked, send


@transaction.atomic
def reroute_proposal(
    *, screening: Screening, lead: Division, note: str, by: Actor, at: datetime, ruling: Ruling | None = None
) -> Routing:
    """End what the old lead still has to do and send to the new one, which has the full time again.

    The promise to the company keeps its date. After a second 担当ではない only a 裁定 sends it on.
    Raises CannotRoute.
    """
    screening = locked(screening)
    proposal = screening.proposal
    if proposal.status not in OPEN_STATUSES or not screening.routings.exists():
        raise CannotRoute("検討中の提案だけ、送り直せます。画面を開き直してください。")
    refused = refusals_of(screening)
    if ruling is None and needs_ruling(refused):
        raise CannotRoute(
            f"{refused}つの課が「担当ではない」と答えています。「裁定を求める」で、共創推進リーダーに決めてもらってください。"
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
