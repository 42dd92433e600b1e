from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from dialogue.enums import EventState, Invites
from dialogue.rules.stages import PUBLIC, TAKES_CHANGES, TAKES_REGISTRATIONS
from nara_renkei.core.calendar import TOKYO, wareki_with_year
from nara_renkei.directory.models import Organization


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> Self:
        """Those whose page everybody reads."""
        return self.filter(state__in=PUBLIC)

    def taking_changes(self) -> Self:
        """Those that are not over, and not in preparation."""
        return self.filter(state__in=TAKES_CHANGES)

    def newest_first(self) -> Self:
        return self.order_by("-held_on", "-pk")


class Event(models.Model):
    """A ダイアログ: one afternoon on which companies and 課 meet."""

    # what it is
    slug = models.SlugField(
        "ページの名前", max_length=40, unique=True, help_text="半角の英数字とハイフン。URLになります。"
    )
    name = models.CharField("名称", max_length=80)
    host = models.CharField("主催", max_length=80, default="奈良市")
    co_host = models.CharField("共催", max_length=120, blank=True)
    aims = models.TextField("目的", max_length=1000)
    programme = models.TextField("次第", max_length=2000, blank=True, help_text="1行に一つ。「13:30 開会」のように。")
    state = models.CharField("段階", max_length=10, choices=EventState, default=EventState.PREPARING)
    # when and where
    held_on = models.DateField("開催日")
    starts_at = models.TimeField("始まり", default=time(13, 30))
    ends_at = models.TimeField("終わり", default=time(16, 30))
    place = models.CharField("会場", max_length=120)
    access = models.TextField("行き方", max_length=500, blank=True)
    # who may come
    invites = models.CharField("招く団体", max_length=10, choices=Invites, default=Invites.AGREEMENT)
    closes_on = models.DateField("申込みの締切")
    company_capacity = models.PositiveSmallIntegerField("団体の定員", default=8)
    division_capacity = models.PositiveSmallIntegerField("課の定員", default=20)
    people_limit = models.PositiveSmallIntegerField("1団体・1課の人数", default=2)
    # the round tables
    tables = models.PositiveSmallIntegerField("卓の数", default=8)
    rounds = models.PositiveSmallIntegerField("回数", default=6)
    minutes = models.PositiveSmallIntegerField("1回の分", default=12)
    break_minutes = models.PositiveSmallIntegerField("回と回の間の分", default=3)
    first_round_at = models.TimeField("1回目の始まり", default=time(14, 30))
    allows_competitors = models.BooleanField(
        "同じ事業種目の団体を同じ卓にしてよい", default=False, help_text="卓の数が団体の数より少ないときに効きます。"
    )
    # where it came from
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="写した元"
    )
    created_at = models.DateTimeField("作成日時")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "ダイアログ"
        verbose_name_plural = "ダイアログ"
        constraints = [
            models.CheckConstraint(
                name="event_closes_before",
                condition=Q(closes_on__lte=F("held_on")),
                violation_error_message="申込みの締切は、開催日までにしてください。",
            ),
            models.CheckConstraint(
                name="event_first_round_within",
                condition=Q(first_round_at__gte=F("starts_at"), first_round_at__lt=F("ends_at")),
                violation_error_message="始まり、1回目の始まり、終わりを、この順の時刻にしてください。",
            ),
            models.CheckConstraint(
                name="event_counts",
                condition=Q(
                    company_capacity__gte=1, division_capacity__gte=1, people_limit__gte=1,
                    tables__gte=1, tables__lte=60, rounds__gte=1, rounds__lte=12, minutes__gte=1,
                ),
                violation_error_message="定員・人数・卓・回数・分は1以上に、卓は60、回数は12までにしてください。",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["-held_on"], name="event_by_day")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the audit, the outbox, surveys and papers name it."""
        return f"event:{self.slug}"

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.held_on, self.starts_at, tzinfo=TOKYO)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.held_on, self.ends_at, tzinfo=TOKYO)

    @property
    def when(self) -> str:
        return f"{wareki_with_year(self.held_on)}{self.starts_at:%-H時%M分}から{self.ends_at:%-H時%M分}まで"

    def round_starts(self, number: int) -> datetime:
        """Return when a round begins; the first is 1."""
        first = datetime.combine(self.held_on, self.first_round_at, tzinfo=TOKYO)
        return first + timedelta(minutes=(number - 1) * (self.minutes + self.break_minutes))

    def round_ends(self, number: int) -> datetime:
        return self.round_starts(number) + timedelta(minutes=self.minutes)

    def takes_registrations(self, today: date) -> bool:
        """Whether a 団体 or 課 may enter, and change what it wrote."""
        return self.state in TAKES_REGISTRATIONS and today <= self.closes_on

    @property
    def takes_changes(self) -> bool:
        """Whether people may be replaced and a registration cancelled."""
        return self.state in TAKES_CHANGES


class EventInvitation(models.Model):
    """A 団体 the desk chose to invite (招く団体: 選んだ団体)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="invitations", verbose_name="ダイアログ")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")

    class Meta:
        verbose_name = "選んだ団体"
        verbose_name_plural = "選んだ団体"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization"],
                name="event_invites_once",
                violation_error_message="この団体は、もう選ばれています。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)
