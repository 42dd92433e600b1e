"""デスクへの相談: a 課 asks the desk; what is worth knowing becomes a FAQ without names."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from knowledge.enums import FaqState, SupportSide, SupportState, SupportTopic
from knowledge.rules import support
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.text import shortened
from nara_renkei.directory.models import Division
from proposals.models import Proposal

from .kept import Kept, KeptQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The desk reads all, a 課 its own and those in which its advice was asked."""
        if not isinstance(user, User) or not user.is_employee or not user.may_enter_on(on):
            return self.none()
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self
        own = division_ids(user, on)
        asked = SupportConsultee.objects.filter(request=OuterRef("pk"), division__in=own)
        return self.filter(Q(division__in=own) | Exists(asked))

    def waiting(self) -> Self:
        return self.filter(state=SupportState.OPEN)

    def overdue(self, day: date) -> Self:
        return self.waiting().filter(due_on__lt=day)

    def first_due_first(self) -> Self:
        return self.order_by("due_on", "pk")


class SupportRequest(models.Model):
    """デスクへの相談. Read by the 課 that asks, the desk, and those asked for advice."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    made_once = models.UUIDField("作成の鍵", default=uuid4, unique=True, editable=False)
    topic = models.CharField("相談の種類", max_length=12, choices=SupportTopic)
    title = models.CharField("題", max_length=support.TITLE)
    # who asks
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="相談した課")
    asked_by = models.CharField("相談した人", max_length=120)
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="相談した職員")
    asked_at = models.DateTimeField("相談した日時")
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="knowledge_support",
        verbose_name="関係する提案",
    )
    # how far it is
    state = models.CharField("状態", max_length=10, choices=SupportState, default=SupportState.OPEN)
    due_on = models.DateField("回答の期日")
    answered_at = models.DateTimeField("回答した日時", null=True, blank=True)
    closed_at = models.DateTimeField("終えた日時", null=True, blank=True)
    version = models.PositiveIntegerField("保存の回数", default=1)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "デスクへの相談"
        verbose_name_plural = "デスクへの相談"
        constraints = [
            models.CheckConstraint(
                name="support_answered_before_closed",
                condition=Q(state=SupportState.OPEN, closed_at=None)
                | Q(state=SupportState.ANSWERED, answered_at__isnull=False, closed_at=None)
                | Q(state=SupportState.CLOSED, closed_at__isnull=False),
                violation_error_message="回答した相談には回答した日時が、終えた相談には終えた日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="support_waiting", condition=Q(state="OPEN")),
            models.Index(fields=["division", "-asked_at", "-id"], name="support_of_division"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"support:{self.uuid}"


class SupportMessage(models.Model):
    """What was said in a 相談. Authorship stays with the person; never changed."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="messages", verbose_name="相談")
    side = models.CharField("だれの言葉か", max_length=10, choices=SupportSide)
    text = models.TextField("本文", max_length=support.TEXT)
    is_answer = models.BooleanField("デスクの回答", default=False)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "相談の言葉"
        verbose_name_plural = "相談の言葉"
        constraints = [
            models.CheckConstraint(
                name="support_message_says_something",
                condition=~Q(text=""),
                violation_error_message="本文を書いてください。",
            ),
            models.CheckConstraint(
                name="support_answer_of_the_desk",
                condition=Q(is_answer=False) | Q(side=SupportSide.DESK),
                violation_error_message="回答は、デスクが書きます。",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text, 40)


class SupportConsultee(models.Model):
    """A 課 whose advice is asked in a 相談."""

    request = models.ForeignKey(
        SupportRequest, on_delete=models.CASCADE, related_name="consultees", verbose_name="相談"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="意見を聞く課")
    asked_at = models.DateTimeField("尋ねた日時")
    asked_by = models.CharField("尋ねた人", max_length=120)

    class Meta:
        verbose_name = "意見を聞く課"
        verbose_name_plural = "意見を聞く課"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "division"],
                name="support_consultee_once",
                violation_error_message="この課には、もう意見を聞いています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.division}"


class StandingConsultee(models.Model):
    """A 課 whose advice is asked in every 相談 of a kind."""

    topic = models.CharField("相談の種類", max_length=12, choices=SupportTopic)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, related_name="+", verbose_name="いつも意見を聞く課"
    )

    class Meta:
        verbose_name = "いつも意見を聞く課（相談）"
        verbose_name_plural = "いつも意見を聞く課（相談）"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "division"],
                name="standing_consultee_once",
                violation_error_message="この種類とこの課は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.division}"


class FaqQuerySet(KeptQuerySet):
    def open_to_staff(self) -> Self:
        return self.filter(state=FaqState.OPEN)

    def to_look_at(self, day: date) -> Self:
        """What the desk has to do: open a draft, or look again at what is past its review."""
        return self.filter(Q(state=FaqState.DRAFT) | Q(state=FaqState.OPEN, review_by__lt=day))


class Faq(Kept):
    """よくある相談: a question and its answer (Markdown), without names. Read by staff."""

    code = models.SlugField("コード", max_length=20, unique=True)
    topic = models.CharField("種類", max_length=12, choices=SupportTopic)
    question = models.CharField("質問", max_length=support.QUESTION)
    answer = models.TextField("答え", max_length=support.TEXT)
    source = models.ForeignKey(
        SupportRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="faqs", verbose_name="もとの相談"
    )
    state = models.CharField("状態", max_length=10, choices=FaqState, default=FaqState.DRAFT)
    opened_at = models.DateTimeField("庁内に公開した日時", null=True, blank=True)
    updated_at = models.DateTimeField("最後に変わった日時")
    updated_by = models.CharField("最後に変えた人", max_length=120)
    version = models.PositiveIntegerField("保存の回数", default=1)

    objects = FaqQuerySet.as_manager()

    class Meta:
        verbose_name = "よくある相談"
        verbose_name_plural = "よくある相談（FAQ）"
        constraints = [
            models.CheckConstraint(
                name="faq_says_something",
                condition=~Q(question="") & ~Q(answer=""),
                violation_error_message="質問と答えを書いてください。",
            ),
            models.CheckConstraint(
                name="faq_open_has_a_day",
                condition=~Q(state=FaqState.OPEN) | Q(opened_at__isnull=False),
                violation_error_message="庁内に公開したものには、公開した日時が必要です。",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="faq_search"),
            models.Index(fields=["-opened_at", "-id"], name="faq_open", condition=Q(state="OPEN")),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"faq:{self.code}"
