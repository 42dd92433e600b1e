from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.calendar import TOKYO, wareki_with_year
from nara_renkei.directory.models import Department, Organization
from training.enums import SessionState
from training.rules.stages import SHOWN, TAKES_CHANGES


class CourseQuerySet(models.QuerySet["Course"]):
    def newest_first(self) -> Self:
        return self.order_by("-as_of", "-pk")


class Course(models.Model):
    """A 研修: one theme for one circle of people, held once or several times."""

    # what it is
    slug = models.SlugField(
        "ページの名前", max_length=40, unique=True, help_text="半角の英数字とハイフン。URLになります。"
    )
    name = models.CharField("研修名", max_length=80)
    aims = models.TextField("ねらい", max_length=1000)
    related = models.TextField(
        "関連するガイドライン・事例",
        max_length=1000,
        blank=True,
        help_text="1行に一つ。「題　URL」のように書きます。",
    )
    # who speaks
    lecturer = models.CharField("講師", max_length=120, blank=True, help_text="氏名と肩書。外部の専門家も。")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="講師の団体"
    )
    # who must attend
    as_of = models.DateField("対象者を引く日", help_text="この日の席から、対象者を引きます。")
    # self-study
    pass_mark = models.PositiveSmallIntegerField(
        "確かめの問いの合格", default=4, help_text="自習で、いくつ合えば合格か。"
    )
    created_at = models.DateTimeField("作成日時")

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = "研修"
        verbose_name_plural = "研修"
        constraints = [
            models.CheckConstraint(
                name="course_pass_mark",
                condition=Q(pass_mark__gte=1),
                violation_error_message="確かめの問いの合格は1以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the audit, the outbox and papers name it."""
        return f"course:{self.slug}"


class AudienceRule(models.Model):
    """Who must attend: all that is filled in holds together. Of several rules of a 研修 one is enough."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="rules", verbose_name="研修")
    kinds = ArrayField(
        models.CharField(max_length=10, choices=PostKind), verbose_name="席の種類", default=list, blank=True
    )
    grades = ArrayField(models.CharField(max_length=10), verbose_name="級", default=list, blank=True)
    titles = ArrayField(models.CharField(max_length=40), verbose_name="職名", default=list, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name="部")
    new_since = models.DateField(
        "この日から新しい席の人だけ",
        null=True,
        blank=True,
        help_text="例：今年の4月1日。その日か後に、種類か部・課の違う席に就いた人です。",
    )

    class Meta:
        verbose_name = "対象の決まり"
        verbose_name_plural = "対象の決まり"

    def __str__(self) -> str:
        return f"{self.course} {self.pk}"


def new_seed() -> str:
    """Return what the changing codes of a 回 are made from; it never leaves the server."""
    return get_random_string(40)


class SessionQuerySet(models.QuerySet["Session"]):
    def shown(self) -> Self:
        """Those whose page the people on the list read."""
        return self.filter(state__in=SHOWN)

    def taking_changes(self) -> Self:
        return self.filter(state__in=TAKES_CHANGES)

    def in_order(self) -> Self:
        return self.order_by("course", "number")


class Session(models.Model):
    """A 回 of a 研修."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions", verbose_name="研修")
    number = models.PositiveSmallIntegerField("回", default=1)
    state = models.CharField("段階", max_length=10, choices=SessionState, default=SessionState.PREPARING)
    # when and where
    held_on = models.DateField("開催日")
    starts_at = models.TimeField("始まり")
    ends_at = models.TimeField("終わり")
    place = models.CharField("会場", max_length=120, blank=True)
    url = models.URLField("オンラインのURL", blank=True)
    capacity = models.PositiveSmallIntegerField("定員", default=150)
    # the day
    late_after_minutes = models.PositiveSmallIntegerField(
        "遅れになるまでの分", default=15, help_text="始まりからこの分を過ぎた受付は「遅れて出席」です。"
    )
    code_seed = models.CharField("受付の種", max_length=40, default=new_seed, editable=False)
    # after it
    recording_url = models.URLField("録画のURL", blank=True)
    self_study_until = models.DateField("自習の締切", null=True, blank=True, help_text="空なら自習はありません。")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "研修の回"
        verbose_name_plural = "研修の回"
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"],
                name="session_number_once",
                violation_error_message="この研修に、同じ番号の回があります。",
            ),
            models.CheckConstraint(
                name="session_period",
                condition=Q(starts_at__lt=F("ends_at")),
                violation_error_message="終わりは始まりより後の時刻にしてください。",
            ),
            models.CheckConstraint(
                name="session_somewhere",
                condition=~Q(place="", url=""),
                violation_error_message="会場かオンラインのURLの、少なくとも一方を書いてください。",
            ),
            models.CheckConstraint(
                name="session_capacity",
                condition=Q(capacity__gte=1),
                violation_error_message="定員は1以上にしてください。",
            ),
            models.CheckConstraint(
                name="session_self_study_after",
                condition=Q(self_study_until=None) | Q(self_study_until__gte=F("held_on")),
                violation_error_message="自習の締切は、開催日より後にしてください。",
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.course} 第{self.number}回"

    @property
    def code(self) -> str:
        """How addresses name it: the name of the 研修's page and the number."""
        return f"{self.course.slug}-{self.number}"

    @property
    def key(self) -> str:
        """How the audit, the outbox, surveys and papers name it."""
        return f"session:{self.code}"

    @property
    def is_shown(self) -> bool:
        return self.state in SHOWN

    @property
    def takes_changes(self) -> bool:
        """Whether somebody may be moved to another 回 or send a substitute."""
        return self.state in TAKES_CHANGES

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.held_on, self.starts_at, tzinfo=TOKYO)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.held_on, self.ends_at, tzinfo=TOKYO)

    @property
    def late_from(self) -> datetime:
        """The moment from which somebody who comes is late."""
        return self.starts + timedelta(minutes=self.late_after_minutes)

    @property
    def when(self) -> str:
        return f"{wareki_with_year(self.held_on)}{self.starts_at:%-H時%M分}から{self.ends_at:%-H時%M分}まで"

    def takes_self_study(self, today: date) -> bool:
        return self.self_study_until is not None and self.held_on <= today <= self.self_study_until
