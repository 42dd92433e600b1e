"""The heart. Constraints tie status to dates; the status is written by usecases/move_proposal.py alone."""

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.search import matching
from nara_renkei.directory.models import Division, Organization
from proposals.enums import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    REALISED_STATUSES,
    TOLD_AND_OVER,
    Ask,
    Channel,
    Cost,
    Kind,
    Procedure,
    Publicity,
    PublicWord,
    Status,
)
from proposals.rules.content import JOINT_FIELDS
from proposals.rules.lifecycle import public_word

from .challenge import Challenge

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def memberships(user: User) -> list[tuple[int, list[int]]]:
    """Return where a person belongs now, each with the proposals that 団体 stands behind. One query.

    Written out: every request of a company asks it, and to build it took twenty times as long as to run it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organization_id, ARRAY("
            "SELECT proposal_id FROM proposals_coproposer co "
            "WHERE co.organization_id = member.organization_id AND co.accepted_at IS NOT NULL"
            ") FROM accounts_member member WHERE user_id = %s AND left_at IS NULL",
            [user.pk],
        )
        return list(cursor.fetchall())


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def submitted(self) -> Self:
        """Everything that has reached the city: no drafts."""
        return self.exclude(status=Status.DRAFT)

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def closed(self) -> Self:
        return self.filter(status__in=CLOSED_STATUSES)

    def shared_in_city(self) -> Self:
        """Those of which the company lets every 課 read title and summary, while they are looked at.

        No guest list: consent alone (ADR 0017). Whoever shows them shows these columns and no other.
        """
        return self.filter(share_summary=True, status__in=OPEN_STATUSES)

    def received_between(self, first: datetime, after: datetime) -> Self:
        """Those submitted from one moment on and before another: the one meaning of 受付 in a time."""
        return self.submitted().filter(submitted_at__gte=first, submitted_at__lt=after)

    def in_fiscal_year(self, year: FiscalYear) -> Self:
        return self.received_between(*year.bounds())

    def newest_first(self) -> Self:
        return self.order_by("-submitted_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")

    def of_members(self, user: User) -> Self:
        """What a person of a company may see: what it owns, and, once submitted, what its 団体 joined."""
        # The ids first: an OR over a subquery reads every proposal, one over values reads two indexes.
        found = memberships(user)
        mine = [organization for organization, _ in found]
        return self.belonging_to(user.pk, mine, [proposal for _, proposals in found for proposal in proposals] or None)

    def belonging_to(self, user: Any, organizations: Any, joined: Any) -> Self:
        """What these 団体 own, this person began, or these 団体 stand behind (``joined``: ids, or None)."""
        owned = Q(organization__in=organizations) | Q(author=user, status=Status.DRAFT, organization=None)
        return self.filter(owned | Q(pk__in=joined, submitted_at__isnull=False) if joined is not None else owned)

    def visible_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The one answer to who may see what, for pages, admin, files, counts, exports and papers.

        The desk sees what was submitted; a 課 sees what was granted to it, read from the guest list
        (decisions.md 1); a company sees its own; everyone else sees nothing.
        """
        from .access import ProposalAccess

        if not isinstance(user, User) or not user.may_enter_on(on):
            return self.none()
        if not user.is_employee:
            return self.of_members(user)
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self.submitted()
        granted = ProposalAccess.objects.in_force(on).filter(
            proposal=OuterRef("pk"), division__in=division_ids(user, on)
        )
        return self.submitted().filter(Exists(granted))

    def matching(self, words: str) -> Self:
        """Rows whose words hold every word of the query, also inside a sentence."""
        return cast("Self", matching(self, words))


class Proposal(models.Model):
    """提案: what a company offers, in its own words, and how far it is."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    number = models.CharField("提案番号", max_length=16, unique=True, null=True, blank=True)
    kind = models.CharField("型", max_length=10, choices=Kind, default=Kind.OPEN)
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="課題"
    )
    # whose it is
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="団体"
    )
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    contact_name = models.CharField("担当者氏名", max_length=60, blank=True)
    contact_phone = models.CharField("担当者の電話", max_length=20, blank=True)
    channel = models.CharField("届き方", max_length=6, choices=Channel, default=Channel.WEB)
    entered_by = models.CharField("入力した職員", max_length=120, blank=True)
    ledger_number = models.CharField(
        "台帳番号", max_length=40, unique=True, null=True, blank=True, help_text="デスクの台帳から取り込んだ行の番号。"
    )
    # what is proposed
    title = models.CharField("提案名", max_length=40, blank=True)
    summary = models.CharField("概要", max_length=200, blank=True)
    beneficiary = models.CharField("だれの何がよくなるか", max_length=200, blank=True)
    body = models.CharField("提案内容", max_length=800, blank=True)
    asks = ArrayField(
        models.CharField(max_length=12, choices=Ask), verbose_name="市に求めること", default=list, blank=True
    )
    cost = models.CharField("費用", max_length=8, choices=Cost, blank=True)
    # what may be added
    city_benefit = models.CharField("市の利点", max_length=400, blank=True)
    proposer_benefit = models.CharField("提案者の利点", max_length=400, blank=True)
    originality = models.CharField("独自性・先行例", max_length=400, blank=True)
    roles = models.CharField("役割分担", max_length=400, blank=True)
    timing = models.CharField("希望時期", max_length=100, blank=True)
    method = models.CharField("連携手法", max_length=100, blank=True)
    related_divisions = models.CharField("関係しそうな課", max_length=100, blank=True)
    track_record = models.CharField("実績", max_length=400, blank=True)
    co_proposers_note = models.CharField("共同提案者", max_length=200, blank=True)
    confidential = models.CharField("開示されると不利益がある部分とその理由", max_length=400, blank=True)
    publicity = models.CharField("公開の可否", max_length=10, choices=Publicity, default=Publicity.CLOSED)
    share_summary = models.BooleanField("庁内での概要共有", default=False)
    consulted_before = models.BooleanField("事前相談をした", default=False)
    # what the 課 asks for later
    team = models.CharField("実施体制", max_length=400, blank=True)
    risks = models.CharField("リスクと対応", max_length=400, blank=True)
    schedule = models.CharField("工程", max_length=400, blank=True)
    estimate = models.CharField("概算", max_length=200, blank=True)
    permits = models.CharField("許認可", max_length=200, blank=True)
    # only for a 課題
    challenge_answer = models.CharField("課題の問いへの答え", max_length=400, blank=True)
    challenge_question = models.CharField("担当課に確かめたいこと", max_length=200, blank=True)
    # how far it is
    status = models.CharField("状態", max_length=12, choices=Status, default=Status.DRAFT)
    status_changed_at = models.DateTimeField("状態が変わった日時")
    lead_division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当課",
        help_text="担当課が引き受けてから、提案者に見せます。",
    )
    procedure = models.CharField(
        "進め方の区分",
        max_length=20,
        choices=Procedure,
        blank=True,
        help_text="市がこの提案について決めたもの。空なら、課題の区分。",
    )
    held_until = models.DateField("保留の期限", null=True, blank=True)
    # when
    created_at = models.DateTimeField("書き始めた日時")
    updated_at = models.DateTimeField("最終の動き")
    submitted_at = models.DateTimeField("提出日時", null=True, blank=True)
    # so that nothing happens twice and nobody overwrites another
    submission_key = models.UUIDField("提出の鍵", unique=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField("版", default=1)
    # what was ticked so far: {code: {"version", "answer", "detail"}}; evidence is written at 提出
    pledge_draft = models.JSONField("確認事項の下書き", default=dict, blank=True)
    # what the search reads
    search = models.TextField("検索の文", blank=True, editable=False)
    search_vector = SearchVectorField("検索の索引", null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "提案"
        verbose_name_plural = "提案"
        constraints = [
            models.CheckConstraint(
                name="proposal_draft_iff_not_submitted",
                condition=Q(status=Status.DRAFT, submitted_at=None)
                | (~Q(status=Status.DRAFT) & Q(submitted_at__isnull=False)),
                violation_error_message="提出済みの提案には提出日時が必要です。",
            ),
            models.CheckConstraint(
                name="proposal_number_iff_submitted",
                condition=Q(submitted_at=None, number=None) | Q(submitted_at__isnull=False, number__isnull=False),
                violation_error_message="提出済みの提案には提案番号が必要です。",
            ),
            models.CheckConstraint(
                name="proposal_challenge_iff_kind",
                condition=Q(kind=Kind.CHALLENGE, challenge__isnull=False) | Q(kind=Kind.OPEN, challenge=None),
                violation_error_message="課題提示型の提案には課題が必要です。",
            ),
            models.CheckConstraint(
                name="proposal_submitted_by_organization",
                condition=Q(submitted_at=None) | Q(organization__isnull=False),
                violation_error_message="提出済みの提案には団体が必要です。",
            ),
            models.CheckConstraint(
                name="proposal_held_until_iff_on_hold",
                condition=Q(status=Status.ON_HOLD, held_until__isnull=False)
                | (~Q(status=Status.ON_HOLD) & Q(held_until=None)),
                violation_error_message="保留には期限が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="proposal_newest"),
            models.Index(
                fields=["-submitted_at", "-id"],
                name="proposal_shared",
                condition=Q(share_summary=True, status__in=OPEN_STATUSES),
            ),
            models.Index(fields=["status", "-submitted_at", "-id"], name="proposal_by_status"),
            models.Index(fields=["kind", "-submitted_at", "-id"], name="proposal_by_kind"),
            models.Index(fields=["lead_division", "-submitted_at", "-id"], name="proposal_by_division"),
            models.Index(fields=["organization", "-submitted_at", "-id"], name="proposal_by_organization"),
            models.Index(fields=["-updated_at", "-id"], name="proposal_by_movement"),
            models.Index(fields=["title", "id"], name="proposal_by_title"),
            models.Index(
                fields=["-status_changed_at", "-id"],
                name="proposal_realised",
                condition=Q(status__in=REALISED_STATUSES, publicity=Publicity.OPEN),
            ),
            models.Index(
                fields=["status_changed_at", "id"], name="proposal_ended", condition=Q(status__in=TOLD_AND_OVER)
            ),
            GinIndex(fields=["search_vector"], name="proposal_search"),
        ]

    def __str__(self) -> str:
        return f"{self.number or '下書き'} {self.title}".strip()

    @property
    def key(self) -> str:
        """How the audit, the outbox and the papers name it."""
        return f"proposal:{self.number or self.uuid}"

    @property
    def proposer(self) -> Organization:
        """The 団体 behind a submitted proposal (constraint proposal_submitted_by_organization)."""
        return cast("Organization", self.organization)

    @classmethod
    def label_of(cls, field: str) -> str:
        """Return what the form calls a field."""
        return str(cast("models.Field[Any, Any]", cls._meta.get_field(field)).verbose_name)

    @classmethod
    def text_of(cls, field: str, value: Any) -> str:
        """Return a field's value as a person reads it."""
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        if field == "asks":
            return "・".join(str(Ask(one).label) for one in value or [] if one in Ask.values)
        column: Any = cls._meta.get_field(field)
        return str(dict(column.flatchoices).get(value, value or "")) if column.choices else str(value or "")

    @property
    def joint_sha256(self) -> str:
        """The SHA-256 of the words a co-proposer stands behind."""
        words = [getattr(self, field) for field in JOINT_FIELDS]
        return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()

    @property
    def waits_for_pledges(self) -> bool:
        """確認待ち: entered by the desk, the company's own answers have not come."""
        asked = getattr(self, "pledge_request", None)
        return asked is not None and asked.answered_at is None

    @property
    def procedure_now(self) -> str:
        """The 進め方の区分 that holds: the city's decision, else that of the 課題 (to be loaded with the row)."""
        return self.procedure or (self.challenge.procedure if self.challenge else "")

    @property
    def procedure_label(self) -> str:
        return str(Procedure(self.procedure_now).label) if self.procedure_now else ""

    @property
    def in_tender(self) -> bool:
        """Whether it went to a 公募 (to be loaded with the row)."""
        return getattr(self, "tender", None) is not None

    @property
    def public_word(self) -> PublicWord:
        return public_word(self.status)


class NumberSequence(models.Model):
    """The last number given in a year and kind; its row is the lock."""

    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("型", max_length=10, choices=Kind)
    last = models.PositiveIntegerField("最後の番号", default=0)

    class Meta:
        verbose_name = "提案番号の控え"
        verbose_name_plural = "提案番号の控え"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"],
                name="number_sequence_once",
                violation_error_message="この年度と型の控えは、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.last}"
