"""What an agreement may be called, chosen or be in."""

from django.db import models


class SigningMethod(models.TextChoices):
    """締結方法."""

    PAPER = "PAPER", "紙（記名押印）"
    ELECTRONIC = "ELECTRONIC", "電子署名"
    OTHER = "OTHER", "その他"


class NoticeUnit(models.TextChoices):
    """How a clause counts back from the end of the term."""

    MONTHS = "MONTHS", "か月前まで"
    DAYS = "DAYS", "日前まで"


class Side(models.TextChoices):
    CITY = "CITY", "市"
    PARTNER = "PARTNER", "団体"


class RenewalKind(models.TextChoices):
    AUTOMATIC = "AUTOMATIC", "自動更新"
    AGREED = "AGREED", "合意による延長"


class PaperOf(models.TextChoices):
    """What was signed or handed over."""

    AGREEMENT = "AGREEMENT", "協定書"
    CHANGE = "CHANGE", "延長・変更の覚書"
    NOTICE = "NOTICE", "申出・解約の文書"
    OTHER = "OTHER", "その他の文書"


class AgreementState(models.TextChoices):
    """Never stored: ``rules.agreements.state_of`` says it of a day."""

    PREPARING = "PREPARING", "準備中"
    NOTICE_SOON = "NOTICE_SOON", "申出期限が近い"
    ENDING_SOON = "ENDING_SOON", "終わりが近い"
    IN_FORCE = "IN_FORCE", "有効"
    RENEWED = "RENEWED", "有効（更新された）"
    LAPSING = "LAPSING", "更新しない"
    EXPIRED = "EXPIRED", "満了"
    ENDED = "ENDED", "解約"
