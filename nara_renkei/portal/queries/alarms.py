"""What of the machine and of the regular jobs needs a person: for the morning letter, and what cannot wait for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from nara_renkei.core.health import Ground, backup_is_late, last_beat
from nara_renkei.core.jobs import late_jobs
from nara_renkei.core.models import FileState, PaperJob, PaperState, PrivateFile
from nara_renkei.notifications.models import MailState, OutgoingMail

# percent of the disk that are in use
FILLING: Final = 80
NEARLY_FULL: Final = 90
FULL: Final = 95
LETTERS_WAIT_AT_MOST: Final = timedelta(minutes=30)
PAPERS_WAIT_AT_MOST: Final = timedelta(hours=1)
# a file that no scanner ever reads is not named for ever
UNCHECKED_FOR: Final = timedelta(days=30)

SPACE: Final = (
    "古い控えとログを別の場所に移すか、ディスクを広げてください。満ちると、添付と報告を受け取れなくなります。"
)
CHAIN: Final = "監査の記録が、封印したときと違います。だれがデータベースに入れるかを確かめ、控えを取り、記録を直さずに残してください。"


@dataclass(frozen=True, slots=True)
class Alarm:
    key: str
    label: str
    next_step: str
    count: int = 0  # 0: nothing is counted
    which: tuple[str, ...] = ()


def alarms(at: datetime, ground: Ground | None) -> list[Alarm]:
    """Return what the morning letter says, most urgent first."""
    found = urgent(ground)
    if ground is not None:
        if NEARLY_FULL <= ground.disk_used < FULL:
            found.append(_disk(ground, f"今週のうちに、システム管理者に伝えてください。{SPACE}"))
        elif FILLING <= ground.disk_used < NEARLY_FULL:
            found.append(_disk(ground, f"システム管理者に伝えてください。{SPACE}"))
        if not ground.has_broker:
            found.append(
                Alarm(
                    "BROKER",
                    "仕事の順番を覚える Redis が答えません",
                    "システム管理者に、Redis を起こし直すよう頼んでください。メールと報告は、戻るまで待ちます。",
                )
            )
    return [*found, *_backup(at), *stuck(at)]


def stuck(at: datetime) -> list[Alarm]:
    """Return what stands still although the machine holds."""
    return [*_late(at), *_letters(at), *_papers(at), *_unchecked(at)]


def urgent(ground: Ground | None) -> list[Alarm]:
    """Return what is told at once, whatever day it is."""
    found = []
    if ground is not None and ground.disk_used >= FULL:
        found.append(_disk(ground, f"いますぐ空けてください。{SPACE}"))
    if is_audit_broken():
        found.append(Alarm("AUDIT", "監査の封印の鎖が切れています", CHAIN))
    return found


def is_audit_broken() -> bool:
    """Return whether the last look at the audit (core.verify_audit) found it changed."""
    broken, whole = last_beat("audit_broken"), last_beat("audit_verified")
    return broken is not None and (whole is None or whole < broken)


def _disk(ground: Ground, next_step: str) -> Alarm:
    return Alarm("DISK", f"ファイルを置くディスクが{ground.disk_used}%まで使われています", next_step)


def _backup(at: datetime) -> list[Alarm]:
    if not backup_is_late(at):
        return []
    return [
        Alarm(
            "BACKUP",
            "決めた時間のうちに、控え（バックアップ）がとれていません",
            "システム管理者に、控えの記録を見てもらってください。とれるまで、最後の控えより後には戻せません。",
        )
    ]


def _late(at: datetime) -> list[Alarm]:
    late = late_jobs(at)
    if not late:
        return []
    return [
        Alarm(
            "JOBS",
            "決まった時刻に動かなかった定期の仕事",
            "システム管理者に、beat と worker が動いているか、記録に誤りがないかを見てもらってください。",
            len(late),
            tuple(f"{one.name}（最後は{_moment(one.last)}）" for one in late),
        )
    ]


def _letters(at: datetime) -> list[Alarm]:
    waiting = OutgoingMail.objects.filter(state=MailState.QUEUED, created_at__lt=at - LETTERS_WAIT_AT_MOST)
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    if oldest is None:
        return []
    return [
        Alarm(
            "LETTERS",
            "30分より長く送れずにいるメール",
            "システム管理者に、メールサーバーと worker を見てもらってください。72時間までは、ひとりでに送り直します。",
            waiting.count(),
            (f"いちばん古いものは{_moment(oldest)}から",),
        )
    ]


def _papers(at: datetime) -> list[Alarm]:
    waiting = PaperJob.objects.filter(
        state__in=[PaperState.WAITING, PaperState.WORKING], created_at__lt=at - PAPERS_WAIT_AT_MOST
    ).count()
    if not waiting:
        return []
    return [
        Alarm(
            "WAITING_PAPERS",
            "1時間より長く順番を待っている文書",
            "システム管理者に、pdf-worker が動いているかを見てもらってください。",
            waiting,
        )
    ]


def _unchecked(at: datetime) -> list[Alarm]:
    files = PrivateFile.objects.filter(state=FileState.ERROR, created_at__gte=at - UNCHECKED_FOR).count()
    if not files:
        return []
    return [
        Alarm(
            "UNCHECKED_FILES",
            "安全の確認ができず、開けない添付",
            "システム管理者に、検査装置を確かめてから `manage.py scan_again` を打つよう頼んでください。また開けなければ、"
            "提案者に、別の形のファイルで送ってもらってください。",
            files,
        )
    ]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.month}月{local.day}日{local:%H:%M}"
