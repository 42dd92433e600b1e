"""Which outcomes were told in a span of time, and why proposals were declined."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Count

from nara_renkei.core.calendar import TOKYO
from proposals.enums import Status
from proposals.models import StatusChange
from screening.enums import DecisionState, Disposition
from screening.models import Decision

ADOPTED, CONDITIONAL, DECLINED, REFERRED, WITHDRAWN = (
    "進める",
    "条件付きで進める",
    "見送り",
    "ほかの窓口のご案内",
    "取下げ",
)
OUTCOMES = (ADOPTED, CONDITIONAL, DECLINED, REFERRED, WITHDRAWN)
OUTCOME_OF_MOVE = {"adopt": ADOPTED, "decline": DECLINED, "refer": REFERRED, "withdraw": WITHDRAWN}


def midnight(day: date) -> datetime:
    """Return the first moment of a day in Tokyo."""
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO)


def outcomes_told(first: datetime, after: datetime) -> tuple[Counter[str], Counter[str]]:
    """Return how many of each outcome were told between two moments, and the reasons of the 見送り. Three queries."""
    changes = StatusChange.objects.filter(
        target__in=[Status.ADOPTED, Status.DECLINED, Status.REFERRED, Status.WITHDRAWN], at__gte=first, at__lt=after
    )
    moves = Counter(changes.values_list("move", flat=True))
    told = Decision.objects.filter(state=DecisionState.TOLD, told_at__gte=first, told_at__lt=after)
    conditional = told.filter(disposition=Disposition.ADOPT_WITH_CONDITIONS).count()
    reasons = told.filter(disposition=Disposition.DECLINE).exclude(reasons=None)
    outcomes = Counter({name: moves[move] for move, name in OUTCOME_OF_MOVE.items()})
    outcomes[CONDITIONAL] = min(conditional, outcomes[ADOPTED])
    outcomes[ADOPTED] -= outcomes[CONDITIONAL]
    labels = reasons.values("reasons__label").annotate(cases=Count("pk")).values_list("reasons__label", "cases")
    return outcomes, Counter(dict(labels))
