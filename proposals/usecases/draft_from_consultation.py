"""提案の下書きを作る: what was answered and said becomes a draft of the person who asked, by one click."""

from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.core.models import FileState
from nara_renkei.core.private_files import copy_file
from proposals.enums import ConsultationState
from proposals.models import Attachment, Challenge, Consultation, Proposal

from .save_consultation import locked_consultation
from .start_draft import start_draft
from .tell_of_consultation import tell_company

SUBJECT = "提案の下書きを用意しました"
NEWS = "ご相談の内容から、提案の下書きを用意しました。続きを書いて、提出してください。"
COPIED = ("title", "beneficiary", "asks", "cost", "contact_name", "contact_phone", "organization")


class CannotDraft(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def draft_from_consultation(*, consultation_id: int, notify: bool, by: Actor, at: datetime) -> Proposal:
    """Return the draft of a consultation that was held: the one there is, or a new one. Raises CannotDraft.

    A record too long for 提案内容 is not cut: the wizard shows it beside the field.
    """
    consultation = locked_consultation(consultation_id)
    if consultation.state != ConsultationState.HELD:
        raise CannotDraft("下書きは、相談の記録ができてから作れます。")
    if consultation.is_by_telephone:
        raise CannotDraft("電話の相談には、下書きを渡す相手がいません。代行入力で受け付けてください。")
    if consultation.proposal is not None:
        return consultation.proposal
    challenge = consultation.challenge
    if challenge is not None and challenge.window_on(local_day(at)) != Challenge.OPEN:
        challenge = None
    proposal = start_draft(challenge=challenge, author=consultation.author, consulted_before=True, by=by, at=at)
    values: dict[str, Any] = {name: getattr(consultation, name) for name in COPIED}
    if consultation.fits_body:
        values["body"] = consultation.said
    for name, value in values.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(values))
    _copy_files(consultation, proposal, at)
    consultation.proposal = proposal
    consultation.save(update_fields=["proposal"])
    audit.record("consultation.draft", about=consultation.key, by=by, at=at, draft=str(proposal.uuid))
    if notify:
        url = absolute_link("proposals:step", proposal.uuid, "proposal")
        tell_company(consultation, subject=SUBJECT, news=NEWS, url=url, at=at)
    return proposal


def _copy_files(consultation: Consultation, proposal: Proposal, at: datetime) -> None:
    """Copies, because a draft's files are deleted with it. What is dangerous stays behind."""
    kept = consultation.files.select_related("file").order_by("position", "pk")
    for position, one in enumerate(kept.filter(file__state__in=[FileState.CLEAN, FileState.PENDING]), start=1):
        Attachment.objects.create(proposal=proposal, file=copy_file(one.file, at=at), position=position)
