"""Everything of one proposal on one page, for the 課 and for the desk.

The lists of the folder are asked together in one statement (core/gathering.py). To show one more: add its queryset to
``lists_of_the_whole`` (or ``lists_of_a_part``), a field to ``ProposalDossier``, and its line in ``_whole``. It costs no
query. Write the queryset as ever, with ``select_related`` for what its rows name; what hangs on the rows of a list is a
list of its own, given to them by ``hang``. ``proposal`` and the other arguments stand for values that are known later:
compare with them, do not read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.gathering import Found, Gathering, Lists, hang
from nara_renkei.core.models import FileState, Holiday
from nara_renkei.directory.models import Organization
from proposals.enums import REALISED_STATUSES, AccessScope, ItemKind
from proposals.models import (
    Attachment,
    AttachmentQuerySet,
    Change,
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    Letter,
    Message,
    PledgeAnswer,
    Promise,
    Proposal,
    ProposalAccess,
    StatusChange,
    Submission,
    Words,
)
from proposals.queries import evidence_among, evidence_rows
from proposals.rules.content import CHALLENGE_FIELDS, CONTENT_FIELDS, LATER_FIELDS, REQUIRED_FIELDS
from screening.enums import DecisionState, RoutingState
from screening.models import BudgetDate, Decision, Inquiry, Minutes, Note, Routing, Screening
from screening.rules.budget import budget_sentence
from screening.rules.next_steps import days_left_words

from .money import is_costed
from .outcomes import conditions_of, decisions_of

BREADTH = [AccessScope.SUMMARY, AccessScope.QUESTION, AccessScope.FULL]
SUMMARY_FIELDS = ("title", "summary")
CLOSED_AROUND = timedelta(days=400)
QUESTION_FIELDS = (*REQUIRED_FIELDS, *CHALLENGE_FIELDS, *LATER_FIELDS)


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """What one version changed against the one before."""

    version: int
    submission: Submission
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Due:
    stage: str
    due_on: date | None
    told_on: date | None
    days_left: int | None  # 開庁日

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left)

    @property
    def differs(self) -> bool:
        """Whether the date told to the company is no longer the one that is counted."""
        return self.due_on is not None and self.told_on is not None and self.due_on != self.told_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDossier:
    """The folder. Parts the reader's scope does not open are empty."""

    proposal: Proposal
    scope: AccessScope
    screening: Screening | None
    # the company's words
    version: Submission | None
    words: list[Words]
    attachments: list[Attachment] = field(default_factory=list)
    co_proposers: list[CoProposer] = field(default_factory=list)
    declared: list[PledgeAnswer] = field(default_factory=list)  # 申告 answered otherwise than いいえ
    pledged: int = 0  # how many items were answered
    diffs: list[VersionDiff] = field(default_factory=list)
    # the city's work
    routings: list[Routing] = field(default_factory=list)
    inquiries: list[Inquiry]
    minutes: list[Minutes] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    decision: Decision | None = None  # the one on its way
    decisions: list[Decision] = field(default_factory=list)
    budget: list[BudgetDate] = field(default_factory=list)  # the calendar of the city
    dues: list[Due] = field(default_factory=list)
    # what the company reads
    messages: list[Message] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    correction: CorrectionRequest | None = None
    history: list[StatusChange] = field(default_factory=list)
    # for counting
    today: date
    closed: frozenset[date]

    def days_until(self, day: date | None) -> int | None:
        """Return the 開庁日 that are left; negative when gone by, None without a date."""
        return working_days_between(self.today, day, self.closed) if day else None

    @property
    def lead(self) -> Routing | None:
        return next(
            (routing for routing in self.routings if routing.is_lead and routing.state != RoutingState.ENDED), None
        )

    @property
    def asked(self) -> list[Words]:
        """Return what the company was asked to correct, and why."""
        items = self.correction.items.all() if self.correction else []
        return [Words(item.field, label_of(item.field), item.reason) for item in items]

    @property
    def goes_on(self) -> bool:
        """Whether the outcome was 「進める」: there are conditions and work to keep."""
        return self.proposal.status in REALISED_STATUSES

    @property
    def budget_sentence(self) -> str:
        """Return when money for it would be there; empty when it costs the city nothing."""
        if not is_costed(self.proposal, self.decision):
            return ""
        return budget_sentence([row.way for row in self.budget], self.today)

    @property
    def is_full(self) -> bool:
        return self.scope == AccessScope.FULL

    @property
    def bodies(self) -> list[Organization]:
        """Return the 団体 that stand behind it, the proposer first."""
        return [self.proposal.proposer, *(one.partner for one in self.co_proposers if one.accepted_at)]

    @property
    def latest_version(self) -> int:
        return self.version.version if self.version else 1

    @property
    def has_unread_version(self) -> bool:
        return self.screening is not None and self.latest_version > self.screening.seen_version


def scope_of(proposal: Proposal, user: User, on: date) -> AccessScope:
    """Return the widest scope on the guest list; everything for the desk. Ask only for a visible proposal."""
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return AccessScope.FULL
    scopes = set(
        ProposalAccess.objects.in_force(on)
        .filter(proposal=proposal, division__in=division_ids(user, on))
        .values_list("scope", flat=True)
    )
    return max((AccessScope(scope) for scope in scopes), key=BREADTH.index, default=AccessScope.SUMMARY)


def readable_files(proposal: Proposal, user: User, on: date) -> AttachmentQuerySet:
    """Return the clean files of a visible proposal and its messages; none for a reader of a part only."""
    if scope_of(proposal, user, on) != AccessScope.FULL:
        return Attachment.objects.none()
    return Attachment.objects.filter(proposal=proposal, file__state=FileState.CLEAN).in_order()


def lists_of_a_part(proposal: Any, since: Any, until: Any) -> Lists:
    """Return what every reader of a proposal may need. ``since`` and ``until``: of the closed days."""
    of_it = {"screening__proposal": proposal}
    return {
        "closed": Holiday.objects.between(since, until),
        "versions": Submission.objects.filter(proposal=proposal).newest_first(),
        "screenings": Screening.objects.with_open_ruling().filter(proposal=proposal),
        "inquiries": Inquiry.objects.filter(**of_it).select_related("division").order_by("asked_at", "pk"),
    }


def lists_of_the_whole(proposal: Any, since: Any, until: Any, organization: Any, submitted_at: Any) -> Lists:
    """Return what stands in the folder for who reads the whole proposal."""
    of_it = {"screening__proposal": proposal}
    return {
        **lists_of_a_part(proposal, since, until),
        # the company's words
        "attachments": Attachment.objects.filter(proposal=proposal).in_order(),
        "co_proposers": CoProposer.objects.filter(proposal=proposal).in_order(),
        "evidence": evidence_rows(proposal, organization, until=submitted_at),
        # the city's work
        "routings": Routing.objects.filter(**of_it)
        .select_related(
            "division__department", "answer__suggested", "ruling__department", "ruling__division", "section", "handler"
        )
        .order_by("-is_lead", "sent_at", "pk"),
        "minutes": Minutes.objects.filter(**of_it).order_by("held_on", "pk"),
        "notes": Note.objects.filter(**of_it).order_by("written_at", "pk"),
        "decisions": decisions_of(proposal),
        "conditions": conditions_of(proposal),
        "budget": BudgetDate.objects.in_use(),
        "promises": Promise.objects.open().filter(proposal=proposal).order_by("due_on", "pk"),
        # what the company reads
        "messages": Message.objects.filter(proposal=proposal).oldest_first(),
        "letters": Letter.objects.filter(proposal=proposal).newest_first(),
        "corrections": CorrectionRequest.objects.filter(proposal=proposal, resolved_at=None).order_by("pk"),
        "items": CorrectionItem.objects.filter(request__proposal=proposal, request__resolved_at=None).order_by("pk"),
        "history": StatusChange.objects.filter(proposal=proposal).oldest_first(),
    }


A_PART, THE_WHOLE = Gathering(lists_of_a_part), Gathering(lists_of_the_whole)


def proposal_dossier(proposal: Proposal, user: User, on: date) -> ProposalDossier:
    """Gather the folder of a submitted proposal the reader may see.

    One query, and one for a 課 that asks how much it may read (``with_scopes`` brings that along).
    """
    scope = scope_of(proposal, user, on)
    around = {"since": on - CLOSED_AROUND, "until": on + CLOSED_AROUND}
    if scope == AccessScope.FULL:
        whole = {"organization": proposal.organization_id, "submitted_at": proposal.submitted_at}
        return _whole(proposal, THE_WHOLE.ask(proposal=proposal.pk, **around, **whole), on)
    found = A_PART.ask(proposal=proposal.pk, **around)
    versions, mine = found["versions"], division_ids(user, on)
    fields = QUESTION_FIELDS if scope == AccessScope.QUESTION else SUMMARY_FIELDS
    return ProposalDossier(
        proposal=proposal,
        scope=scope,
        screening=next(iter(found["screenings"]), None),
        version=versions[0] if versions else None,
        words=versions[0].words(fields) if versions else [],
        inquiries=[one for one in found["inquiries"] if one.division_id in mine],
        today=on,
        closed=frozenset(one.day for one in found["closed"]),
    )


def _whole(proposal: Proposal, found: Found, on: date) -> ProposalDossier:
    closed = frozenset(one.day for one in found["closed"])
    versions, files, decisions = found["versions"], found["attachments"], found["decisions"]
    evidence = evidence_among(found["evidence"], proposal, proposal.organization_id)
    hang(found["messages"], "attachments", files, lambda file: file.message_id)
    hang(decisions, "conditions", found["conditions"], lambda condition: condition.decision_id)
    hang(found["corrections"], "items", found["items"], lambda item: item.request_id)
    return ProposalDossier(
        proposal=proposal,
        scope=AccessScope.FULL,
        screening=next(iter(found["screenings"]), None),
        version=versions[0] if versions else None,
        words=versions[0].words(CONTENT_FIELDS) if versions else [],
        attachments=[file for file in files if file.message_id is None],
        co_proposers=found["co_proposers"],
        declared=[
            answer for answer in evidence if answer.item.kind == ItemKind.DECLARATION and answer.answer != "いいえ"
        ],
        pledged=len(evidence),
        diffs=version_diffs(versions),
        routings=found["routings"],
        inquiries=found["inquiries"],
        minutes=found["minutes"],
        notes=found["notes"],
        decision=next(
            (one for one in decisions if one.state not in {DecisionState.TOLD, DecisionState.REPLACED}), None
        ),
        decisions=decisions,
        budget=found["budget"],
        dues=[_due(promise, on, closed) for promise in found["promises"]],
        messages=found["messages"],
        letters=found["letters"],
        correction=next(iter(found["corrections"]), None),
        history=found["history"],
        today=on,
        closed=closed,
    )


def _due(promise: Promise, on: date, closed: frozenset[date]) -> Due:
    return Due(
        stage=promise.get_stage_display(),
        due_on=promise.due_on,
        told_on=promise.told_on,
        days_left=working_days_between(on, promise.due_on, closed) if promise.due_on else None,
    )


def label_of(field: str) -> str:
    """Return the Japanese name of a content field."""
    return Proposal.label_of(field)


def version_diffs(versions: Sequence[Submission]) -> list[VersionDiff]:
    """Return what each later version changed, newest first. ``versions`` come newest first."""
    return [VersionDiff(newer.version, newer, newer.changes_since(older)) for newer, older in pairwise(versions)]
