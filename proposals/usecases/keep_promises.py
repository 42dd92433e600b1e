"""Promises and their clock. ``due_on`` is rewritten here only, in the event's transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.calendar import local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from proposals.enums import Stage
from proposals.models import Pause, Promise, Proposal, ToldDate
from proposals.queries import days_to_promise, parked_spans, spans_of
from proposals.rules import promises

WAITING_FOR_COMPANY = "ご提案者のお返事を待っています"
WAITING_FOR_MEETING = "対話の日を待っています"
ON_HOLD = "判断の日を待っています"


# why a later date is told, when the clock runs on
BECAUSE = {
    WAITING_FOR_COMPANY: "お返事を待つ間、数えるのを止めていたため",
    WAITING_FOR_MEETING: "対話の日まで、数えるのを止めていたため",
    ON_HOLD: "判断を待つ間、数えるのを止めていたため",
}


class CannotTellDate(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic(savepoint=False)
def open_promise(
    *,
    proposal: Proposal,
    stage: Stage,
    at: datetime,
    told: bool = True,
    is_first: bool = False,
    division: Division | None = None,
) -> Promise:
    """Promise a stage from today on. An open promise of the same stage stays as it is.

    ``told`` says that the date goes to the company with this very act; the fact is kept beside the projection.
    ``division``: the 課 that will keep it, when it has a norm of its own.
    ``is_first``: this act makes the proposal known, so nothing was promised or paused before.
    """
    existing = None if is_first else Promise.objects.open().filter(proposal=proposal, stage=stage).first()
    if existing:
        return existing
    spans = [] if is_first else spans_of(proposal)
    today = local_day(at)
    within_days = days_to_promise(
        stage, today, challenge=proposal.challenge_id, division=division.pk if division else None
    )
    due = promises.due_on(today, within_days, spans, closed_days(today), today=today)
    promise = Promise.objects.create(
        proposal=proposal,
        stage=stage,
        starts_on=today,
        within_days=within_days,
        due_on=due,
        told_on=due if told else None,
    )
    if promise.told_on:
        ToldDate.objects.create(promise=promise, day=promise.told_on, told_at=at)
    return promise


@transaction.atomic
def tell_new_date(*, proposal: Proposal, day: date, why: str, at: datetime) -> Promise:
    """Tell another date for the promise that falls due first; goes with the letter that says so.

    Raises CannotTellDate for a day that is past, and when nothing is promised.
    """
    if day < local_day(at):
        raise CannotTellDate("新しい期日は、今日以降の日にしてください。")
    promise = Promise.objects.open().filter(proposal=proposal).select_for_update().nearest_first().first()
    if promise is None:
        raise CannotTellDate("いま、期日をお約束しているものはありません。")
    _tell([(promise, day)], why=why, at=at)
    return promise


def _tell(dates: Sequence[tuple[Promise, date]], *, why: str, at: datetime) -> None:
    """Append what the company is told by this very act. Two queries; none for nothing."""
    for promise, day in dates:
        promise.told_on = day
    if dates:
        ToldDate.objects.bulk_create(ToldDate(promise=one, day=day, told_at=at, why=why) for one, day in dates)
        Promise.objects.bulk_update([one for one, _ in dates], ["told_on"])


@transaction.atomic
def meet_promise(*, proposal: Proposal, stage: Stage, at: datetime) -> None:
    """The city did what it promised; nothing happens when it had not promised."""
    Promise.objects.open().filter(proposal=proposal, stage=stage).update(met_on=local_day(at))


@transaction.atomic
def meet_every_promise(*, proposal: Proposal, at: datetime) -> None:
    """The proposal is over: nothing is owed any more."""
    Promise.objects.open().filter(proposal=proposal).update(met_on=local_day(at))
    Pause.objects.filter(proposal=proposal, ends_on=None).update(ends_on=local_day(at))


@transaction.atomic
def pause_clock(*, proposal: Proposal, reason: str, at: datetime) -> None:
    """Stop the clock for a reason; stopping twice for one reason is once."""
    Pause.objects.get_or_create(proposal=proposal, reason=reason, ends_on=None, defaults={"starts_on": local_day(at)})
    project_due_dates(proposals=[proposal], today=local_day(at))


@transaction.atomic
def resume_clock(*, proposal: Proposal, reason: str, at: datetime) -> None:
    """Let the clock run on; the later date is told with this very act, in place of the one the pause overtook."""
    Pause.objects.filter(proposal=proposal, reason=reason, ends_on=None).update(ends_on=local_day(at))
    project_due_dates(proposals=[proposal], today=local_day(at))
    rows = Promise.objects.open().filter(proposal=proposal).order_by("pk")
    later = [(row, row.due_on) for row in rows if row.told_on and row.due_on and row.told_on < row.due_on]
    _tell(later, why=BECAUSE[reason], at=at)


@transaction.atomic
def project_due_dates(*, proposals: Iterable[Proposal] | None, today: date) -> int:
    """Rewrite ``due_on`` of every open promise (of all proposals when None); return how many moved.

    The date told to the company stays as it was told.
    """
    wanted = Promise.objects.open().select_for_update().order_by("pk")
    if proposals is not None:
        wanted = wanted.filter(proposal__in=list(proposals))
    rows = list(wanted)
    pauses = parked_spans({row.proposal_id for row in rows})
    closed = closed_days(today, days=800)
    moved = []
    for row in rows:
        due = promises.due_on(row.starts_on, row.within_days, pauses.get(row.proposal_id, []), closed, today=today)
        if due != row.due_on:
            row.due_on = due
            moved.append(row)
    Promise.objects.bulk_update(moved, ["due_on"], batch_size=500)
    return len(moved)
