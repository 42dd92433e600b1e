"""公募に移す: one-to-one words end, and what this proposer was told is listed for everybody."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import OPEN_STATUSES, LetterKind, Procedure
from proposals.models import Tender
from proposals.usecases.note_procedure import note_tender
from screening.models import Screening, TenderDisclosure
from screening.queries.tender import told_so_far
from screening.rendering import LetterText
from screening.rules.tender import Told, content_of, digest_of, in_order

from .open_screening import locked
from .refuse_recused import refuse_recused
from .tell import tell


class CannotMoveToTender(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def move_to_tender(
    *, screening: Screening, ask_at: str, also_told: str, letter: LetterText | None, by: Actor, at: datetime
) -> TenderDisclosure:
    """Freeze the thread and keep the list; ``also_told`` is what was said aloud, in the desk's words.

    A letter that is told with the move stands in the list too. Raises CannotMoveToTender; CannotTell for the letter.
    """
    screening = locked(screening)
    proposal = screening.proposal
    refuse_recused(screening, by, CannotMoveToTender, "デスクのほかの人が行ってください。")
    if proposal.status not in OPEN_STATUSES:
        raise CannotMoveToTender("結果をお知らせした提案は、公募に移せません。")
    if Tender.objects.filter(proposal=proposal).exists():
        raise CannotMoveToTender("この提案は、もう公募に移しています。")
    if proposal.procedure_now != Procedure.CONTRACT:
        raise CannotMoveToTender("先に「進め方の区分を決める」で、契約型（公募）に決めてください。")
    if not ask_at.strip():
        raise CannotMoveToTender("質問の受け方を書いてください。例：課題のページの「質問と回答」")
    if letter:
        tell(proposal=proposal, kind=LetterKind.TENDER, letter=letter, notify=True, by=by, at=at)
    items = told_so_far(screening)
    if also_told.strip():
        items = in_order([*items, Told(local_day(at).isoformat(), "口頭で伝えたこと", also_told)])
    note_tender(proposal=proposal, ask_at=ask_at, by=by, at=at)
    content = content_of(items)
    return TenderDisclosure.objects.create(
        screening=screening, content=content, sha256=digest_of(content), made_by=by.label, made_at=at
    )
