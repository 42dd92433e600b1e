"""What a 部長会 is asked for, and what it should know of the weeks to come. As things stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from dialogue.enums import EventState
from dialogue.models import Event
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.directory.models import Department, Division
from nara_renkei.reports.rules.wiped import shown
from proposals.enums import Status
from proposals.models import Challenge
from proposals.queries import must_reconfirm
from proposals.rules.reconfirmation import round_of
from screening.models import Ruling
from training.models import Session

LONGEST = 20  # lines of one kind; the paper says how many more there are


@dataclass(frozen=True, slots=True)
class OpenRuling:
    """裁定 that a 部 owes."""

    number: str
    title: str
    department: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class LiveChallenge:
    """A 課題 that is open to proposals."""

    title: str
    division: str
    closes_on: date | None  # None: 随時
    proposals: int  # submitted to it so far
    must_reconfirm: bool  # the 課 has still to say whether it stands by it


@dataclass(frozen=True, slots=True)
class VacantSeat:
    """A seat in which nobody sits."""

    place: str
    seat: str  # 共創推進リーダー, 課長; with who answers meanwhile


@dataclass(frozen=True, slots=True)
class Coming:
    """A ダイアログ or a 回 of a 研修 that people may prepare for."""

    on: date
    what: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """Lists are cut at LONGEST; the counts are of all."""

    rulings: Sequence[OpenRuling]
    rulings_count: int
    reconfirm_by: date  # the last day of the half-yearly round that is on, or was on last
    challenges: Sequence[LiveChallenge]
    challenges_count: int
    reconfirm_count: int
    vacant: Sequence[VacantSeat]
    vacant_count: int
    coming: Sequence[Coming]

    @property
    def rulings_left(self) -> int:
        return self.rulings_count - len(self.rulings)

    @property
    def challenges_left(self) -> int:
        return self.challenges_count - len(self.challenges)

    @property
    def vacant_left(self) -> int:
        return self.vacant_count - len(self.vacant)


def agenda_on(day: date) -> Agenda:
    """Return it. Six queries."""
    rulings = _rulings(day)
    challenges = _challenges(day)
    vacant = [*_without_leader(day), *_without_head(day)]
    return Agenda(
        rulings=rulings[:LONGEST],
        rulings_count=len(rulings),
        reconfirm_by=round_of(day).last,
        challenges=challenges[:LONGEST],
        challenges_count=len(challenges),
        reconfirm_count=sum(one.must_reconfirm for one in challenges),
        vacant=vacant[:LONGEST],
        vacant_count=len(vacant),
        coming=_coming(day)[:LONGEST],
    )


def _rulings(day: date) -> list[OpenRuling]:
    rows = Ruling.objects.open().select_related("screening__proposal", "department").order_by("due_on", "pk")
    return [
        OpenRuling(
            number=one.screening.proposal.number or "",
            title=shown(one.screening.proposal.title),
            department=one.department.name,
            due_on=one.due_on,
            is_late=one.due_on < day,
        )
        for one in rows
    ]


def _challenges(day: date) -> list[LiveChallenge]:
    """Those the 課 must still confirm first, then those that end first."""
    submitted = Count("proposals", filter=~Q(proposals__status=Status.DRAFT))
    rows = Challenge.objects.live_on(day).with_lead().annotate(came=submitted).order_by("lead__code", "pk")
    found = [LiveChallenge(one.title, one.lead.name, one.closes_on, one.came, must_reconfirm(one, day)) for one in rows]
    return sorted(found, key=lambda one: (not one.must_reconfirm, one.closes_on or date.max))


def _sitting(day: date, kind: PostKind, **place: OuterRef) -> Exists:
    return Exists(Post.objects.held_on(day).filter(kind=kind, user__is_active=True, **place))


def _without_leader(day: date) -> list[VacantSeat]:
    led = _sitting(day, PostKind.LEADER, department=OuterRef("pk"))
    rows = Department.objects.valid_on(day).filter(~led).in_order().values_list("name", flat=True)
    return [VacantSeat(name, "共創推進リーダー") for name in rows]


def _without_head(day: date) -> list[VacantSeat]:
    """The 課 that take 送付 and have no 課長."""
    headed = _sitting(day, PostKind.MANAGER, division=OuterRef("pk"))
    deputy = _sitting(day, PostKind.DEPUTY, division=OuterRef("pk"))
    rows = Division.objects.valid_on(day).filter(~headed, accepts_routing=True).annotate(has_deputy=deputy).in_order()
    words = {True: "課長（代決者が答えています）", False: "課長（答える人がいません）"}
    return [VacantSeat(name, words[has]) for name, has in rows.values_list("name", "has_deputy")]


def _coming(day: date) -> list[Coming]:
    announced = [EventState.OPEN, EventState.FIXED, EventState.TODAY]
    events = Event.objects.filter(state__in=announced, held_on__gte=day).order_by("held_on", "pk")
    sessions = Session.objects.taking_changes().shown().filter(held_on__gte=day).select_related("course")
    found = [Coming(one.held_on, "ダイアログ", one.name, one.place) for one in events]
    found += [
        Coming(one.held_on, "研修", f"{one.course.name}　第{one.number}回", one.place or "オンライン")
        for one in sessions.order_by("held_on", "pk")
    ]
    return sorted(found, key=lambda one: one.on)
