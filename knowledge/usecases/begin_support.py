"""A 課 asks the desk. Those whose advice is always asked in such a 相談 are asked with it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from knowledge.enums import SupportSide, SupportTopic
from knowledge.models import StandingConsultee, SupportRequest
from knowledge.queries.support import answer_days
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import divisions_of
from nara_renkei.accounts.queries import desk_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from proposals.models import Proposal

from .ask_consultee import add_consultee
from .tell_of_support import tell_of_support

EMPTY: Final = "題と、相談したいことを書いてください。"
NOT_THERE: Final = "相談できるのは、その課に席のある職員です。課を選び直してください。"
NOT_SEEN: Final = "この提案は、あなたの課には見えません。提案番号を消すか、直してください。"


class CannotBegin(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def begin_support(
    *,
    key: UUID,
    asker: User,
    division: Division,
    topic: SupportTopic,
    title: str,
    body: str,
    proposal: Proposal | None = None,
    by: Actor,
    at: datetime,
) -> SupportRequest:
    """Return the new 相談 with its first words; with a ``key`` used before, the one it made. Raises CannotBegin."""
    today = local_day(at)
    if not (title.strip() and body.strip()):
        raise CannotBegin(EMPTY)
    if division not in divisions_of(asker, today):
        raise CannotBegin(NOT_THERE)
    if proposal and not Proposal.objects.visible_to(asker, today).filter(pk=proposal.pk).exists():
        raise CannotBegin(NOT_SEEN)
    due_on = answer_days(today)[topic]
    request, is_new = SupportRequest.objects.get_or_create(
        made_once=key,
        defaults={
            "topic": topic,
            "title": title,
            "division": division,
            "asked_by": by.label,
            "asker": asker,
            "asked_at": at,
            "proposal": proposal,
            "due_on": due_on,
        },
    )
    if not is_new:
        return request
    request.messages.create(side=SupportSide.ASKER, text=body, written_by=by.label, written_at=at)
    audit.record("support.begin", about=request.key, by=by, at=at, division=division.code, topic=topic)
    tell_of_support(
        request,
        desk_addresses(today),
        "デスクへの相談が届きました",
        f"{division.name}から、デスクへの相談が届きました。",
        at=at,
        due_on=due_on,
        must_act=True,
    )
    for standing in StandingConsultee.objects.filter(topic=topic).select_related("division").order_by("pk"):
        if standing.division != division and standing.division.is_valid_on(today):
            add_consultee(request, standing.division, by=by, at=at)
    return request
