"""協力課を加える: one more 課 beside the lead."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from proposals.enums import Status
from screening.models import Routing, Screening

from .open_screening import locked
from .route_proposal import CannotRoute, refuse_division, refuse_if_blocked, send


@transaction.atomic
def add_support(*, screening: Screening, division: Division, note: str, by: Actor, at: datetime) -> Routing:
    """Send to one more 課, with its own date and answer. The company hears nothing. Raises CannotRoute."""
    screening = locked(screening)
    if screening.proposal.status not in {Status.IN_REVIEW, Status.IN_DIALOGUE}:
        raise CannotRoute("検討中の提案だけに、協力課を加えられます。画面を開き直してください。")
    refuse_if_blocked(screening)
    refuse_division(division, local_day(at))
    if screening.routings.in_hand().filter(division=division).exists():
        raise CannotRoute(f"{division}には、もう送付しています。別の課を選んでください。")
    routing = send(screening=screening, division=division, is_lead=False, note=note, by=by, at=at)
    audit.record("screening.add_support", about=screening.proposal.key, by=by, at=at, division=division.code)
    return routing
