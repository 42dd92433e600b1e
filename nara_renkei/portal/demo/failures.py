"""What can fail, shown once each: a dead letter, an expired one, an infected, an unreadable and a waiting file, a failed paper."""

from datetime import timedelta

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import EmergencyAccess, Post
from nara_renkei.core.models import FileState, PaperJob, PaperState
from nara_renkei.notifications.models import MailState, OutgoingMail
from proposals.models import Attachment

from .city import City
from .clock import moment
from .named_stories import NAMED


def send_the_past(city: City) -> None:
    """Letters of the days before the base day were sent on their day; today's wait for the worker."""
    today = moment(city.clock.base, 0)
    for mail in OutgoingMail.objects.filter(state=MailState.QUEUED, created_at__lt=today).iterator():
        mail.state, mail.attempts, mail.sent_at, mail.secret = (
            MailState.SENT,
            1,
            mail.created_at + timedelta(seconds=4),
            "",
        )
        mail.save(update_fields=["state", "attempts", "sent_at", "secret"])


def show_failures(city: City) -> None:
    """Make one row of every kind of failure that the desk must be able to see."""
    yesterday = moment(city.clock.before(1), 9)
    OutgoingMail.objects.create(
        template="proposals/letter",
        to="tanto@tomaranai.example",
        subject="【奈良市公民連携デスク】お知らせがあります",
        body="この宛先は見本です。相手のメールサーバーが受け取りを断りました。",
        about="proposal:見本",
        state=MailState.DEAD,
        attempts=1,
        next_try_at=yesterday,
        last_error="550 5.1.1 宛先がありません（見本）",
        created_at=yesterday,
    )
    OutgoingMail.objects.create(
        template="accounts/login_code",
        to=city.members["K"].email,
        subject="【奈良市公民連携デスク】確認コード",
        body="確認コード: 〔コード〕",
        about="sign-in",
        state=MailState.EXPIRED,
        attempts=3,
        next_try_at=yesterday,
        last_error="送れないまま10分が過ぎました（見本）",
        expires_at=yesterday + timedelta(minutes=10),
        created_at=yesterday,
    )
    _open_in_the_night(city)
    attachments = Attachment.objects.filter(proposal__title__in=[NAMED["camera"].title, NAMED["carrier"].title])
    first_two = attachments.of_proposal().select_related("file").order_by("pk")
    for attachment, state in zip(first_two, (FileState.INFECTED, FileState.ERROR), strict=True):
        attachment.file.state, attachment.file.scanner = state, "見本"
        attachment.file.save(update_fields=["state", "scanner"])
    # it came late today, so that /readyz does not call it stuck
    waiting = attachments.of_messages().select_related("file").get().file
    waiting.state, waiting.scanner, waiting.created_at = FileState.PENDING, "", moment(city.clock.base, 23)
    waiting.save(update_fields=["state", "scanner", "created_at"])
    for kind, about, title in (
        ("monthly", "2025-05", "令和7年5月 月次報告"),
        ("annual", "2024-04-01/2025-03-31", "令和6年度 年次報告"),
    ):
        PaperJob.objects.create(
            kind=kind,
            about=about,
            title=title,
            requested_by=city.desk().label,
            requested_by_key=city.desk().key,
            created_at=yesterday,
            state=PaperState.FAILED,
            attempts=5,
            last_error="5回試みて作れませんでした（見本）",
        )


def _open_in_the_night(city: City) -> None:
    """A 緊急アクセス of three weeks ago, accounted for: the provider was down and the only administrator locked out."""
    night = moment(city.clock.before(21), 22)
    administrator = Post.objects.filter(kind=PostKind.SYSTEM).select_related("user").order_by("pk")[0].user
    EmergencyAccess.objects.create(
        user=administrator,
        reason="機種変更でシステム管理者の二段階認証が使えず、翌朝の異動の取込みが止まるため（見本）",
        minutes=30,
        token_sha256="0" * 64,
        made_at=night,
        made_by="運用担当（unyo@portal1）",
        expires_at=night + timedelta(minutes=15),
        used_at=night + timedelta(minutes=4),
        used_from="10.1.2.3",
        ends_at=night + timedelta(minutes=34),
        closed_at=night + timedelta(minutes=19),
        closed_by=f"{administrator}（システム管理者）［緊急アクセス］",
        note="自分の二段階認証をリセットし、異動の表の公表日を確かめた。ほかは何も変えていない。",
    )
