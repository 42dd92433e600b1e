"""いまの様子: six questions about the city, each with one picture and the sentence that answers it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import Count
from django.db.models.functions import TruncMonth

from nara_renkei.core.calendar import TOKYO, FiscalYear, local_day
from nara_renkei.core.charts import Values
from nara_renkei.core.sheets import Cells
from nara_renkei.core.wall import as_city
from nara_renkei.reports.queries.monthly import open_by_department, received_by_month
from nara_renkei.reports.queries.outcomes import OUTCOMES, WITHDRAWN, midnight, outcomes_told
from nara_renkei.reports.queries.promises import promise_lines
from nara_renkei.reports.rules.figures import number_text, share
from nara_renkei.reports.rules.months import month_name, months_until
from nara_renkei.reports.rules.periods import Period, quarters_of
from proposals.enums import Kind, Stage
from proposals.queries import MedianDays, median_working_days_in
from screening.models import Routing

QUARTERS = 8
SHEET_HEAD = ("問い", "項目", "内訳", "値", "単位")


@dataclass(frozen=True, slots=True)
class Picture:
    """A question, its answer in a sentence, and what to draw. ``kind``: a tag of the charts without 「_chart」."""

    key: str
    question: str
    answer: str
    kind: str  # stacked, line or heat
    unit: str
    columns: Sequence[str]  # parts of a bar, names of lines, columns of a table
    rows: Sequence[tuple[str, Values]]  # a bar, a point in time, a row of the table

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.rows]

    @property
    def lines(self) -> list[tuple[str, Values]]:
        """The same numbers by column, as a line chart takes them."""
        return [(name, [values[n] for _, values in self.rows]) for n, name in enumerate(self.columns)]


@as_city("figures are counts of the whole city, the same for everybody who reads reports")
def dashboard(at: datetime) -> list[Picture]:
    """Return the pictures of the city as it stands. The number of queries does not depend on the rows."""
    today = local_day(at)
    quarters = last_quarters(today, QUARTERS)
    return [
        _received(today),
        _days(quarters),
        _kept(today),
        _waiting(today),
        _outcomes(quarters[-4:]),
        _routed(quarters[-4:]),
    ]


def dashboard_table(pictures: Sequence[Picture]) -> Iterator[Cells]:
    """Return every number under SHEET_HEAD; where there is none the cell is empty."""
    for one in pictures:
        for label, values in one.rows:
            for name, value in zip(one.columns, values, strict=True):
                yield one.question, label, name, "" if value is None else value, one.unit


def last_quarters(today: date, count: int) -> list[Period]:
    """Return so many quarters, the running one last."""
    year = FiscalYear.of(today).year
    years = range(year - count // 4 - 1, year + 1)
    begun = [one for one in chain.from_iterable(quarters_of(FiscalYear(each)) for each in years) if one.first <= today]
    return begun[-count:]


def _short(quarter: Period) -> str:
    """Return 「R8 2期」."""
    year = FiscalYear.of(quarter.first)
    return f"R{year.year - 2018} {(quarter.first.month - 4) % 12 // 3 + 1}期"


def _received(today: date) -> Picture:
    points = received_by_month(months_until(today, 24))
    before, after = points[:12], points[12:]
    now, then = sum(one.received for one in after), sum(one.received for one in before)
    return Picture(
        key="received",
        question="提案は増えていますか",
        answer=f"この12か月に受け付けた提案は{now}件です。その前の12か月は{then}件でした。",
        kind="stacked",
        unit="件",
        columns=[str(Kind.OPEN.label), str(Kind.CHALLENGE.label)],
        rows=[(month_name(one.month), (one.open_kind, one.challenge_kind)) for one in after],
    )


def _days(quarters: Sequence[Period]) -> Picture:
    spans = [(one.first, one.last) for one in quarters]
    answers, outcomes = median_working_days_in(Stage.FIRST_ANSWER, spans), median_working_days_in(Stage.OUTCOME, spans)
    return Picture(
        key="days",
        question="お返事は早くなっていますか",
        answer=f"受付から最初のお返事までの中央値は、{_compared(quarters, answers)}。時計が止まっていた日は除きます。",
        kind="line",
        unit="開庁日",
        columns=["最初のお返事", "結果のお知らせ"],
        rows=[
            (_short(quarter), (answer.days, outcome.days))
            for quarter, answer, outcome in zip(quarters, answers, outcomes, strict=True)
        ],
    )


def _compared(quarters: Sequence[Period], medians: Sequence[MedianDays]) -> str:
    told = [(quarter, one) for quarter, one in zip(quarters, medians, strict=True) if one.days is not None]
    if not told:
        return "まだ5件に満たないため出せません"
    words = [f"{quarter.name}が{number_text(one.days or 0)}開庁日（{one.cases}件）" for quarter, one in told]
    return words[0] if len(words) == 1 else f"{words[0]}、{words[-1]}です"


def _kept(today: date) -> Picture:
    lines = promise_lines(today - timedelta(days=365), today)
    met, kept, late = (sum(getattr(line, name) for line in lines) for name in ("met", "kept", "late"))
    percent = share(kept, met)
    told = "" if percent is None else f"（{percent}％）"
    return Picture(
        key="kept",
        question="お約束した日を守れていますか",
        answer=f"この1年に果たしたお約束{met}件のうち、期限内は{kept}件{told}です。いま期日を過ぎているものが{late}件あります。",
        kind="stacked",
        unit="件",
        columns=["期限内", "期限の後", "いま過ぎている"],
        rows=[(line.stage, (line.kept, line.met - line.kept, line.late)) for line in lines],
    )


def _waiting(today: date) -> Picture:
    lines = [line for line in open_by_department(today) if line.open]
    every, old = sum(line.open for line in lines), sum(line.old for line in lines)
    return Picture(
        key="waiting",
        question="提案はどの部で待っていますか",
        answer=f"結果をお待ちの提案は{every}件です。このうち受付から41開庁日以上たつものが{old}件あります。",
        kind="stacked",
        unit="件",
        columns=["40開庁日まで", "41開庁日以上"],
        rows=[(line.name, (line.open - line.old, line.old)) for line in lines],
    )


def _outcomes(quarters: Sequence[Period]) -> Picture:
    found = [outcomes_told(midnight(one.first), midnight(one.last + timedelta(days=1))) for one in quarters]
    told = sum(count for outcomes, _ in found for name, count in outcomes.items() if name != WITHDRAWN)
    reasons = sum((each for _, each in found), Counter[str]())
    first = f"見送りの理由でいちばん多いのは「{_first(reasons)}」です。" if reasons else ""
    return Picture(
        key="outcomes",
        question="どんな結果になりましたか",
        answer=f"この四つの四半期に結果をお知らせした提案は{told}件です。{first}",
        kind="stacked",
        unit="件",
        columns=OUTCOMES,
        rows=[
            (_short(quarter), [outcomes[name] for name in OUTCOMES])
            for quarter, (outcomes, _) in zip(quarters, found, strict=True)
        ],
    )


def _first(reasons: Counter[str]) -> str:
    return min(reasons, key=lambda label: (-reasons[label], label))


def _routed(quarters: Sequence[Period]) -> Picture:
    first, after = midnight(quarters[0].first), midnight(quarters[-1].last + timedelta(days=1))
    rows = (
        Routing.objects.filter(sent_at__gte=first, sent_at__lt=after)
        .order_by()
        .values("division__department__code", "division__department__name", month=TruncMonth("sent_at", tzinfo=TOKYO))
        .annotate(cases=Count("pk"))
    )
    counts = Counter[tuple[tuple[str, str], int]]()
    for row in rows:
        department = (row["division__department__code"], row["division__department__name"])
        month = local_day(row["month"])
        counts[department, next(n for n, one in enumerate(quarters) if one.first <= month <= one.last)] += row["cases"]
    departments = sorted({department for department, _ in counts})
    return Picture(
        key="routed",
        question="提案はどの部に届いていますか",
        answer=f"この四つの四半期に、{len(departments)}の部へ{sum(counts.values())}件を送りました。協力課への送付も数えます。",
        kind="heat",
        unit="件",
        columns=[_short(one) for one in quarters],
        rows=[(each[1], [counts[each, n] for n in range(len(quarters))]) for each in departments],
    )
