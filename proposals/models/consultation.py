from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from nara_renkei.accounts.models import Member, User
from nara_renkei.accounts.permissions import may
from nara_renkei.accounts.rules.roles import Permission
from nara_renkei.core.calendar import TOKYO, local_day, wareki_with_year
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.text import count_characters
from nara_renkei.directory.models import Organization
from proposals.enums import Ask, ConsultationState, Cost

from .challenge import Challenge
from .proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.contrib.auth.models import AnonymousUser


class ConsultationSlotQuerySet(models.QuerySet["ConsultationSlot"]):
    def free(self, at: datetime) -> Self:
        """Those still to come that nobody has booked."""
        taken = Consultation.objects.filter(slot=OuterRef("pk"), state=ConsultationState.BOOKED)
        return self.filter(~Exists(taken), starts_at__gt=at)

    def bookable(self, at: datetime) -> Self:
        """Free ones from tomorrow on: nobody is booked into a day that has begun."""
        tomorrow = datetime.combine(local_day(at) + timedelta(days=1), time(), tzinfo=TOKYO)
        return self.free(at).filter(starts_at__gte=tomorrow)

    def until(self, day: "date") -> Self:
        """Those that start on a day or before it."""
        return self.filter(starts_at__lt=datetime.combine(day + timedelta(days=1), time(), tzinfo=TOKYO))

    def in_order(self) -> Self:
        return self.order_by("starts_at", "pk")


class ConsultationSlot(models.Model):
    """予約できる時間: half an hour the desk offers."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField("始まり")
    ends_at = models.DateTimeField("終わり")
    place = models.CharField("場所・つなぎ方", max_length=120)
    is_online = models.BooleanField("オンライン", default=False)

    objects = ConsultationSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "相談の枠"
        verbose_name_plural = "相談の枠"
        constraints = [
            models.CheckConstraint(
                name="slot_period",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["starts_at", "place"],
                name="slot_once",
                violation_error_message="同じ時間と場所の枠が、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when} {self.place}"

    @property
    def day(self) -> "date":
        return local_day(self.starts_at)

    @property
    def hours(self) -> str:
        """「10時00分から10時30分まで」."""
        starts, ends = self.starts_at.astimezone(TOKYO), self.ends_at.astimezone(TOKYO)
        return f"{starts:%-H時%M分}から{ends:%-H時%M分}まで"

    @property
    def when(self) -> str:
        return f"{wareki_with_year(self.day)}{self.hours}"


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def booked(self) -> Self:
        return self.filter(state=ConsultationState.BOOKED)

    def booked_between(self, first: datetime, end: datetime) -> Self:
        """Those booked to start at ``first`` or later and before ``end``."""
        return self.booked().filter(slot__starts_at__gte=first, slot__starts_at__lt=end)

    def to_write(self, at: datetime) -> Self:
        """Those whose time is over and whose record is not written."""
        return self.booked().filter(slot__ends_at__lte=at)

    def unbooked(self) -> Self:
        return self.filter(state=ConsultationState.DRAFT)

    def booked_nothing_at(self, slots: "Collection[int]") -> Self:
        """Those that name one of these slots without holding it: wished, cancelled, or held early."""
        return self.filter(slot__in=slots).exclude(state=ConsultationState.BOOKED)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def with_slot(self) -> Self:
        return self.select_related("slot", "organization")

    def visible_to(self, user: "User | AnonymousUser", on: "date") -> Self:
        """The desk sees what was booked; a company its own; everyone else nothing."""
        if not isinstance(user, User) or not user.may_enter_on(on):
            return self.none()
        if user.is_employee:
            reader = may(user, Permission.READ_ALL_PROPOSALS, on)
            return self.exclude(state=ConsultationState.DRAFT) if reader else self.none()
        mine = list(Member.objects.active().filter(user=user.pk).values_list("organization_id", flat=True))
        return self.filter(Q(organization__in=mine) | Q(author=user.pk, organization=None))

    def open_to(self, user: "User | AnonymousUser", held: "Collection[str]", on: "date") -> Self:
        """What a company's browser may open: the person's own, and what it began unowned. Staff open none here.

        ``held``: the uuids in the session.
        """
        if isinstance(user, User) and user.is_employee:
            return self.none()
        own = self.visible_to(user, on)
        if not held:
            return own
        return self.filter(Q(author=None, organization=None, uuid__in=held) | Q(pk__in=own.values("pk")))


class Consultation(models.Model):
    """事前相談: a deck, three answers and half an hour with the desk, before a proposal."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # who asks
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="相談する人"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name="団体"
    )
    organization_name = models.CharField("団体の名称", max_length=100, blank=True)
    contact_name = models.CharField("担当者氏名", max_length=60, blank=True)
    contact_phone = models.CharField("担当者の電話", max_length=20, blank=True)
    # what is asked: three answers
    title = models.CharField("相談したいこと", max_length=40, blank=True)
    beneficiary = models.CharField("だれの何がよくなるか", max_length=200, blank=True)
    asks = ArrayField(
        models.CharField(max_length=12, choices=Ask), verbose_name="市に求めること", default=list, blank=True
    )
    cost = models.CharField("費用", max_length=8, choices=Cost, blank=True)
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課題"
    )
    # when
    slot = models.ForeignKey(
        ConsultationSlot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="枠",
    )
    state = models.CharField("状態", max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT)
    created_at = models.DateTimeField("書き始めた日時")
    booked_at = models.DateTimeField("予約した日時", null=True, blank=True)
    reminded_at = models.DateTimeField("前日のお知らせを出した日時", null=True, blank=True)
    # what was said: both sides read it
    said = models.TextField("相談の記録", max_length=2000, blank=True, help_text="相談した方も読みます。")
    held_on = models.DateField("相談した日", null=True, blank=True)
    # what came of it
    proposal = models.OneToOneField(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="consultation", verbose_name="提案"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "事前相談"
        verbose_name_plural = "事前相談"
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=Q(state="BOOKED"),
                name="slot_booked_once",
                violation_error_message="この時間は、ほかの方の予約が先に入りました。別の時間を選んでください。",
            ),
            models.CheckConstraint(
                name="consultation_booked_has_slot",
                condition=~Q(state="BOOKED") | Q(slot__isnull=False, booked_at__isnull=False, author__isnull=False),
                violation_error_message="予約には、時間と、メールを確かめた人が必要です。",
            ),
            models.CheckConstraint(
                name="consultation_held_has_day",
                condition=~Q(state="HELD") | Q(held_on__isnull=False),
                violation_error_message="終わった相談には、相談した日が必要です。",
            ),
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="consultation_by_state")]

    def __str__(self) -> str:
        return self.title or "事前相談"

    @property
    def key(self) -> str:
        """How the audit and the outbox name it."""
        return f"consultation:{self.uuid}"

    @property
    def who(self) -> str:
        """The 団体, as far as it is known."""
        return self.organization.name if self.organization else self.organization_name

    @property
    def is_by_telephone(self) -> bool:
        """Kept by the desk of a call: it has no owner, and the desk alone reads it."""
        return self.state == ConsultationState.HELD and self.author_id is None and self.organization_id is None

    @property
    def asks_words(self) -> str:
        return "、".join(Ask(code).label for code in self.asks)

    @property
    def fits_body(self) -> bool:
        """Whether the record fits into 提案内容 of a proposal."""
        limit = Proposal._meta.get_field("body").max_length or 0
        return count_characters(self.said) <= limit

    def may_be_moved(self, at: datetime) -> bool:
        """Whether the company may still change or cancel the appointment."""
        return self.state == ConsultationState.BOOKED and bool(self.slot and self.slot.starts_at > at)


class ConsultationFile(models.Model):
    """資料: the deck that was there already."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="files", verbose_name="事前相談"
    )
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル")
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "相談の資料"
        verbose_name_plural = "相談の資料"

    def __str__(self) -> str:
        return str(self.file)
