"""部, 課, 係. Each valid from–to, because April reorganises the city."""

from datetime import date
from typing import Self

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
