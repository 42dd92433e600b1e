"""What the roof reads: the front page, and where a person's day begins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.health import broker_answers, database_answers, disk_used, last_beat
from nara_renkei.core.models import CitySettings
from nara_renkei.core.scanning import stuck
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.queries import oldest_unsent
from proposals.models import Challenge, Promise
from screening.queries import needing_desk, with_infected_file
from screening.rules.next_steps import NEXT_FOR_DESK, Need

SHOWN_CHALLENGES = 6
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
    challenges: list[Challenge]  # 募集中, newest first


def front_page(today: date) -> FrontPage:
    """Return what the front page tells. Two queries, whatever the number of 課題."""
    city = CitySettings.load()
    return FrontPage(
        steps=steps_after_sending(city),
        season=_season(city),
        challenges=list(
            Challenge.objects.live_on(today).with_window(today).with_lead().newest_first()[:SHOWN_CHALLENGES]
        ),
    )


def steps_after_sending(city: CitySettings) -> list[Step]:
    """Return the five steps with the norms of the city."""
    return [
        Step("受付", "送るとすぐ", "受付番号が出て、控えをメールでお送りします。"),
        Step(
            "形式の確認",
            f"{city.formal_check_days}開庁日まで",
            "足りない点があれば、どこをどう直すかをお知らせします。",
        ),
        Step(
            "担当課の最初のお返事",
            f"送付から{city.first_answer_days}開庁日まで",
            "担当する課と、検討するかどうかをお知らせします。",
        ),
        Step(
            "対話",
            f"お返事から{city.dialogue_days}開庁日までに日程を決めます",
            "担当課とデスクがお会いして、進め方を話し合います。",
        ),
        Step(
            "結果のお知らせ",
            f"{city.outcome_days}開庁日まで",
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
        }
        figures |= {
            "oldest_letter_seconds": int(waiting.total_seconds()),
            "stuck_scans": scans,
            "beat_seconds": int((now - pulse).total_seconds()) if pulse else None,
        }
    return Readiness(checks, figures)


def parted_dates() -> dict[int, tuple[str, date]]:
    """Return of every open promise whose told date is not the counted one: its id, the 提案番号, the counted date."""
    rows = (
        Promise.objects.open()
        .filter(told_on__isnull=False, due_on__isnull=False)
        .exclude(due_on=F("told_on"))
        .values_list("pk", "proposal__number", "due_on")
    )
    return {pk: (str(number), due_on) for pk, number, due_on in rows if due_on}


COUNTED_TO = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of 「今日の仕事」."""

    key: str  # name of a Need, or DEAD_MAIL, INFECTED
    label: str
    count: int  # counted to COUNTED_TO
    next_step: str

    @property
    def words(self) -> str:
        return f"{COUNTED_TO}件以上" if self.count >= COUNTED_TO else f"{self.count}件"


def waiting_proposals(today: date) -> list[Waiting]:
    """Return what waits for the desk, in the desk's order, then the dangerous files. Eight queries."""
    lines = [
        Waiting(need.name, need.value, _counted(needing_desk(today, need).order_by().distinct()), NEXT_FOR_DESK[need])
        for need in Need
    ]
    words = "提案者に、別のファイルを送るよう頼んでください。ファイルは開けません。"
    return [*lines, Waiting("INFECTED", "危険なファイル", _counted(with_infected_file().distinct()), words)]


def waiting_mail() -> list[Waiting]:
    """Return the letters that did not arrive. One query."""
    words = "宛先を確かめ、直してから送り直してください。"
    return [Waiting("DEAD_MAIL", "届けられないメール", _counted(OutgoingMail.objects.dead()), words)]


def _counted(rows: QuerySet[Any, Any]) -> int:
    return int(rows[:COUNTED_TO].count())
