"""四半期報告: what a 部長会 reads in three minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from nara_renkei.core.calendar import FiscalYear, local_day, wareki
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries.outcomes import OUTCOMES as OUTCOME_NAMES
from nara_renkei.reports.queries.outcomes import WITHDRAWN
from nara_renkei.reports.queries.quarterly import QuarterlyFigures, quarterly_figures
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.reports.rules.beside import BesideRow, Line, series_of
from nara_renkei.reports.rules.figures import (
    DECLINE_REASONS,
    FIRST_ANSWER_DAYS,
    KEPT,
    OUTCOME_DAYS,
    OUTCOMES,
    RECEIVED,
    Figure,
    number_text,
)
from nara_renkei.reports.rules.kinds import QUARTERLY as KIND
from nara_renkei.reports.rules.meetings import read_about
from nara_renkei.reports.rules.periods import Period

# over the counts of a 部, in their order
DEPARTMENT_COLUMNS: Final = ("受付", "結果をお待ち", "遅れたお約束", "担当ではない")
NO_QUARTER: Final = "四半期の書き方が違います。四半期を選び直してください。"


@dataclass(frozen=True, slots=True)
class QuarterlyPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str  # 「令和8年度 第2四半期 報告（部長会 令和8年10月20日）」
    meeting_on: date | None
    made_on: date
    figures: QuarterlyFigures
    points: Sequence[str]  # 要点, whole sentences
    main: Sequence[BesideRow]  # every figure without its parts
    reasons: Sequence[tuple[str, int]]  # of the 見送り in the quarter
    # charts
    labels: Sequence[str]  # of the quarters, the newest last
    flow: Sequence[Line]  # 受付 and 結果 through the quarters
    outcome_names: Sequence[str]
    outcome_bars: Sequence[tuple[str, Sequence[int]]]  # of each quarter
    department_columns: Sequence[str]
    departments: Sequence[tuple[str, Sequence[int]]]  # with how many 課 take part in the name


def title_of(quarter: Period, meeting_on: date | None) -> str:
    """Return the title; without the 部長会 while its day is not fixed."""
    meeting = f"（部長会 {wareki(meeting_on)}）" if meeting_on else ""
    return f"{quarter.name} 報告{meeting}"


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of a quarter as it stands now. Raises CannotRender for a quarter that is none."""
    asked = read_about(about)
    if asked is None:
        raise CannotRender(NO_QUARTER)
    return render_pdf("reports/quarterly.html", {"paper": paper_of(*asked, at=at)})


def paper_of(quarter: Period, meeting_on: date | None, *, at: datetime) -> QuarterlyPaper:
    """Return what the template shows."""
    figures = quarterly_figures(quarter, at=at)
    return QuarterlyPaper(
        city=CitySettings.load(),
        title=title_of(quarter, meeting_on),
        meeting_on=meeting_on,
        made_on=local_day(at),
        figures=figures,
        points=points_of(figures),
        main=[row for row in figures.rows if not row.part],
        reasons=[(part.label, part.value or 0) for part in figures.figures[DECLINE_REASONS.code].parts],
        labels=[_short(one) for one in figures.quarters],
        flow=[series_of(one, figures.columns) for one in (RECEIVED, OUTCOMES)],
        outcome_names=OUTCOME_NAMES,
        outcome_bars=[
            (_short(quarter), [part.value or 0 for part in column[OUTCOMES.code].parts])
            for quarter, column in zip(figures.quarters, figures.columns, strict=True)
            if column
        ],
        department_columns=DEPARTMENT_COLUMNS,
        departments=[(one.full_name, one.counts) for one in figures.departments],
    )


def _short(quarter: Period) -> str:
    """Return 「R8 第2」."""
    year = FiscalYear.of(quarter.first)
    return f"{year.short} {quarter.name.removeprefix(f'{year} ').removesuffix('四半期')}"


def points_of(figures: QuarterlyFigures) -> list[str]:
    """Return the quarter in sentences that stand alone."""
    return [_received(figures), _told(figures), _waiting(figures), _kept(figures), _fast(figures), _asked(figures)]


def _received(figures: QuarterlyFigures) -> str:
    before, year_ago = (_before(figures, RECEIVED.code, index) for index in (-2, 0))
    now = figures.figures[RECEIVED.code]
    if not now.value:
        return f"この四半期に受け付けた提案はありません（前の四半期は{before}、前年の同じ四半期は{year_ago}）。"
    kinds = "、".join(f"{part.label}が{part.value}件" for part in now.parts)
    return f"受け付けた提案は{now.text}です（前の四半期は{before}、前年の同じ四半期は{year_ago}）。{kinds}でした。"


def _before(figures: QuarterlyFigures, code: str, index: int) -> str:
    column = figures.columns[index]
    return column[code].text if column else "記録なし"


def _told(figures: QuarterlyFigures) -> str:
    now = figures.figures[OUTCOMES.code]
    counts = {part.label: part.value for part in now.parts}
    withdrawn = f"取下げが{counts[WITHDRAWN]}件ありました。" if counts[WITHDRAWN] else ""
    if not now.value:
        return f"結果をお知らせした提案はありません。{withdrawn}"
    told = "、".join(f"{label}{count}件" for label, count in counts.items() if count and label != WITHDRAWN)
    return f"結果をお知らせした提案は{now.text}です（{told}）。{withdrawn}"


def _waiting(figures: QuarterlyFigures) -> str:
    day = f"{figures.as_of.month}月{figures.as_of.day}日現在"
    late = (
        f"提案者へのお約束のうち、期日を過ぎてまだ果たしていないものが{figures.promises_late}件あります。"
        if figures.promises_late
        else "提案者へのお約束で、期日を過ぎているものはありません。"
    )
    return f"{day}、結果をお待ちの提案は{figures.open}件です。{late}"


def _kept(figures: QuarterlyFigures) -> str:
    now = figures.figures[KEPT.code]
    if not now.cases:
        return "この四半期に果たしたお約束はありません。"
    if now.value is None:
        return f"果たしたお約束は{now.cases}件です。5件未満のため、期限内率は出しません。"
    before = _before(figures, KEPT.code, -2)
    compared = f"（前の四半期は{before}）" if before.endswith("％") else ""
    return f"果たしたお約束{now.cases}件のうち、期限内は{now.text}でした{compared}。"


def _fast(figures: QuarterlyFigures) -> str:
    said = [
        f"{name}までは{number_text(figure.value)}開庁日" for name, figure in _days(figures) if figure.value is not None
    ]
    if not said:
        return "日数の中央値は、5件未満のため出しません。"
    return f"日数の中央値は、受付から{'、'.join(said)}でした（時計が止まっていた日を除きます）。"


def _days(figures: QuarterlyFigures) -> list[tuple[str, Figure]]:
    return [
        ("担当課の最初のお返事", figures.figures[FIRST_ANSWER_DAYS.code]),
        ("結果のお知らせ", figures.figures[OUTCOME_DAYS.code]),
    ]


def _asked(figures: QuarterlyFigures) -> str:
    agenda = figures.agenda
    counts = (
        ("裁定", agenda.rulings_count),
        ("課題を続けるかの確認", agenda.reconfirm_count),
        ("空いている席", agenda.vacant_count),
    )
    asked = "、".join(f"{name}が{count}件" for name, count in counts if count)
    if not asked:
        return "部長会にお願いすることはありません。"
    return f"部長会にお願いするのは、{asked}です。"


BUILDERS = {KIND: build}
