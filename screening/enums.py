"""Codes in English capitals, labels in Japanese."""

from django.db.models import TextChoices


class Answer(TextChoices):
    """A 課's first answer."""

    CONSIDER = "CONSIDER", "検討する"
    JOINTLY = "JOINTLY", "ほかの課と一緒に検討する"
    NOT_OURS = "NOT_OURS", "担当ではない"


class RoutingState(TextChoices):
    OPEN = "OPEN", "回答待ち"
    ANSWERED = "ANSWERED", "回答済み"
    ENDED = "ENDED", "終了"


class ConfirmedAs(TextChoices):
    MANAGER = "MANAGER", "課長"
    DEPUTY = "DEPUTY", "代決"


class Disposition(TextChoices):
    """提案の扱い."""

    ADOPT = "ADOPT", "進める"
    ADOPT_WITH_CONDITIONS = "ADOPT_IF", "条件付きで進める"
    DECLINE = "DECLINE", "見送り"
    REFER = "REFER", "ほかの窓口のご案内"


class Implementer(TextChoices):
    """実施者の決め方."""

    PROPOSER = "PROPOSER", "提案者と"
    TENDER = "TENDER", "公募で"
    UNDECIDED = "UNDECIDED", "未定"


class Verdict(TextChoices):
    """A 課's opinion in one word."""

    YES = "YES", "差し支えない"
    CONDITIONAL = "CONDITIONAL", "条件付きで差し支えない"
    NO = "NO", "差し支えがある"


class Occasion(TextChoices):
    """What a proposal has in it that calls for the same adviser each time."""

    COST = "COST", "市の費用がかかる"
    CONTRACT = "CONTRACT", "契約になる"
    DATA = "DATA", "市のデータを使う"
    PLACE = "PLACE", "市の場所を使う"
    AGREEMENT = "AGREEMENT", "協定を結ぶ"


class DecisionState(TextChoices):
    DRAFTED = "DRAFTED", "担当者の案"
    PROPOSED = "PROPOSED", "課の案（課長確認済み）"
    SENT_BACK = "SENT_BACK", "差戻し"
    CONFIRMED = "CONFIRMED", "デスク確認済み"
    TOLD = "TOLD", "お知らせ済み"
    REPLACED = "REPLACED", "差替え"


class CheckStage(TextChoices):
    BEFORE_ROUTING = "BEFORE_ROUTING", "送付前"
    BEFORE_DIALOGUE = "BEFORE_DIALOGUE", "対話前"
    BEFORE_AGREEMENT = "BEFORE_AGREEMENT", "協定・契約前"


class CheckResult(TextChoices):
    OK = "OK", "問題なし"
    CAUTION = "CAUTION", "注意して進める"
    BLOCKED = "BLOCKED", "進められない"
    EXCUSED = "EXCUSED", "確認を省く"
    UNCHECKED = "UNCHECKED", "未確認"


class ApprovalKind(TextChoices):
    """だれの権限で決めたか."""

    FULL = "FULL", "本決裁"
    STANDING = "STANDING", "専決"
    DEPUTY = "DEPUTY", "代決"


class ContactKind(TextChoices):
    """How somebody came to speak with the city."""

    VISIT = "VISIT", "来庁"
    PHONE = "PHONE", "電話"
    MAIL = "MAIL", "メール・手紙"
    CALL = "CALL", "訪問"
    ONLINE = "ONLINE", "オンライン"
    THIRD_PARTY = "THIRD_PARTY", "議員・第三者からの働きかけ"
    OTHER = "OTHER", "その他"


class SheetFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class BudgetKind(TextChoices):
    """The ways of the 予算・議会 calendar."""

    INITIAL = "INITIAL", "当初要求"
    SUPPLEMENT = "SUPPLEMENT", "補正"
    LIABILITY = "LIABILITY", "債務負担行為"
    RESOLUTION = "RESOLUTION", "議決が要る件"


class ContractMethod(TextChoices):
    """契約の方法 (地方自治法第234条)."""

    OPEN_BID = "OPEN_BID", "一般競争入札"
    LIMITED_BID = "LIMITED", "指名競争入札"
    PROPOSAL = "PROPOSAL", "随意契約（公募型プロポーザル）"
    SOLE = "SOLE", "随意契約"


class ContractItem(TextChoices):
    """地方自治法施行令第167条の2第1項の号."""

    SMALL = "1", "第1号 少額"
    NOT_FIT_FOR_BIDS = "2", "第2号 性質・目的が競争入札に適しない"
    WELFARE = "3", "第3号 障害者支援施設・シルバー人材センターなど"
    NEW_FIELD = "4", "第4号 新しい事業分野の開拓"
    URGENT = "5", "第5号 緊急"
    BIDS_HARM = "6", "第6号 競争入札が不利"
    FAR_BETTER = "7", "第7号 時価より著しく有利"
    NO_BIDDER = "8", "第8号 入札者・落札者がない"
    NO_CONTRACT = "9", "第9号 落札者が契約を結ばない"


class OpeningReason(TextChoices):
    """What a 課 opens a 企業カルテ for."""

    DIALOGUE = "DIALOGUE", "対話の準備"
    PROPOSAL = "PROPOSAL", "提案の検討"
    AGREEMENT = "AGREEMENT", "協定の更新"
    HANDOVER = "HANDOVER", "担当の引継ぎ"
    OTHER = "OTHER", "その他"


class YearEndChoice(TextChoices):
    """What becomes of work at the end of the 年度."""

    CONTINUE = "CONTINUE", "継続する"
    END = "END", "終える"


class Requester(TextChoices):
    """Who asks, and no more than that."""

    PERSON = "PERSON", "個人"
    BODY = "BODY", "法人その他の団体"


class DisclosureState(TextChoices):
    """How far a 開示請求 is."""

    RECEIVED = "RECEIVED", "受付"
    FOUND = "FOUND", "文書の特定"
    ASKING = "ASKING", "意見照会中"
    DECIDED = "DECIDED", "決定"
    OPENED = "OPENED", "開示済"
    WITHDRAWN = "WITHDRAWN", "取下げ"


class DisclosureDecision(TextChoices):
    """開示決定等."""

    OPEN = "OPEN", "全部開示"
    PART = "PART", "部分開示"
    CLOSED = "CLOSED", "不開示"
    ABSENT = "ABSENT", "不存在"
    UNSAID = "UNSAID", "存否応答拒否"


class DocumentOutcome(TextChoices):
    """What becomes of one document; empty: nobody has looked at it."""

    OPEN = "OPEN", "全部を開示"
    PART = "PART", "一部を開示"
    CLOSED = "CLOSED", "全部を不開示"


class ThirdPartyView(TextChoices):
    """What a 第三者 says to the opening."""

    AGREES = "AGREES", "支障なし"
    OPPOSES = "OPPOSES", "反対"


class RecordKind(TextChoices):
    """文書の区分 of 保存年限: proposals by what came of them, and what else the portal keeps."""

    REALISED = "REALISED", "進めた提案（協定・実施に至ったもの）"
    DECLINED = "DECLINED", "見送りの提案"
    REFERRED = "REFERRED", "ほかの窓口をご案内した提案"
    WITHDRAWN = "WITHDRAWN", "取り下げられた提案"
    PERSON = "PERSON", "終わった提案の担当者の氏名・連絡先"
    CONSULTATION = "TALK", "相談だけで終わったもの"
    DIALOGUE = "DIALOGUE", "ダイアログの記録"
    TRAINING = "TRAINING", "研修の記録"
    ACCOUNT = "ACCOUNT", "使われていない、団体の担当者のアカウント"


class DisclosureNotice(TextChoices):
    """How the requester came to know of the decision; the evidence of the day."""

    HANDED = "HANDED", "手渡し"
    CERTIFIED = "CERTIFIED", "郵便（配達証明）"
    POST = "POST", "郵便（配達の記録なし）"
    EMAIL = "EMAIL", "メール"
    OTHER = "OTHER", "そのほか"


class HoldCause(TextChoices):
    """Why nothing of a proposal may be wiped. An open 開示請求 holds by itself and has no row."""

    DISCLOSURE = "DISCLOSE", "開示請求・審査請求"
    DISPUTE = "DISPUTE", "係争・監査"
    OTHER = "OTHER", "そのほか"


class DisposalState(TextChoices):
    """How far a 廃棄リスト is."""

    DRAFT = "DRAFT", "作成中"
    SUBMITTED = "SUBMITTED", "承認待ち"
    APPROVED = "APPROVED", "承認済み"
    RUNNING = "RUNNING", "廃棄中"
    DONE = "DONE", "廃棄済み"
    DROPPED = "DROPPED", "取りやめ"


class LineState(TextChoices):
    """What becomes of one record on a list."""

    WAITING = "WAITING", "廃棄する"
    WORKING = "WORKING", "廃棄中"
    WIPED = "WIPED", "廃棄済み"
    PUT_OFF = "PUT_OFF", "延ばす"
    KEPT = "KEPT", "廃棄しなかった"
    FAILED = "FAILED", "できなかった"
