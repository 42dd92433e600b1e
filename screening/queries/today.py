"""今日の一枚: what the desk does today, by kind, and what the next days bring."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import TOKYO, add_working_days, local_day
from nara_renkei.core.holidays import closed_days
from proposals.models import Consultation, ConsultationSlot, Meeting, Promise, Proposal
from screening.rules.next_steps import NEXT_FOR_DESK, SOON_DAYS, Need

from .desk import DeskFacts, desk_facts, desk_queue

SHOWN = 40  # lines of a kind; more do not fit on paper


@dataclass(frozen=True, slots=True)
class TodayLine:
    number: str
    title: str
    organization: str
    lead: str  # 課 or ""
    due_on: date | None
    days_words: str


@dataclass(frozen=True, slots=True)
class TodayPart:
    """One kind of need."""

    word: str
    next_step: str
    lines: list[TodayLine]
    more: int  # that wait too and are not listed


@dataclass(frozen=True, slots=True)
class Coming:
    """What a day to come brings."""

    on: date
    at: datetime | None  # None: any time of the day
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class TodaySheet:
    on: date
    until: date  # the last day of what comes
    parts: list[TodayPart]
    coming: list[Coming]


def today_sheet(user: User, on: date) -> TodaySheet:
    """Return the sheet of a day. Constant number of queries."""
    closed = closed_days(on)
    until = add_working_days(on, SOON_DAYS, closed)
    queue = desk_queue(on, closed)
    # each under the first of its needs; what only comes near stands among what comes
    seen: set[int] = set()
    by_need: dict[Need, list[int]] = {}
    for need in Need:
        if need != Need.SOON:
            by_need[need] = [pk for pk in queue.by_need[need] if pk not in seen]
            seen.update(by_need[need])
    wanted = [pk for ids in by_need.values() for pk in ids[:SHOWN]]
    visible = Proposal.objects.visible_to(user, on).select_related("organization")
    found = visible.only("number", "title", "organization__name").in_bulk(wanted)
    facts = desk_facts(wanted, on, closed)
    return TodaySheet(
        on=on,
        until=until,
        parts=[
            TodayPart(
                word=need.value,
                next_step=NEXT_FOR_DESK[need],
                lines=[_line(found[pk], facts[pk]) for pk in ids[:SHOWN] if pk in found],
                more=max(0, len(ids) - SHOWN),
            )
            for need, ids in by_need.items()
            if ids
        ],
        coming=_coming(on, until),
    )


def _line(proposal: Proposal, facts: DeskFacts) -> TodayLine:
    return TodayLine(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.organization or ""),
        lead=facts.lead,
        due_on=facts.due_on,
        days_words=facts.days_words,
    )


def _coming(on: date, until: date) -> list[Coming]:
    """Return what is due, who comes and who is met from today to the last day, in order."""
    first, after = datetime.combine(on, time(), TOKYO), datetime.combine(until, time(), TOKYO) + timedelta(days=1)
    due = Promise.objects.open().filter(due_on__range=(on, until)).select_related("proposal").order_by("due_on", "pk")
    met = Meeting.objects.waiting().filter(fixed_at__gte=first, fixed_at__lt=after).select_related("proposal")
    asked = Consultation.objects.booked_between(first, after).select_related("slot", "organization")
    lines = [
        Coming(cast("date", one.due_on), None, f"期日　{one.get_stage_display()}", _name(one.proposal))
        for one in due[:SHOWN]
    ]
    for one in met.order_by("fixed_at", "pk")[:SHOWN]:
        lines.append(_at(cast("datetime", one.fixed_at), "対話", _name(one.proposal)))
    for booked in asked.order_by("slot__starts_at", "pk")[:SHOWN]:
        starts_at = cast("ConsultationSlot", booked.slot).starts_at
        lines.append(_at(starts_at, "相談", f"{booked.who}「{booked.title}」"))
    return sorted(lines, key=_order)


def _at(at: datetime, what: str, about: str) -> Coming:
    return Coming(local_day(at), at, what, about)


def _name(proposal: Proposal) -> str:
    return f"{proposal.number}　{proposal.title}"


def _order(line: Coming) -> tuple[date, bool, datetime | None]:
    return line.on, line.at is None, line.at
