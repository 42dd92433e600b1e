"""The words of the 自己点検: changed in place until a 課 has answered them, then by a row of its own."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.reports.models import SelfCheckStatement

NOT_IN_USE = "この文は、もう使っていません。いま使っている文を直してください。"


class CannotReword(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def reword_statement(*, statement: SelfCheckStatement, text: str, by: Actor, at: datetime) -> SelfCheckStatement:
    """Return the row that holds the new words.

    Answered this 年度, the old words are asked to its end and the new ones from the next, so that all 課 of a year
    answer the same. Raises CannotReword for words that were replaced before.
    """
    row = SelfCheckStatement.objects.select_for_update().get(pk=statement.pk)
    if row.to_year is not None:
        raise CannotReword(NOT_IN_USE)
    answered = row.answers.order_by("-self_check__year").values_list("self_check__year", flat=True).first()
    if answered is None:
        row.text = text
        row.save(update_fields=["text"])
        new = row
    else:
        year = FiscalYear.of(local_day(at)).year
        row.to_year = year if answered == year else year - 1
        row.save(update_fields=["to_year"])
        new = SelfCheckStatement.objects.create(
            picture=row.picture, position=row.position, text=text, from_year=row.to_year + 1
        )
    audit.record("self_check.reword", about=f"statement:{new.pk}", by=by, at=at, replaces=row.pk)
    return new
