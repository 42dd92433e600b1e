"""What the desk sets: the city's settings, and its closed days."""

from copy import copy
from datetime import date
from time import monotonic
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from nara_renkei.core.gathering import Worded


class CitySettings(models.Model):
    """What one city says and promises. There is one row."""

    _kept: ClassVar[tuple[float, "CitySettings"] | None] = None  # when it was read (monotonic seconds), and what

    # who we are
    city_name = models.CharField("市の名称", max_length=40, default="奈良市")
    desk_name = models.CharField("窓口の名称", max_length=40, default="公民連携デスク")
    division_name = models.CharField("窓口のある課", max_length=40, default="総合政策課")
    sender_title = models.CharField(
        "発信者名", max_length=40, default="奈良市長", help_text="公文書の発信者。氏名は書きません。"
    )
    # how to reach us
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=120, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    opening_hours = models.CharField("受付時間", max_length=80, default="平日 8時30分から17時15分まで")
    # norms, in 開庁日
    formal_check_days = models.PositiveSmallIntegerField(
        "形式確認（開庁日）", default=3, validators=[MinValueValidator(1)]
    )
    first_answer_days = models.PositiveSmallIntegerField(
        "担当課の一次回答（開庁日）", default=10, validators=[MinValueValidator(1)]
    )
    dialogue_days = models.PositiveSmallIntegerField(
        "対話の設定（開庁日）", default=20, validators=[MinValueValidator(1)]
    )
    outcome_days = models.PositiveSmallIntegerField("結果（開庁日）", default=60, validators=[MinValueValidator(1)])
    # the season in which norms are longer
    season_from_month = models.PositiveSmallIntegerField(
        "延びる時期の始まり（月）", default=3, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    season_from_day = models.PositiveSmallIntegerField(
        "延びる時期の始まり（日）", default=20, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    season_to_month = models.PositiveSmallIntegerField(
        "延びる時期の終わり（月）", default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    season_to_day = models.PositiveSmallIntegerField(
        "延びる時期の終わり（日）", default=20, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    season_extra_days = models.PositiveSmallIntegerField("延びる日数（開庁日）", default=5)
    season_reason = models.CharField("延びる理由", max_length=120, default="年度の替わり目で担当者の異動があるため")
    # who may propose
    admitted_kinds = models.JSONField(
        "受け付ける団体の種類", default=list, blank=True, help_text="空なら、すべての種類を受け付けます。"
    )
    # words of the public pages
    purpose_of_use = models.TextField("個人情報の利用目的", blank=True)
    terms = models.TextField("利用規約", blank=True)
    accessibility = models.TextField("ウェブアクセシビリティ方針", blank=True)
    # what is told openly
    sample_notice = models.CharField(
        "見本の帯", max_length=120, blank=True, help_text="書くと、すべてのページの上に出ます。"
    )

    class Meta:
        verbose_name = "市の設定"
        verbose_name_plural = "市の設定"
        constraints = [
            models.CheckConstraint(
                name="city_settings_is_one_row", condition=Q(pk=1), violation_error_message="市の設定は一つだけです。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_name}{self.desk_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        CitySettings._kept = None

    @classmethod
    def load(cls) -> "CitySettings":
        """Return the row, or the defaults when nobody has set up the city yet. Never writes.

        Every page asks, some of them three times, so a process keeps what it read for CITY_SETTINGS_SECONDS: the
        process that saves sees its words at once, the others that much later. A copy, for who wants to change it.
        """
        now = monotonic()
        kept = CitySettings._kept
        if kept is None or now - kept[0] >= settings.CITY_SETTINGS_SECONDS:
            kept = CitySettings._kept = (now, next(iter(_THE_CITY.ask()), None) or cls(pk=1))
        return copy(kept[1])

    @property
    def full_name(self) -> str:
        return f"{self.city_name}{self.desk_name}"


_THE_CITY = Worded(lambda: CitySettings.objects.filter(pk=1))


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def between(self, first: date, last: date) -> Self:
        return self.filter(day__range=(first, last)).order_by("day")


class Holiday(models.Model):
    """A day on which the city hall is closed although it is no weekend. Editable."""

    day = models.DateField("日付", unique=True)
    name = models.CharField("名称", max_length=40)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "閉庁日"
        verbose_name_plural = "閉庁日"

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
