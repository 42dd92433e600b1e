from .event import Event, EventInvitation, EventQuerySet
from .registration import (
    Participant,
    ParticipantQuerySet,
    Registration,
    RegistrationQuerySet,
    Wish,
    WishQuerySet,
)

__all__ = [
    "Event",
    "EventInvitation",
    "EventQuerySet",
    "Participant",
    "ParticipantQuerySet",
    "Registration",
    "RegistrationQuerySet",
    "Wish",
    "WishQuerySet",
]
