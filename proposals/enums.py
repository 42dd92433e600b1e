"""Codes in English capitals, labels in Japanese."""

from django.db.models import TextChoices

from nara_renkei.core import actors


class Kind(TextChoices):
    OPEN = "OPEN", "自由提案型"
    CHALLENGE = "CHALLENGE", "課題提示型"


class Status(TextChoices):
    """What staff read. A company reads PublicWord."""

    DRAFT = "DRAFT", "下書き"
    SUBMITTED = "SUBMITTED", "受付"
    RETURNED = "RETURNED", "修正のお願い"
    IN_REVIEW = "IN_REVIEW", "担当課で検討中"
    IN_DIALOGUE = "IN_DIALOGUE", "対話中"
    ON_HOLD = "ON_HOLD", "保留"
    ADOPTED = "ADOPTED", "進める"
    UNDERWAY = "UNDERWAY", "実施中"
    COMPLETED = "COMPLETED", "完了"
    DECLINED = "DECLINED", "見送り"
    REFERRED = "REFERRED", "ほかの窓口のご案内"
    WITHDRAWN = "WITHDRAWN", "取下げ"


OPEN_STATUSES = (Status.SUBMITTED, Status.RETURNED, Status.IN_REVIEW, Status.IN_DIALOGUE, Status.ON_HOLD)
REALISED_STATUSES = (Status.ADOPTED, Status.UNDERWAY, Status.COMPLETED)
MEETING_STATUSES = (Status.IN_REVIEW, Status.IN_DIALOGUE)  # a 対話 can be offered and fixed
CLOSED_STATUSES = (Status.COMPLETED, Status.DECLINED, Status.REFERRED, Status.WITHDRAWN)
TOLD_AND_OVER = (Status.COMPLETED, Status.DECLINED, Status.REFERRED)  # ended, and not because the company withdrew


class PublicWord(TextChoices):
    """The six words a company reads, and 下書き."""

    DRAFT = "DRAFT", "下書き"
    RECEIVED = "RECEIVED", "受付"
    CORRECTION = "CORRECTION", "修正のお願い"
    REVIEW = "REVIEW", "担当課で検討中"
    DIALOGUE = "DIALOGUE", "対話中"
    RESULT = "RESULT", "結果のお知らせ"


class Party(TextChoices):
    PROPOSER = actors.PROPOSER, "提案者"
    DESK = actors.DESK, "デスク"
    DIVISION = actors.DIVISION, "担当課"
    SYSTEM = actors.SYSTEM, "システム"


class Ask(TextChoices):
    """市に求めること."""

    PLACE = "PLACE", "場所"
    DATA = "DATA", "データ"
    PUBLICITY = "PUBLICITY", "広報"
    INTRODUCTION = "INTRODUCTION", "紹介"
    REGULATION = "REGULATION", "規制の相談"
    COST = "COST", "費用"
    AGREEMENT = "AGREEMENT", "協定"


class Cost(TextChoices):
    NONE = "NONE", "市の負担なし"
    PARTLY = "PARTLY", "一部を市にお願いしたい"
    CONSULT = "CONSULT", "相談したい"


class Publicity(TextChoices):
    OPEN = "OPEN", "提案名と団体名を公開してよい"
    TITLE_ONLY = "TITLE_ONLY", "提案名だけ公開してよい"
    CLOSED = "CLOSED", "公開しない"


class Procedure(TextChoices):
    """進め方の区分 (domain.md section 5)."""

    COOPERATION = "COOPERATION", "協働型"
    TRIAL = "TRIAL", "実証型"
    CONTRACT = "CONTRACT", "契約型（公募）"
    IDEAS = "IDEAS", "アイデア募集型"
    TRIAL_THEN_CONTRACT = "TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"


class Channel(TextChoices):
    WEB = "WEB", "画面"
    VISIT = "VISIT", "来庁・紙"
    PHONE = "PHONE", "電話"
    MAIL = "MAIL", "郵送・メール"


class Gender(TextChoices):
    """As a 役員名簿 asks for it."""

    MALE = "MALE", "男"
    FEMALE = "FEMALE", "女"
    OTHER = "OTHER", "記載しない"


class ConsultationState(TextChoices):
    DRAFT = "DRAFT", "書きかけ"
    BOOKED = "BOOKED", "予約済み"
    HELD = "HELD", "相談しました"
    CANCELLED = "CANCELLED", "取消し"


class ChallengeState(TextChoices):
    """How far a 課題 is on its way to the public. Windows (予告・募集中・終了) follow from its dates."""

    DRAFT = "DRAFT", "作成中"
    HANDED_IN = "HANDED_IN", "デスクで確認中"
    PUBLISHED = "PUBLISHED", "公開"
    RETIRED = "RETIRED", "取下げ"


class ItemKind(TextChoices):
    DECLARATION = "D", "申告"
    PLEDGE = "P", "誓約"
    CONSENT = "C", "同意"
    UNDERSTANDING = "N", "了承"


class Scope(TextChoices):
    BODY = "BODY", "団体"
    PROPOSAL = "PROPOSAL", "提案"


class AccessScope(TextChoices):
    FULL = "FULL", "全部"
    QUESTION = "QUESTION", "照会に要る部分"
    SUMMARY = "SUMMARY", "概要"


class Stage(TextChoices):
    """What the city promises to do in so many 開庁日."""

    FORMAL_CHECK = "FORMAL_CHECK", "形式の確認"
    FIRST_ANSWER = "FIRST_ANSWER", "担当課の最初のお返事"
    DIALOGUE = "DIALOGUE", "対話の設定"
    OUTCOME = "OUTCOME", "結果のお知らせ"


class LetterKind(TextChoices):
    RETURN = "RETURN", "修正のお願い"
    ROUTED = "ROUTED", "担当課のお知らせ"
    FIRST_ANSWER = "FIRST_ANSWER", "最初のお返事"
    DELAY = "DELAY", "期日のお詫び"
    MEETING = "MEETING", "対話のお知らせ"
    HOLD = "HOLD", "保留のお知らせ"
    OUTCOME = "OUTCOME", "結果のお知らせ"
    REFERRAL = "REFERRAL", "ほかの窓口のご案内"
    PROCEDURE = "PROCEDURE", "進め方のお知らせ"
    TENDER = "TENDER", "公募のお知らせ"
    REOPENED = "REOPENED", "検討の再開のお知らせ"
    SUCCESSOR = "SUCCESSOR", "担当者が替わったお知らせ"
