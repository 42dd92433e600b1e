"""Words of a ダイアログ."""

from django.db.models import TextChoices


class EventState(TextChoices):
    PREPARING = "PREPARING", "準備"
    OPEN = "OPEN", "募集"
    FIXED = "FIXED", "確定"
    TODAY = "TODAY", "当日"
    ENDED = "ENDED", "終了"


class Invites(TextChoices):
    """Who may enter on the companies' side."""

    AGREEMENT = "AGREEMENT", "包括連携協定のある団体"
    CHOSEN = "CHOSEN", "選んだ団体"
    OPEN = "OPEN", "どの団体でも"


class Side(TextChoices):
    COMPANY = "COMPANY", "企業"
    DIVISION = "DIVISION", "課"


class RegistrationState(TextChoices):
    ENTERED = "ENTERED", "参加"
    WAITING = "WAITING", "空き待ち"
    CANCELLED = "CANCELLED", "取消し"


class BusinessLine(TextChoices):
    """事業種目: two of the same do not sit at one table unless the event allows it.

    The large groups of 日本標準産業分類 that companies of these events come from.
    """

    AGRICULTURE = "AGRICULTURE", "農林水産"
    CONSTRUCTION = "CONSTRUCTION", "建設"
    MANUFACTURING = "MANUFACTURING", "製造"
    ENERGY = "ENERGY", "電気・ガス・水道"
    INFORMATION = "INFORMATION", "情報通信"
    TRANSPORT = "TRANSPORT", "運輸・郵便"
    RETAIL = "RETAIL", "卸売・小売"
    PHARMACY = "PHARMACY", "薬局・医薬品"
    FINANCE = "FINANCE", "金融"
    INSURANCE = "INSURANCE", "保険"
    REAL_ESTATE = "REAL_ESTATE", "不動産・住宅"
    RESEARCH = "RESEARCH", "計測・調査・専門の仕事"
    HOSPITALITY = "HOSPITALITY", "宿泊・飲食"
    TOURISM = "TOURISM", "旅行・娯楽"
    EDUCATION = "EDUCATION", "教育・学習"
    WELFARE = "WELFARE", "医療・福祉"
    OTHER = "OTHER", "そのほか"


class UndoReason(TextChoices):
    """Why a check-in was taken back."""

    WRONG_PERSON = "WRONG_PERSON", "人を間違えた"
    NOT_HERE = "NOT_HERE", "まだ来ていない"
    OTHER = "OTHER", "そのほか"


class RuleKind(TextChoices):
    """What the desk settles about a pair before a plan is made."""

    MUST = "MUST", "必ず会う組"
    PIN = "PIN", "回を決めた組"
    BAN = "BAN", "会わせない組"


class PlanState(TextChoices):
    WAITING = "WAITING", "順番待ち"
    WORKING = "WORKING", "計算中"
    DONE = "DONE", "できました"
    FAILED = "FAILED", "できませんでした"


class LetterKind(TextChoices):
    """手紙 of an event, each sent by the desk's button."""

    INVITATION = "INVITATION", "招待"
    CONFIRMED = "CONFIRMED", "参加の確定"
    EVE = "EVE", "前日のお知らせ"
    THANKS = "THANKS", "お礼"


class ExchangeWay(TextChoices):
    """How two people exchanged their cards."""

    CODE = "CODE", "名札の番号"
    TABLE = "TABLE", "同じ卓"
