"""/ka/: what a 課 owes, by due date; what it has in hand; what is over; what it was asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import add_working_days, working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from proposals.permissions import sheets_open_to
from proposals.queries import SheetRow, sheet_row
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, Inquiry, NextStep, Routing
from screening.rules.next_steps import SOON_DAYS, days_left_words, next_for_division

from . import waiting
from .desk import capped
from .waiting import Scope, Source, Waiting

PAGE = 40  # rows of a page; a full one stays under 60 kB


class Tab(StrEnum):
    """What stands beside each other on /ka/; the value stands in the address."""

    WAITING = "machi"
    RUNNING = "shinko"
    OVER = "owari"
    INQUIRIES = "shokai"
    CHALLENGES = "kadai"


TAB_LABELS = {
    Tab.WAITING: "待ち",
    Tab.RUNNING: "進行中",
    Tab.OVER: "終わったもの",
    Tab.INQUIRIES: "意見照会",
    Tab.CHALLENGES: "課の課題",
}


KIND_OF: dict[Source, type] = {
    Source.ANSWER: Routing,
    Source.OUTCOME: Routing,
    Source.INQUIRY: Inquiry,
    Source.STEP: NextStep,
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of a list."""

    number: str
    title: str
    organization: str
    division: str
    role: str  # 主担当, 協力, 意見照会 or 次の一歩
    status: str  # as staff read it
    next_step: str  # one sentence
    due_on: date | None
    days_left: int | None  # 開庁日; negative when gone by; None without a date
    due_label: str = "回答期限"
    url_name: str = "screening:dossier"

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left)

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class DivisionLoad:
    """What one 課 owes, for who reads several."""

    code: str
    name: str
    waiting: int
    late: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class TabLink:
    key: Tab
    count: str  # 「1000+」 beyond a thousand

    @property
    def label(self) -> str:
        return TAB_LABELS[self.key]


@dataclass(frozen=True, slots=True)
class Worklist:
    tab: Tab
    tabs: list[TabLink]
    page: Page[Any]
    rows: list[WorkRow]  # of the page
    sheets: list[SheetRow]  # of the page under 課の課題
    loads: list[DivisionLoad]  # of the 課 that owe something, late first; empty for who reads one
    divisions: list[str]  # the 課 and 部 of this person's posts
    narrowed: Division | None  # the one 課 that is looked at


def division_worklist(
    user: User, on: date, *, tab: Tab = Tab.WAITING, page: str | int | None = 1, code: str = ""
) -> Worklist:
    """Return one tab of what this person's 課 have to do, and how many rows stand under each. Constant queries.

    ``code`` narrows a reader of several 課 to one of them.
    """
    scope, narrowed = Scope.of(user, on), None
    if code and not scope.is_single:
        narrowed = Division.objects.filter(code=code).order_by("-valid_from", "-pk").first()
        scope = scope.only(narrowed.pk) if narrowed else Scope(())
    closed = closed_days(on)
    owed = waiting.waiting(scope, add_working_days(on, SOON_DAYS, closed))
    sheets = sheets_open_to(user, on)
    if narrowed:
        sheets = sheets.filter(lead=narrowed)
    lists: dict[Tab, QuerySet[Any]] = {}
    if not scope.is_empty:
        lists = {
            Tab.RUNNING: waiting.running(scope),
            Tab.OVER: waiting.over(scope),
            Tab.INQUIRIES: waiting.inquiries(scope),
            Tab.CHALLENGES: sheets.with_lead().latest_first(),
        }
    numbers = {Tab.WAITING: len(owed), **dict(zip(lists, waiting.counts(lists.values()) if lists else [], strict=True))}
    pages = Paginator(lists.get(tab, owed), PAGE)
    pages.count = numbers.get(tab, 0)  # known already, to a thousand
    found = pages.get_page(page)
    posts = user.posts_on(on)
    return Worklist(
        tab=tab,
        tabs=[TabLink(one, capped(numbers.get(one, 0))) for one in Tab],
        page=found,
        rows=_rows(tab, found, on, closed) if lists else [],
        sheets=[sheet_row(one, on) for one in found] if lists and tab == Tab.CHALLENGES else [],
        loads=_loads(owed, on) if tab == Tab.WAITING and not scope.is_single and not narrowed else [],
        divisions=sorted({str(post.division or post.department) for post in posts if post.division or post.department}),
        narrowed=narrowed,
    )


def _rows(tab: Tab, page: Page[Any], on: date, closed: frozenset[date]) -> list[WorkRow]:
    match tab:
        case Tab.WAITING:
            return _waiting_rows(list(page), on, closed)
        case Tab.RUNNING | Tab.OVER:
            return [_routing_row(one, on, closed) for one in _routings([one.pk for one in page])]
        case Tab.INQUIRIES:
            return [_inquiry_row(one, on, closed) for one in _inquiries([one.pk for one in page])]
    return []  # 課題 have rows of their own


def _waiting_rows(page: Sequence[Waiting], on: date, closed: frozenset[date]) -> list[WorkRow]:
    keys = defaultdict(list)
    for one in page:
        keys[KIND_OF[one.source]].append(one.pk)
    found: dict[tuple[type, int], WorkRow] = {
        **{(Routing, one.pk): _routing_row(one, on, closed) for one in _routings(keys[Routing])},
        **{(Inquiry, one.pk): _inquiry_row(one, on, closed) for one in _inquiries(keys[Inquiry])},
        **{(NextStep, one.pk): _step_row(one, on, closed) for one in _steps(keys[NextStep])},
    }
    return [found[KIND_OF[one.source], one.pk] for one in page]


def _loads(owed: Sequence[Waiting], on: date) -> list[DivisionLoad]:
    by_division: dict[int, list[Waiting]] = defaultdict(list)
    for one in owed:
        by_division[one.division].append(one)
    loads = [
        DivisionLoad(
            code=division.code,
            name=division.name,
            waiting=len(rows),
            late=sum(row.due_on is not None and row.due_on < on for row in rows),
            next_due=rows[0].due_on,
        )
        for division in Division.objects.filter(pk__in=by_division).order_by("code", "pk")
        if (rows := by_division[division.pk])
    ]
    return sorted(loads, key=lambda load: (-load.late, load.next_due is None, load.next_due or on))


def _routings(keys: Sequence[int]) -> list[Routing]:
    """Return these 送付 in this order, with the outcome on its way and the next promise. One query."""
    drafts = Decision.objects.filter(screening=OuterRef("screening")).exclude(
        state__in=[DecisionState.TOLD, DecisionState.REPLACED]
    )
    found = {
        one.pk: one
        for one in Routing.objects.filter(pk__in=keys)
        .select_related("screening__proposal__organization", "division", "answer")
        .only(*_shown("state", "is_lead", "due_on", "over_on"), "answer__choice", "answer__confirmed_at")
        .annotate(decision=Subquery(drafts.values("state")[:1]), promised=waiting.next_promise("screening__proposal"))
        .order_by("pk")
    }
    return [found[key] for key in keys if key in found]


def _inquiries(keys: Sequence[int]) -> list[Inquiry]:
    shown = (
        Inquiry.objects.filter(pk__in=keys)
        .select_related("screening__proposal__organization", "division")
        .only(*_shown("due_on", "answered_at"))
        .order_by("pk")
    )
    found = {one.pk: one for one in shown}
    return [found[key] for key in keys if key in found]


def _steps(keys: Sequence[int]) -> list[NextStep]:
    return list(
        NextStep.objects.filter(pk__in=keys)
        .select_related("screening__proposal__organization", "division")
        .only(*_shown("what", "person", "party", "due_on"))
        .order_by("pk")
    )


def _shown(*own: str) -> tuple[str, ...]:
    """Return the columns a row shows; a proposal has sixty more."""
    proposal = ("number", "title", "status", "organization__name")
    return (*own, "division__name", "screening__id", *(f"screening__proposal__{name}" for name in proposal))


def _routing_row(routing: Any, on: date, closed: frozenset[date]) -> WorkRow:
    """``routing`` comes from ``_routings``."""
    proposal, answer = routing.screening.proposal, getattr(routing, "answer", None)
    own = routing.state == RoutingState.OPEN
    due = routing.due_on if own else routing.promised
    return WorkRow(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.organization),
        division=str(routing.division),
        role="主担当" if routing.is_lead else "協力",
        status=proposal.get_status_display(),
        next_step=next_for_division(
            routing_state=routing.state,
            is_lead=routing.is_lead,
            answer=Answer(answer.choice) if answer else None,
            confirmed=bool(answer and answer.confirmed_at),
            decision=routing.decision,
            status=proposal.status,
        ),
        due_on=routing.over_on or due,
        days_left=working_days_between(on, due, closed) if due and not routing.over_on else None,
        due_label="終わった日" if routing.over_on else "回答期限" if own else "市の期日",
    )


def _inquiry_row(inquiry: Inquiry, on: date, closed: frozenset[date]) -> WorkRow:
    proposal, answered_at = inquiry.screening.proposal, inquiry.answered_at
    return WorkRow(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.organization),
        division=str(inquiry.division),
        role="意見照会",
        status=proposal.get_status_display(),
        next_step="意見を出しました。していただくことはありません。"
        if answered_at
        else "尋ねられたことを読み、意見を書いてください。",
        due_on=inquiry.due_on,
        days_left=None if answered_at else working_days_between(on, inquiry.due_on, closed),
    )


def _step_row(step: NextStep, on: date, closed: frozenset[date]) -> WorkRow:
    proposal = step.screening.proposal
    return WorkRow(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.organization),
        division=str(step.division),
        role="次の一歩",
        status=proposal.get_status_display(),
        next_step=f"「{step.what}」をして、「済みにする」を押してください。",
        due_on=step.due_on,
        days_left=working_days_between(on, step.due_on, closed),
        due_label="期日",
        url_name="screening:dialogue",
    )
