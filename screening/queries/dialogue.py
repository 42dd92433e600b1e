"""The 対話 of one proposal on one page: its days, its records, its 次の一歩."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from proposals.enums import AccessScope
from proposals.models import Meeting, Proposal
from proposals.queries import letter_readers
from screening.models import Minutes, NextStep, Routing, Screening
from screening.rules.next_steps import days_left_words

from .folder import scope_of


@dataclass(frozen=True, slots=True)
class StepRow:
    step: NextStep
    days_left: int  # 開庁日; negative when gone by
    may_finish: bool

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left)

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class Dialogue:
    proposal: Proposal
    screening: Screening
    meeting: Meeting | None  # the one that is offered or fixed
    past: list[Meeting]
    minutes: list[Minutes]
    open_steps: list[StepRow]
    done_steps: list[NextStep]
    divisions: list[Division]  # who has it in hand, the lead first
    wished: list[datetime]  # the dates the lead 課 can
    readers: list[str]  # addresses of a letter that is ticked
    may_fix: bool  # the desk's: what the company reads
    may_record: bool

    @property
    def is_first(self) -> bool:
        return not self.minutes and not any(one.held_on for one in self.past)


def dialogue_of(
    proposal: Proposal, user: User, on: date, *, may_fix: bool, sits_in: Callable[[Division], bool]
) -> Dialogue | None:
    """Gather the 対話 of a proposal the reader may see; None for a reader of a part, and before the desk opened it.

    ``may_fix``: the reader tells companies. ``sits_in``: whether the reader works in a 課. Constant queries.
    """
    screening = Screening.objects.filter(proposal=proposal).first()
    if screening is None or scope_of(proposal, user, on) != AccessScope.FULL:
        return None
    meetings = list(proposal.meetings.newest_first())
    waiting = next((one for one in proposal.meetings.waiting().newest_first()), None)
    routings = list(
        Routing.objects.in_hand()
        .filter(screening=screening)
        .select_related("division", "answer")
        .order_by("-is_lead", "sent_at", "pk")
    )
    lead = next((one for one in routings if one.is_lead), None)
    may_record = may_fix or (lead is not None and sits_in(lead.division))
    steps = list(NextStep.objects.filter(screening=screening).select_related("division").in_order())
    closed = closed_days(on)
    return Dialogue(
        proposal=proposal,
        screening=screening,
        meeting=waiting,
        past=[one for one in meetings if one != waiting],
        minutes=list(Minutes.objects.filter(screening=screening).order_by("held_on", "pk")),
        open_steps=[
            StepRow(
                one,
                working_days_between(on, one.due_on, closed),
                may_record or bool(one.division and sits_in(one.division)),
            )
            for one in steps
            if not one.done_at
        ],
        done_steps=[one for one in steps if one.done_at],
        divisions=[one.division for one in routings],
        wished=list(lead.answer.meeting_dates) if lead and hasattr(lead, "answer") else [],
        readers=list(letter_readers(proposal)) if may_fix else [],
        may_fix=may_fix,
        may_record=may_record,
    )
