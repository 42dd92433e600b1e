"""Everything of one proposal on one page, for the 課 and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import FileState
from nara_renkei.directory.models import Organization
from proposals.enums import GOING_ON_STATUSES, AccessScope, ItemKind
from proposals.models import (
    Attachment,
    AttachmentQuerySet,
    Change,
    CoProposer,
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
from proposals.queries import evidence_of
from proposals.rules.content import CHALLENGE_FIELDS, CONTENT_FIELDS, LATER_FIELDS, REQUIRED_FIELDS
from screening.enums import DecisionState, RoutingState
from screening.models import Decision, Inquiry, Minutes, Note, Routing, Screening
from screening.rules.next_steps import Need, days_left_words

from .desk import needs_of
from .outcomes import decisions_of

BREADTH = [AccessScope.SUMMARY, AccessScope.QUESTION, AccessScope.FULL]
SUMMARY_FIELDS = ("title", "summary")
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


@dataclass(frozen=True, slots=True)
class ProposalDossier:
    """The folder. Parts the reader's scope does not open are empty."""

    proposal: Proposal
    scope: AccessScope
    screening: Screening | None
    # the company's words
    version: Submission | None
    words: list[Words]
    attachments: list[Attachment]
    co_proposers: list[CoProposer]
    declared: list[PledgeAnswer]  # 申告 answered otherwise than いいえ
    pledged: int  # how many items were answered
    diffs: list[VersionDiff]
    # the city's work
    needs: list[Need]
    routings: list[Routing]
    inquiries: list[Inquiry]
    minutes: list[Minutes]
    notes: list[Note]
    decision: Decision | None  # the one on its way
    decisions: list[Decision]
    dues: list[Due]
    # what the company reads
    messages: list[Message]
    letters: list[Letter]
    correction: CorrectionRequest | None
    history: list[StatusChange]
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
        return self.proposal.status in GOING_ON_STATUSES

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


def proposal_dossier(proposal: Proposal, user: User, on: date) -> ProposalDossier:
    """Gather the folder of a proposal the reader may see. Constant number of queries."""
    scope = scope_of(proposal, user, on)
    full = scope == AccessScope.FULL
    versions = list(proposal.submissions.newest_first())
    latest = versions[0] if versions else None
    wanted = {
        AccessScope.SUMMARY: SUMMARY_FIELDS,
        AccessScope.QUESTION: QUESTION_FIELDS,
        AccessScope.FULL: CONTENT_FIELDS,
    }[scope]
    screening = Screening.objects.with_open_ruling().filter(proposal=proposal).first()
    routings: list[Routing] = []
    inquiries: list[Inquiry] = []
    decisions: list[Decision] = []
    if screening:
        asked = Inquiry.objects.filter(screening=screening).select_related("division").order_by("asked_at", "pk")
        inquiries = list(asked if full else asked.filter(division__in=division_ids(user, on)))
    if screening and full:
        routings = list(
            Routing.objects.filter(screening=screening)
            .select_related("division__department", "answer__suggested", "ruling__department", "ruling__division")
            .order_by("-is_lead", "sent_at", "pk")
        )
        decisions = list(decisions_of(screening))
    closed = closed_days(on)
    evidence = evidence_of(proposal) if full else []
    return ProposalDossier(
        proposal=proposal,
        scope=scope,
        screening=screening,
        version=latest,
        words=latest.words(wanted) if latest else [],
        attachments=list(proposal.attachments.of_proposal().in_order()) if full else [],
        co_proposers=list(proposal.co_proposers.in_order()) if full else [],
        declared=[
            answer for answer in evidence if answer.item.kind == ItemKind.DECLARATION and answer.answer != "いいえ"
        ],
        pledged=len(evidence),
        diffs=version_diffs(versions) if full else [],
        needs=needs_of([proposal.pk], on, closed)[proposal.pk] if full else [],
        routings=routings,
        inquiries=inquiries,
        minutes=list(Minutes.objects.filter(screening=screening).order_by("held_on", "pk"))
        if screening and full
        else [],
        notes=list(Note.objects.filter(screening=screening).order_by("written_at", "pk")) if screening and full else [],
        decision=next(
            (one for one in decisions if one.state not in {DecisionState.TOLD, DecisionState.REPLACED}), None
        ),
        decisions=decisions,
        dues=_dues(proposal, on, closed) if full else [],
        messages=list(proposal.messages.thread()) if full else [],
        letters=list(proposal.letters.newest_first()) if full else [],
        correction=proposal.corrections.filter(resolved_at=None).prefetch_related("items").first() if full else None,
        history=list(StatusChange.objects.filter(proposal=proposal).oldest_first()) if full else [],
        today=on,
        closed=closed,
    )


def _dues(proposal: Proposal, on: date, closed: frozenset[date]) -> list[Due]:
    return [
        Due(
            stage=promise.get_stage_display(),
            due_on=promise.due_on,
            told_on=promise.told_on,
            days_left=working_days_between(on, promise.due_on, closed) if promise.due_on else None,
        )
        for promise in Promise.objects.open().filter(proposal=proposal).order_by("due_on", "pk")
    ]


def label_of(field: str) -> str:
    """Return the Japanese name of a content field."""
    return Proposal.label_of(field)


def version_diffs(versions: Sequence[Submission]) -> list[VersionDiff]:
    """Return what each later version changed, newest first. ``versions`` come newest first."""
    return [VersionDiff(newer.version, newer, newer.changes_since(older)) for newer, older in pairwise(versions)]
