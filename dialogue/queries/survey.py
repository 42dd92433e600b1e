"""The survey of an event, and whom it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.models import Event, Participant
from dialogue.queries.attendance import attendance
from dialogue.rules.stages import STARTED
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import already_asked, surveys_about

ASKED = "お願いを送りました。"


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody who came. ``why_not``: why no letter goes to them now; empty when one may."""

    participant: Participant
    unit: str
    side: Side
    email: str  # the person's own, else that of the registration
    why_not: str


def survey_of(event: Event) -> Survey | None:
    """Return the survey of an event. One query."""
    return surveys_about(event.key).first()


def people_to_ask(event: Event, survey: Survey) -> Sequence[PersonToAsk]:
    """Return everybody who came, 企業 first; nobody before the day. An address gets one letter. Two queries."""
    if event.state not in STARTED:
        return []
    came = attendance(event)
    found = [
        (Side.COMPANY if unit.registration.is_of_company else Side.DIVISION, unit, one)
        for unit in (*came.companies, *came.divisions)
        for one in unit.people
    ]
    known = already_asked(survey, {_address(one) for _, _, one in found})
    first: dict[str, Participant] = {}
    for _, _, one in found:
        first.setdefault(_address(one), one)
    return [
        PersonToAsk(one, unit.name, side, _address(one), _why_not(one, first[_address(one)], known))
        for side, unit, one in found
    ]


def _address(person: Participant) -> str:
    return (person.email or person.registration.email).lower()


def _why_not(person: Participant, first: Participant, known: set[str]) -> str:
    if first.pk != person.pk:
        return f"{first.name}さんと同じメールです。1通だけ送ります。"
    return ASKED if _address(person) in known else ""
