"""What the desk narrows its queue to, as the URL says it: the list, the export and the paper read it alike."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import FiscalYear, add_working_days
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.text import forbidden_character
from proposals.enums import Status
from proposals.models import PledgeRequest, Promise, Proposal, ProposalQuerySet
from screening.enums import RoutingState
from screening.models import Routing
from screening.rules.next_steps import SOON_DAYS, Need

from .desk import COUNTED_TO, DeskQueue, desk_queue, infected_files, reasons_of

EVERYTHING: Final = "all"
ANY: Final = "any"
INFECTED: Final = "INFECTED"
LABELS: Final = {
    ANY: "要対応のすべて",
    **{need.name: need.value for need in Need},
    INFECTED: "危険なファイル",
    EVERYTHING: "対応の要らないものも",
}
NEED: Final = "need"
WORDS: Final = "q"
# what moves within the list and chooses nothing
MOVES: Final = {NEED, "p", "o", "e"}

Rows = ProposalQuerySet


def by_status(rows: Rows, value: str, on: date) -> Rows:
    return rows.filter(status=value) if value in Status.values else rows


def by_kind(rows: Rows, value: str, on: date) -> Rows:
    return rows.filter(kind=value)


def by_division(rows: Rows, value: str, on: date) -> Rows:
    """Keep what was sent to a 課, as lead or support."""
    sent = Routing.objects.filter(division__code=value).exclude(state=RoutingState.ENDED)
    return rows.filter(pk__in=sent.values("screening__proposal"))


def by_due_date(rows: Rows, value: str, on: date) -> Rows:
    promises = Promise.objects.open()
    match value:
        case "today":
            promises = promises.filter(due_on=on)
        case "soon":
            promises = promises.filter(due_on__range=(on, add_working_days(on, SOON_DAYS, closed_days(on, days=30))))
        case _:
            return rows
    return rows.filter(pk__in=promises.values("proposal"))


def by_pledges(rows: Rows, value: str, on: date) -> Rows:
    return rows.filter(pk__in=PledgeRequest.objects.waiting().values("proposal")) if value == "waiting" else rows


def by_year(rows: Rows, value: str, on: date) -> Rows:
    is_year = value.isdecimal() and len(value) == 4 and int(value) > 1900
    return rows.in_fiscal_year(FiscalYear(int(value))) if is_year else rows


def by_words(rows: Rows, value: str, on: date) -> Rows:
    """Find words inside Japanese sentences; a control character finds nothing."""
    return rows.none() if forbidden_character(value) else rows.matching(value)


NARROWING: Final[dict[str, Callable[[Rows, str, date], Rows]]] = {
    "status": by_status,
    "kind__exact": by_kind,
    "ka": by_division,
    "kigen": by_due_date,
    "kakunin": by_pledges,
    "nendo": by_year,
    WORDS: by_words,
}
# what a saved filter and an export keep of an address
KEPT: Final = (NEED, *NARROWING)


def is_narrowed(params: Mapping[str, str]) -> bool:
    """Whether anything but a need chooses."""
    return not MOVES.issuperset(params)


def need_of(params: Mapping[str, str]) -> str:
    """Return the key of LABELS that is shown: the bare queue shows what waits, any other choice looks at all."""
    asked = params.get(NEED, "")
    return asked if asked in LABELS else EVERYTHING if is_narrowed(params) else ANY


def ids_of(queue: DeskQueue, need: str) -> list[int]:
    if need == ANY:
        return queue.every
    return queue.infected if need == INFECTED else queue.by_need[Need[need]]


def waiting(on: date, closed: frozenset[date], need: str) -> Q:
    """Return the condition that a proposal waits for one of LABELS other than EVERYTHING, however many do."""
    reasons = reasons_of(on, closed)
    wanted = [*reasons.values()] if need == ANY else [infected_files() if need == INFECTED else reasons[Need[need]]]
    return reduce(or_, (Q(pk__in=reason.rows.values(reason.proposal)) for reason in wanted))


def chosen_ids(params: Mapping[str, str], user: User, on: date, *, at_most: int | None = None) -> list[int]:
    """Return the ids of what is filtered, in the order of the list; of a need beyond COUNTED_TO the newest first."""
    visible = rows = Proposal.objects.visible_to(user, on)
    for name, narrow in NARROWING.items():
        if params.get(name):
            rows = narrow(rows, params[name], on)
    need = need_of(params)
    if need != EVERYTHING:
        closed = closed_days(on)
        among = rows.order_by() if is_narrowed(params) else None
        ids = ids_of(desk_queue(on, closed, among, found_once=bool(params.get(WORDS))), need)
        if len(ids) <= COUNTED_TO or at_most == COUNTED_TO + 1:
            seen = set(visible.filter(pk__in=ids).values_list("pk", flat=True))
            return [pk for pk in ids if pk in seen]
        rows = rows.filter(waiting(on, closed, need))
    return list(rows.newest_first().values_list("pk", flat=True)[:at_most])
