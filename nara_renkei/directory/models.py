"""部, 課, 係, 団体, 包括連携協定. Each valid from–to, because April reorganises the city."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class Organ(models.TextChoices):
    """執行機関: 決裁, letters and 開示 follow it."""

    MAYOR = "MAYOR", "市長部局"
    EDUCATION = "EDUCATION", "教育委員会"
    UTILITIES = "UTILITIES", "企業局"
    FIRE = "FIRE", "消防局"
    AGRICULTURE = "AGRICULTURE", "農業委員会"


class UnitQuerySet(models.QuerySet):  # type: ignore[type-arg]  # shared by 部, 課 and 係
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def in_order(self) -> Self:
        return self.order_by("code")


class Unit(models.Model):
    """What every unit of the city has. ``valid_to`` is its last day."""

    code = models.CharField("所属コード", max_length=10)
    name = models.CharField("名称", max_length=60)
    valid_from = models.DateField("始まり", default=date(2025, 4, 1))
    valid_to = models.DateField("終わり", null=True, blank=True, help_text="最後の日。空なら続いています。")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Department(Unit):
    """部."""

    organ = models.CharField("執行機関", max_length=12, choices=Organ, default=Organ.MAYOR)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "部"
        verbose_name_plural = "部"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="department_code_once",
                violation_error_message="同じコードと始まりの部があります。",
            ),
            models.CheckConstraint(
                name="department_period",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
        ]


class Division(Unit):
    """課. Refuses routing while it has no mail address or no deputy to answer for it."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="divisions", verbose_name="部")
    # what it does
    duties = models.TextField("事務分掌", blank=True, help_text="／で区切ります。")
    keywords = models.TextField(
        "課の言葉", blank=True, help_text="提案の中にあれば、送付先の候補にする言葉。／で区切ります。"
    )
    is_sample = models.BooleanField("見本の行", default=False, help_text="事務分掌を私たちが補った行。")
    # whether a proposal may be sent to it
    email = models.EmailField("課のメール", blank=True)
    accepts_routing = models.BooleanField(
        "送付を受ける", default=False, help_text="課のメールと課長または代決者が要ります。"
    )
    open_limit = models.PositiveSmallIntegerField("同時に受ける件数の目安", default=8)
    # what came after
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name="後の課"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "課"
        verbose_name_plural = "課"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="division_code_once",
                violation_error_message="同じコードと始まりの課があります。",
            ),
            models.CheckConstraint(
                name="division_period",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
            models.CheckConstraint(
                name="division_routing_needs_email",
                condition=Q(accepts_routing=False) | ~Q(email=""),
                violation_error_message="送付を受ける課には、課のメールが必要です。",
            ),
        ]


class Section(Unit):
    """係."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="sections", verbose_name="課")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "係"
        verbose_name_plural = "係"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="section_code_once",
                violation_error_message="同じコードと始まりの係があります。",
            ),
            models.CheckConstraint(
                name="section_period",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
        ]


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


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Agreement(models.Model):
    """包括連携協定."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="agreements", verbose_name="団体"
    )
    title = models.CharField("名称", max_length=120, default="包括連携協定")
    fields = models.CharField("連携する分野", max_length=200, blank=True)
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True, blank=True)
    is_public = models.BooleanField("公開する", default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "包括連携協定"
        verbose_name_plural = "包括連携協定"
        constraints = [
            models.CheckConstraint(
                name="agreement_period",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"
