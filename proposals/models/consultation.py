from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from nara_renkei.accounts.models import Member, User
from nara_renkei.accounts.permissions import may
from nara_renkei.accounts.rules.roles import Permission
from nara_renkei.core.models import PrivateFile
from nara_renkei.directory.models import Organization
from proposals.enums import Ask, ConsultationState, Cost

from .challenge import Challenge
from .proposal import Proposal

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser


class ConsultationSlotQuerySet(models.QuerySet["ConsultationSlot"]):
    def free(self, at: datetime) -> Self:
        """Those still to come that nobody has booked."""
        taken = Consultation.objects.filter(slot=OuterRef("pk"), state=ConsultationState.BOOKED)
        return self.filter(~Exists(taken), starts_at__gt=at)

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
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.place}"


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def booked(self) -> Self:
        return self.filter(state=ConsultationState.BOOKED)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def visible_to(self, user: "User | AnonymousUser", on: "date") -> Self:
        """The desk sees what was booked; a company its own; everyone else nothing."""
        if not isinstance(user, User) or not user.may_enter_on(on):
            return self.none()
        if user.is_employee:
            reader = may(user, Permission.READ_ALL_PROPOSALS, on)
            return self.exclude(state=ConsultationState.DRAFT) if reader else self.none()
        mine = list(Member.objects.active().filter(user=user.pk).values_list("organization_id", flat=True))
        return self.filter(Q(organization__in=mine) | Q(author=user.pk))


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
