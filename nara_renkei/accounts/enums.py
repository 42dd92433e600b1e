"""Kinds of posts, and how they are held."""

from django.db.models import TextChoices


class PostKind(TextChoices):
    OFFICER = "OFFICER", "担当"
    DEPUTY = "DEPUTY", "代決者（課長補佐）"
    MANAGER = "MANAGER", "課長"
    LEADER = "LEADER", "共創推進リーダー（次長）"
    DIRECTOR = "DIRECTOR", "部長"
    DESK = "DESK", "公民連携デスク"
    EXECUTIVE = "EXECUTIVE", "管理職（市長・副市長）"
    SYSTEM = "SYSTEM", "システム管理者"
    AUDITOR = "AUDITOR", "監査"


class Holding(TextChoices):
    MAIN = "MAIN", "本務"
    CONCURRENT = "CONCURRENT", "兼務"
    JOINT = "JOINT", "併任"


class LinkPurpose(TextChoices):
    """What a mailed link opens. Each is checked where it is spent."""

    INVITATION = "INVITATION", "団体への招待"
    PLEDGES = "PLEDGES", "確認事項の確認"
    CO_PROPOSER = "CO_PROPOSER", "共同提案者の承諾"
    TROUBLE = "TROUBLE", "困りごとメモ"
    RECONFIRMATION = "RECONFIRMATION", "課題の継続の確認"
    RULING = "RULING", "裁定"
    PARTICIPANT = "PARTICIPANT", "ダイアログの本人のページ（企業）"
    STAFF_PARTICIPANT = "STAFF_PARTICIPANT", "ダイアログの本人のページ（職員）"
    TRAINEE = "TRAINEE", "研修の本人のページ"
    READER = "READER", "必読の章"


class Notice(TextChoices):
    """Letters that a member may switch off. What must be delivered is not here."""

    MESSAGE = "MESSAGE", "新しいメッセージ"
    DRAFT = "DRAFT", "下書きの続きのお知らせ（7日触れないとき）"
    APPOINTMENT = "APPOINTMENT", "相談・対話の前日のお知らせ"


class MemberRole(TextChoices):
    ADMIN = "ADMIN", "管理者"
    CONTACT = "CONTACT", "担当"


class OrderKind(TextChoices):
    STAFF = "STAFF", "異動"
    UNITS = "UNITS", "機構改革"


class OrderState(TextChoices):
    """How far a staged file is. Its bytes are kept only while it waits."""

    CHECKED = "CHECKED", "確かめ中"
    PLANNED = "PLANNED", "内示の前"
    ANNOUNCED = "ANNOUNCED", "内示済み"
    REFUSED = "REFUSED", "取り込めなかった"
    WITHDRAWN = "WITHDRAWN", "取下げ"
