from .card import Card, CardExchange, CardExchangeQuerySet
from .encounter import (
    Encounter,
    EncounterNote,
    EncounterQuerySet,
    NextStep,
    NextStepQuerySet,
    TroubleSource,
)
from .event import Event, EventInvitation, EventQuerySet
from .letter import EventLetter, EventLetterQuerySet
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
    "Card",
    "CardExchange",
    "CardExchangeQuerySet",
    "Encounter",
    "EncounterNote",
    "EncounterQuerySet",
    "Event",
    "EventInvitation",
    "EventLetter",
    "EventLetterQuerySet",
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
