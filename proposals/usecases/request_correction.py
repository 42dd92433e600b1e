"""修正のお願い: a reason for each field; the clock stands until the company has answered."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.models import CorrectionItem, CorrectionRequest, Proposal
from proposals.rules.content import CONTENT_FIELDS

from .keep_promises import WAITING_FOR_COMPANY, pause_clock
from .move_proposal import move_proposal


class CannotRequestCorrection(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def request_correction(
    *, proposal: Proposal, reasons: Mapping[str, str], wanted_by: date, by: Actor, at: datetime
) -> CorrectionRequest:
    """Ask the company to correct the named fields. ``reasons`` maps a content field to one sentence.

    Raises CannotRequestCorrection when nothing is asked or a field is not the company's; MoveRefused by status.
    """
    asked = {field: reason.strip() for field, reason in reasons.items() if reason.strip()}
    if not asked:
        raise CannotRequestCorrection("直してほしい欄を一つ以上選び、理由を書いてください。")
    if unknown := set(asked) - set(CONTENT_FIELDS):
        raise CannotRequestCorrection(f"提案者が直せない欄です: {'、'.join(sorted(unknown))}")
    labels = "・".join(Proposal.label_of(field) for field in asked)
    move_proposal(proposal=proposal, move="return", by=by, at=at, reason=labels)
    request = CorrectionRequest.objects.create(
        proposal=proposal,
        requested_at=at,
        requested_by=by.label,
        wanted_by=wanted_by,
        since_version=proposal.submissions.count(),
    )
    CorrectionItem.objects.bulk_create(
        CorrectionItem(request=request, field=field, reason=reason) for field, reason in asked.items()
    )
    pause_clock(proposal=proposal, reason=WAITING_FOR_COMPANY, at=at)
    return request
