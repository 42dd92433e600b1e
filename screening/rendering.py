"""The draft of a letter, from templates/screening/letters/, which the desk edits; the calendar feed of a 課."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from icalendar import Event

from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.rendering import preview
from proposals.enums import LetterKind
from proposals.models import Proposal
from proposals.rendering import calendar_of, meeting_event, uid

from .enums import Disposition
from .models import Decision
from .queries.afterwards import running_survey
from .queries.calendar import DayEntry, FeedEntries
from .rules.afterwards import words_of


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


def afterwards_letters(at: datetime) -> list[tuple[str, str, str]]:
    """Return side, subject and body of what both sides of an ended proposal will read."""
    survey = running_survey(at) or Survey(**words_of(FiscalYear.of(local_day(at))))
    return [(str(side.label), *preview(survey, side)) for side in Side]


def feed_ics(entries: FeedEntries, *, at: datetime) -> bytes:
    """Return the feed: numbers and kinds alone, for calendars are shared and shown; the rest is behind the link."""
    events = [_day_event(one, at) for one in entries.days]
    for meeting in entries.meetings:
        event = meeting_event(meeting, at=at)
        event.add("summary", f"{meeting.proposal.number} 対話")
        event.add("url", staff_url(reverse("screening:dialogue", args=[meeting.proposal.number])))
        events.append(event)
    return calendar_of(*events, product="feed")


def _day_event(entry: DayEntry, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid(f"ka-{entry.key}"))
    event.add("dtstamp", at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"{entry.number} {entry.kind}")
    event.add("transp", "TRANSPARENT")
    event.add("url", staff_url(reverse(entry.url_name, args=[entry.number])))
    return event
