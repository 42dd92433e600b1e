"""年度末: one click says whether the work goes on into the next 年度 or ends."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from proposals.enums import Status
from screening.enums import YearEndChoice
from screening.models import Screening, YearEnd

from .carry_out import complete_work
from .open_screening import locked


class CannotDecideYearEnd(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def decide_year_end(*, screening: Screening, choice: YearEndChoice, by: Actor, at: datetime) -> YearEnd:
    """Carry the work over or end it, once in a 年度. Raises CannotDecideYearEnd."""
    screening = locked(screening)
    year = FiscalYear.of(local_day(at)).year
    if screening.proposal.status != Status.UNDERWAY:
        raise CannotDecideYearEnd("いま実施中の取組だけ、年度末の確認ができます。一覧を開き直してください。")
    if YearEnd.objects.filter(screening=screening, year=year).exists():
        raise CannotDecideYearEnd("この年度の確認は、もう済んでいます。")
    decided = YearEnd.objects.create(screening=screening, year=year, choice=choice, decided_by=by.label, decided_at=at)
    if choice == YearEndChoice.END:
        complete_work(screening=screening, by=by, at=at)
    audit.record("year_end.decide", about=screening.proposal.key, by=by, at=at, year=year, choice=choice.value)
    return decided
