"""引継書: everything that waits in a post, on a day. For the page and for the paper, in a constant number of queries.

The lists are asked together (core/gathering.py): to show one more, add its queryset to ``_lists`` and a field.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from dialogue.enums import Side
from dialogue.models import Encounter
from dialogue.models import NextStep as MetStep
from dialogue.queries.handovers import owed_steps
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.core.gathering import Found, Gathering, Lists, any_of
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Agreement, AgreementRecord
from proposals.enums import OPEN_STATUSES, ChallengeState, Status
from proposals.models import (
    Challenge,
    ChallengeQuestion,
    Condition,
    Meeting,
    Message,
    Promise,
    Proposal,
    ProposalQuerySet,
    Trouble,
)
from screening.enums import DecisionState
from screening.models import (
    Contact,
    Decision,
    Handover,
    Inquiry,
    Milestone,
    NextStep,
    Note,
    Routing,
    Ruling,
    Undertaking,
)
from screening.queries.handovers import Burden, burdens_of, handover_of, units_of
from screening.rules.handover import likeness
from screening.rules.next_steps import next_for_division

MOST = 200  # rows of one list; the page says how many it leaves out
MET_SINCE = timedelta(days=365 * 2)
RUNNING = (*OPEN_STATUSES, Status.ADOPTED, Status.UNDERWAY)
# what the lists show of a proposal, which has sixty columns
SHOWN = ("number", "title", "status", "contact_name", "contact_phone", "submitted_at", "held_until")
OF_PROPOSAL = ("promises", "meetings", "contacts", "messages", "conditions")
SCREENED = ("routings", "milestones", "undertakings", "notes")


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """One proposal with what is owed, to whom, and what was last said."""

    proposal: Proposal  # with 団体 and lead 課
    routing: Routing | None  # of the unit; None for the desk
    next_step: str
    promises: list[Promise]
    meetings: list[Meeting]
    contact: Contact | None  # the last 応接
    messages: list[Message]  # nobody has confirmed
    conditions: list[Condition]  # not met
    milestones: list[Milestone]  # not done
    undertaking: Undertaking | None
    notes: list[Note]  # the newest first


@dataclass(frozen=True, slots=True)
class StepPart:
    """One 次の一歩, of a proposal or of a ダイアログ."""

    what: str
    about: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """The 引継書 of a post as it stands on a day. Lists hold at most MOST rows."""

    post: Post  # with person, 課 and 部
    handover: Handover
    today: date
    proposals: list[ProposalPart]  # the oldest first
    left_out: int  # proposals beyond MOST
    steps: list[StepPart]  # as they come due
    inquiries: list[Inquiry]  # not answered
    rulings: list[Ruling]  # not given
    troubles: list[Trouble]  # 困りごとメモ, open
    challenges: list[Challenge]  # on their way or before the public
    questions: list[ChallengeQuestion]  # not answered
    agreements: list[AgreementRecord]  # with agreement and 団体
    encounters: list[Encounter]  # met within two years, the newest first

    @property
    def is_of_desk(self) -> bool:
        return self.post.kind == PostKind.DESK

    @property
    def is_empty(self) -> bool:
        lists = (self.proposals, self.steps, self.inquiries, self.rulings, self.troubles, self.challenges)
        return not any((*lists, self.agreements, self.encounters))

    @property
    def unread(self) -> int:
        return sum(len(part.messages) for part in self.proposals)


@as_city("an 引継書 belongs to the 席, also when its reader sits elsewhere by now")
def handover_sheet(post: Post, today: date) -> HandoverSheet:
    """Gather what waits in a post. Five queries, whatever there is."""
    units = units_of(post)
    is_desk = post.kind == PostKind.DESK
    found = OF_THE_DESK.ask(today=today) if is_desk else OF_DIVISIONS.ask(today=today, units=units)
    proposals = found["proposals"]
    met = Encounter.objects.met().filter(division__division__in=units, event__held_on__gte=today - MET_SINCE)
    return HandoverSheet(
        post=post,
        handover=handover_of(post),
        today=today,
        proposals=_parts(proposals[:MOST], found),
        left_out=max(0, len(proposals) - MOST),
        steps=sorted([*_of_proposals(found["steps"]), *_of_events(units)], key=lambda step: step.due_on),
        inquiries=found["inquiries"],
        rulings=_rulings(post),
        troubles=found["troubles"],
        challenges=found["challenges"],
        questions=found["questions"],
        agreements=found["agreements"],
        encounters=list(
            met.select_related("event", "company__organization", "note").order_by("-event__held_on", "pk")[:MOST]
        ),
    )


def all_burdens_of(post: Post) -> list[Burden]:
    """Return what hangs on the holder's name, in proposals and at ダイアログ. Four queries at most."""
    met = [
        Burden(
            f"encounter:{step.uuid}", "ダイアログの次の一歩", step.what, step.encounter.event.name, step.due_on, alike
        )
        for step in owed_steps(units_of(post))
        if (alike := likeness(step.person, post.user.name))
    ]
    return [*burdens_of(post), *met]


def _lists(proposals: ProposalQuerySet, routed: Q, unit: Callable[[str], Q], today: Any) -> Lists:
    """``proposals``: those of the post; ``routed``: their 送付 to it; ``unit``: what belongs to its 課, by the path."""
    of = {"proposal__in": proposals.values("pk")}
    screened = {"screening__proposal__in": proposals.values("pk")}
    named = [f"screening__{name}" for name in ("id", "proposal__number", "proposal__title")]
    drafts = Decision.objects.filter(screening=OuterRef("screening")).exclude(
        state__in=[DecisionState.TOLD, DecisionState.REPLACED]
    )
    return {
        "proposals": proposals.select_related("organization", "lead_division")
        .only(*SHOWN, "organization__name", "lead_division__name")
        .oldest_first()[: MOST + 1],
        "routings": Routing.objects.in_hand()
        .filter(routed, **screened)
        .select_related("division", "handler", "screening", "answer")
        .annotate(decision=Subquery(drafts.values("state")[:1]))
        .order_by("-is_lead", "pk"),
        "promises": Promise.objects.open().filter(**of).nearest_first(),
        "meetings": Meeting.objects.waiting().filter(**of).order_by("fixed_at", "pk"),
        "contacts": Contact.objects.filter(**of)
        .defer("search", "search_vector")
        .order_by("proposal", "-met_at", "-pk")
        .distinct("proposal"),
        "messages": Message.objects.unanswered().filter(**of).oldest_first(),
        "conditions": Condition.objects.filter(**of, met_on=None).in_order(),
        "milestones": Milestone.objects.filter(**screened, done_on=None).select_related("screening").in_order(),
        "undertakings": Undertaking.objects.filter(**screened).select_related("screening").order_by("pk"),
        "notes": Note.objects.filter(**screened).select_related("screening").order_by("-written_at", "-pk")[:MOST],
        "steps": NextStep.objects.open()
        .filter(Q(**screened) | unit("division"))
        .select_related("screening__proposal", "division")
        .only("what", "party", "person", "due_on", "division__name", *named)
        .in_order()[:MOST],
        "inquiries": Inquiry.objects.open()
        .filter(unit("division"))
        .select_related("screening__proposal", "division")
        .only("due_on", "question", "division__name", *named)
        .order_by("due_on", "pk")[:MOST],
        "troubles": Trouble.objects.open().filter(unit("division")).with_division().newest_first()[:MOST],
        "challenges": Challenge.objects.filter(unit("lead"))
        .filter(~Q(state=ChallengeState.RETIRED), Q(closes_on=None) | Q(closes_on__gte=today))
        .defer("search", "search_vector")
        .latest_first()[:MOST],
        "questions": ChallengeQuestion.objects.waiting()
        .filter(unit("challenge__lead"))
        .select_related("challenge")
        .only("question", "asked_at", "challenge__title")
        .oldest_first()[:MOST],
        "agreements": AgreementRecord.objects.filter(
            unit("agreement__division"), agreement__in=Agreement.objects.valid_on(today)
        )
        .select_related("agreement__organization")
        .order_by("agreement__act_by", "pk")[:MOST],
    }


def lists_of_divisions(units: Any, today: Any) -> Lists:
    """For who sits in a 課 or leads a 部: what was sent to these 課 and what is theirs."""
    routed = Q(division__in=any_of(units))
    mine = Routing.objects.in_hand().filter(routed).values("screening__proposal")
    living = Proposal.objects.filter(pk__in=mine, status__in=RUNNING)
    return _lists(living, routed, lambda path: Q(**{f"{path}__in": any_of(units)}), today)


def lists_of_the_desk(today: Any) -> Lists:
    """For the desk: every proposal that runs, and what no 課 owes."""
    running = Proposal.objects.filter(status__in=RUNNING)
    return _lists(running, Q(is_lead=True), lambda path: Q(**{f"{path}__isnull": True}), today)


OF_DIVISIONS, OF_THE_DESK = Gathering(lists_of_divisions), Gathering(lists_of_the_desk)


def _parts(proposals: Sequence[Proposal], found: Found) -> list[ProposalPart]:
    screened = {name: _by(found[name], lambda row: row.screening.proposal_id) for name in SCREENED}
    of = {name: _by(found[name], lambda row: row.proposal_id) for name in OF_PROPOSAL}
    return [
        ProposalPart(
            proposal=one,
            routing=(routing := next(iter(screened["routings"][one.pk]), None)),
            next_step=_next_step(routing, one),
            promises=of["promises"][one.pk],
            meetings=of["meetings"][one.pk],
            contact=next(iter(of["contacts"][one.pk]), None),
            messages=of["messages"][one.pk],
            conditions=of["conditions"][one.pk],
            milestones=screened["milestones"][one.pk],
            undertaking=next(iter(screened["undertakings"][one.pk]), None),
            notes=screened["notes"][one.pk],
        )
        for one in proposals
    ]


def _by(rows: Iterable[Any], owner_of: Callable[[Any], int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[owner_of(row)].append(row)
    return found


def _next_step(routing: Any, proposal: Proposal) -> str:
    if routing is None:
        return "課へ送っていません。送付先を決めてください。"
    answer = getattr(routing, "answer", None)
    return next_for_division(
        routing_state=routing.state,
        is_lead=routing.is_lead,
        answer=answer.choice if answer else None,
        confirmed=bool(answer and answer.confirmed_at),
        decision=routing.decision,
        status=proposal.status,
    )


def _of_proposals(steps: Iterable[NextStep]) -> list[StepPart]:
    return [
        StepPart(one.what, f"{one.screening.proposal.number} {one.screening.proposal.title}", one.owner, one.due_on)
        for one in steps
    ]


def _of_events(units: Sequence[int]) -> list[StepPart]:
    both = ("encounter__event", "encounter__company__organization", "encounter__division__division")
    rows = MetStep.objects.open().filter(encounter__division__division__in=units).select_related(*both).in_order()
    return [StepPart(one.what, _met(one.encounter), _owner(one), one.due_on) for one in rows[:MOST]]


def _met(encounter: Encounter) -> str:
    return f"{encounter.event} {encounter.company.name}"


def _owner(step: MetStep) -> str:
    side = step.encounter.division if step.side == Side.DIVISION else step.encounter.company
    return f"{side.name}（{step.person}）" if step.person else side.name


def _rulings(post: Post) -> list[Ruling]:
    """Return the 裁定 that are asked of the リーダー. One query for a リーダー, none for others."""
    if post.kind != PostKind.LEADER:
        return []
    rows = Ruling.objects.open().filter(department=post.department).select_related("screening__proposal")
    return list(rows.order_by("due_on", "pk")[:MOST])
