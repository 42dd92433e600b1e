"""The draft of a letter, from templates/screening/letters/: the desk edits it before it is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from nara_renkei.core.models import CitySettings
from proposals.enums import LetterKind
from proposals.models import Proposal

from .enums import Disposition
from .models import Decision


@dataclass(frozen=True, slots=True)
class LetterText:
    """What the desk is about to tell. （公印省略） and 宛名 are added where the letter is shown."""

    title: str
    body: str
    sender: str
    dated_on: date
    document_number: str = ""


TEMPLATES = {
    LetterKind.RETURN: "screening/letters/correction.txt",
    LetterKind.ROUTED: "screening/letters/routed.txt",
    LetterKind.FIRST_ANSWER: "screening/letters/first_answer.txt",
    LetterKind.DELAY: "screening/letters/delay.txt",
    LetterKind.HOLD: "screening/letters/hold.txt",
    LetterKind.REOPENED: "screening/letters/reopened.txt",
    LetterKind.OUTCOME: "screening/letters/outcome.txt",
    LetterKind.REFERRAL: "screening/letters/referral.txt",
    LetterKind.PROCEDURE: "screening/letters/procedure.txt",
    LetterKind.TENDER: "screening/letters/tender.txt",
}


def letter_draft(
    kind: LetterKind, *, proposal: Proposal, on: date, document_number: str = "", **facts: Any
) -> LetterText:
    """Return the letter as the template words it; its first line is the title. 〔…〕 marks what the desk fills in."""
    city = CitySettings.load()
    text = render_to_string(TEMPLATES[kind], {"proposal": proposal, "city": city, "on": on, **facts})
    title, _, body = text.strip().partition("\n")
    return LetterText(
        title=title.strip(), body=body.strip(), sender=city.sender_title, dated_on=on, document_number=document_number
    )


def outcome_draft(
    decision: Decision, *, proposal: Proposal, division: str, on: date, document_number: str = ""
) -> LetterText:
    """Return the letter that tells an outcome, as its template words it."""
    return letter_draft(
        LetterKind.REFERRAL if decision.disposition == Disposition.REFER else LetterKind.OUTCOME,
        proposal=proposal,
        on=on,
        document_number=document_number,
        decision=decision,
        reasons=[str(reason) for reason in decision.reasons.all()],
        conditions=list(decision.conditions.in_order()),
        division=division,
        challenges=[challenge.title for challenge in decision.near.order_by("pk")],
    )
