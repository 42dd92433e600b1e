"""開示請求: what was asked, the documents as they stood when they were found, what is hidden in them and why."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from screening.enums import (
    DisclosureDecision,
    DisclosureNotice,
    DisclosureState,
    DocumentOutcome,
    Requester,
    ThirdPartyView,
)
from screening.rules import disclosure as rules
from screening.rules.redaction import TITLE, Hidden

UNDECIDED = (DisclosureState.RECEIVED, DisclosureState.FOUND, DisclosureState.ASKING)
DECIDED = (DisclosureState.DECIDED, DisclosureState.OPENED)
# after these there is something to hand over
HANDED = (DisclosureDecision.OPEN, DisclosureDecision.PART)


class DisclosureTerms(models.Model):
    """What the city's 情報公開条例 says: its name, its article, its days. There is one row."""

    ordinance = models.CharField("条例", max_length=60, default="奈良市情報公開条例")
    article = models.CharField("不開示情報の条", max_length=20, default="第7条")
    answer_days = models.PositiveSmallIntegerField(
        "決定までの日数",
        default=rules.ANSWER_DAYS,
        validators=[MinValueValidator(1)],
        help_text="受け付けた翌日から数えます。",
    )
    extension_days = models.PositiveSmallIntegerField(
        "延ばせる日数", default=rules.EXTENSION_DAYS, help_text="決定の期限から、これより後には延ばせません。"
    )
    opinion_days = models.PositiveSmallIntegerField(
        "意見照会の日数", default=rules.OPINION_DAYS, validators=[MinValueValidator(1)]
    )
    objection_days = models.PositiveSmallIntegerField(
        "反対の意見があるときに置く日数", default=rules.OBJECTION_DAYS, help_text="決定の日と開示の日の間に置きます。"
    )
    review_months = models.PositiveSmallIntegerField(
        "審査請求の期間（月）",
        default=rules.REVIEW_MONTHS,
        help_text="行政不服審査法18条1項：決定を知った日の翌日から3月。隠したか断った決定のあと、このあいだは提案を廃棄しません。",
    )
    notice_days = models.PositiveSmallIntegerField(
        "決定の通知が届くまでの日数",
        default=rules.NOTICE_DAYS,
        help_text="請求者に知らせた日の記録がないとき、審査請求の期間は、決定・開示・第三者への通知のいちばん後の日から、"
        "この日数を置いて数えます。",
    )
    is_checked = models.BooleanField("条例と照らして確かめた", default=False, help_text=rules.SOURCE)

    class Meta:
        verbose_name = "情報公開の日数"
        verbose_name_plural = "情報公開の日数"
        constraints = [
            models.CheckConstraint(
                name="disclosure_terms_is_one_row",
                condition=Q(pk=1),
                violation_error_message="情報公開の日数は一つだけです。",
            ),
            models.CheckConstraint(
                name="disclosure_terms_have_days",
                condition=Q(answer_days__gte=1, opinion_days__gte=1),
                violation_error_message="決定までの日数と意見照会の日数は、1日以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinance}{self.article}"

    @classmethod
    def load(cls) -> "DisclosureTerms":
        """Return the row, or the 見本 while nobody has kept it. Never writes."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class DisclosureGroundQuerySet(models.QuerySet["DisclosureGround"]):
    def in_order(self) -> Self:
        return self.order_by("number")

    def in_use(self) -> Self:
        return self.filter(is_active=True).in_order()


class DisclosureGround(models.Model):
    """不開示の理由: one 号 of the article."""

    number = models.PositiveSmallIntegerField(
        "号", unique=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    name = models.CharField("名前", max_length=60)
    explanation = models.CharField("説明", max_length=200, blank=True)
    is_for_wishes = models.BooleanField(
        "提案者の希望に使う", default=False, help_text="「提案者の希望のとおりに隠す」を押したときの号。"
    )
    is_active = models.BooleanField("使う", default=True)

    objects = DisclosureGroundQuerySet.as_manager()

    class Meta:
        verbose_name = "不開示の理由"
        verbose_name_plural = "不開示の理由"
        constraints = [
            models.UniqueConstraint(
                fields=["is_for_wishes"],
                name="one_ground_for_wishes",
                condition=Q(is_for_wishes=True),
                violation_error_message="提案者の希望に使う号は、一つだけです。",
            )
        ]

    def __str__(self) -> str:
        return f"第{self.number}号　{self.name}"


class DisclosureRequestQuerySet(models.QuerySet["DisclosureRequest"]):
    def in_order_of_work(self) -> Self:
        """What is to be decided first, by its day; then what is decided and waits; the ended last."""
        rank = models.Case(
            models.When(state__in=UNDECIDED, then=0), models.When(state=DisclosureState.DECIDED, then=1), default=2
        )
        return self.annotate(rank=rank, decide_by=Coalesce("extended_to", "due_on")).order_by("rank", "decide_by", "pk")

    def undecided(self) -> Self:
        return self.filter(state__in=UNDECIDED)

    def due_by(self, last: date) -> Self:
        """Those to be decided by a day, the late ones with them."""
        return self.undecided().annotate(decide_by=Coalesce("extended_to", "due_on")).filter(decide_by__lte=last)


class DisclosureRequest(models.Model):
    """開示請求. Of who asks there is only the kind: name and address stay with the city's 情報公開窓口."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    number = models.CharField("番号", max_length=20, unique=True)
    # what came in
    received_on = models.DateField("受け付けた日")
    reception_number = models.CharField("情報公開窓口の受付番号", max_length=40, blank=True)
    requester = models.CharField("請求者の種別", max_length=10, choices=Requester)
    asked = models.TextField("請求の内容", max_length=2000)
    proposals = models.ManyToManyField(Proposal, related_name="+", verbose_name="提案")
    received_by = models.CharField("受け付けた人", max_length=120)
    # by when
    due_on = models.DateField("決定の期限")
    extended_to = models.DateField("延ばした期限", null=True, blank=True)
    extension_reason = models.CharField("延ばす理由", max_length=300, blank=True)
    # how far
    state = models.CharField("状態", max_length=10, choices=DisclosureState, default=DisclosureState.RECEIVED)
    # the decision, made in the city's 文書管理
    decision = models.CharField("決定", max_length=10, choices=DisclosureDecision, blank=True)
    decided_on = models.DateField("決定した日", null=True, blank=True)
    approval_number = models.CharField("決裁の文書番号", max_length=40, blank=True)
    reasons = models.TextField("決定の理由", max_length=2000, blank=True)
    decided_by = models.CharField("決定を記録した人", max_length=120, blank=True)
    # when the requester knew of it: from the next day a 審査請求 may come
    told_on = models.DateField("請求者に知らせた日", null=True, blank=True)
    told_how = models.CharField(
        "知らせ方", max_length=10, choices=DisclosureNotice, blank=True, db_default="", default=""
    )
    told_evidence = models.CharField("届いたことの控え", max_length=120, blank=True, db_default="", default="")
    # what came of it
    opened_on = models.DateField("開示した日", null=True, blank=True)
    withdrawn_on = models.DateField("取り下げられた日", null=True, blank=True)

    objects = DisclosureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "開示請求"
        verbose_name_plural = "開示請求"
        indexes = [
            models.Index(fields=["due_on"], name="disclosure_undecided", condition=Q(state__in=UNDECIDED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="disclosure_decided_whole",
                condition=Q(
                    ~Q(decision=""),
                    ~Q(approval_number=""),
                    ~Q(decided_by=""),
                    state__in=DECIDED,
                    decided_on__isnull=False,
                )
                | Q(~Q(state__in=DECIDED), decision="", approval_number="", decided_by="", decided_on=None),
                violation_error_message="決定には、決定の種類、日付、決裁の文書番号、記録した人が要ります。",
            ),
            models.CheckConstraint(
                name="disclosure_closed_says_why",
                condition=Q(decision__in=["", DisclosureDecision.OPEN]) | ~Q(reasons=""),
                violation_error_message="全部を開示しないときは、決定の理由を書いてください。",
            ),
            models.CheckConstraint(
                name="disclosure_decided_after_receipt",
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")),
                violation_error_message="決定の日は、受け付けた日より前にできません。",
            ),
            models.CheckConstraint(
                name="disclosure_extension_whole",
                condition=Q(extended_to=None, extension_reason="")
                | Q(~Q(extension_reason=""), extended_to__gt=F("due_on")),
                violation_error_message="延ばすには、もとの期限より後の日と、理由が要ります。",
            ),
            models.CheckConstraint(
                name="disclosure_opened_iff_day",
                condition=Q(state=DisclosureState.OPENED, opened_on__gte=F("decided_on"), decision__in=HANDED)
                | Q(~Q(state=DisclosureState.OPENED), opened_on=None),
                violation_error_message="開示には、開示する決定と、その日か後の日が要ります。",
            ),
            models.CheckConstraint(
                name="disclosure_told_whole",
                condition=Q(told_on=None, told_how="", told_evidence="")
                | Q(~Q(told_how=""), told_on__gte=F("decided_on"), decided_on__isnull=False),
                violation_error_message="請求者に知らせた日は決定の日か後の日で、知らせ方が要ります。",
            ),
            models.CheckConstraint(
                name="disclosure_withdrawn_iff_day",
                condition=Q(state=DisclosureState.WITHDRAWN, withdrawn_on__isnull=False)
                | Q(~Q(state=DisclosureState.WITHDRAWN), withdrawn_on=None),
                violation_error_message="取下げには、その日が要ります。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"disclosure:{self.number}"

    @property
    def last_day(self) -> date:
        """The day by which to decide: as extended, if it was."""
        return self.extended_to or self.due_on

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def hands_over(self) -> bool:
        """Whether documents are opened by what was decided."""
        return self.decision in HANDED

    def is_late(self, today: date) -> bool:
        return self.is_undecided and self.last_day < today


class DisclosureDocument(models.Model):
    """One document of a proposal as it stood when it was found. Its words never change."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        DisclosureRequest, on_delete=models.PROTECT, related_name="documents", verbose_name="開示請求"
    )
    position = models.PositiveSmallIntegerField("順番")
    # what it is
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+", verbose_name="提案")
    key = models.CharField("文書の識別子", max_length=120)
    kind = models.CharField("種類", max_length=120)
    at = models.DateTimeField("文書の日時")
    # [{"key", "label", "text", "mark"}]: name and author of the document first, then its parts
    pieces = models.JSONField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    found_at = models.DateTimeField("特定した日時")
    # what becomes of it
    outcome = models.CharField("開示・不開示", max_length=10, choices=DocumentOutcome, blank=True)
    ground = models.ForeignKey(
        DisclosureGround,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="全部を開示しない根拠",
    )
    note = models.CharField("全部を開示しない理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "開示請求の文書"
        verbose_name_plural = "開示請求の文書"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "proposal", "key"],
                name="disclosure_document_once",
                violation_error_message="この文書は、もう特定しています。",
            ),
            models.CheckConstraint(
                name="disclosure_closed_has_ground",
                condition=Q(outcome=DocumentOutcome.CLOSED, ground__isnull=False)
                | Q(~Q(outcome=DocumentOutcome.CLOSED), ground=None, note=""),
                violation_error_message="全部を開示しない文書には、根拠の号が要ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.position} {self.kind}"

    @property
    def is_closed(self) -> bool:
        return self.outcome == DocumentOutcome.CLOSED

    @property
    def title(self) -> str:
        """The name it was found by; may hold what is hidden."""
        return next((piece["text"] for piece in self.pieces if piece["key"] == TITLE), "")


class Redaction(models.Model):
    """墨塗り: these words of one piece, or the whole of it, by which 号."""

    document = models.ForeignKey(
        DisclosureDocument, on_delete=models.PROTECT, related_name="redactions", verbose_name="文書"
    )
    piece = models.CharField("項目", max_length=120)
    words = models.TextField("隠す言葉", max_length=2000, blank=True, help_text="空なら、項目の全部。")
    ground = models.ForeignKey(DisclosureGround, on_delete=models.PROTECT, related_name="+", verbose_name="根拠")
    note = models.CharField("理由", max_length=200, blank=True)
    marked_by = models.CharField("印を付けた人", max_length=120)
    marked_at = models.DateTimeField("印を付けた日時")

    class Meta:
        verbose_name = "墨塗り"
        verbose_name_plural = "墨塗り"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "piece", "words"],
                name="redaction_once",
                violation_error_message="この言葉は、もう隠しています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.piece}"

    @property
    def hidden(self) -> Hidden:
        """Needs ``ground`` to be loaded."""
        return Hidden(self.words, self.ground.number)


class ThirdPartyOpinion(models.Model):
    """第三者への意見照会: a 団体 is asked what it says to the opening of what is its own."""

    request = models.ForeignKey(
        DisclosureRequest, on_delete=models.PROTECT, related_name="opinions", verbose_name="開示請求"
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    asked_on = models.DateField("照会した日")
    due_on = models.DateField("回答の期限")
    asked_by = models.CharField("照会した人", max_length=120)
    # the answer
    view = models.CharField("意見", max_length=10, choices=ThirdPartyView, blank=True)
    text = models.TextField("意見の内容", max_length=2000, blank=True)
    answered_on = models.DateField("回答の日", null=True, blank=True)
    recorded_by = models.CharField("回答を記録した人", max_length=120, blank=True)
    # 開示の決定をした旨の通知
    told_on = models.DateField("決定を知らせた日", null=True, blank=True)

    class Meta:
        verbose_name = "第三者への意見照会"
        verbose_name_plural = "第三者への意見照会"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organization"],
                name="third_party_asked_once",
                violation_error_message="この団体には、もう照会しています。",
            ),
            models.CheckConstraint(
                name="third_party_answer_whole",
                condition=Q(view="", text="", answered_on=None, recorded_by="")
                | Q(~Q(view=""), ~Q(recorded_by=""), answered_on__gte=F("asked_on")),
                violation_error_message="回答には、意見、照会した日か後の日付、記録した人が要ります。",
            ),
            models.CheckConstraint(
                name="third_party_due_after_asked",
                condition=Q(due_on__gt=F("asked_on")),
                violation_error_message="回答の期限は、照会した日より後にしてください。",
            ),
            models.CheckConstraint(
                name="third_party_told_after_asked",
                condition=Q(told_on=None) | Q(told_on__gte=F("asked_on")),
                violation_error_message="決定を知らせた日は、照会した日より前にできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} 意見照会"

    @property
    def opposes(self) -> bool:
        return self.view == ThirdPartyView.OPPOSES

    @property
    def is_answered(self) -> bool:
        return bool(self.view)
