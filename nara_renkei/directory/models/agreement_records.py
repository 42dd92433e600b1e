"""What only the city keeps of an agreement: the 台帳, the renewals, the papers."""

from django.db import models
from django.db.models import F, Q

from nara_renkei.core.models import PrivateFile
from nara_renkei.directory.enums import PaperOf, RenewalKind

from .agreements import Agreement


class AgreementRecord(models.Model):
    """協定の台帳: 決裁, the original, who speaks for each side."""

    agreement = models.OneToOneField(
        Agreement, on_delete=models.CASCADE, related_name="record", verbose_name="包括連携協定"
    )
    # how the city decided, and where the paper is
    decided_on = models.DateField("決裁日", null=True, blank=True)
    document_number = models.CharField("文書番号", max_length=60, blank=True)
    original_at = models.CharField("原本の保管", max_length=120, blank=True, help_text="課・棚・文書管理の番号など。")
    # who speaks
    city_contact = models.CharField("市の担当（職・係）", max_length=60, blank=True)
    partner_name = models.CharField("団体の担当者", max_length=60, blank=True)
    partner_section = models.CharField("団体の部署", max_length=80, blank=True)
    partner_phone = models.CharField("団体の電話", max_length=20, blank=True)
    partner_email = models.EmailField("団体のメール", blank=True)
    partner_confirmed_on = models.DateField("連絡先を確かめた日", null=True, blank=True)
    notes = models.TextField("備考", blank=True, help_text="このメモも行政文書です。")
    # for which deadline the desk and the 課 were reminded
    reminded_for = models.DateField("お知らせした期限", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "協定の台帳（市だけが読みます）"
        verbose_name_plural = "協定の台帳（市だけが読みます）"
        constraints = [
            models.CheckConstraint(
                name="agreement_contact_has_day",
                condition=Q(partner_name="", partner_section="", partner_phone="", partner_email="")
                | Q(partner_confirmed_on__isnull=False),
                violation_error_message="団体の連絡先には、確かめた日を入れてください。",
            )
        ]

    def __str__(self) -> str:
        return "台帳"


class AgreementRenewal(models.Model):
    """One more term. ``recorded_by`` empty: the clause did it, and the daily job wrote it down."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="renewals", verbose_name="包括連携協定"
    )
    kind = models.CharField("種類", max_length=9, choices=RenewalKind)
    previous_end = models.DateField("前の終わり")
    ends_on = models.DateField("新しい終わり")
    note = models.CharField("メモ", max_length=200, blank=True)
    recorded_at = models.DateTimeField("記録した日時")
    recorded_by = models.CharField("記録した人", max_length=120, blank=True)

    class Meta:
        verbose_name = "更新"
        verbose_name_plural = "更新"
        constraints = [
            models.CheckConstraint(
                name="renewal_is_longer",
                condition=Q(ends_on__gt=F("previous_end")),
                violation_error_message="新しい終わりは、前の終わりより後にしてください。",
            ),
            models.CheckConstraint(
                name="renewal_agreed_by_a_person",
                condition=Q(kind=RenewalKind.AUTOMATIC) | ~Q(recorded_by=""),
                violation_error_message="合意による延長には、記録した人が必要です。",
            ),
            models.UniqueConstraint(
                fields=["agreement", "previous_end"],
                name="renewal_once",
                violation_error_message="この期間の更新は、もう記録されています。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AgreementPaper(models.Model):
    """A copy of what was signed; a newer version stands beside the older one."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="papers", verbose_name="包括連携協定"
    )
    kind = models.CharField("文書", max_length=9, choices=PaperOf)
    version = models.PositiveSmallIntegerField("版")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル")
    kept_at = models.DateTimeField("入れた日時")
    kept_by = models.CharField("入れた人", max_length=120)

    class Meta:
        verbose_name = "協定の文書"
        verbose_name_plural = "協定の文書"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "version"],
                name="agreement_paper_version_once",
                violation_error_message="この文書の同じ版があります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} 第{self.version}版"
