"""「今日の仕事」: what waits for the desk, in the queue and beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from dialogue.models import Registration
from dialogue.queries.follow_up import registrations_to_remind
from knowledge.models import CaseStudy, Menu, SupportRequest
from nara_renkei.accounts.models import JoinRequest, PersonnelOrder, User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.directory.models import Agreement
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Challenge, ChallengeQuestion, Consultation, PledgeRequest, Trouble
from proposals.queries import organizations_to_confirm
from screening.queries import desk_queue
from screening.queries.afterwards import to_ask_afterwards
from screening.queries.disclosures import due_soon
from screening.queries.handing_over import left_behind
from screening.queries.handovers import late_handovers
from screening.rules.next_steps import NEXT_FOR_DESK, Need

COUNTED_TO = 1000
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of 「今日の仕事」."""

    key: str  # name of a Need, or what else waits: DEAD_MAIL, INFECTED, QUESTIONS …
    label: str
    count: int  # counted to COUNTED_TO
    next_step: str

    @property
    def words(self) -> str:
        return f"{COUNTED_TO}件以上" if self.count >= COUNTED_TO else f"{self.count}件"


def waiting_proposals(today: date) -> list[Waiting]:
    """Return what waits for the desk, in the desk's order, then the dangerous files. Two queries."""
    queue = desk_queue(today, closed_days(today))
    lines = [
        Waiting(need.name, need.value, min(len(queue.by_need[need]), COUNTED_TO), NEXT_FOR_DESK[need]) for need in Need
    ]
    words = "提案者に、別のファイルを送るよう頼んでください。ファイルは開けません。"
    return [*lines, Waiting("INFECTED", "危険なファイル", min(len(queue.infected), COUNTED_TO), words)]


def _talks_of(day: date) -> QuerySet[Consultation]:
    first = datetime.combine(day, time(), tzinfo=TOKYO)
    return Consultation.objects.booked_between(first, first + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What may wait beside the queue, and who keeps it."""

    key: str
    label: str
    next_step: str
    keeper: Permission
    rows: Callable[[datetime], QuerySet[Any, Any]]


DESK = Permission.READ_ALL_PROPOSALS
# in the order of the page
KEPT = (
    _Kept(
        "TALKS_TODAY",
        "今日の相談",
        "資料と三つの答えを読んでおいてください。",
        DESK,
        lambda now: _talks_of(local_day(now)),
    ),
    _Kept(
        "TALKS_TO_WRITE",
        "記録を書く相談",
        "相談の記録を書いてください。",
        DESK,
        lambda now: Consultation.objects.to_write(now),
    ),
    _Kept(
        "LEFT_BEHIND",
        "終わった課に残っている提案",
        "機構改革の後の課を選んで、引き継いでください。",
        Permission.ROUTE,
        lambda now: left_behind(local_day(now)),
    ),
    _Kept(
        "PLEDGES",
        "代行入力の確認待ち",
        "返事がなければ、電話などで確かめるか、紙で受け取ってください。",
        DESK,
        lambda _: PledgeRequest.objects.waiting(),
    ),
    _Kept(
        "DISCLOSURES",
        "決定の期限が近い開示請求",
        "文書を確かめ、決定の起案をしてください。",
        Permission.TRIAGE,
        lambda now: due_soon(local_day(now)),
    ),
    _Kept(
        "HANDED_IN",
        "課から出された課題",
        "確かめて、公開するか差し戻してください。",
        DESK,
        lambda _: Challenge.objects.handed_in(),
    ),
    _Kept(
        "QUESTIONS",
        "回答を待つ、課題への質問",
        "担当課に確かめて、回答を公開してください。",
        DESK,
        lambda _: ChallengeQuestion.objects.waiting(),
    ),
    _Kept(
        "TROUBLES", "困りごとメモ", "課題の下書きにするか、片づけてください。", DESK, lambda _: Trouble.objects.open()
    ),
    _Kept(
        "SUPPORT",
        "デスクへの相談",
        "期日の早いものから答えてください。",
        DESK,
        lambda _: SupportRequest.objects.waiting(),
    ),
    _Kept(
        "CASES_HANDED_IN",
        "課から出された事例",
        "読んで、庁内に公開するか差し戻してください。",
        DESK,
        lambda _: CaseStudy.objects.handed_in(),
    ),
    _Kept(
        "CASES_REFUSED",
        "団体が公開に同意しなかった事例",
        "団体の言葉を読んで直し、もう一度尋ねてください。",
        DESK,
        lambda _: CaseStudy.objects.refused_by_partner(),
    ),
    _Kept(
        "MENUS_OFFERED",
        "公開前の企業メニュー",
        "読んで、庁内に公開してください。",
        DESK,
        lambda _: Menu.objects.offered(),
    ),
    _Kept(
        "MENUS_PAST",
        "見直しの期限を過ぎた企業メニュー",
        "団体に続けるかを尋ねてください。",
        DESK,
        lambda now: Menu.objects.past_review(local_day(now)),
    ),
    _Kept(
        "STEP_LETTERS",
        "ダイアログの次の一歩を知らせる企業",
        "文を確かめて、送ってください。",
        Permission.HOLD_EVENTS,
        registrations_to_remind,
    ),
    _Kept(
        "TAKEN_DOWN",
        "この30日に取り下げた課題",
        "理由を読み、確認がなかったものは、課に続けるかを尋ねてください。",
        DESK,
        lambda now: Challenge.objects.taken_down_since(local_day(now) - LATELY),
    ),
    _Kept(
        "TO_ASK",
        "終わって30日たち、まだ聞いていない提案",
        "アンケートのお願いを送ってください。",
        Permission.HOLD_SURVEYS,
        to_ask_afterwards,
    ),
    _Kept(
        "JOINING",
        "団体への参加の申出",
        "その団体の人かを確かめて、決めてください。",
        Permission.EDIT_DIRECTORY,
        lambda _: JoinRequest.objects.waiting(),
    ),
    _Kept(
        "UNKNOWN_BODIES",
        "提案を出した、未確認の団体",
        "名称と法人番号を確かめ、「団体を確認した」を押してください。",
        Permission.EDIT_DIRECTORY,
        lambda _: organizations_to_confirm(),
    ),
    _Kept(
        "AGREEMENTS",
        "90日以内に続けるかを決める協定",
        "担当課と決め、申出・更新・延長を記録してください。",
        Permission.EDIT_DIRECTORY,
        lambda now: Agreement.objects.to_decide(local_day(now)),
    ),
    _Kept(
        "TO_PROMOTE",
        "繰り上げられる、ダイアログの空き待ち",
        "先に待っている順に、参加に変えて知らせてください。",
        Permission.HOLD_EVENTS,
        lambda _: Registration.objects.to_promote(),
    ),
    _Kept(
        "WITHDRAWN",
        "確定のあとの、ダイアログの取消し",
        "卓の割り当てを解き直し、「取消しを確かめた」にしてください。",
        Permission.HOLD_EVENTS,
        lambda _: Registration.objects.to_see(),
    ),
    _Kept(
        "HANDOVERS",
        "異動から14日を過ぎて、済んでいない引継ぎ",
        "課に、後任への引継ぎを確かめてください。",
        DESK,
        lambda now: late_handovers(local_day(now)),
    ),
    _Kept(
        "DEAD_MAIL",
        "届けられないメール",
        "宛先が違えば登録を直して電話などで知らせ、合っていれば「もう一度送る」を押してください。",
        Permission.KEEP_MAIL,
        lambda _: OutgoingMail.objects.dead(),
    ),
    _Kept(
        "FAILED_PAPERS",
        "この30日に作れなかった文書",
        "わけを読み、続くときは、運用担当に知らせてください。",
        Permission.KEEP_MAIL,
        lambda now: PaperJob.objects.given_up(now - LATELY),
    ),
    _Kept(
        "REFUSED_ORDERS",
        "取り込めなかった異動・機構改革",
        "わけを読み、直した表を入れて、元の予定を取り下げてください。",
        Permission.EDIT_STAFF,
        lambda _: PersonnelOrder.objects.refused(),
    ),
)


def waiting_elsewhere(user: User, now: datetime) -> list[Waiting]:
    """Return what waits beside the queue, of what this person keeps. One query, whatever is kept."""
    kept = [one for one in KEPT if may(user, one.keeper, local_day(now))]
    counts = _counts([one.rows(now) for one in kept])
    return [Waiting(one.key, one.label, count, one.next_step) for one, count in zip(kept, counts, strict=True)]


def _counts(parts: Sequence[QuerySet[Any, Any]]) -> tuple[int, ...]:
    """Return how many rows each has, to COUNTED_TO; all in one query of one row."""
    if not parts:
        return ()
    compiled = [part.order_by().values("pk")[:COUNTED_TO].query.sql_with_params() for part in parts]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'cardinality(ARRAY({sql}))' for sql, _ in compiled)}",
            [value for _, values in compiled for value in values],
        )
        return tuple(cursor.fetchone())
