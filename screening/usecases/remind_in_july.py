"""七月: before 当初要求, the 課 and the desk are reminded of what costs money and of what lies on the shelf."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from nara_renkei.accounts.queries import desk_addresses, division_addresses
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Ask, Cost, Status
from screening.enums import DecisionState, RoutingState
from screening.models import Decision, Routing, Screening
from screening.queries import budget_ways
from screening.rules.budget import budget_sentence

JULY = 7
GOING_ON = (Status.IN_REVIEW, Status.IN_DIALOGUE, Status.ON_HOLD, Status.ADOPTED)


@dataclass(frozen=True, slots=True)
class _Row:
    number: str
    title: str
    why: str
    url: str


@transaction.atomic
def remind_in_july(*, at: datetime) -> int:
    """Queue one letter to each lead 課 and one to the desk; return how many. Each proposal is named once a year."""
    today = local_day(at)
    if today.month != JULY or not is_working_day(today, closed_days(today, days=14)):
        return 0
    waiting = _waiting(today)
    if not waiting:
        return 0
    leads = {
        one.screening_id: one.division
        for one in Routing.objects.filter(screening__in=waiting, is_lead=True)
        .exclude(state=RoutingState.ENDED)
        .select_related("division")
        .order_by("pk")
    }
    by_division: dict[Division, list[_Row]] = defaultdict(list)
    every = []
    for pk, (screening, why) in waiting.items():
        proposal = screening.proposal
        url = absolute_link("screening:dossier", proposal.number)
        row = _Row(proposal.number or "", proposal.title, why, url)
        every.append(row)
        if pk in leads:
            by_division[leads[pk]].append(row)
    Screening.objects.filter(pk__in=waiting).update(july_year=today.year)
    sentence = budget_sentence(budget_ways(), today)
    sent = _write(desk_addresses(today), "公民連携デスク", every, sentence, at)
    for division, rows in by_division.items():
        sent += _write(division_addresses(division, today), division.name, rows, sentence, at)
    return sent


def _waiting(today: date) -> dict[int, tuple[Screening, str]]:
    """Return the folders that were not named this year, with the reason; the shelf's reason goes first."""
    fresh = Q(july_year=None) | Q(july_year__lt=today.year)
    rows = Screening.objects.filter(fresh).select_related("proposal").select_for_update(of=("self",)).order_by("pk")
    costed = Q(proposal__cost__in=[Cost.PARTLY, Cost.CONSULT]) | Q(proposal__asks__contains=[Ask.COST])
    on_shelf = Decision.objects.filter(state=DecisionState.TOLD, shelf_until__gte=today).values("screening")
    found = {one.pk: (one, "棚") for one in rows.filter(pk__in=on_shelf)}
    for one in rows.filter(costed, proposal__status__in=GOING_ON):
        found.setdefault(one.pk, (one, "予算"))
    return found


def _write(addresses: Iterable[str], reader: str, rows: list[_Row], sentence: str, at: datetime) -> int:
    sent = 0
    for address in addresses:
        queue_mail(
            "screening/july",
            to=address,
            about="",
            context={"reader": reader, "rows": rows, "sentence": sentence},
            at=at,
        )
        sent += 1
    return sent
