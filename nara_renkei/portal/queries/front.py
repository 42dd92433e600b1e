"""What the front page tells everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nara_renkei.core.models import CitySettings
from proposals.enums import Stage
from proposals.models import Challenge, Proposal
from proposals.queries import MedianDays, realised_proposals, usual_working_days

SHOWN_CHALLENGES = 6
SHOWN_REALISED = 6
TWELVE_MONTHS = timedelta(days=365)


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
