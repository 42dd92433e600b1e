"""自己点検: a 課 says how far it is, once in a 年度, and may correct it until the year ends."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.directory.models import Division
from nara_renkei.reports.models import SelfCheck, SelfCheckAnswer, SelfCheckStatement
from nara_renkei.reports.rules.vision import PICTURES

NO_DIVISION = "この課は、今日はもうありません。後の課の自己点検に答えてください。"
YEAR_IS_OVER = "の自己点検は締め切りました。いまの年度の自己点検を開いて、答えてください。"
NOT_ALL = "すべての文に答えてください。"
CHANGED = "入力している間に、ほかの人がこの課の自己点検を残しました。下の表で確かめて、もう一度残してください。"


class CannotCheck(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def record_self_check(
    *,
    division: Division,
    year: FiscalYear,
    levels: Mapping[int, int],
    notes: Mapping[str, str],
    version: int,
    by: Actor,
    at: datetime,
) -> SelfCheck:
    """Keep the levels (statement → 1 to 5) and the notes (picture → words). ``version``: 0, or of what was read.

    Raises CannotCheck for a 年度 that is not running, a 課 that has ended, missing levels, and what another has kept
    meanwhile.
    """
    today = local_day(at)
    if FiscalYear.of(today) != year:
        raise CannotCheck(f"{year}{YEAR_IS_OVER}")
    if not division.is_valid_on(today):
        raise CannotCheck(NO_DIVISION)
    statements = SelfCheckStatement.objects.of_year(year.year)
    if {one.pk for one in statements} != levels.keys():
        raise CannotCheck(NOT_ALL)
    # the row of the 課 makes two first answers wait for one another
    Division.objects.select_for_update(of=("self",)).get(pk=division.pk)
    check = SelfCheck.objects.filter(division=division, year=year.year).first()
    if (check.version if check else 0) != version:
        raise CannotCheck(CHANGED)
    if check is None:
        check = SelfCheck(division=division, year=year.year, answered_by=by.label, answered_at=at)
    else:
        check.changed_by, check.changed_at, check.version = by.label, at, check.version + 1
    for picture in PICTURES:
        setattr(check, f"note_{picture.code}", notes.get(picture.code, ""))
    check.save()
    check.answers.all().delete()
    SelfCheckAnswer.objects.bulk_create(
        SelfCheckAnswer(self_check=check, statement_id=statement, level=level) for statement, level in levels.items()
    )
    audit.record("self_check.record", about=check.key, by=by, at=at, division=division.code, version=check.version)
    return check
