"""The front page, and where a person's day begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from dialogue.models import Registration
from dialogue.queries.follow_up import registrations_to_remind
from knowledge.models import CaseStudy, Menu, SupportRequest
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import JoinRequest, PersonnelOrder, User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core import wall
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.core.health import backup_is_late, broker_answers, database_answers, disk_used, last_beat
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import CitySettings, PaperJob
from nara_renkei.core.scanning import stuck
from nara_renkei.directory.models import Agreement
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.queries import oldest_unsent
from proposals.enums import Stage
from proposals.models import Challenge, ChallengeQuestion, Consultation, PledgeRequest, Proposal, Trouble
from proposals.queries import MedianDays, organizations_to_confirm, realised_proposals, usual_working_days
from screening.queries import desk_queue
from screening.queries.afterwards import to_ask_afterwards
from screening.queries.disclosures import due_soon
from screening.queries.failures import parted_promises
from screening.queries.handing_over import left_behind
from screening.queries.handovers import late_handovers
from screening.rules.next_steps import NEXT_FOR_DESK, Need

SHOWN_CHALLENGES = 6
SHOWN_REALISED = 6
TWELVE_MONTHS = timedelta(days=365)
DIVISION_POSTS = frozenset({PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER, PostKind.LEADER, PostKind.DIRECTOR})


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    when: str  # the norm in 開庁日, as words
    text: str
    state: str = "later"


@dataclass(frozen=True, slots=True)
class FrontPage:
    steps: list[Step]  # what happens after sending
    season: str  # when the norms are longer and why; empty when they never are
    has_usual: bool  # whether a step also tells how long it usually took
    challenges: list[Challenge]  # 募集中, newest first
    realised: list[Proposal]  # may be named to everybody, newest first


def front_page(today: date) -> FrontPage:
    """Return what the front page tells. Constant queries, whatever the number of 課題 and proposals."""
    city = CitySettings.load()
    usual = usual_working_days(list(Stage), first=today - TWELVE_MONTHS, last=today)
    return FrontPage(
        steps=steps_after_sending(city, usual),
        season=_season(city),
        has_usual=any(median.days is not None for median in usual.values()),
        challenges=list(
            Challenge.objects.live_on(today).with_window(today).with_lead().newest_first()[:SHOWN_CHALLENGES]
        ),
        realised=realised_proposals(SHOWN_REALISED),
    )


def steps_after_sending(city: CitySettings, usual: Mapping[Stage, MedianDays]) -> list[Step]:
    """Return the five steps with the norms of the city, and the usual number of 開庁日 where enough is known."""

    def when(norm: str, stage: Stage) -> str:
        days = usual[stage].days
        return norm if days is None else f"{norm}（目安：受付から{days:g}開庁日）"

    return [
        Step("受付", "送るとすぐ", "提案番号が出て、控えをメールでお送りします。"),
        Step(
            "形式の確認",
            when(f"{city.formal_check_days}開庁日まで", Stage.FORMAL_CHECK),
            "足りない点があれば、どこをどう直すかをお知らせします。",
        ),
        Step(
            "担当課の最初のお返事",
            when(f"送付から{city.first_answer_days}開庁日まで", Stage.FIRST_ANSWER),
            "担当する課と、検討するかどうかをお知らせします。",
        ),
        Step(
            "対話",
            when(f"お返事から{city.dialogue_days}開庁日までに日程を決めます", Stage.DIALOGUE),
            "担当課とデスクがお会いして、進め方を話し合います。",
        ),
        Step(
            "結果のお知らせ",
            when(f"{city.outcome_days}開庁日まで", Stage.OUTCOME),
            "進める・見送りなどの結果を、理由と合わせて文書でお知らせします。",
        ),
    ]


def _season(city: CitySettings) -> str:
    if not city.season_extra_days:
        return ""
    return (
        f"{city.season_from_month}月{city.season_from_day}日から{city.season_to_month}月{city.season_to_day}日までは、"
        f"{city.season_reason}、{city.season_extra_days}開庁日長くかかります。"
    )


def place_of(user: User, today: date) -> str:
    """Return the name of the page where this person's work waits."""
    if not user.is_employee:
        return "proposals:mine"
    if may(user, Permission.ENTER_ADMIN, today):
        return "admin:index"
    if holds_division_post(user, today):
        return "screening:worklist"
    if may(user, Permission.READ_REPORTS, today):
        return "reports:index"
    return "portal:home"


def holds_division_post(user: User, today: date) -> bool:
    """Return whether /ka/ has something for this person."""
    return any(post.kind in DIVISION_POSTS for post in user.posts_on(today))


@dataclass(frozen=True, slots=True)
class Readiness:
    checks: dict[str, bool]  # name → whether it is as it should be
    figures: dict[str, int | None]  # percent and whole seconds; None when the database did not answer


LETTER_WAITS_AT_MOST = timedelta(minutes=30)
BEAT_IS_SILENT_AFTER = timedelta(minutes=3)


def readiness(now: datetime) -> Readiness:
    """Return what monitoring asks for. Never raises: what cannot be asked has failed."""
    used, space = disk_used()
    checks = {"database": database_answers(), "broker": broker_answers(), "disk": space}
    figures: dict[str, int | None] = {"disk_used_percent": used}
    if checks["database"]:
        waiting, scans, pulse = oldest_unsent(now), stuck(now), last_beat("beat")
        checks |= {
            "letters": waiting <= LETTER_WAITS_AT_MOST,
            "scans": scans == 0,
            "beat": pulse is not None and now - pulse <= BEAT_IS_SILENT_AFTER,
            "wall": wall.can_rise(),
            "backup": not backup_is_late(now),
        }
        figures |= {
            "oldest_letter_seconds": int(waiting.total_seconds()),
            "stuck_scans": scans,
            "beat_seconds": int((now - pulse).total_seconds()) if pulse else None,
        }
    return Readiness(checks, figures)


def parted_dates() -> dict[int, tuple[str, date]]:
    """Return of every open promise whose told date is not the counted one: its id, the 提案番号, the counted date."""
    rows = parted_promises().values_list("pk", "proposal__number", "due_on")
    return {pk: (str(number), due_on) for pk, number, due_on in rows if due_on}


COUNTED_TO = 1000


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


LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What may wait beside the queue, and who keeps it."""

    key: str
    label: str
    next_step: str
    keeper: Permission
    rows: QuerySet[Any, Any]


def _kept(now: datetime) -> list[_Kept]:
    """Return what may wait beside the queue, in the order of the page. No query."""
    today = local_day(now)
    first = datetime.combine(today, time(), tzinfo=TOKYO)
    desk, units = Permission.READ_ALL_PROPOSALS, Permission.EDIT_DIRECTORY
    mail = Permission.KEEP_MAIL
    return [
        _Kept(
            "TALKS_TODAY",
            "今日の相談",
            "資料と三つの答えを読んでおく",
            desk,
            Consultation.objects.booked_between(first, first + timedelta(days=1)),
        ),
        _Kept("TALKS_TO_WRITE", "記録を書く相談", "相談の記録を書く", desk, Consultation.objects.to_write(now)),
        _Kept(
            "LEFT_BEHIND",
            "終わった課に残っている提案",
            "機構改革の後の課を選んで、引き継ぐ",
            Permission.ROUTE,
            left_behind(today),
        ),
        _Kept(
            "PLEDGES",
            "代行入力の確認待ち",
            "返事がなければ、電話などで確かめるか、紙で受け取る",
            desk,
            PledgeRequest.objects.waiting(),
        ),
        _Kept(
            "DISCLOSURES",
            "決定の期限が近い開示請求",
            "文書を確かめ、決定の起案をする",
            Permission.TRIAGE,
            due_soon(today),
        ),
        _Kept(
            "HANDED_IN",
            "課から出された課題",
            "確かめて、公開するか差し戻す",
            desk,
            Challenge.objects.handed_in(),
        ),
        _Kept(
            "QUESTIONS",
            "回答を待つ、課題への質問",
            "担当課に確かめて、回答を公開する",
            desk,
            ChallengeQuestion.objects.waiting(),
        ),
        _Kept("TROUBLES", "困りごとメモ", "課題の下書きにするか、片づける", desk, Trouble.objects.open()),
        _Kept("SUPPORT", "デスクへの相談", "期日の早いものから答える", desk, SupportRequest.objects.waiting()),
        _Kept(
            "CASES_HANDED_IN",
            "課から出された事例",
            "読んで、庁内に公開するか差し戻す",
            desk,
            CaseStudy.objects.handed_in(),
        ),
        _Kept(
            "CASES_REFUSED",
            "団体が公開に同意しなかった事例",
            "団体の言葉を読んで直し、もう一度尋ねる",
            desk,
            CaseStudy.objects.refused_by_partner(),
        ),
        _Kept("MENUS_OFFERED", "公開前の企業メニュー", "読んで、庁内に公開する", desk, Menu.objects.offered()),
        _Kept(
            "MENUS_PAST",
            "見直しの期限を過ぎた企業メニュー",
            "団体に続けるかを尋ねる",
            desk,
            Menu.objects.past_review(today),
        ),
        _Kept(
            "STEP_LETTERS",
            "ダイアログの次の一歩を知らせる企業",
            "文を確かめて、送る",
            Permission.HOLD_EVENTS,
            registrations_to_remind(now),
        ),
        _Kept(
            "TAKEN_DOWN",
            "この30日に取り下げた課題",
            "理由を読む。確認がなかったものは、課に続けるかを尋ねる",
            desk,
            Challenge.objects.taken_down_since(today - LATELY),
        ),
        _Kept(
            "TO_ASK",
            "終わって30日たち、まだ聞いていない提案",
            "アンケートのお願いを送る",
            Permission.HOLD_SURVEYS,
            to_ask_afterwards(now),
        ),
        _Kept(
            "JOINING", "団体への参加の申出", "その団体の人かを確かめて、決める", units, JoinRequest.objects.waiting()
        ),
        _Kept(
            "UNKNOWN_BODIES",
            "提案を出した、未確認の団体",
            "名称と法人番号を確かめ、「団体を確認した」にする",
            units,
            organizations_to_confirm(),
        ),
        _Kept(
            "AGREEMENTS",
            "90日以内に続けるかを決める協定",
            "担当課と決め、申出・更新・延長を記録する",
            units,
            Agreement.objects.to_decide(today),
        ),
        _Kept(
            "TO_PROMOTE",
            "繰り上げられる、ダイアログの空き待ち",
            "先に待っている順に、参加に変えて知らせる",
            Permission.HOLD_EVENTS,
            Registration.objects.to_promote(),
        ),
        _Kept(
            "WITHDRAWN",
            "確定のあとの、ダイアログの取消し",
            "卓の割り当てを解き直し、「取消しを確かめた」にする",
            Permission.HOLD_EVENTS,
            Registration.objects.to_see(),
        ),
        _Kept(
            "HANDOVERS",
            "異動から14日を過ぎて、済んでいない引継ぎ",
            "課に、後任への引継ぎを確かめる",
            desk,
            late_handovers(today),
        ),
        _Kept(
            "DEAD_MAIL",
            "届けられないメール",
            "宛先が違えば登録を直して電話などで知らせ、合っていれば「もう一度送る」を押す",
            mail,
            OutgoingMail.objects.dead(),
        ),
        _Kept(
            "FAILED_PAPERS",
            "この30日に作れなかった文書",
            "わけを読み、続くときは、運用担当に知らせる",
            mail,
            PaperJob.objects.given_up(now - LATELY),
        ),
        _Kept(
            "REFUSED_ORDERS",
            "取り込めなかった異動・機構改革",
            "わけを読み、直した表を入れて、元の予定を取り下げる",
            Permission.EDIT_STAFF,
            PersonnelOrder.objects.refused(),
        ),
    ]


def waiting_elsewhere(user: User, now: datetime) -> list[Waiting]:
    """Return what waits beside the queue, of what this person keeps. One query, whatever is kept."""
    kept = [one for one in _kept(now) if may(user, one.keeper, local_day(now))]
    counts = _counts([one.rows for one in kept])
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
