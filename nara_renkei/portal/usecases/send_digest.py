"""朝の知らせ: one letter to the desk of everything that failed, on working days; nothing to say, nothing sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from dialogue.queries.follow_up import registrations_to_remind
from knowledge.models import Menu, SupportRequest
from knowledge.queries.review import orphaned, overdue
from nara_renkei.accounts.models import EmergencyAccess, PersonnelOrder
from nara_renkei.accounts.queries import desk_addresses, staff_url
from nara_renkei.core.calendar import is_working_day, local_day, wareki
from nara_renkei.core.health import Ground
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.scanning import stuck
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.usecases.remind_of_agreements import remind_of_agreements
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.portal.queries.alarms import alarms
from screening.queries.failures import failures
from screening.queries.handovers import late_handovers
from screening.queries.nobody import FOR_NOBODY
from screening.queries.retention import given_up, over_by_example, standing_still

SHOWN = 10  # 提案番号 in one line
LATELY = timedelta(days=30)
FOR_NOBODY_PAGE = "admin:screening_deskproposal_nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that stands still: how much, which, and what to do."""

    key: str
    label: str
    count: int  # 0: nothing is counted
    next_step: str
    numbers: Sequence[str] = ()  # 提案番号 or names, to SHOWN
    more: int = 0  # beyond those
    url: str = ""


@transaction.atomic
def send_digest(*, at: datetime, ground: Ground | None = None) -> int:
    """Queue the letter of a working day; return how many went. A second run on a day sends nothing more.

    ``ground`` is what the machine says; without it the letter says nothing of the machine.
    """
    today = local_day(at)
    about = f"digest:{today}"
    if not is_working_day(today, closed_days(today, days=7)) or OutgoingMail.objects.filter(about=about).exists():
        return 0
    lines = _alarms(at, ground) + digest_lines(at) + _agreements(remind_of_agreements(at=at))
    if not lines:
        return 0
    addresses = desk_addresses(today)
    for address in addresses:
        queue_mail(
            "portal/digest",
            to=address,
            about=about,
            context={"lines": lines, "day": today, "url": staff_url(reverse("admin:index"))},
            at=at,
        )
    return len(addresses)


def _line(
    key: str, label: str, which: Sequence[str], next_step: str, *, count: int | None = None, url: str = ""
) -> Line:
    """Return the line of some that have a number or a name: the first of them, and how many more."""
    count = len(which) if count is None else count
    return Line(key, label, count, next_step, which[:SHOWN], max(0, len(which) - SHOWN), url)


def _alarms(at: datetime, ground: Ground | None) -> list[Line]:
    """Return what the desk asks its system administrators to look at."""
    return [_line(one.key, one.label, one.which, one.next_step, count=one.count) for one in alarms(at, ground)]


def _agreements(due: list[Agreement]) -> list[Line]:
    """Return the line of the agreements whose deadline came near since the last letter: each stands in one letter."""
    if not due:
        return []
    return [
        _line(
            "AGREEMENTS",
            "申出期限か終わりまで90日以内になった協定",
            [f"{one}（{wareki(one.act_by)}）" for one in due if one.act_by],
            "担当課のメールにもお知らせしました。続けるかを担当課と決め、協定のページに記録してください。",
            count=len(due),
        )
    ]


def digest_lines(at: datetime) -> list[Line]:
    """Return every failure path that has something, each with its count, some 提案番号 and what to do."""
    lines = [*_failures(local_day(at)), *_library(local_day(at)), *_disposals(at), *_counted(at)]
    return [line for line in lines if line.count]


def _failures(today: date) -> list[Line]:
    page = staff_url(reverse(FOR_NOBODY_PAGE))
    return [
        _line(one.key, one.label, one.numbers, one.next_step, url=page if one.key in FOR_NOBODY else "")
        for one in failures(today)
    ]


def _library(today: date) -> list[Line]:
    """Return the lines of the pages that nobody looked through, or that nobody keeps."""
    page = staff_url(reverse("knowledge:reviews"))
    return [
        _line(
            "REVIEWS",
            "見直しの期限から60日を過ぎたか、尋ねる相手のいないページ",
            [kept.title for kept in overdue(today)],
            "担当課に見直しを頼むか、ページを確かめて「まだ正しい」を押してください。",
            url=page,
        ),
        _line(
            "ORPHANS",
            "終わった課が担当のままのページ",
            [kept.title for kept in orphaned(today)],
            "ページごとに、引き継ぐ課を選んでください。",
            url=page,
        ),
    ]


def _disposals(at: datetime) -> list[Line]:
    """Return the lines of 廃棄リスト that stand still, and of years that have ended without a row to go by."""
    return [
        _line(
            "DISPOSALS",
            "承認か実行を14日より長く待っている廃棄リスト",
            [disposal.number for disposal in standing_still(at)],
            "決裁を確かめ、承認するか、実行してください。やめるときは、わけを書いて取りやめてください。",
            url=staff_url(reverse("admin:screening_disposallist_changelist")),
        ),
        _line(
            "NOT_WIPED",
            "廃棄できなかったもの",
            [line.number for line in given_up(at - LATELY)],
            "行のわけを読み、もう一度試すか、延ばしてください。",
            url=staff_url(reverse("admin:screening_disposallist_changelist")),
        ),
        _line(
            "NO_YEARS",
            "保存年限（例）が終わり、市が年数を確かめるのを待っているもの",
            over_by_example(local_day(at)),
            "「保存年限」の表を市の規程と照らして、確かめてください。確かめるまで、廃棄リストに載りません。",
            url=staff_url(reverse("admin:screening_retentionclass_changelist")),
        ),
    ]


def _counted(at: datetime) -> list[Line]:
    """Return what is only counted: its page names the ones."""
    today = local_day(at)
    return [
        Line(
            "SUPPORT",
            "回答の期日を過ぎた、デスクへの相談",
            SupportRequest.objects.overdue(today).count(),
            "答えるか、期日を延ばす理由を書いてください。",
        ),
        Line(
            "MENUS",
            "見直しの期限を過ぎた企業メニュー",
            Menu.objects.past_review(today).count(),
            "団体に続けるかを尋ねてください（管理画面に、文を見てから送るボタンがあります）。",
        ),
        Line(
            "STEP_LETTERS",
            "ダイアログの次の一歩を知らせる企業",
            registrations_to_remind(at).count(),
            "文を確かめ、送る団体に印を付けてください。",
        ),
        Line(
            "HANDOVERS",
            "異動から14日を過ぎて、済んでいない引継ぎ",
            late_handovers(today).count(),
            "課長に、引継書の画面で後任へ引き継ぐよう頼んでください。",
        ),
        Line(
            "DEAD_MAIL",
            "届けられないメール",
            OutgoingMail.objects.dead().count(),
            "宛先が違うときは登録を直して電話などで知らせ、合っているときは「もう一度送る」を押してください。",
        ),
        Line(
            "SCANS",
            "安全の確認が30分以上進まないファイル",
            stuck(at),
            "システム管理者に、検査の装置を見てもらってください。",
        ),
        Line(
            "PAPERS",
            "この30日に作れなかった文書",
            PaperJob.objects.given_up(at - LATELY).count(),
            "わけを読み、続くときはシステム管理者に知らせてください。",
        ),
        Line(
            "EMERGENCIES",
            "使われて、したことがまだ書かれていない緊急アクセス",
            EmergencyAccess.objects.to_report().count(),
            "システム管理者に、したことを書いて終えるよう頼んでください。心当たりがなければ、すぐに運用担当に確かめてください。",
        ),
        Line(
            "REFUSED_ORDERS",
            "内示の日に取り込めなかった異動・機構改革の表",
            PersonnelOrder.objects.refused().count(),
            "システム管理者に、「内示・機構改革の予定」でわけを読んで、入れ直してもらってください。",
        ),
    ]
