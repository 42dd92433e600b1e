"""修正のお願い: what to correct and why; the letter goes when 知らせる is ticked."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import LetterKind
from proposals.models import CorrectionRequest
from proposals.usecases.request_correction import request_correction
from screening.models import Screening
from screening.rendering import LetterText

from .keep_due_dates import keep_due_dates
from .open_screening import locked
from .tell import tell


class CannotReturn(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def return_proposal(
    *,
    screening: Screening,
    reasons: Mapping[str, str],
    wanted_by: date,
    letter: LetterText | None,
    by: Actor,
    at: datetime,
) -> CorrectionRequest:
    """Ask for corrections; ``letter`` None tells nobody. The clocks of the 課 stand from today.

    Raises CannotReturn for a date gone by, CannotRequestCorrection, MoveRefused or CannotTell.
    """
    if wanted_by <= local_day(at):
        raise CannotReturn("お願いする期日は、明日以降の日にしてください。")
    screening = locked(screening)
    request = request_correction(proposal=screening.proposal, reasons=reasons, wanted_by=wanted_by, by=by, at=at)
    if letter:
        tell(
            proposal=screening.proposal,
            kind=LetterKind.RETURN,
            letter=letter,
            notify=True,
            act_by=wanted_by,
            by=by,
            at=at,
        )
    keep_due_dates(screening=screening, today=local_day(at))
    return request
