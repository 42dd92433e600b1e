from .event import Event, EventInvitation, EventQuerySet
from .registration import (
    Participant,
    ParticipantQuerySet,
    Registration,
    RegistrationQuerySet,
    Wish,
    WishQuerySet,
)
from .seating import Seat, SeatingPlan, SeatingPlanQuerySet, SeatingRule

__all__ = [
    "Event",
    "EventInvitation",
    "EventQuerySet",
    "Participant",
    "ParticipantQuerySet",
    "Registration",
    "RegistrationQuerySet",
    "Seat",
    "SeatingPlan",
    "SeatingPlanQuerySet",
    "SeatingRule",
    "Wish",
    "WishQuerySet",
]
