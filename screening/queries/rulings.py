"""裁定: what a leader must rule on, and what he reads for it."""

from dataclasses import dataclass
from datetime import date

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.wall import as_city
from proposals.models import Submission, Words
from screening.enums import Answer
from screening.models import Routing, Ruling, Screening
from screening.rules.next_steps import days_left_words
from screening.rules.rulings import refusals_since_ruling

# no more of the company's words than a ruling needs: the whole proposal opens by the guest list alone
SHEET_FIELDS = ("title", "summary")


def has_refused(routing: Routing) -> bool:
    """Return whether the 課 said 担当ではない, confirmed by its 課長. No query when the answer was joined."""
    answer = getattr(routing, "answer", None)
    return answer is not None and answer.confirmed_at is not None and answer.choice == Answer.NOT_OURS


def refusals_of(screening: Screening) -> int:
    """Return how many lead 課 refused since the last ruling. One query."""
    return count_refusals(list(_leads(screening)))


def count_refusals(routings: list[Routing]) -> int:
    """The same for rows that are at hand, in the order of sending."""
    return refusals_since_ruling((has_refused(one), one.ruling_id is not None) for one in routings if one.is_lead)


def _leads(screening: Screening) -> "list[Routing]":
    rows = Routing.objects.filter(screening=screening, is_lead=True)
    return list(rows.select_related("division__department", "answer__suggested").order_by("sent_at", "pk"))


@dataclass(frozen=True, slots=True)
class WaitingRuling:
    """One line of 裁定待ち."""

    number: str
    title: str
    department: str
    due_on: date
    days_left: int  # 開庁日; negative when gone by

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left)

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


def rulings_waiting(user: User, on: date) -> list[WaitingRuling]:
    """Return what this leader must rule on, by due date. Two queries; none for who leads no 部."""
    rows = list(
        Ruling.objects.addressed_to(user, on)
        .open()
        .select_related("screening__proposal", "department")
        .only("due_on", "department__name", "screening__proposal__number", "screening__proposal__title")
        .order_by("due_on", "pk")
    )
    closed = closed_days(on) if rows else frozenset()
    return [
        WaitingRuling(
            number=row.screening.proposal.number or "",
            title=row.screening.proposal.title,
            department=row.department.name,
            due_on=row.due_on,
            days_left=working_days_between(on, row.due_on, closed),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class RulingSheet:
    """What the leader reads: the heart of the proposal, and who refused it and why."""

    words: list[Words]
    refused: list[Routing]


@as_city("a leader reads who refused, also of another 部")
def ruling_sheet(ruling: Ruling) -> RulingSheet:
    """Gather it. Two queries."""
    latest = Submission.objects.filter(proposal=ruling.screening.proposal_id).newest_first().first()
    return RulingSheet(
        words=latest.words(SHEET_FIELDS) if latest else [],
        refused=[one for one in _leads(ruling.screening) if has_refused(one)],
    )
