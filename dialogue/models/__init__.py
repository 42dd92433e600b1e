from .encounter import (
    Encounter,
    EncounterNote,
    EncounterQuerySet,
    NextStep,
    NextStepQuerySet,
    TroubleSource,
)
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
    "Encounter",
    "EncounterNote",
    "EncounterQuerySet",
    "Event",
    "EventInvitation",
    "EventQuerySet",
    "NextStep",
    "NextStepQuerySet",
    "Participant",
    "ParticipantQuerySet",
    "Registration",
    "RegistrationQuerySet",
    "Seat",
    "SeatingPlan",
    "SeatingPlanQuerySet",
    "SeatingRule",
    "TroubleSource",
    "Wish",
    "WishQuerySet",
]
