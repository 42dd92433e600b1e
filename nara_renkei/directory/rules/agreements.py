"""How long an agreement lasts, and by when somebody has to speak. Plain Python.

The clause behind it: 「期間満了の3か月前までに、いずれからも申出がないときは、さらに1年間更新し、以後も同様とする。」
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nara_renkei.directory.enums import AgreementState, NoticeUnit

SOON: Final = timedelta(days=90)  # before the 申出期限: when the desk and the 課 are reminded


@dataclass(frozen=True, slots=True)
class Term:
    """What the paper says, and what was said since."""

    signed_on: date | None
    starts_on: date | None
    ends_on: date | None  # the last day of the last term that was recorded; None: no fixed end
    renews_years: int | None = None  # None: nothing renews by itself
    notice_count: int | None = None
    notice_unit: str = ""
    declined_on: date | None = None  # 更新しない申出
    ended_on: date | None = None  # 解約: its last day
    renewals: int = 0

    @property
    def renews(self) -> bool:
        """Whether it goes on by itself after the end of its term."""
        return self.renews_years is not None and self.declined_on is None


def months_before(day: date, count: int) -> date:
    """Return the corresponding day so many months earlier; where the month is shorter, its last day."""
    return _shift(day, -count)


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_end(ends_on: date, years: int) -> date:
    """Return the last day of the term that follows, in whole years (民法143条): 31 March is followed by 31 March."""
    first = ends_on + timedelta(days=1)
    anniversary = _shift(first, years * 12)
    # 29 February has no day of its own in most years: the term ends on the last of the month
    return anniversary if anniversary.day != first.day else anniversary - timedelta(days=1)


def notice_by(ends_on: date, count: int, unit: str) -> date:
    """Return the last day on which either side may say that the term ending on ``ends_on`` is the last."""
    return ends_on - timedelta(days=count) if unit == NoticeUnit.DAYS else months_before(ends_on, count)


def deadline_of(term: Term) -> date | None:
    """Return the 申出期限 of the last recorded term; None where nothing renews by itself."""
    if term.ends_on is None or term.renews_years is None or term.notice_count is None:
        return None
    return notice_by(term.ends_on, term.notice_count, term.notice_unit)


def is_in_force(term: Term, day: date) -> bool:
    """Return whether it binds on a day. A renewal nobody has recorded yet counts: the clause needs nobody."""
    if term.signed_on is None or term.starts_on is None or day < term.starts_on:
        return False
    if term.ended_on is not None and day > term.ended_on:
        return False
    return term.ends_on is None or day <= term.ends_on or term.renews


def act_by(term: Term, today: date) -> date | None:
    """Return the next day by which somebody has to speak: the 申出期限, or the end where nothing renews.

    Past the 申出期限 the next term is certain, so its own 申出期限 is next. None: there is nothing to decide.
    """
    if term.signed_on is None or term.ended_on is not None or term.declined_on is not None or term.ends_on is None:
        return None
    if term.renews_years is None:
        return term.ends_on if today <= term.ends_on else None
    count, unit = term.notice_count or 0, term.notice_unit
    ends_on = term.ends_on
    while (deadline := notice_by(ends_on, count, unit)) < today:
        ends_on = next_end(ends_on, term.renews_years)
    return deadline


def missed_ends(term: Term, today: date) -> list[date]:
    """Return the ends of the terms that began by themselves and were not recorded yet, the earliest first."""
    ends: list[date] = []
    last = term.ends_on
    if term.signed_on is None or term.ended_on is not None or not term.renews or last is None:
        return ends
    while last < today:
        last = next_end(last, term.renews_years or 1)
        ends.append(last)
    return ends


def state_of(term: Term, today: date) -> AgreementState:
    """Return what to call it on a day."""
    if term.signed_on is None or term.starts_on is None or today < term.starts_on:
        return AgreementState.PREPARING
    if not is_in_force(term, today):
        return AgreementState.EXPIRED if term.ended_on is None or today <= term.ended_on else AgreementState.ENDED
    if term.declined_on is not None:
        return AgreementState.LAPSING
    deadline = act_by(term, today)
    if deadline is not None and deadline <= today + SOON:
        return AgreementState.ENDING_SOON if term.renews_years is None else AgreementState.NOTICE_SOON
    return AgreementState.RENEWED if term.renewals else AgreementState.IN_FORCE


def fields_of(text: str) -> list[str]:
    """Return the 分野 of an agreement, as 「買物支援／見守り」 names them."""
    return [word.strip() for word in text.replace("、", "／").split("／") if word.strip()]
