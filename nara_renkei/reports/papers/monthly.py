"""月次報告: the figures of one month, said in sentences, tables and one chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries import WITHDRAWN, MonthlyFigures, ProposalLine, monthly_figures
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.reports.rules.kinds import MONTHLY as KIND
from nara_renkei.reports.rules.months import month_name, month_of

# WeasyPrint lays a table out as a whole: longer ones cost more than their rows.
ROWS_A_TABLE = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MonthlyPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str  # 「令和8年10月 月次報告」
    month: str
    made_on: date
    figures: MonthlyFigures
    points: list[str]  # 要点, whole sentences
    tables: list[Sequence[ProposalLine]]  # the list, cut into tables
    chart: list[tuple[str, int]]  # month, received


def title_of(about: str) -> str:
    """Return 「令和8年10月 月次報告」 for "2026-10"."""
    month = month_of(about)
    return f"{month_name(month)} 月次報告" if month else "月次報告"


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the month "2026-10" as it stands now. Raises CannotRender for a month that is none."""
    month = month_of(about)
    if month is None:
        raise CannotRender("月の書き方が違います。月を選び直してください。")
    return render_pdf("reports/monthly.html", {"paper": paper_of(month, at=at)})


def paper_of(month: date, *, at: datetime) -> MonthlyPaper:
    """Return what the template shows."""
    figures = monthly_figures(month, at=at)
    return MonthlyPaper(
        city=CitySettings.load(),
        title=f"{month_name(month)} 月次報告",
        month=month_name(month),
        made_on=local_day(at),
        figures=figures,
        points=points_of(figures),
        tables=in_tables(figures.proposals),
        chart=[(month_name(point.month), point.received) for point in figures.series],
    )


def in_tables(rows: Sequence[T]) -> list[Sequence[T]]:
    """Return a list cut into tables."""
    return [rows[i : i + ROWS_A_TABLE] for i in range(0, len(rows), ROWS_A_TABLE)]


def points_of(figures: MonthlyFigures) -> list[str]:
    """Return the month in sentences that stand alone."""
    return [_received(figures), _waiting(figures), _told(figures), _kept(figures), _fast(figures)]


def _received(figures: MonthlyFigures) -> str:
    month = f"{figures.month.month}月"
    if figures.received == 0:
        return f"{month}に受け付けた提案はありません（前の月は{figures.received_before}件）。"
    kinds = "、".join(f"{line.label}が{line.count}件" for line in figures.by_kind)
    return f"{month}に受け付けた提案は{figures.received}件です（前の月は{figures.received_before}件）。{kinds}でした。"


def _waiting(figures: MonthlyFigures) -> str:
    day = f"{figures.as_of.month}月{figures.as_of.day}日現在"
    if figures.open == 0:
        return f"{day}、結果をお待ちの提案はありません。"
    old = sum(band.count for band in figures.ages[3:])
    tail = (
        f"このうち、受付から41開庁日以上たつものが{old}件あります。"
        if old
        else "受付から41開庁日以上たつものはありません。"
    )
    return f"{day}、結果をお待ちの提案は{figures.open}件です。{tail}"


def _told(figures: MonthlyFigures) -> str:
    counts = {line.label: line.count for line in figures.outcomes}
    withdrawn = f"取下げが{counts[WITHDRAWN]}件ありました。" if counts[WITHDRAWN] else ""
    if figures.outcomes_told == 0:
        return f"結果をお知らせした提案はありません。{withdrawn}"
    told = "、".join(f"{label}{count}件" for label, count in counts.items() if count and label != WITHDRAWN)
    return f"結果をお知らせした提案は{figures.outcomes_told}件です（{told}）。{withdrawn}"


def _kept(figures: MonthlyFigures) -> str:
    late = (
        f"期日を過ぎて、まだ果たしていないものが{figures.promises_late}件あります（一覧は「日数と約束」）。"
        if figures.promises_late
        else "期日を過ぎているものはありません。"
    )
    if figures.promises_met == 0:
        return f"この月に果たしたお約束はありません。{late}"
    share = f"（{figures.kept_share}％）" if figures.kept_share is not None else ""
    return (
        f"この月に果たしたお約束{figures.promises_met}件のうち、期限内は{figures.promises_kept}件でした{share}。{late}"
    )


def _fast(figures: MonthlyFigures) -> str:
    answer, outcome = figures.first_answer_year, figures.outcome_year
    said = [
        f"{name}までは{days_text(median.days)}開庁日"
        for name, median in (("担当課の最初のお返事", answer), ("結果のお知らせ", outcome))
        if median.days is not None
    ]
    if not said:
        return "日数の中央値は、直近12か月で5件未満のため出しません。"
    return f"直近12か月の中央値は、受付から{'、'.join(said)}でした（時計が止まっていた日を除きます）。"


def days_text(days: float) -> str:
    """Return "8" or "8.5"."""
    return f"{days:g}"


BUILDERS = {KIND: build}
