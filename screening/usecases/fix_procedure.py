"""進め方の区分を決める: early, with who decided and why; the company reads it."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.enums import OPEN_STATUSES, LetterKind, Procedure
from proposals.models import ProcedureNotice, Tender
from proposals.usecases.note_procedure import note_procedure
from screening.models import Screening
from screening.rendering import LetterText

from .open_screening import locked
from .tell import tell


class CannotFixProcedure(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def fix_procedure(
    *,
    screening: Screening,
    procedure: Procedure,
    decider: str,
    reason: str,
    letter: LetterText | None,
    by: Actor,
    at: datetime,
) -> ProcedureNotice:
    """Decide how it will be gone about, and tell it when ``letter`` is given.

    Raises CannotFixProcedure; CannotTell for the letter.
    """
    proposal = locked(screening).proposal
    if proposal.status not in OPEN_STATUSES:
        raise CannotFixProcedure("結果をお知らせした提案の区分は、変えられません。")
    if Tender.objects.filter(proposal=proposal).exists():
        raise CannotFixProcedure("公募に移した提案の区分は、変えられません。")
    if proposal.procedure == procedure:
        raise CannotFixProcedure(f"もう「{procedure.label}」に決まっています。変えるときは、別の区分を選んでください。")
    if not decider.strip() or not reason.strip():
        raise CannotFixProcedure("決めた人の職と理由を書いてください。")
    notice = note_procedure(proposal=proposal, procedure=procedure, decider=decider, reason=reason, by=by, at=at)
    if letter:
        tell(proposal=proposal, kind=LetterKind.PROCEDURE, letter=letter, notify=True, by=by, at=at)
    return notice
