"""年次報告: three 年度 beside one another and everything of the last. For the city hall alone: it lists every title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries.annual import AnnualFigures, YearProposal, annual_figures
from nara_renkei.reports.queries.outcomes import OUTCOMES as OUTCOME_NAMES
from nara_renkei.reports.queries.outcomes import WITHDRAWN
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.reports.rules import figures as told
from nara_renkei.reports.rules.beside import BesideRow, Column, Line, series_of
from nara_renkei.reports.rules.figures import DEFINITIONS, Definition
from nara_renkei.reports.rules.kinds import ANNUAL as KIND
from nara_renkei.reports.rules.periods import year_with

from .monthly import in_tables

NO_YEAR: Final = "年度の書き方が違います。年度を選び直してください。"
# the figures that can be read on one scale
CHARTS: Final = (
    ("件数", "件", (told.RECEIVED, told.CONSULTATIONS, told.OUTCOMES)),
    ("対話の回数", "回", (told.MEETINGS,)),
    ("日数の中央値", "開庁日", (told.DAYS_TO_ROUTE, told.FIRST_ANSWER_DAYS, told.OUTCOME_DAYS)),
    ("提案についての割合", "％", (told.KEPT, told.AGAIN)),
    ("課と人の割合", "％", (told.TAKING_PART, told.TRAINING, told.SATISFACTION)),
    ("協定と事例", "件", (told.AGREEMENTS, told.CASES)),
)
# the sections of the template
CONTENTS: Final = (
    ("yoten", "要点"), ("suji", "三年の数字"), ("kekka", "結果と理由"), ("bu", "部ごと"), ("kyotei", "包括連携協定"),
    ("dialogue", "ダイアログと研修"), ("koka", "効果額"), ("jirei", "事例"), ("ichiran", "受け付けた提案の一覧"),
    ("kazoekata", "数え方"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines that share a scale."""

    title: str
    unit: str
    series: Sequence[Line]


@dataclass(frozen=True, slots=True)
class AnnualPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str  # 「令和8年度 年次報告」
    made_on: date
    contents: Sequence[Entry]
    figures: AnnualFigures
    points: Sequence[str]  # 要点, whole sentences
    labels: Sequence[str]  # of the years, the newest last
    charts: Sequence[Chart]
    rows: Sequence[BesideRow]  # every figure; the parts of 結果 and 見送り stand in a section of their own
    outcomes: Sequence[BesideRow]  # 結果のお知らせ and its parts
    reasons: Sequence[BesideRow]  # 見送り and its reasons
    outcome_names: Sequence[str]
    outcome_bars: Sequence[tuple[str, Sequence[int]]]  # of each year
    tables: Sequence[Sequence[YearProposal]]  # the list, cut into tables
    definitions: Sequence[Definition]


def title_of(year: FiscalYear) -> str:
    """Return 「令和8年度 年次報告」."""
    return f"{year} 年次報告"


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of a 年度 as it stands now. Raises CannotRender for a year that is none."""
    year = year_with(about)
    if year is None:
        raise CannotRender(NO_YEAR)
    return render_pdf("reports/annual.html", {"paper": paper_of(year, at=at)})


def paper_of(year: FiscalYear, *, at: datetime) -> AnnualPaper:
    """Return what the template shows."""
    figures = annual_figures(year, at=at)
    labels = [str(one) for one in figures.years]
    return AnnualPaper(
        city=CitySettings.load(),
        title=title_of(year),
        made_on=local_day(at),
        contents=[Entry(*one) for one in CONTENTS],
        figures=figures,
        points=points_of(figures),
        labels=labels,
        charts=[
            Chart(title, unit, [series_of(one, figures.columns) for one in definitions])
            for title, unit, definitions in CHARTS
        ]
        + [Chart("効果額", "万円", [_in_ten_thousands(series_of(told.BENEFIT, figures.columns))])],
        rows=[
            row for row in figures.rows if not row.part or row.definition not in (told.OUTCOMES, told.DECLINE_REASONS)
        ],
        outcomes=[row for row in figures.rows if row.definition is told.OUTCOMES],
        reasons=[row for row in figures.rows if row.definition is told.DECLINE_REASONS],
        outcome_names=OUTCOME_NAMES,
        outcome_bars=[
            (label, [part.value or 0 for part in column[told.OUTCOMES.code].parts])
            for label, column in zip(labels, figures.columns, strict=True)
            if column
        ],
        tables=in_tables(figures.proposals),
        definitions=DEFINITIONS,
    )


def _in_ten_thousands(line: Line) -> Line:
    name, values = line
    return name, [value if value is None else value / 10_000 for value in values]


def points_of(figures: AnnualFigures) -> list[str]:
    """Return the year in sentences that stand alone."""
    return [_received(figures), _told(figures), _fast(figures), _together(figures), _benefit(figures)]


def _compared(figures: AnnualFigures, definition: Definition) -> str:
    """Return 「（前の年度は12件）」; nothing where the year before has no such figure."""
    before: Column = figures.columns[-2]
    if before is None or before[definition.code].value is None:
        return ""
    return f"（前の年度は{before[definition.code].text}）"


def _received(figures: AnnualFigures) -> str:
    received, asked = (figures.figures[one.code] for one in (told.RECEIVED, told.CONSULTATIONS))
    kinds = "、".join(f"{part.label}が{part.value}件" for part in received.parts)
    before = _compared(figures, told.RECEIVED)
    return f"{figures.year}に受け付けた提案は{received.text}{before}、相談は{asked.text}です。提案は、{kinds}でした。"


def _told(figures: AnnualFigures) -> str:
    now = figures.figures[told.OUTCOMES.code]
    parts = "、".join(f"{one.label}{one.value}件" for one in now.parts if one.value and one.label != WITHDRAWN)
    if not now.value:
        return f"結果をお知らせした提案はありません{_compared(figures, told.OUTCOMES)}。"
    return f"結果をお知らせした提案は{now.text}です{_compared(figures, told.OUTCOMES)}。内訳は、{parts}です。"


def _fast(figures: AnnualFigures) -> str:
    days, kept = (figures.figures[one.code] for one in (told.OUTCOME_DAYS, told.KEPT))
    if days.value is None or kept.value is None:
        return "日数の中央値と期限内率は、もとが5件未満のものがあるため、要点には書きません。"
    return (
        f"受付から結果までの中央値は{days.text}{_compared(figures, told.OUTCOME_DAYS)}、"
        f"お約束の期限内率は{kept.text}{_compared(figures, told.KEPT)}でした。"
    )


def _together(figures: AnnualFigures) -> str:
    meetings, agreements, cases = (figures.figures[one.code] for one in (told.MEETINGS, told.AGREEMENTS, told.CASES))
    return (
        f"提案についての対話を{meetings.text}、公民連携ダイアログを{len(figures.events)}回ひらきました。"
        f"効力のある包括連携協定は{agreements.text}、職員が読める事例は{cases.text}です。"
    )


def _benefit(figures: AnnualFigures) -> str:
    benefit = figures.figures[told.BENEFIT.code]
    if not benefit.cases:
        return "進めるとお知らせした提案に、効果額の記録はありません。"
    return f"進めるとお知らせした提案{benefit.cases}件の効果額は、合わせて{benefit.text}です。"


BUILDERS = {KIND: build}
