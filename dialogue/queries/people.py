"""Who somebody is at an event: by a mailed link, or by the address one has signed in with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.enums import EventState, RegistrationState, Side
from dialogue.models import Event, Participant
from dialogue.queries.day import spans_of
from dialogue.queries.seating import OwnRound, own_rounds
from dialogue.rules.people import code_of, last_day
from dialogue.rules.rounds import Phase, now_of
from nara_renkei.core.links import absolute_link
from nara_renkei.core.wall import as_city


def participant_of_link(about: str) -> Participant | None:
    """Return the person whom a mailed link is about, with registration and event."""
    with as_city("本人のリンクの人を探す"):
        found = Participant.objects.select_related("registration__event").filter(code=code_of(about))
        return found.first()


def me_at(slug: str, side: Side, *, held: Sequence[int], email: str, on: date) -> Participant | None:
    """Return who the visitor is at the event: opened by a link in this browser, else by the mail of the account.

    The newest link wins, those who come before those who left. A link no longer counts when its page has closed.
    One query, behind the wall.
    """
    rows = Participant.objects.filter(registration__event__slug=slug, registration__side=side)
    wanted = rows.filter(pk__in=held) | (rows.filter(email__iexact=email) if email else rows.none())
    found = wanted.select_related("registration__event", "replaced_by").order_by("pk")
    mine = [
        one
        for one in found
        if (email and one.email.lower() == email.lower()) or on <= last_day(one.registration.event.held_on)
    ]
    places = {key: place for place, key in enumerate(held)}
    return max(mine, key=lambda one: (one.left_at is None, places.get(one.pk, -1)), default=None)


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """What a person reads on the own page. Nothing of it is another's but what was announced."""

    event: Event
    participant: Participant
    unit: str  # the 団体 or the 課
    badge_address: str  # what the QR of the badge holds
    is_waiting: bool  # on the waiting list
    seats: Sequence[OwnRound]  # empty before the seating is announced
    turn: int  # the round that runs now; 0 when none does
    is_today: bool  # what is shown may change from minute to minute


def person_sheet(participant: Participant, at: datetime) -> PersonSheet:
    """Return the page of one person: the own name, and of the seating what was announced."""
    registration, event = participant.registration, participant.registration.event
    with as_city("本人のページに団体の名を出す"):
        unit = registration.name
    now = now_of(spans_of(event), at)
    return PersonSheet(
        event=event,
        participant=participant,
        unit=unit,
        badge_address=badge_address(participant.code),
        is_waiting=registration.state == RegistrationState.WAITING,
        seats=own_rounds(registration, event),
        turn=now.number if now.phase == Phase.ROUND else 0,
        is_today=event.state == EventState.TODAY,
    )


def badge_address(code: str) -> str:
    """Return where the QR of a badge leads: the desk to its page with one button, others to the exchange of cards."""
    return absolute_link("dialogue:badge", code)


def why_gone(participant: Participant) -> str:
    """Return why the person's page is no more, as a sentence; empty while it stands."""
    event = participant.registration.event
    if participant.registration.state == RegistrationState.CANCELLED:
        return f"「{event}」への申込みは、取り消されています。また参加されるときは、デスクにご連絡ください。"
    if participant.replaced_by is not None:
        return f"「{event}」には、{participant.replaced_by}さんが代わりに参加します。{participant}さんのページは閉じました。"
    if participant.left_at:
        return f"{participant}さんは、「{event}」に参加する人から外れています。違うときは、デスクにご連絡ください。"
    return ""
