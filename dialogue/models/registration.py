import secrets
from typing import Final, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from dialogue.enums import BusinessLine, EventState, RegistrationState, Side
from dialogue.rules.codes import shown
from dialogue.rules.people import about_of
from dialogue.rules.stages import TAKES_CHANGES
from nara_renkei.core.models import PrivateFile
from nara_renkei.directory.models import Division, Organization

from .event import Event

# read aloud and typed from paper: without 0 O 1 I L
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH: Final = 8


def new_code() -> str:
    """Return the code of a name badge."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def entered(self) -> Self:
        return self.filter(state=RegistrationState.ENTERED)

    def waiting(self) -> Self:
        """Those on the waiting list."""
        return self.filter(state=RegistrationState.WAITING)

    def to_promote(self) -> Self:
        """Those who wait although there is a place for them."""
        places = Case(When(side=Side.COMPANY, then=F("event__company_capacity")), default=F("event__division_capacity"))
        entered = Registration.objects.entered().filter(event=OuterRef("event"), side=OuterRef("side"))
        count = Subquery(entered.order_by().values("event").annotate(n=Count("pk")).values("n"))
        open_events = self.waiting().filter(event__state__in=TAKES_CHANGES)
        return open_events.annotate(places=places, taken=Coalesce(count, 0)).filter(taken__lt=F("places"))

    def to_see(self) -> Self:
        """Those cancelled after the 確定 whose seats the desk has not looked at again."""
        fixed = (EventState.FIXED, EventState.TODAY)
        return self.filter(state=RegistrationState.CANCELLED, seen_at=None, event__state__in=fixed)

    def of_companies(self) -> Self:
        return self.filter(side=Side.COMPANY)

    def of_divisions(self) -> Self:
        return self.filter(side=Side.DIVISION)

    def first_come(self) -> Self:
        return self.order_by("entered_at", "pk")

    def with_unit(self) -> Self:
        return self.select_related("organization", "division")


class Registration(models.Model):
    """A 団体 or a 課 that comes to an event. One row for both, whatever became of it."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations", verbose_name="ダイアログ")
    # who comes
    side = models.CharField("側", max_length=8, choices=Side)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="団体"
    )
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課"
    )
    email = models.EmailField("連絡先のメール")
    state = models.CharField("状態", max_length=9, choices=RegistrationState, default=RegistrationState.ENTERED)
    # what it brings
    business_line = models.CharField("事業種目", max_length=14, choices=BusinessLine, blank=True)
    offer = models.TextField("紹介したい事例・メニュー", max_length=400, blank=True)
    trouble = models.TextField("困りごと", max_length=400, blank=True)
    slides = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="紹介の資料"
    )
    is_in_booklet = models.BooleanField("資料集に載せてよい", default=False)
    care = models.TextField("配慮の要ること", max_length=200, blank=True, help_text="デスクだけが見ます。")
    # set by the desk
    fixed_table = models.PositiveSmallIntegerField(
        "決まった卓", null=True, blank=True, help_text="配慮のため動かない卓。空なら、ほかの組と同じに割り当てます。"
    )
    absent_rounds = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name="出られない回",
        default=list,
        blank=True,
        help_text="遅れて来る、先に帰るなど。この回には席をつくりません。",
    )
    # when
    entered_at = models.DateTimeField("申し込んだ日時")
    entered_by = models.CharField("申し込んだ人", max_length=120)
    cancelled_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    cancelled_by = models.CharField("取り消した人", max_length=120, blank=True)
    cancel_reason = models.CharField("取り消した理由", max_length=200, blank=True)
    seen_at = models.DateTimeField(
        "取消しを確かめた日時", null=True, blank=True, help_text="確定のあとの取消しは、デスクが卓を見直すまで空です。"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "参加の申込み"
        verbose_name_plural = "参加の申込み"
        constraints = [
            models.CheckConstraint(
                name="registration_of_one_side",
                condition=Q(side="COMPANY", organization__isnull=False, division=None)
                | Q(side="DIVISION", division__isnull=False, organization=None),
                violation_error_message="企業の申込みには団体、課の申込みには課が必要です。",
            ),
            models.UniqueConstraint(
                fields=["event", "organization"],
                name="registration_once_for_organization",
                violation_error_message="この団体は、もう申し込んでいます。",
            ),
            models.UniqueConstraint(
                fields=["event", "division"],
                name="registration_once_for_division",
                violation_error_message="この課は、もう申し込んでいます。",
            ),
            models.CheckConstraint(
                name="registration_cancelled_iff_dated",
                condition=Q(state="CANCELLED", cancelled_at__isnull=False)
                | (~Q(state="CANCELLED") & Q(cancelled_at=None)),
                violation_error_message="取り消した申込みには、取り消した日時が必要です。",
            ),
            models.CheckConstraint(
                name="registration_reason_of_cancelled",
                condition=Q(cancel_reason="") | Q(state="CANCELLED"),
                violation_error_message="取り消した理由は、取り消した申込みだけが持ちます。",
            ),
            models.CheckConstraint(
                name="registration_seen_when_cancelled",
                condition=Q(seen_at=None) | Q(state="CANCELLED"),
                violation_error_message="確かめた日時は、取り消した申込みだけが持ちます。",
            ),
            models.CheckConstraint(
                name="registration_company_line",
                condition=~Q(side="COMPANY") | ~Q(business_line=""),
                violation_error_message="企業の申込みには、事業種目が必要です。",
            ),
        ]
        indexes = [models.Index(fields=["event", "side", "state"], name="registration_by_event")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The 団体 or the 課; load it with ``with_unit``."""
        return str(self.organization if self.side == Side.COMPANY else self.division)

    @property
    def key(self) -> str:
        """How the audit and the outbox name it."""
        return f"registration:{self.uuid}"

    @property
    def is_of_company(self) -> bool:
        return self.side == Side.COMPANY


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def coming(self) -> Self:
        """Those who were not replaced or taken off, of registrations that stand."""
        return self.filter(left_at=None, registration__state=RegistrationState.ENTERED)

    def in_order(self) -> Self:
        return self.order_by("registration", "position", "pk")


class Participant(models.Model):
    """A person who comes. The code stands on the badge, as a QR and in letters."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="participants", verbose_name="参加の申込み"
    )
    position = models.PositiveSmallIntegerField("順番", default=0)
    # who it is
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("カナ", max_length=60, blank=True)
    title = models.CharField("部署・職名", max_length=60, blank=True)
    email = models.EmailField("メール", blank=True, help_text="本人のページを送る先。")
    code = models.CharField("名札の番号", max_length=8, unique=True, default=new_code, editable=False)
    # whether the person comes, and has come
    left_at = models.DateTimeField("外れた日時", null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="代わりの人"
    )
    arrived_at = models.DateTimeField("受付した日時", null=True, blank=True)
    arrival_by = models.CharField("受付した人", max_length=120, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "参加する人"
        verbose_name_plural = "参加する人"
        constraints = [
            models.CheckConstraint(
                name="participant_replaced_has_left",
                condition=Q(replaced_by=None) | Q(left_at__isnull=False),
                violation_error_message="代わりの人がいる人は、外れた人です。",
            ),
            models.CheckConstraint(
                name="participant_arrived_iff_by",
                condition=Q(arrived_at=None, arrival_by="") | (Q(arrived_at__isnull=False) & ~Q(arrival_by="")),
                violation_error_message="受付には、日時と受付した人の両方が必要です。",
            ),
        ]
        indexes = [models.Index(fields=["registration", "position"], name="participant_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the audit and the outbox name it."""
        return about_of(self.code)

    @property
    def shown_code(self) -> str:
        """The code as it stands on badge and list: ABCD-2345."""
        return shown(self.code)


class WishQuerySet(models.QuerySet["Wish"]):
    def in_order(self) -> Self:
        return self.order_by("registration", "position")


class Wish(models.Model):
    """会いたい課 of a company, 会いたい企業 of a 課, in order. The desk alone sees them, and who wrote them."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="wishes", verbose_name="参加の申込み"
    )
    position = models.PositiveSmallIntegerField("順番")
    # whom: one of the two, on the other side
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会いたい団体"
    )
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会いたい課"
    )
    reason = models.CharField("理由", max_length=120, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "会いたい相手"
        verbose_name_plural = "会いたい相手"
        constraints = [
            models.CheckConstraint(
                name="wish_for_one",
                condition=Q(organization__isnull=False, division=None) | Q(division__isnull=False, organization=None),
                violation_error_message="会いたい相手は、団体か課のどちらか一つです。",
            ),
            models.UniqueConstraint(
                fields=["registration", "position"],
                name="wish_position_once",
                violation_error_message="同じ順番の相手が二つあります。",
            ),
            models.UniqueConstraint(
                fields=["registration", "organization"],
                name="wish_organization_once",
                violation_error_message="同じ団体が二度選ばれています。",
            ),
            models.UniqueConstraint(
                fields=["registration", "division"],
                name="wish_division_once",
                violation_error_message="同じ課が二度選ばれています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.organization or self.division}"
