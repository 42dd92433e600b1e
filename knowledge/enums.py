"""Codes of the library. Labels are what people read."""

from django.db.models import TextChoices


class MenuState(TextChoices):
    OFFERED = "OFFERED", "公開前"
    OPEN = "OPEN", "庁内に公開"
    WITHDRAWN = "WITHDRAWN", "取り下げ"


class Audience(TextChoices):
    PUBLIC = "PUBLIC", "公開"
    INTERNAL = "INTERNAL", "庁内だけ"


class CaseState(TextChoices):
    DRAFT = "DRAFT", "下書き"
    HANDED_IN = "HANDED_IN", "デスクの確認待ち"
    INTERNAL = "INTERNAL", "庁内に公開"
    PUBLIC = "PUBLIC", "公開"
    RETIRED = "RETIRED", "取り下げ"


class CaseOrigin(TextChoices):
    PROPOSAL = "PROPOSAL", "提案から"
    FORM = "FORM", "課が書いた"
    IMPORT = "IMPORT", "取り込んだ"


class Licence(TextChoices):
    """Under what a picture may be used by others."""

    CC_BY = "CC_BY", "クリエイティブ・コモンズ 表示 4.0"
    CITY_ONLY = "CITY_ONLY", "市のページだけで使える"


class SupportTopic(TextChoices):
    METHOD = "METHOD", "手法"
    CONTRACT = "CONTRACT", "契約"
    FAIRNESS = "FAIRNESS", "公平性"
    COORDINATION = "COORDINATION", "庁内の調整"


class SupportState(TextChoices):
    OPEN = "OPEN", "回答待ち"
    ANSWERED = "ANSWERED", "回答済み"
    CLOSED = "CLOSED", "終了"


class SupportSide(TextChoices):
    ASKER = "ASKER", "相談した課"
    DESK = "DESK", "デスク"
    CONSULTEE = "CONSULTEE", "意見を聞いた課"


class FaqState(TextChoices):
    DRAFT = "DRAFT", "下書き"
    OPEN = "OPEN", "庁内に公開"
    RETIRED = "RETIRED", "取り下げ"


class WatchKind(TextChoices):
    WORDS = "WORDS", "言葉"
    DIVISION = "DIVISION", "課"
    METHOD = "METHOD", "連携手法"


class FoundKind(TextChoices):
    """What the search finds."""

    CASE = "CASE", "事例"
    CHAPTER = "CHAPTER", "ガイドライン"
    METHOD = "METHOD", "連携手法"
    FAQ = "FAQ", "よくある相談"
    TEMPLATE = "TEMPLATE", "様式"
    MENU = "MENU", "企業メニュー"
    CHALLENGE = "CHALLENGE", "課題"
