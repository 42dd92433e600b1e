"""課長に聞く, デスクと話す: what a leader may do before ruling, each once."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.queries import desk_addresses, manager_addresses, staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from screening.models import Ruling

from .open_screening import locked


class CannotConsult(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_manager(*, ruling: Ruling, division: Division, question: str, reply_to: str, by: Actor, at: datetime) -> None:
    """Mail the question to the 課長 and the 代決者 of a 課, who answer to ``reply_to``. Raises CannotConsult."""
    ruling = _open(ruling)
    if ruling.question_at:
        raise CannotConsult("課長には、もう聞いています。答えを待つか、電話で確かめてください。")
    addresses = manager_addresses(division, local_day(at))
    if not addresses:
        raise CannotConsult(f"{division}には課長も代決者もいません。別の課を選んでください。")
    ruling.asked_division, ruling.question, ruling.question_at = division, question, at
    ruling.save(update_fields=["asked_division", "question", "question_at"])
    proposal = ruling.screening.proposal
    for address in addresses:
        queue_mail(
            "screening/ruling_question",
            to=address,
            about=proposal.key,
            context={
                "division": division.name,
                "department": ruling.department.name,
                "number": proposal.number,
                "title": proposal.title,
                "question": question,
                "reply_to": reply_to,
                "due_on": ruling.due_on,
            },
            at=at,
        )
    audit.record("ruling.ask_manager", about=proposal.key, by=by, at=at, division=division.code)


@transaction.atomic
def talk_to_desk(*, ruling: Ruling, words: str, by: Actor, at: datetime) -> None:
    """Tell the desk that the leader wants to talk, and about what. Raises CannotConsult."""
    ruling = _open(ruling)
    if ruling.talk_at:
        raise CannotConsult("デスクには、もう伝えています。デスクからの連絡を待つか、電話をかけてください。")
    ruling.talk, ruling.talk_at = words, at
    ruling.save(update_fields=["talk", "talk_at"])
    proposal = ruling.screening.proposal
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "screening/ruling_talk",
            to=address,
            about=proposal.key,
            context={
                "department": ruling.department.name,
                "number": proposal.number,
                "title": proposal.title,
                "leader": by.label,
                "url": staff_url(reverse("admin:screening_deskproposal_change", args=[proposal.number])),
            },
            at=at,
        )
    audit.record("ruling.talk", about=proposal.key, by=by, at=at)


def _open(ruling: Ruling) -> Ruling:
    screening = locked(ruling.screening)
    found = Ruling.objects.open().select_related("department").filter(pk=ruling.pk).first()
    if found is None:
        raise CannotConsult("この裁定は、もう済んでいます。画面を開き直してください。")
    found.screening = screening
    return found
