"""Words of a 研修."""

from django.db.models import TextChoices


class SessionState(TextChoices):
    PREPARING = "PREPARING", "準備"
    OPEN = "OPEN", "案内中"
    TODAY = "TODAY", "当日"
    ENDED = "ENDED", "終了"


class Origin(TextChoices):
    """Why somebody stands on the list."""

    RULE = "RULE", "対象の決まり"
    ADDED = "ADDED", "デスクが加えた"
    SUBSTITUTE = "SUBSTITUTE", "代わりの人"


class Duty(TextChoices):
    """Whether somebody must attend."""

    REQUIRED = "REQUIRED", "対象"
    EXCUSED = "EXCUSED", "免除"
    GONE = "GONE", "対象から外れた"


class Mark(TextChoices):
    PRESENT = "PRESENT", "出席"
    LATE = "LATE", "遅れて出席"
    ABSENT = "ABSENT", "欠席"


class Way(TextChoices):
    """How a mark came."""

    QR = "QR", "会場のQR"
    LIST = "LIST", "名簿で"
    CSV = "CSV", "CSVで"
    PAPER = "PAPER", "紙の署名から"


class Timing(TextChoices):
    """On which side of a 回 something lies: 教材 and アンケート."""

    BEFORE = "BEFORE", "研修の前"
    AFTER = "AFTER", "研修のあと"


class Outcome(TextChoices):
    """What became of a promise."""

    DONE = "DONE", "した"
    NOT_YET = "NOT_YET", "まだ"
    STOPPED = "STOPPED", "やめた"


class Standing(TextChoices):
    """How far somebody is who must attend."""

    CAME = "CAME", "出席"
    STUDIED = "STUDIED", "自習で済み"
    MISSING = "MISSING", "まだ"


class LetterKind(TextChoices):
    """Letters of a 回, each a button of the desk."""

    INVITATION = "INVITATION", "案内"
    REMINDER = "REMINDER", "もう一度の案内"
    EVE = "EVE", "前日のお知らせ"
    MISSED = "MISSED", "自習の案内"
