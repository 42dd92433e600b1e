"""裁定する, or 預かり: the 課 that is named leads at once."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.queries import desk_addresses, staff_url
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from screening.models import Routing, Ruling, Screening
from screening.queries.rulings import refusals_of
from screening.rules.rulings import needs_ruling

from .ask_for_ruling import CannotAskForRuling, refuse_if_settled
from .open_screening import locked
from .reroute_proposal import reroute_proposal
from .route_proposal import CannotRoute


class CannotRule(Exception):
    """str(exc) is fit for the screen."""


@as_city("the ruling sends the proposal to a 課 of which the leader reads nothing yet")
@transaction.atomic
def give_ruling(
    *,
    ruling: Ruling,
    division: Division | None,
    reason: str,
    by: Actor,
    at: datetime,
    link: CapabilityLink | None = None,
) -> Routing:
    """Keep the ruling and send the proposal to the 課 it names; None is 預かり by 総合政策課.

    ``link``: the mailed one it was given by; it is used up, and every other link to this ruling stops opening.
    Raises CannotRule; accounts' LinkGone when somebody used the link before.
    """
    screening = locked(ruling.screening)
    ruling = Ruling.objects.select_related("department").get(pk=ruling.pk)
    if ruling.ruled_at:
        raise CannotRule("この裁定は、もう済んでいます。画面を開き直してください。")
    if division and division.department_id != ruling.department_id:
        raise CannotRule(
            f"{division}は{ruling.department}の課ではありません。部の課を選ぶか、総合政策課の預かりにしてください。"
        )
    if link is not None:
        spend_link(link=link, by=by, at=at)
    routing = _rule(screening, ruling, division, reason, by, at)
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "screening/ruled",
            to=address,
            about=screening.proposal.key,
            context={
                "number": screening.proposal.number,
                "title": screening.proposal.title,
                "division": routing.division.name,
                "url": staff_url(reverse("admin:screening_deskproposal_change", args=[screening.proposal.number])),
            },
            at=at,
        )
    return routing


@transaction.atomic
def take_custody(*, screening: Screening, reason: str, by: Actor, at: datetime) -> Routing:
    """預かり by the desk when no 課 takes it. Takes the place of a ruling that is still asked for. Raises CannotRule."""
    screening, today = locked(screening), local_day(at)
    try:
        refuse_if_settled(screening)
    except CannotAskForRuling as exc:
        raise CannotRule(str(exc)) from exc
    if not needs_ruling(refusals_of(screening)):
        raise CannotRule("まだ一つの課しか断っていません。別の課へ送り直してください。")
    ruling = Ruling.objects.open().filter(screening=screening).select_related("department").first()
    if ruling is None:
        ruling = Ruling(
            screening=screening,
            department=custody_division(today).department,
            asked_by=by.label,
            asked_at=at,
            due_on=today,
        )
    return _rule(screening, ruling, None, reason, by, at)


def custody_division(today: date) -> Division:
    """Return the 課 in which the desk is. Raises CannotRule when the directory does not know it."""
    name = CitySettings.load().division_name
    division = Division.objects.valid_on(today).select_related("department").filter(name=name).in_order().first()
    if division is None:
        raise CannotRule(f"預かる課「{name}」が部課の一覧にありません。市の設定の「窓口のある課」を確かめてください。")
    return division


def _rule(
    screening: Screening, ruling: Ruling, division: Division | None, reason: str, by: Actor, at: datetime
) -> Routing:
    if not reason.strip():
        raise CannotRule("裁定の理由を書いてください。")
    ruling.is_custody = division is None
    ruling.division = division or custody_division(local_day(at))
    ruling.reason, ruling.ruled_by, ruling.ruled_at = reason, by.label, at
    ruling.save()
    revoke_links(purpose=LinkPurpose.RULING, about=screening.proposal.key, by=by, at=at)
    try:
        routing = reroute_proposal(screening=screening, lead=ruling.division, note="", ruling=ruling, by=by, at=at)
    except CannotRoute as exc:
        raise CannotRule(str(exc)) from exc
    audit.record(
        "ruling.give",
        about=screening.proposal.key,
        by=by,
        at=at,
        division=ruling.division.code,
        custody=ruling.is_custody,
    )
    return routing
