"""包括連携協定: what both sides know. How long it lasts is told by ``rules.agreements``; the state is never stored."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from nara_renkei.directory.enums import AgreementState, NoticeUnit, Side, SigningMethod
from nara_renkei.directory.rules.agreements import SOON, Term, fields_of

from .organizations import Organization
from .units import Division


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def valid_on(self, day: date) -> Self:
        """In force on a day; the same as ``rules.agreements.is_in_force``."""
        running = Q(ends_on=None) | Q(ends_on__gte=day) | Q(renews_years__isnull=False, declined_on=None)
        return self.filter(
            running, Q(ended_on=None) | Q(ended_on__gte=day), signed_on__isnull=False, starts_on__lte=day
        )

    def to_decide(self, today: date) -> Self:
        """Whose 申出期限, or end where nothing renews, is within 90 days."""
        return self.valid_on(today).filter(act_by__gte=today, act_by__lte=today + SOON)

    def in_state(self, state: str, today: date) -> Self:
        """Those that ``rules.agreements.state_of`` calls so on a day."""
        valid = self.valid_on(today)
        begun = self.filter(signed_on__isnull=False, starts_on__lte=today)
        quiet = valid.filter(declined_on=None).exclude(pk__in=self.to_decide(today).values("pk"))
        return {
            AgreementState.PREPARING: self.filter(Q(signed_on=None) | Q(starts_on=None) | Q(starts_on__gt=today)),
            AgreementState.NOTICE_SOON: self.to_decide(today).filter(renews_years__isnull=False),
            AgreementState.ENDING_SOON: self.to_decide(today).filter(renews_years=None),
            AgreementState.LAPSING: valid.filter(declined_on__isnull=False),
            AgreementState.IN_FORCE: quiet.filter(renewals_count=0),
            AgreementState.RENEWED: quiet.filter(renewals_count__gt=0),
            AgreementState.EXPIRED: begun.filter(Q(ended_on=None) | Q(ended_on__gte=today)).exclude(
                pk__in=valid.values("pk")
            ),
            AgreementState.ENDED: begun.filter(ended_on__lt=today),
        }[AgreementState(state)]

    def in_order_of_work(self) -> Self:
        """What must be decided first stands first."""
        return self.order_by(F("act_by").asc(nulls_last=True), "-starts_on", "pk")


class Agreement(models.Model):
    """包括連携協定. What only the city reads stands in ``AgreementRecord``."""

    # with whom, about what
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="agreements", verbose_name="団体"
    )
    other_parties = models.CharField(
        "ほかの当事者",
        max_length=200,
        blank=True,
        help_text="ほかに署名した県・市町村など。ダイアログに招く団体なら、その団体の協定としても登録します。",
    )
    title = models.CharField("名称", max_length=120, default="包括連携協定")
    fields = models.CharField("連携する分野", max_length=200, blank=True, help_text="／で区切ります。")
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当課",
        help_text="申出期限のお知らせが、この課のメールに届きます。",
    )
    # how it was made
    signed_on = models.DateField("締結日", null=True, blank=True, help_text="空なら「準備中」です。")
    signing = models.CharField("締結方法", max_length=10, choices=SigningMethod, blank=True)
    # how long it lasts
    starts_on = models.DateField("始まり", null=True, blank=True)
    ends_on = models.DateField(
        "いまの期間の終わり", null=True, blank=True, help_text="空なら、期間の定めがありません。"
    )
    renews_years = models.PositiveSmallIntegerField(
        "自動更新（年）", null=True, blank=True, help_text="申出がなければ延びる年数。空なら、自動では更新しません。"
    )
    notice_count = models.PositiveSmallIntegerField(
        "申出期限（数）", null=True, blank=True, help_text="満了の何か月前、または何日前まで。"
    )
    notice_unit = models.CharField("申出期限（単位）", max_length=6, choices=NoticeUnit, blank=True)
    renewals_count = models.PositiveSmallIntegerField("更新の回数", default=0, editable=False)
    # how it stops
    declined_on = models.DateField("更新しない申出の日", null=True, blank=True, editable=False)
    declined_by = models.CharField("申し出た側", max_length=7, choices=Side, blank=True, editable=False)
    ended_on = models.DateField("解約の日", null=True, blank=True, editable=False, help_text="効力のある最後の日。")
    ended_why = models.CharField("解約の理由", max_length=200, blank=True, editable=False)
    # what the public reads
    pressed_on = models.DateField("報道発表の日", null=True, blank=True)
    press_url = models.URLField("報道発表のURL", blank=True)
    is_public = models.BooleanField(
        "公開する", default=False, help_text="有効な間、公開の「連携協定」のページに載ります。"
    )
    # a projection: rewritten by usecases.settle_agreement and the daily job
    act_by = models.DateField("次に決める期限", null=True, blank=True, editable=False)

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
            models.CheckConstraint(
                name="agreement_signed_has_start",
                condition=Q(signed_on=None) | Q(starts_on__isnull=False),
                violation_error_message="締結日を入れるときは、始まりも入れてください。",
            ),
            models.CheckConstraint(
                name="agreement_renewal_has_notice",
                condition=Q(renews_years=None, notice_count=None, notice_unit="")
                | (Q(renews_years__gte=1, notice_count__gte=1, ends_on__isnull=False) & ~Q(notice_unit="")),
                violation_error_message="自動更新には、終わり、年数、申出期限の数と単位がそろって必要です。",
            ),
            models.CheckConstraint(
                name="agreement_declined_by_whom",
                condition=Q(declined_on=None, declined_by="")
                | (Q(declined_on__isnull=False, renews_years__isnull=False) & ~Q(declined_by="")),
                violation_error_message="更新しない申出には、日と申し出た側が必要です。",
            ),
            models.CheckConstraint(
                name="agreement_ended_with_reason",
                condition=Q(ended_on=None, ended_why="")
                | (Q(ended_on__gte=F("starts_on"), signed_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message="解約には、始まりより後の日と理由が必要です。",
            ),
            models.CheckConstraint(
                name="agreement_press_has_day",
                condition=Q(press_url="") | Q(pressed_on__isnull=False),
                violation_error_message="報道発表のURLを入れるときは、発表の日も入れてください。",
            ),
        ]
        indexes = [
            models.Index(fields=["act_by"], name="agreement_act_by"),
            models.Index(fields=["ends_on"], name="agreement_ends_on"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"

    @property
    def term(self) -> Term:
        return Term(
            signed_on=self.signed_on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            renews_years=self.renews_years,
            notice_count=self.notice_count,
            notice_unit=self.notice_unit,
            declined_on=self.declined_on,
            ended_on=self.ended_on,
            renewals=self.renewals_count,
        )

    @property
    def field_names(self) -> list[str]:
        return fields_of(self.fields)

    @property
    def renewal_words(self) -> str:
        """Return the clause in words."""
        if self.renews_years is None:
            return "自動では更新しません" if self.ends_on else "期間の定めがありません"
        return f"{self.renews_years}年ずつ自動更新（申出は満了の{self.notice_count}{self.get_notice_unit_display()}）"


class AgreementActivity(models.Model):
    """連携の取組: one thing done under an agreement. Its 団体 reads it."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="activities", verbose_name="包括連携協定"
    )
    held_on = models.DateField("日")
    what = models.CharField("したこと", max_length=200)
    figures = models.CharField("数字", max_length=100, blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課"
    )
    proposal_number = models.CharField("提案番号", max_length=20, blank=True)
    is_public = models.BooleanField("公開する", default=False)

    class Meta:
        verbose_name = "連携の取組"
        verbose_name_plural = "連携の取組"
        indexes = [models.Index(fields=["agreement", "-held_on"], name="activity_of_agreement")]

    def __str__(self) -> str:
        return self.what
