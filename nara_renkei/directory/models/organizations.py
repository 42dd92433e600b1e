"""団体: who proposes, who agrees."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class OrganizationKind(models.TextChoices):
    COMPANY = "COMPANY", "会社"
    NPO = "NPO", "NPO法人"
    SCHOOL = "SCHOOL", "大学・学校"
    PUBLIC = "PUBLIC", "公益法人・一般法人"
    OTHER_BODY = "OTHER_BODY", "その他の法人"
    SOLE = "SOLE", "個人事業主"
    GROUP = "GROUP", "任意団体"


WITHOUT_NUMBER = (OrganizationKind.SOLE, OrganizationKind.GROUP)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def current(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def unconfirmed(self) -> Self:
        """Those the desk still has to look at; not those that were merged into another."""
        return self.current().filter(confirmed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Organization(models.Model):
    """団体: owns its proposals. 未確認 until the desk confirms."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # who it is
    kind = models.CharField("団体の種類", max_length=12, choices=OrganizationKind)
    corporate_number = models.CharField(
        "法人番号", max_length=13, blank=True, help_text="13桁。個人事業主・任意団体は空。"
    )
    name = models.CharField("名称", max_length=100)
    kana = models.CharField("カナ", max_length=100, blank=True)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=200)
    representative = models.CharField("代表者職氏名", max_length=100)
    established = models.CharField("設立", max_length=40, blank=True)
    url = models.URLField("ウェブサイト", blank=True)
    # whether the desk knows it
    created_at = models.DateTimeField("登録日時")
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True)
    confirmed_by = models.CharField("確認した人", max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="統合した先"
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "団体"
        verbose_name_plural = "団体"
        constraints = [
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=Q(confirmed_at__isnull=False) & ~Q(corporate_number=""),
                name="organization_number_confirmed_once",
                violation_error_message="この法人番号の団体は、もう確認されています。",
            ),
            models.CheckConstraint(
                name="organization_number_13_digits",
                condition=Q(corporate_number="") | Q(corporate_number__regex=r"^[0-9]{13}$"),
                violation_error_message="法人番号は13桁の数字です。",
            ),
            models.CheckConstraint(
                name="organization_merged_elsewhere",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="団体を自分自身に統合することはできません。",
            ),
        ]
        indexes = [models.Index(fields=["corporate_number"], name="organization_number")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
